#!/usr/bin/env bash
# Serves dist/ by headroom-server, which it builds first:  tools/run.sh [its options]
set -euo pipefail
. "$(dirname "$0")/env.sh"
echo "run: building the server, about a minute the first time"
exec cargo run --quiet --release --locked --features serve --bin headroom-server -- \
  --listen "127.0.0.1:${PORT:-8080}" "$@"
