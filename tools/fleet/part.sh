#!/bin/sh
# Does one part of a fleet, beside which it lies:  JOB_COMPLETION_INDEX=7 sh part.sh
# It needs a shell, coreutils and headroom-whatif, which HEADROOM_WHATIF may name, and takes
# HEADROOM_THREADS threads, 1 when unset. What it writes gets its name when it is whole, so that a
# part that is killed leaves nothing, and a part that is done twice is the same bytes.
# Exit status: 0 the part is done; 2 it is done but for jobs that were refused, or it cannot be
# done at all; any other: it broke off, and can be tried again.
set -eu
cd "$(dirname "$0")"

index="${JOB_COMPLETION_INDEX:?says which part to do, from 0}"
whatif="${HEADROOM_WHATIF:-headroom-whatif}"
part="$(printf '%05d' "$index").jsonl"

refuse() {
  echo "part $index: $*" >&2
  exit 2
}

row="$(sed -n "$((index + 1))p" parts)"
[ -n "$row" ] || refuse "there is no such part: $(wc -l <parts) were cut, numbered from 0."
first="${row% *}" count="${row#* }"
[ "$first" -ge 1 ] || refuse "the plan is damaged: its first job would be line $first."
if [ -e "done/$part" ] && [ "$(wc -l <"done/$part")" -eq "$count" ]; then exit 0; fi

binary="$(command -v "$whatif")" ||
  refuse "$whatif is not here: install it, or set HEADROOM_WHATIF."
[ "$(sha256sum <"$binary")" = "$(cat whatif.sha256)" ] ||
  refuse "$binary is not the headroom-whatif that this fleet was cut for: use the same one" \
    "everywhere, or cut the fleet anew."

set -- --threads "${HEADROOM_THREADS:-1}"
while IFS= read -r option; do set -- "$@" "$option"; done <options

aside="aside/$part.$(uname -n).$$"
trap 'rm -f "$aside"' EXIT
trap 'exit 143' INT TERM
status=0
# Blank lines before the first job let each be called by its line in the whole input.
{
  head -c "$((first - 1))" /dev/zero | tr '\0' '\n'
  cat "jobs/$part"
} | "$whatif" "$@" - >"$aside" || status=$?

[ "$status" -le 2 ] || exit "$status"
answered="$(wc -l <"$aside")"
if [ "$answered" -ne "$count" ]; then
  echo "part $index: $answered of its $count jobs were answered; none is kept." >&2
  if [ "$status" -eq 2 ]; then exit 2; fi
  exit 3
fi
mv "$aside" "done/$part"
exit "$status"
