#!/usr/bin/env bash
# Judges the release behind headroom-server by Lighthouse, and prints a table for docs/.
set -euo pipefail
. "$(dirname "$0")/env.sh"
cargo build --quiet --release --locked --features serve --bin headroom-server
exec tools/node.sh tools/lighthouse/run.mjs "${CARGO_TARGET_DIR:-target}/release/headroom-server"
