#!/usr/bin/env bash
# Builds the console and headroom-server, and serves the one by the other:
#   tools/run.sh [the server's options]
# Both are debug builds, which stand in little more than half the time; `make server` makes the
# release.
set -euo pipefail
. "$(dirname "$0")/env.sh"

run_server=(--locked --profile server-dev --features serve --bin headroom-server)

tools/setup.sh rust
# Beside the rest, in whatever time that leaves a core idle.
nice -n 19 cargo build --quiet "${run_server[@]}" &
server=$!
trap 'kill "$server" 2>/dev/null' EXIT
tools/setup.sh build
tools/build.sh dev
echo "run: building the server, if it is not there yet"
wait "$server"
exec cargo run --quiet "${run_server[@]}" -- --dist dist-dev --listen "127.0.0.1:${PORT:-8080}" "$@"
