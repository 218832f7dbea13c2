//! wasm-bindgen with the options that this project's build gives it. The command of that name in
//! wasm-bindgen-cli takes more of them, and three times as many crates to build.

use anyhow::{Result, bail};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let mut bindgen = Bindgen::new();
    let mut folder = String::from(".");
    for argument in std::env::args().skip(1) {
        match argument.split_once('=').unwrap_or((&argument, "")) {
            ("--version", _) => {
                println!("wasm-bindgen {}", env!("CARGO_PKG_VERSION"));
                return Ok(());
            }
            ("--target", "web") => _ = bindgen.web(true)?,
            ("--out-dir", path) => folder = path.into(),
            ("--out-name", name) => _ = bindgen.out_name(name),
            ("--no-typescript", _) => _ = bindgen.typescript(false),
            ("--keep-lld-exports", _) => _ = bindgen.keep_lld_exports(true),
            (option, _) if option.starts_with('-') => bail!("{argument} is not supported here"),
            _ => _ = bindgen.input_path(&argument),
        }
    }
    bindgen.generate(folder)
}
