//! What the linker is told beyond the profile, and which tests have what they need.

use std::path::Path;

/// Recordings that some tests read, beside the checkout.
const SHARED: &[&str] = &["contract.md", "seed.txt", "traces", "traffic"];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // tools/split.mjs divides the page's program by its relocations.
    if std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|target| target == "wasm32") {
        println!("cargo::rustc-link-arg-bin=headroom=--emit-relocs");
    }
    // A test that lacks its recording is ignored, so that the summary counts it as skipped.
    println!("cargo::rustc-check-cfg=cfg(shared)");
    if SHARED.iter().all(|name| Path::new("../shared").join(name).exists()) {
        println!("cargo::rerun-if-changed=../shared/{}", SHARED[0]);
        println!("cargo::rustc-cfg=shared");
    }
}
