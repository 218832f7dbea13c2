#!/usr/bin/env bash
# Builds headroom-server with the console of dist/ in it, as one file:  tools/server.sh [static]
# `static` links it without the system's libraries, so that it runs where there are none.
set -euo pipefail
. "$(dirname "$0")/env.sh"

target="${CARGO_TARGET_DIR:-target}"
flags=(--release --locked --features site --bin headroom-server)
case "${1:-}" in
  '') built="$target/release/headroom-server" ;;
  static)
    # Naming the target keeps the flag from the build's own programs, which need the libraries.
    host="$(rustc -vV | sed -n 's/^host: //p')"
    export RUSTFLAGS="${RUSTFLAGS:-} -C target-feature=+crt-static"
    flags+=(--target "$host")
    built="$target/$host/release/headroom-server"
    ;;
  *) fail "say how to build it: tools/server.sh, or tools/server.sh static" ;;
esac
echo "server: building, about a minute the first time"
cargo build --quiet "${flags[@]}"
# Where no other build puts a server that carries nothing.
mkdir -p target/site
cp "$built" target/site/headroom-server
echo "server: target/site/headroom-server is ready, $(wc -c <target/site/headroom-server) bytes"
