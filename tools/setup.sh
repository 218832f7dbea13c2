#!/usr/bin/env bash
# Installs what is missing, and only that:
#   tools/setup.sh rust | check | build | publish | test | bench | browsers | disk | lighthouse | fleet
# `rust` is Rust alone; `check` needs it, and Biome by npm; `build` needs what makes the console;
# `publish` needs Node and a client for buckets; `test` needs all that and a browser; `bench` needs
# the same and valgrind; `browsers` needs what makes the console, two other browsers and their
# drivers; `disk` needs a storage that keeps its objects on disk; `fleet` needs Rust and Ray.
set -euo pipefail
. "$(dirname "$0")/env.sh"

LOG_DIR="$TOOLS_DIR/log"

# step NAME "what and how long" command...: runs it quietly, says how long it took, and shows the
# end of its output only when it fails.
step() {
  local name="$1" what="$2" started="$SECONDS"
  shift 2
  mkdir -p "$LOG_DIR"
  echo "setup: $what"
  if ! RUST_BACKTRACE=0 "$@" >"$LOG_DIR/$name.log" 2>&1; then
    tail -n 20 "$LOG_DIR/$name.log" >&2
    return 1
  fi
  echo "setup: $name is ready after $((SECONDS - started)) s"
}

need_rust() {
  have cargo || fail "Rust is missing: install rustup from https://rustup.rs, then run this again."
  if have rustup && [ -z "$USER_TOOLCHAIN" ] && ! pinned_rust_here; then
    install_rust || true # A toolchain that is as new may serve instead.
    choose_rust
  fi
  local version
  version="$(rustc --version 2>/dev/null | cut -d ' ' -f 2)" || true
  at_least "${version:-0}" "$RUST" ||
    fail "Rust $RUST or newer is missing: install it with 'rustup toolchain install $RUST'."
  [ "$version" = "$RUST" ] || echo "setup: Rust $version serves instead of the pinned $RUST"
}

install_rust() {
  step rust "Rust $RUST by rustup, about a minute" \
    rustup toolchain install "$RUST" --profile minimal -c clippy -c rustfmt
}

wasm_target_here() {
  [ -d "$(rustc --print target-libdir --target wasm32-unknown-unknown 2>/dev/null)" ]
}

# Said explicitly: where rustup may not install by itself, rust-toolchain.toml adds no target.
need_wasm_target() {
  if wasm_target_here; then return; fi
  have rustup ||
    fail "Rust's wasm32-unknown-unknown target is missing: install it as Rust's packager says."
  step wasm32 "Rust's wasm32 target by rustup, a few seconds" \
    rustup target add wasm32-unknown-unknown ||
    fail "Rust's wasm32 target is missing: run 'rustup target add wasm32-unknown-unknown'."
}

# install NAME arguments...: a program by cargo. It runs for seconds and takes minutes to build, so it
# is built for that: its own profile would optimise it for ten minutes.
install() {
  CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
    CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_DEBUG=false \
    CARGO_TARGET_DIR="$TOOLS_DIR/target" cargo install --locked --root "$TOOLS_DIR/$1" "${@:2}"
}

# Without its default features it cannot ask for newer versions of itself, nor download tools.
need_trunk() {
  if [ "$(trunk --version 2>/dev/null)" = "trunk $TRUNK" ]; then return; fi
  step trunk "trunk $TRUNK by cargo, about 3 minutes on two cores, once per machine" \
    install "trunk-$TRUNK" trunk --version "$TRUNK" --no-default-features ||
    fail "trunk $TRUNK could not be built: see $LOG_DIR/trunk.log, or put that version on PATH."
}

# wasm-bindgen and wasm-split from their libraries, with one lock file and one build for both.
need_wasm_tools() {
  if [ -x "$TOOLS_DIR/$WASM_TOOLS/bin/wasm-split" ]; then return; fi
  step wasm-tools \
    "wasm-bindgen $WASM_BINDGEN and wasm-split $WASM_SPLIT by cargo, about 90 s on two cores" \
    install "$WASM_TOOLS" --path tools/wasm ||
    fail "wasm-bindgen and wasm-split could not be built: see $LOG_DIR/wasm-tools.log."
}

need_node() {
  local version
  version="$(node --version 2>/dev/null | tr -d v)" || true
  if at_least "${version:-0}" "$NODE_MIN" && have npm; then return; fi
  fail "Node.js $NODE_MIN or newer with npm is missing (found: ${version:-none}):" \
    "install it from https://nodejs.org."
}

# need_packages FOLDER NAME "what": npm keeps a copy of the lock file that it has installed; an
# older one means a new `npm ci`.
need_packages() {
  local installed="$1/node_modules/.package-lock.json"
  if [ -f "$installed" ] && [ ! "$1/package-lock.json" -nt "$installed" ]; then return; fi
  step "$2" "$3 by npm, a few seconds" npm --prefix "$1" ci ||
    fail "$3 could not be installed: see $LOG_DIR/$2.log."
}

