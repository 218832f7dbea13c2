#!/usr/bin/env bash
# Builds the console:  tools/build.sh [release | dev | serve]
#   release  what ships, into dist/ (`make build` runs the set-up before it)
#   dev      a debug build in one piece, into dist-dev/, for the browser tests while one writes
#   serve    the same, served at PORT, rebuilt and reloaded on every change
set -euo pipefail
. "$(dirname "$0")/env.sh"

# trunk takes NO_COLOR for a boolean option of its own and refuses the usual NO_COLOR=1; and its
# backtraces would hide what the compiler says.
run_trunk() { env -u NO_COLOR RUST_BACKTRACE=0 trunk "$@"; }

case "${1:-release}" in
  release)
    run_trunk build --release
    node tools/compress.mjs
    node tools/release.mjs write
    ;;
  dev) run_trunk build --dist dist-dev ;;
  serve) run_trunk serve --dist dist-dev --port "${PORT:-8080}" ;;
  *) fail "say what to build: tools/build.sh release, dev or serve" ;;
esac
