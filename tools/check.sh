#!/usr/bin/env bash
# The fast checks, the fastest first:  tools/check.sh [lint]   (`lint` leaves the tests out)
set -euo pipefail
. "$(dirname "$0")/env.sh"

# tests NAME arguments...: unless only lints are asked for.
lint_only="${1:-}"
tests() {
  if [ "$lint_only" = lint ]; then return; fi
  echo "check: tests of the $1"
  cargo test --quiet --locked "${@:2}" -- --skip ::tool_
}

echo "check: format"
cargo fmt --check || fail "the format is not rustfmt's: run cargo fmt."
echo "check: style sheets and scripts"
biome check --error-on-warnings ||
  fail "they are not as Biome wants them: run tools/lint/node_modules/.bin/biome check --write."
echo "check: lints of the core"
cargo clippy --quiet --locked --features cli --all-targets -- -D warnings
tests core --features cli
echo "check: lints of the console, for wasm32"
cargo clippy --quiet --locked --target wasm32-unknown-unknown --features web --lib --bins -- \
  -D warnings
echo "check: lints of the server"
cargo clippy --quiet --locked --features serve --all-targets -- -D warnings
echo "check: documentation of the crate, at its smallest and its largest"
for features in "" cli,serve; do
  RUSTDOCFLAGS="-D warnings" cargo doc --quiet --locked --no-deps --features "$features"
done
tests server --features serve --test server
tests "server's examples" --features serve --doc src/server/
