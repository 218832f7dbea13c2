#!/usr/bin/env bash
# The fast checks, the fastest first:  tools/check.sh [lint]   (`lint` leaves the tests out)
set -euo pipefail
. "$(dirname "$0")/env.sh"

echo "check: format"
cargo fmt --check || fail "the format is not rustfmt's: run cargo fmt."
echo "check: lints of the core"
cargo clippy --quiet --locked --all-targets -- -D warnings
echo "check: lints of the console, for wasm32"
cargo clippy --quiet --locked --target wasm32-unknown-unknown --features web --lib --bins -- \
  -D warnings
if [ "${1:-}" = lint ]; then exit; fi
echo "check: native tests"
cargo test --quiet --locked
