#!/usr/bin/env bash
# Sweeps a made-up fleet on Ray's workers, kills some of them, and holds the results against those of
# one process, byte by byte:  tools/fleet.sh [what tools/fleet/measure.py takes]
set -euo pipefail
. "$(dirname "$0")/env.sh"

cargo build --quiet --release --locked --features cli --bin headroom-whatif
HEADROOM_WHATIF="$(realpath "${CARGO_TARGET_DIR:-target}")/release/headroom-whatif"
export HEADROOM_WHATIF PYTHONDONTWRITEBYTECODE=1
python="$FLEET_TOOLS/bin/python"

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
"$python" tools/fleet/made.py --groups 2 --days 1 >"$work/jobs.jsonl"
"$python" tools/fleet/fleet.py cut "$work/jobs.jsonl" --work "$work/fleet" 2>/dev/null
"$python" tools/fleet/fleet.py manifest --work "$work/fleet" --image headroom-whatif:1 \
  --claim fleet >"$work/job.yaml"
"$FLEET_TOOLS/bin/kubernetes-validate" --strict "$work/job.yaml"

"$python" tools/fleet/measure.py "$@"
