#!/usr/bin/env bash
# Kills the server many times under a write load (tests/server/kill.rs). HEADROOM_KILLS: how often.
set -euo pipefail
. "$(dirname "$0")/env.sh"
export HEADROOM_KILLS="${HEADROOM_KILLS:-200}"
exec cargo test --quiet --locked --features serve --test server kill -- --nocapture
