#!/usr/bin/env bash
# Says how many lines of each layer the native tests run. Fails where `lab` is below its floor: all
# of it can be reached without a browser.
set -euo pipefail
. "$(dirname "$0")/env.sh"

FLOOR=93

rustup component add llvm-tools > /dev/null 2>&1 ||
  fail "llvm-tools, which count the lines, cannot be installed: rustup component add llvm-tools"
llvm="$(rustc --print target-libdir)/../bin"
folder="target/coverage"
rm -rf "$folder/profiles"

export RUSTFLAGS="-C instrument-coverage" LLVM_PROFILE_FILE="$PWD/$folder/profiles/%p-%m.profraw"
export CARGO_TARGET_DIR="$folder" CARGO_INCREMENTAL=0
echo "Building and running the native tests…"
test="$(cargo test --quiet --locked --features cli --test it --no-run --message-format=json |
  sed -n 's/.*"name":"it".*"executable":"\([^"]*\)".*/\1/p' | tail -n 1)"
"$test" --quiet --skip ::tool_ > "$folder/tests.log" || fail "a test failed: see $folder/tests.log"
"$llvm/llvm-profdata" merge --sparse "$folder"/profiles/*.profraw -o "$folder/all.profdata"
"$llvm/llvm-cov" export "$test" --instr-profile "$folder/all.profdata" --summary-only \
  > "$folder/lines.json"
node tools/coverage.mjs "$folder/lines.json" "$FLOOR"
