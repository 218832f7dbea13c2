#!/usr/bin/env bash
# Uploads the release in dist/ to a bucket:  BUCKET=… tools/publish.sh
# What else it takes from the environment stands in docs/hosting.md.
set -euo pipefail
. "$(dirname "$0")/env.sh"
HEADROOM_AWS="$(find_aws)" || fail "the aws client is missing: run tools/setup.sh publish."
export HEADROOM_AWS
exec node tools/publish/main.mjs
