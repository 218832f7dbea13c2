# Sourced by every script here: the repository's root, the pinned versions, and where tools live.
# shellcheck shell=bash

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$ROOT" || exit
# shellcheck source=tools/versions.env
. tools/versions.env

# Outside the clone, so that a second clone builds no tool again.
TOOLS_DIR="${HEADROOM_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/headroom}"
# Named after its sources: others are built anew.
WASM_TOOLS="wasm-$(cat tools/wasm/Cargo.* tools/wasm/src/bin/* | cksum | cut -d ' ' -f 1)"
PYTHON_SDK="$TOOLS_DIR/python-sdk-$(cksum tests/sdk/v1alpha2/requirements.txt | cut -d ' ' -f 1)"
OWN_AWS="$TOOLS_DIR/aws-$(cksum tools/publish/requirements.txt | cut -d ' ' -f 1)"
MOTO_SERVER="$TOOLS_DIR/moto-$(cksum tests/publish/requirements.txt | cut -d ' ' -f 1)"
S3S_SERVER="$TOOLS_DIR/s3s-fs-$S3S_FS/bin/s3s-fs"
# For the tests of hosting: nginx and Caddy, and the linter of container files.
FRONTS="$TOOLS_DIR/fronts"
HADOLINT="$TOOLS_DIR/hadolint-$(cksum tests/deploy/requirements.txt | cut -d ' ' -f 1)"
# A real Prometheus, whose programs its tests look for here.
export PROMETHEUS="${PROMETHEUS:-$TOOLS_DIR/prometheus}"
FLEET_TOOLS="$TOOLS_DIR/fleet-$(cksum tools/fleet/requirements.txt | cut -d ' ' -f 1)"
export PATH="$TOOLS_DIR/trunk-$TRUNK/bin:$TOOLS_DIR/$WASM_TOOLS/bin:$PATH"
export PATH="$TOOLS_DIR/geckodriver-$GECKODRIVER/bin:$PATH"
export PATH="$ROOT/tests/e2e/node_modules/.bin:$ROOT/tools/lint/node_modules/.bin:$PATH"
# Nothing asks the network for anything but what set-up installs.
export TRUNK_SKIP_VERSION_CHECK=true PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1

# What is shipped names the sources of its crates alike wherever it was built, and no home of who
# built it. It joins what .cargo/config.toml says. Flags are parted by spaces, so that a home with
# one stays as it is.
CRATES="${CARGO_HOME:-$HOME/.cargo}/registry/src"
if [[ "$CRATES" != *" "* ]]; then
  export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="--remap-path-prefix=$CRATES=crates"
fi

have() { command -v "$1" >/dev/null 2>&1; }

fail() {
  echo "headroom: $*" >&2
  exit 1
}

# at_least 1.96.0 1.95.0: is the first version the second one or newer?
at_least() { [ "$(printf '%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

pinned_rust_here() { have rustup && rustup toolchain list | grep -q "^$RUST"; }

# Without the pinned toolchain, the one that is active outside this folder serves if it is as new.
# rust-toolchain.toml would hide it, so RUSTUP_TOOLCHAIN names it.
other_rust() {
  local version
  version="$(cd / && rustc --version 2>/dev/null | cut -d ' ' -f 2)"
  if at_least "${version:-0}" "$RUST"; then
    (cd / && rustup show active-toolchain 2>/dev/null | cut -d ' ' -f 1)
  fi
}

# The user's own RUSTUP_TOOLCHAIN goes before everything.
USER_TOOLCHAIN="${RUSTUP_TOOLCHAIN:-}"
choose_rust() {
  local chosen="$USER_TOOLCHAIN"
  if [ -z "$chosen" ] && ! pinned_rust_here; then chosen="$(other_rust)"; fi
  unset RUSTUP_TOOLCHAIN
  if [ -n "$chosen" ]; then export RUSTUP_TOOLCHAIN="$chosen"; fi
}
choose_rust

# Prints the browser for the tests: the user's choice first, then what is on PATH.
find_browser() {
  if [ -n "${CHROMIUM:-}" ]; then
    command -v "$CHROMIUM"
    return
  fi
  command -v chromium || command -v chromium-browser || command -v google-chrome
}

# Prints the client for buckets: the user's choice first, then what is on PATH and runs.
find_aws() {
  if [ -n "${HEADROOM_AWS:-}" ]; then
    command -v "$HEADROOM_AWS"
  elif aws --version >/dev/null 2>&1; then
    command -v aws
  else
    command -v "$OWN_AWS/bin/aws"
  fi
}