need_node_tools() {
  need_packages tests/e2e node-tools "wasm-opt, esbuild, Playwright and axe (137 MB)"
}

need_lint() { need_packages tools/lint lint "Biome, which checks style sheets and scripts (97 MB)"; }

need_selenium() {
  need_packages tests/browsers selenium "Selenium and Testing Library (26 MB)"
}

need_lighthouse() {
  need_packages tools/lighthouse lighthouse "Lighthouse"
}

need_help() { need_packages tools/help help "what reads the documentation (3 MB)"; }

need_jq() {
  if have jq; then return; fi
  apt_install "jq" jq || fail "jq is missing: install it, on Debian with 'apt-get install jq'."
}

need_sdk() { need_packages tests/sdk sdk "the API's official SDK (1 MB)"; }

# need_python_packages FOLDER REQUIREMENTS NAME "what": packages by pip, in an environment of their
# own; one that broke off on the way is made anew.
need_python_packages() {
  if [ -e "$1/ready" ]; then return; fi
  have python3 ||
    fail "Python 3.10 or newer is missing: install it, on Debian with 'apt-get install python3-venv'."
  step "$3" "$4 by pip, a few seconds" install_python_packages "$1" "$2" ||
    fail "$4 could not be installed: see $LOG_DIR/$3.log."
}

install_python_packages() {
  python3 -m venv --clear "$1" &&
    "$1/bin/python" -m pip install --no-deps -r "$2" &&
    touch "$1/ready"
}

# The other official SDK.
need_python_sdk() {
  need_python_packages "$PYTHON_SDK" tests/sdk/v1alpha2/requirements.txt python-sdk \
    "the API's official SDK for Python (30 MB)"
}

need_ray() {
  need_python_packages "$FLEET_TOOLS" tools/fleet/requirements.txt ray \
    "Ray and a check of Kubernetes manifests (390 MB)"
}

need_own_aws() {
  need_python_packages "$OWN_AWS" tools/publish/requirements.txt aws \
    "the aws client (194 MB)"
}

need_aws() {
  if find_aws >/dev/null; then return; fi
  [ -z "${HEADROOM_AWS:-}" ] || fail "HEADROOM_AWS names no program: $HEADROOM_AWS."
  need_own_aws
}

# The tests of publishing take the pinned client, whatever is on PATH.
need_bucket() {
  need_own_aws
  need_python_packages "$MOTO_SERVER" tests/publish/requirements.txt moto \
    "moto, a bucket for the tests (140 MB)"
}

# Debian has none, and no other storage on disk is in a registry.
need_s3s() {
  if [ -x "$S3S_SERVER" ]; then return; fi
  step s3s-fs "s3s-fs $S3S_FS by cargo, about a minute on two cores, once per machine" \
    install "s3s-fs-$S3S_FS" s3s-fs --version "$S3S_FS" --features binary ||
    fail "s3s-fs $S3S_FS could not be built: see $LOG_DIR/s3s-fs.log."
}

need_faketime() {
  if have faketime; then return; fi
  apt_install "faketime" faketime ||
    fail "faketime is missing: install it, on Debian with 'apt-get install faketime'."
}

# What tests/deploy starts and asks.
need_hosting() {
  need_fronts
  need_hadolint
  if have systemd-analyze && have strace && have openssl; then return; fi
  apt_install "systemd's analysis, strace and openssl" systemd strace openssl ||
    fail "systemd-analyze, strace or openssl is missing: install them, on Debian with" \
      "'apt-get install systemd strace openssl'."
}

# Unpacked and not installed, so that no service starts, now or with the machine.
need_fronts() {
  if [ -e "$FRONTS/ready" ]; then return; fi
  step fronts "nginx and Caddy from Debian's packages (46 MB), a few seconds" unpack_fronts ||
    fail "nginx and Caddy could not be had from Debian's packages: see $LOG_DIR/fronts.log."
}

unpack_fronts() {
  unpack_packages "$FRONTS" nginx libnginx-mod-http-brotli-static caddy &&
    "$FRONTS/usr/sbin/nginx" -v && "$FRONTS/usr/bin/caddy" version && touch "$FRONTS/ready"
}

