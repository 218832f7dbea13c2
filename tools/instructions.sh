#!/usr/bin/env bash
# Counts the instructions of each case of benches/instructions.txt by valgrind, and fails where one
# takes more than its budget:  tools/instructions.sh [CASE...]
set -euo pipefail
. "$(dirname "$0")/env.sh"

have valgrind || fail "valgrind is missing: install it, on Debian with 'apt-get install valgrind'."
bench="$(cargo bench --quiet --locked --bench whatif --no-run --message-format=json |
  sed -n 's/.*"name":"whatif".*"executable":"\([^"]*\)".*/\1/p' | tail -n 1)"
[ -x "$bench" ] || fail "the bench could not be built: cargo bench --bench whatif --no-run"

# count CASE: how many instructions it takes.
count() {
  valgrind --tool=callgrind --callgrind-out-file=/dev/null --collect-atstart=no \
    --toggle-collect='*measured*' "$bench" "$1" 2>&1 |
    sed -n 's/.*Collected : \([0-9]*\).*/\1/p'
}

over=0 unset_budgets=0
printf '%-12s %15s %15s %6s\n' case instructions budget share
while read -r name budget; do
  case "$name" in '' | '#'*) continue ;; esac
  if [ $# -gt 0 ] && [[ " $* " != *" $name "* ]]; then continue; fi
  found="$(count "$name")"
  [ "${found:-0}" -gt 0 ] || fail "$name: nothing was counted."
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
