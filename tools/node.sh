#!/usr/bin/env bash
# Runs a Node script of tests/e2e with the set-up's tools on PATH and the browser in CHROMIUM.
set -euo pipefail
. "$(dirname "$0")/env.sh"
[ -f "$1" ] || fail "$1 is not there yet"
CHROMIUM="$(find_browser)" || fail "no browser is here: run make setup"
export CHROMIUM
exec node "$@"
