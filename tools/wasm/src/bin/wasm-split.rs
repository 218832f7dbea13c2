//! Divides a program that was linked with its relocations:  wasm-split PROGRAM FOLDER NAME
//! The parts and the script that fetches them go into FOLDER, where NAME.js will be the script of
//! the first part, and NAME.wasm is what wasm-bindgen makes that script from.

use std::{env, fs, path::Path};

use eyre::{Result, eyre};
use wasm_split_cli_support::{Options, transform};

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [program, folder, name] = arguments.as_slice() else {
        return Err(eyre!("usage: wasm-split PROGRAM FOLDER NAME"));
    };
    let wasm = fs::read(program)?;
    let first = Path::new(folder).join(format!("{name}.wasm"));
    let script = format!("./{name}.js");
    let mut options = Options::new(&wasm);
    options.output_dir = Path::new(folder);
    options.main_out_path = &first;
    options.main_module = &script;
    transform(options)?;
    Ok(())
}
