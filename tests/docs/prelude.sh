# What the pages' commands meet in the test, sourced before them. PATH holds what they may run, and
# headroom-whatif as it was built; the rest is said here. The server stands at a free port, which is
# 8080 to the page.
# shellcheck shell=bash
set -euo pipefail

PORT_HERE=0
SERVERS=()
trap 'kill "${SERVERS[@]}" 2>/dev/null || true' EXIT

not_here() {
  echo "not run here: $*: list it in tests/docs/left_out.mjs with its reason" >&2
  exit 1
}

command_not_found_handle() { not_here "$@"; }

# Goes on once the server has given its address.
headroom-server() {
  local options=() address line
  case " $* " in *" --help "* | *" --version "*) "$HEADROOM_SERVER" "$@" && return ;; esac
  while [ $# -gt 0 ]; do
    if [ "$1" = --listen ]; then shift; else options+=("$1"); fi
    shift
  done
  address="$(mktemp -u)"
  mkfifo "$address"
  "$HEADROOM_SERVER" --listen 127.0.0.1:0 --dist "$CONSOLE" "${options[@]}" \
    >"$address" 2>"$address.log" &
  SERVERS+=($!)
  if ! read -r line <"$address"; then
    cat "$address.log" >&2
    exit 1
  fi
  PORT_HERE="${line#*127.0.0.1:}"
  PORT_HERE="${PORT_HERE%%/*}"
  echo "${line/127.0.0.1:$PORT_HERE/127.0.0.1:8080}"
}

# Only `make run` is: what make would do is asked of make, so that its options arrive as they do.
make() {
  local recipe
  recipe="$("$MAKE_HERE" -C "$ROOT" --no-print-directory --dry-run "$@")"
  recipe="${recipe##*$'\n'}"
  case "$recipe" in
    "tools/run.sh "*) eval "headroom-server ${recipe#tools/run.sh}" ;;
    *) not_here make "$@" ;;
  esac
}

# Only `cargo run` of a program that the test has built is, with the features that it needs.
cargo() {
  local name="" features="" given="$*"
  [ "$1" = run ] || not_here cargo "$@"
  while [ $# -gt 0 ] && [ "$1" != -- ]; do
    case "$1" in
      --bin) name="$2" ;;
      --features) features="$2" ;;
    esac
    shift
  done
  jq -e --arg name "$name" --arg features "$features" \
    '.packages[].targets[] | select(.name == $name and ."required-features" == [$features])' \
    "$CRATE" >/dev/null || not_here cargo "$given"
  shift
  "$name" "$@"
}

curl() {
  local argument
  for argument in "$@"; do
    case "$argument" in
      *://127.0.0.1:8080/*) ;;
      *://*) not_here curl "$@" ;;
    esac
  done
  "$CURL_HERE" --silent --show-error --noproxy '*' --max-time 20 \
    "${@//127.0.0.1:8080/127.0.0.1:$PORT_HERE}"
}
