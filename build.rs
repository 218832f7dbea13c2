//! What the linker is told beyond the profile, and which tests have what they need.

use std::path::Path;

/// Recordings that some tests read, beside the checkout.
const SHARED: &[&str] = &["contract.md", "seed.txt", "traces", "traffic", "traffic-v1alpha2"];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // tools/split.mjs divides the page's program by its relocations, which are half of what a debug
    // build would have to read and write; that one stays whole.
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|found| found == value);
    if is("CARGO_CFG_TARGET_ARCH", "wasm32") && is("PROFILE", "release") {
        println!("cargo::rustc-link-arg-bin=headroom=--emit-relocs");
    }
    // A test that lacks its recording is ignored, so that the summary counts it as skipped.
    println!("cargo::rustc-check-cfg=cfg(shared)");
    if SHARED.iter().all(|name| Path::new("../shared").join(name).exists()) {
        println!("cargo::rerun-if-changed=../shared/{}", SHARED[0]);
        println!("cargo::rustc-cfg=shared");
    }
}
