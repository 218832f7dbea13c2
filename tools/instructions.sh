#!/usr/bin/env bash
# Counts the instructions of each case of benches/instructions.txt by valgrind:
#   tools/instructions.sh [CASE...]
#       fails where one takes more than its budget
#   tools/instructions.sh --against FOLDER CASE...
#       fails where one takes more than in another work tree, whose bench has the same cases
set -euo pipefail
. "$(dirname "$0")/env.sh"

# built FOLDER: builds the bench of a work tree, and says where it is.
built() {
  (cd "$1" && cargo bench --quiet --locked --bench whatif --no-run --message-format=json) |
    sed -n 's/.*"name":"whatif".*"executable":"\([^"]*\)".*/\1/p' | tail -n 1
}

# count BENCH CASE: how many instructions it takes.
count() {
  local found
  found="$(valgrind --tool=callgrind --callgrind-out-file=/dev/null --collect-atstart=no \
    --toggle-collect='*measured*' "$1" "$2" 2>&1 | sed -n 's/.*Collected : \([0-9]*\).*/\1/p')"
  [ "${found:-0}" -gt 0 ] || fail "$2: nothing was counted."
  echo "$found"
}

# compare FOLDER CASE...: a case is as good as there up to a ratio of 1.
compare() {
  local there="$1" case before now over=0
  shift
  [ -f "$there/benches/whatif.rs" ] || fail "there is no benches/whatif.rs in $there to count by."
  [ $# -gt 0 ] || fail "name the cases to compare, such as: totals replay ledger"
  there="$(CARGO_TARGET_DIR="$there/target" built "$there")"
  [ -x "$there" ] || fail "the other bench could not be built."
  printf '%-12s %15s %15s %6s\n' case there here ratio
  for case in "$@"; do
    before="$(count "$there" "$case")"
    now="$(count "$bench" "$case")"
    printf '%-12s %15s %15s %6s\n' "$case" "$before" "$now" \
      "$(awk -v now="$now" -v before="$before" 'BEGIN { printf "%.3f", now / before }')"
    if [ "$now" -gt "$before" ]; then over=1; fi
  done
  [ "$over" = 0 ] || fail "a case takes more than there."
}

have valgrind || fail "valgrind is missing: install it, on Debian with 'apt-get install valgrind'."
bench="$(built "$ROOT")"
[ -x "$bench" ] || fail "the bench could not be built: cargo bench --bench whatif --no-run"
if [ "${1:-}" = --against ]; then
  [ $# -gt 1 ] || fail "name the other work tree: tools/instructions.sh --against FOLDER CASE..."
  compare "$(realpath "$2")" "${@:3}"
  exit
fi

over=0 unset_budgets=0
printf '%-12s %15s %15s %6s\n' case instructions budget share
while read -r name budget; do
  case "$name" in '' | '#'*) continue ;; esac
  if [ $# -gt 0 ] && [[ " $* " != *" $name "* ]]; then continue; fi
  found="$(count "$bench" "$name")"
  if [ "$budget" = - ]; then
    printf '%-12s %15s %15s\n' "$name" "$found" "no budget"
    unset_budgets=1
    continue
  fi
  printf '%-12s %15s %15s %5s%%\n' "$name" "$found" "$budget" $((found * 100 / budget))
  if [ "$found" -gt "$budget" ]; then over=1; fi
done <benches/instructions.txt
[ "$unset_budgets" = 0 ] ||
  echo "instructions: give the cases without a budget one, in benches/instructions.txt"
[ "$over" = 0 ] || fail "a case takes more than its budget: find out why, or raise it on purpose."
