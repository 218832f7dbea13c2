#!/usr/bin/env bash
# Does by hand what deploy/Containerfile says, where there is no container engine, and uses what
# comes of it:  tests/deploy/container.sh [built]
# Its commands run in a copy of the repository, and its image is a folder that the program takes for
# the root of all. `built` takes dist/ as it is, and leaves out what would build it. Needs root.
set -euo pipefail
. "$(dirname "$0")/../../tools/env.sh"

[ "$(id -u)" = 0 ] || fail "only root can give a program another root: run this as root."
WORK="$(mktemp -d)"
PID=""
trap 'stop; rm -rf "$WORK"' EXIT
IMAGE="$WORK/image"
FILE=deploy/Containerfile

# instructions NAME: those of the file, each on one line.
instructions() { sed -e ':a' -e '/\\$/{N;s/\\\n *//;ba' -e '}' "$FILE" | sed -n "s/^$1 //p"; }

# The commands of the build stage, in what COPY . . takes along, with the image in a folder.
build() {
  local command
  mkdir "$WORK/src"
  git ls-files -z | tar --create --null --files-from - | tar --extract --directory "$WORK/src"
  if [ "${1:-}" = built ]; then cp -r dist "$WORK/src/dist"; fi
  while read -r command; do
    case "${1:-} $command" in
      'built tools/setup.sh build' | 'built tools/build.sh') continue ;;
    esac
    command="${command// \/image/ $IMAGE}"
    echo "container: $command"
    (cd "$WORK/src" && bash -euc "$command") || fail "this failed: $command"
  done < <(instructions RUN | sed 's/ && /\n/g')
}

# start options...: the program as the image starts it, but for the address, which is its own there.
start() {
  local line
  mkfifo "$WORK/address"
  chroot --userspec="$(instructions USER)" "$IMAGE" /headroom-server --listen 127.0.0.1:0 "$@" \
    >"$WORK/address" 2>"$WORK/log" &
  PID=$!
  read -r line <"$WORK/address" || fail "it did not start: $(cat "$WORK/log")"
  rm "$WORK/address"
  ADDRESS="$(grep -o 'http://[^/]*' <<<"$line")"
}

stop() {
  if [ -z "$PID" ]; then return; fi
  local pid="$PID"
  PID=""
  kill "$pid" || true # One that did not start has said why.
  wait "$pid" || fail "it did not end well: $(cat "$WORK/log")"
}

# answers PATH TEXT: whether the reply holds the text.
answers() {
  curl --silent --show-error --fail --noproxy '*' --compressed \
    --header 'X-Auth-Token: 11111111-2222-4333-8444-555555555555' "$ADDRESS$1" | grep -q "$2" ||
    fail "$1 does not answer with $2: $(cat "$WORK/log")"
  echo "container: $1 answers with $2"
}

build "$@"
echo "container: the image has $(du -sb "$IMAGE" | cut -f 1) bytes in" \
  "$(find "$IMAGE" -type f | wc -l) files"
groups=/autoscaling/v1alpha1/zones/fr-par-1/instance-groups
# An engine gives a container its names and devices.
cp /etc/hosts /etc/resolv.conf "$IMAGE/etc/"
mkdir "$IMAGE/dev"
cp -a /dev/null /dev/random /dev/urandom "$IMAGE/dev/"

start --state /data/sandbox.json
answers / 'Headroom'
answers $groups 'checkout-api'
sandbox="$ADDRESS" first="$PID"
PID=""
start --api "http://localhost:${sandbox##*:}"
answers $groups 'checkout-api'
stop
PID="$first"
stop
[ -s "$IMAGE/data/sandbox.json" ] || fail "it kept no state in /data"
start --api https://api.scaleway.com
answers /headroom.json '"mode":"proxy"'
stop
echo "container: the image does what it should"
