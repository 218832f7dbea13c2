//! What the linker is told beyond the profile.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // tools/split.mjs divides the page's program by its relocations.
    if std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|target| target == "wasm32") {
        println!("cargo::rustc-link-arg-bin=headroom=--emit-relocs");
    }
}
