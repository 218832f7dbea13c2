//! What the linker is told beyond the profile, which tests have what they need, and whether there
//! is a console for a server to carry.

use std::fs;
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
    if std::env::var_os("CARGO_FEATURE_SITE").is_some() {
        find_site();
    }
}

/// The server with the console in it is built from `dist` as it is; a file more or less builds it
/// anew (src/server/site.rs).
fn find_site() {
    println!("cargo::rerun-if-changed=dist");
    let page = fs::read_to_string("dist/index.html").unwrap_or_default();
    if !page.contains("http-equiv=\"Content-Security-Policy\"") {
        println!(
            "cargo::error=dist/ holds no console for the feature `site` to build in: run `make \
             build` first, or `make server`, which does both"
        );
    }
}
