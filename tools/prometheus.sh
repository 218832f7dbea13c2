#!/usr/bin/env bash
# Tests the console's client against a real Prometheus. It stands beside `make test`, since a daemon
# now and then does not come up among the others, and its test then waits for it.
set -euo pipefail
. "$(dirname "$0")/env.sh"
[ -e "$PROMETHEUS/ready" ] || fail "Prometheus could not be had from Debian's packages."
exec timeout 600 cargo test --locked --features serve --test prometheus "$@"
