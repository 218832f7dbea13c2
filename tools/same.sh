#!/usr/bin/env bash
# Whether two builds give the same bytes:
#   tools/same.sh                  builds the last commit twice, from two clones in two folders
#   tools/same.sh FOLDER FOLDER    compares two folders that are there
set -euo pipefail
. "$(dirname "$0")/env.sh"

# compare FOLDER FOLDER: lists what differs.
compare() {
  local count folder
  for folder in "$@"; do
    [ -d "$folder" ] || fail "there is no folder $folder to compare."
  done
  count="$(find "$1" -type f | wc -l)"
  [ "$count" -gt 0 ] || fail "$1 holds no file: there is nothing to compare."
  diff --recursive --brief "$1" "$2" || return 1
  echo "same: both hold the same bytes (files: $count)"
}

# build FOLDER: clones the last commit to the folder and builds it there. Nothing is shared with
# another clone but the tools and the downloaded crates.
build() {
  local started="$SECONDS"
  git clone --quiet --no-checkout "$ROOT" "$1"
  git -C "$1" checkout --quiet --detach "$revision"
  echo "same: building $revision in $1"
  CARGO_TARGET_DIR="$1/target" make -C "$1" --no-print-directory dist
  # Two of them would take much room.
  rm -rf "$1/target"
  echo "same: built after $((SECONDS - started)) s"
}

case "$#" in
  0) ;;
  2)
    compare "$@" || fail "the two folders differ."
    exit
    ;;
  *) fail "say nothing, or the two folders to compare: tools/same.sh [FOLDER FOLDER]" ;;
esac

revision="$(git rev-parse HEAD)"
[ -z "$(git status --porcelain)" ] || echo "same: what is not committed is left out"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
# Paths of other lengths, since a path that gets into a program shifts what follows it.
one="$work/one"
other="$work/in-a-folder/of-another-length"
build "$one"
mkdir -p "$(dirname "$other")"
build "$other"
if ! compare "$one/dist" "$other/dist"; then
  trap - EXIT
  fail "the two builds differ: both are kept in $work for a closer look."
fi