# unpack_packages FOLDER packages...: Debian's.
unpack_packages() {
  local downloads="$1/packages" package
  rm -rf "$1" && mkdir -p "$downloads" || return
  download_packages "$downloads" "${@:2}" ||
    { refresh_packages && download_packages "$downloads" "${@:2}"; } || return
  for package in "$downloads"/*.deb; do dpkg-deb --extract "$package" "$1" || return; done
}

download_packages() { (cd "$1" && apt-get download "${@:2}"); }

refresh_packages() {
  if [ "$(id -u)" = 0 ]; then apt-get update; else sudo -n apt-get update; fi
}

# Unpacked as well. Without it, tools/test.sh counts its tests as skipped.
need_prometheus() {
  if [ -e "$PROMETHEUS/ready" ]; then return; fi
  step prometheus "Prometheus from Debian's package (19 MB), a few seconds" unpack_prometheus ||
    echo "setup: Prometheus could not be had from Debian's packages; its tests are left out"
}

unpack_prometheus() {
  unpack_packages "$PROMETHEUS" prometheus &&
    "$PROMETHEUS/usr/bin/prometheus" --version && touch "$PROMETHEUS/ready"
}

need_hadolint() {
  if [ -x "$HADOLINT/bin/hadolint" ]; then return; fi
  step hadolint "hadolint, which checks container files (79 MB), by pip, a few seconds" \
    install_hadolint ||
    fail "hadolint could not be installed: see $LOG_DIR/hadolint.log."
}

install_hadolint() {
  python3 -m venv --clear "$HADOLINT" &&
    "$HADOLINT/bin/python" -m pip install --no-deps -r tests/deploy/requirements.txt
}

need_curl() {
  have curl || fail "curl is missing: install it, on Debian with 'apt-get install curl'."
}

need_browser() {
  if find_browser >/dev/null; then return; fi
  [ -z "${CHROMIUM:-}" ] || fail "CHROMIUM names no program: $CHROMIUM."
  apt_install "Chromium and a font" chromium fonts-dejavu-core || true
  if ! find_browser >/dev/null; then
    fail "a browser is missing: install Chromium or Chrome, or set CHROMIUM to the path of one."
  fi
}

# apt_install "what" packages...: as root, or as who may become root without being asked.
apt_install() {
  local root_by=()
  if [ "$(id -u)" != 0 ]; then root_by=(sudo -n); fi
  if ! have apt-get || ! "${root_by[@]}" true 2>/dev/null; then return 1; fi
  step browser-list "the list of packages by apt-get" "${root_by[@]}" apt-get update &&
    step browser "$1 by apt-get, about a minute" "${root_by[@]}" \
      env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${@:2}"
}

need_other_browsers() {
  if have firefox-esr && have WebKitWebDriver && have Xvfb; then return; fi
  local packages=(firefox-esr webkit2gtk-driver xvfb fonts-dejavu-core)
  apt_install "Firefox, WebKitGTK's driver and a display" "${packages[@]}" ||
    fail "Firefox or WebKitGTK is missing: install them, on Debian with" \
      "'apt-get install ${packages[*]}'."
}

# Debian has none, and npm's package downloads a binary from elsewhere.
need_geckodriver() {
  if have geckodriver; then return; fi
  step geckodriver "geckodriver $GECKODRIVER by cargo, about 3 minutes, once per machine" \
    install "geckodriver-$GECKODRIVER" geckodriver --version "$GECKODRIVER" ||
    fail "geckodriver $GECKODRIVER could not be built: see $LOG_DIR/geckodriver.log," \
      "or put one on PATH."
}

# trunk builds offline, so the crates have to be here before.
need_crates() {
  local host
  host="$(rustc -vV | sed -n 's/^host: //p')"
  cargo fetch --quiet --locked --target wasm32-unknown-unknown --target "$host" ||
    fail "the Rust crates that Cargo.lock names could not be downloaded."
}

rust_tools() {
  need_rust
  need_wasm_target
  need_crates
}

need_valgrind() {
  if have valgrind; then return; fi
  apt_install "valgrind" valgrind ||
    fail "valgrind is missing: install it, on Debian with 'apt-get install valgrind'."
}

check_tools() {
  rust_tools
  need_node
  need_lint
}

build_tools() {
  rust_tools
  need_node
  need_node_tools
  need_help
  need_trunk
  need_wasm_tools
}

case "${1:-}" in
  rust) rust_tools ;;
  check) check_tools ;;
  build) build_tools ;;
  publish)
    need_node
    need_aws
    ;;
  test)
    need_curl
    build_tools
    need_lint
    need_jq
    need_sdk
    need_python_sdk
    need_bucket
    need_hosting
    need_prometheus
    need_browser
    ;;
  bench)
    "$0" test
    need_valgrind
    ;;
  browsers)
    build_tools
    need_selenium
    need_geckodriver
    need_other_browsers
    ;;
  disk)
    need_rust
    need_node
    need_own_aws
    need_s3s
    need_faketime
    ;;
  lighthouse)
    build_tools
    need_lighthouse
    need_browser
    ;;
  fleet)
    rust_tools
    need_ray
    ;;
  *) fail "say what to set up: tools/setup.sh rust, check, build, publish, test, bench," \
    "browsers, disk, lighthouse or fleet" ;;
esac
echo "setup: everything is here to $1"
