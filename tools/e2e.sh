#!/usr/bin/env bash
# Builds a debug build, and runs the browser tests against it:  tools/e2e.sh [what Playwright takes]
# Quick, for while one writes; `make test` runs them against the release, and only that counts.
set -euo pipefail
. "$(dirname "$0")/env.sh"
tools/build.sh dev
export HEADROOM_DIST=dist-dev
exec tools/node.sh tests/e2e/node_modules/@playwright/test/cli.js test \
  --config tests/e2e/playwright.config.mjs "$@"
