#!/usr/bin/env bash
# Runs every test. The last lines name what failed and say how many passed, failed and were skipped;
# the exit code says whether any failed.
set -uo pipefail
. "$(dirname "$0")/env.sh"

LOG="$(mktemp)"
REPORT=tests/e2e/results/report.json
trap 'rm -f "$LOG"' EXIT
summary=""
failures=""
passed_all=0
failed_all=0
skipped_all=0

# add NAME PASSED FAILED SKIPPED: one line of the summary.
add() {
  local skipped=""
  if [ "$4" != 0 ]; then skipped=", $4 skipped"; fi
  summary+="$(printf '%-15s %s passed, %s failed%s' "$1:" "$2" "$3" "$skipped")"$'\n'
  passed_all=$((passed_all + $2))
  failed_all=$((failed_all + $3))
  skipped_all=$((skipped_all + $4))
}

# failed LINES: what failed, for the end, where a cut log still has it.
failed() {
  if [ -n "$1" ]; then failures+="$(sed '/^[^ ]/s/^/FAILED: /' <<<"$1")"$'\n'; fi
}

# Lints differ from one Rust to the next, so only the pinned one's count.
lints() {
  case "$(rustc --version)" in
    "rustc $RUST "*) if tools/check.sh lint; then add Lints 1 0 0; else add Lints 0 1 0; fi ;;
    *) echo "test: the lints are left out: they are meant for Rust $RUST" ;;
  esac
}

# cargo_tests NAME arguments...: a run that failed without a failed test did not build or broke
# off: that counts as one.
cargo_tests() {
  local passed failed skipped status
  cargo test --locked --no-fail-fast "${@:2}" 2>&1 | tee "$LOG"
  status=$?
  read -r passed failed skipped < <(
    awk '/^test result: / { p += $4; f += $6; s += $8 } END { print p + 0, f + 0, s + 0 }' "$LOG"
  )
  if [ "$status" != 0 ] && [ "$failed" = 0 ]; then failed=1; fi
  add "$1" "$passed" "$failed" "$skipped"
  failed "$(sed -n 's/^test \(.*\) \.\.\. FAILED$/\1/p' "$LOG")"
}

# Against a real Prometheus, where set-up could have it.
prometheus_tests() {
  local count
  if [ -e "$PROMETHEUS/ready" ]; then
    cargo_tests "Prometheus" --features serve --test prometheus
    return
  fi
  count="$(cargo test --locked --features serve --test prometheus -- --list | grep -c ': test$')"
  add "Prometheus" 0 0 "$count"
}

# The cases that only read, against the real API, when its address is given.
real_api() {
  if [ -z "${HEADROOM_API:-}" ]; then
    echo "test: the real API is left out: set HEADROOM_API, HEADROOM_ZONE and SCW_SECRET_KEY"
    return
  fi
  cargo_tests "Real API" --features serve --test server -- --ignored conformance::the_real_api
}

# python_tests NAME PYTHON FOLDER: a run that broke off counts as one failure.
python_tests() {
  local ran failed
  "$2" -B -m unittest discover -v -s "$3" 2>&1 | tee "$LOG"
  read -r ran failed < <(
    awk '/^Ran [0-9]+ tests? / { ran = $2 }
      match($0, /^FAILED \(.*\)$/) { gsub(/[^0-9,]/, ""); n = split($0, parts, ",")
        for (i = 1; i <= n; i++) failed += parts[i] }
      END { if (failed > ran) failed = ran; print ran + 0, failed + !ran }' "$LOG"
  )
  add "$1" "$((ran - failed < 0 ? 0 : ran - failed))" "$failed" 0
  failed "$(sed -n -E 's/^(FAIL|ERROR): //p' "$LOG")"
}

# node_tests NAME files...: tests of Node's own runner. A run that broke off counts as one failure.
node_tests() {
  local passed failed
  node --test --test-reporter spec --test-reporter-destination stdout \
    --test-reporter tap --test-reporter-destination "$LOG" "${@:2}"
  read -r passed failed < <(
    awk '/^# (pass|fail|cancelled) / { n[$2] = $3 }
      END { print n["pass"] + 0, n["fail"] + n["cancelled"] + !n["pass"] }' "$LOG"
  )
  add "$1" "$passed" "$failed" 0
  failed "$(sed -n 's/^ *not ok [0-9]* - //p' "$LOG")"
}

