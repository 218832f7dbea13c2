#!/usr/bin/env bash
# Publishes to a storage that keeps its objects on disk, and checks signatures and clocks.
# `make test` does without it, since the storage takes minutes to build.
set -euo pipefail
. "$(dirname "$0")/env.sh"
exec node --test --test-reporter spec tests/publish/on_disk.mjs
