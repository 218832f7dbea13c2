#!/usr/bin/env bash
# Starts what deploy/ has for hosting, each sample as it stands, and uses it (tests/deploy):
#   tools/hosting.sh [what Playwright takes]
set -euo pipefail
. "$(dirname "$0")/env.sh"
cargo build --locked --features site --bin headroom-server
export HEADROOM_SITE_SERVER="${CARGO_TARGET_DIR:-$ROOT/target}/debug/headroom-server"
export HEADROOM_FRONTS="$FRONTS" HEADROOM_HADOLINT="$HADOLINT/bin/hadolint"
exec tools/node.sh tests/e2e/node_modules/@playwright/test/cli.js test \
  --config tests/deploy/playwright.config.mjs "$@"