# The fleet's tools, but for Ray: its parts run as the Kubernetes job runs them.
fleet_tests() {
  if ! cargo build --locked --features cli --bin headroom-whatif; then
    add "Fleet tests" 0 1 0
    return
  fi
  python_tests "Fleet tests" python3 tests/fleet
}

# What nobody here wrote, against the server: the API's official SDK, and curl.
official_clients() {
  local server="${CARGO_TARGET_DIR:-target}/debug/headroom-server" passed failed
  if ! cargo build --locked --features serve --bin headroom-server; then
    add "SDK tests" 0 1 0
    return
  fi
  HEADROOM_SERVER="$server" node_tests "SDK tests" tests/sdk/*.test.mjs
  # The second generation's calls.
  HEADROOM_SERVER="$server" python_tests "Python SDK" "$PYTHON_SDK/bin/python" tests/sdk/v1alpha2
  tests/quickstart.sh "$server" 2>&1 | tee "$LOG"
  read -r passed failed < <(
    awk '/ passed, [0-9]+ failed$/ { p = $2; f = $4 } END { print p + 0, f + !p }' "$LOG"
  )
  add "Quickstart" "$passed" "$failed" 0
}

# Prints what Playwright's report counts, or one failure where there is no report or no test.
count_report() {
  node -e '
    const { stats } = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
    const failed = stats.unexpected + stats.flaky || (stats.expected ? 0 : 1);
    console.log(stats.expected, failed, stats.skipped);
  ' "$REPORT" 2>/dev/null || echo 0 1 0
}

# Prints each failed test of Playwright's report, with the first lines of why.
report_failures() {
  node -e '
    const plain = (text) => text.replace(/\x1b\[[0-9;]*m/g, "").trim();
    const walk = ({ suites = [], specs = [] }) => {
      for (const { ok, file, line, title, tests } of specs) {
        if (ok) continue;
        const { error } = tests[0].results.at(-1) ?? {};
        const why = plain(error?.message ?? "it did not end").split("\n").slice(0, 6).join("\n  ");
        console.log(`${file}:${line} ${title}\n  ${why}`);
      }
      suites.forEach(walk);
    };
    walk(JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")));
  ' "$REPORT" 2>/dev/null
}

browser_tests() {
  local passed failed skipped status
  rm -f "$REPORT"
  if tools/build.sh; then
    tools/node.sh tests/e2e/node_modules/@playwright/test/cli.js test \
      --config tests/e2e/playwright.config.mjs
  fi
  status=$?
  read -r passed failed skipped <<<"$(count_report)"
  if [ "$status" != 0 ] && [ "$failed" = 0 ]; then failed=1; fi
  add "Browser tests" "$passed" "$failed" "$skipped"
  failed "$(report_failures)"
}

# The samples of deploy/, each started as it stands. They need the release that the browser tests
# have built.
hosting() {
  local REPORT=tests/e2e/results/deploy.json status passed failed skipped
  rm -f "$REPORT"
  tools/hosting.sh
  status=$?
  read -r passed failed skipped <<<"$(count_report)"
  if [ "$status" != 0 ] && [ "$failed" = 0 ]; then failed=1; fi
  add "Hosting" "$passed" "$failed" "$skipped"
  failed "$(report_failures)"
}

# Each budget counts as a test, and so does that there are any.
sizes() {
  local passed failed
  node tools/size.mjs | tee "$LOG"
  read -r passed failed < <(
    awk '/^ok: / { ok++ } /^FAILED: / { over++ } END { print ok + 0, ok + over ? over + 0 : 1 }' "$LOG"
  )
  add "Sizes" "$passed" "$failed" 0
}

lints
cargo_tests "Native tests" --features cli --tests -- --skip ::tool_
cargo_tests "Examples" --features cli --doc
cargo_tests "Server tests" --features serve --test server
# The other modules' have run above, where they share a build with the native tests.
cargo_tests "Server examples" --features serve --doc src/server/
prometheus_tests
real_api
official_clients
node_tests "Publishing" tests/publish/*.test.mjs
fleet_tests
node_tests "Docs" tests/docs/*.test.mjs
browser_tests
hosting
sizes
printf '\n%s%s%s passed, %s failed, %s skipped\n' "$failures" "$summary" "$passed_all" "$failed_all" "$skipped_all"
[ "$failed_all" = 0 ]
