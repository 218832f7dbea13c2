#!/usr/bin/env bash
# Builds the release into dist/. `make build` runs the set-up before it.
set -euo pipefail
. "$(dirname "$0")/env.sh"
# trunk takes NO_COLOR for a boolean option of its own and refuses the usual NO_COLOR=1; and its
# backtraces would hide what the compiler says.
env -u NO_COLOR RUST_BACKTRACE=0 trunk "${@:-build}" --release
if [ "${1:-build}" = build ]; then node tools/compress.mjs; fi
