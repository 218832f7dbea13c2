#!/usr/bin/env bash
# Walks through the main story in Firefox and WebKitGTK:  tools/browsers.sh [name of one]
set -euo pipefail
. "$(dirname "$0")/env.sh"
exec node tests/browsers/run.mjs "$@"
