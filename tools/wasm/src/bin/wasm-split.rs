//! Divides a program that was linked with its relocations:  wasm-split PROGRAM FOLDER NAME
//! The parts and the script that fetches them go into FOLDER, where NAME.js will be the script of
//! the first part, and NAME.wasm is what wasm-bindgen makes that script from.

use std::{env, fs, path::Path};

use eyre::{Result, eyre};
use wasm_encoder::{CustomSection, ExportKind, ExportSection, Module, RawSection};
use wasm_split_cli_support::{Options, transform};
use wasmparser::{Export, ExternalKind, Parser, Payload};

/// The classes of wasm-streams, which the framework brings for servers. Whatever a library exports
/// counts as used, here 13 KB that nothing calls.
const UNUSED: &str = "IntoUnderlying";
/// Where wasm-bindgen's macro notes what is to have a script, an item after the other.
const NOTES: &str = "__wasm_bindgen_unstable";

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [program, folder, name] = arguments.as_slice() else {
        return Err(eyre!("usage: wasm-split PROGRAM FOLDER NAME"));
    };
    let wasm = without_unused(&fs::read(program)?)?;
    let first = Path::new(folder).join(format!("{name}.wasm"));
    let script = format!("./{name}.js");
    let mut options = Options::new(&wasm);
    options.output_dir = Path::new(folder);
    options.main_out_path = &first;
    options.main_module = &script;
    transform(options)?;
    Ok(())
}

/// The program without the exports of the classes that are not used. Relocations count from the
/// start of their section, so that all others stay as they are.
fn without_unused(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut module = Module::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        match &payload {
            Payload::ExportSection(exports) => {
                let mut kept = ExportSection::new();
                for export in exports.clone() {
                    keep(&mut kept, export?)?;
                }
                module.section(&kept);
            }
            Payload::CustomSection(notes) if notes.name() == NOTES => {
                let data = without_notes(notes.data())?.into();
                module.section(&CustomSection { name: NOTES.into(), data });
            }
            _ => {
                if let Some((id, range)) = payload.as_section() {
                    module.section(&RawSection { id, data: &wasm[range] });
                }
            }
        }
    }
    Ok(module.finish())
}

fn keep(kept: &mut ExportSection, Export { name, kind, index }: Export) -> Result<()> {
    if name.contains(&UNUSED.to_lowercase()) {
        return Ok(());
    }
    let kind = match kind {
        ExternalKind::Func => ExportKind::Func,
        ExternalKind::Table => ExportKind::Table,
        ExternalKind::Memory => ExportKind::Memory,
        ExternalKind::Global => ExportKind::Global,
        other => return Err(eyre!("{name} is exported as {other:?}")),
    };
    kept.export(name, kind, index);
    Ok(())
}

/// A note is its form and its text, each behind its length in four bytes.
fn without_notes(mut notes: &[u8]) -> Result<Vec<u8>> {
    let mut kept = Vec::with_capacity(notes.len());
    while !notes.is_empty() {
        let form = block(notes)?;
        let end = form + block(&notes[form..])?;
        let (note, rest) = notes.split_at(end);
        if !note.windows(UNUSED.len()).any(|bytes| bytes == UNUSED.as_bytes()) {
            kept.extend_from_slice(note);
        }
        notes = rest;
    }
    Ok(kept)
}

/// How long the block is with which some bytes begin, with its length.
fn block(bytes: &[u8]) -> Result<usize> {
    let length = bytes.first_chunk().map(|length| 4 + u32::from_le_bytes(*length) as usize);
    let whole = length.filter(|length| *length <= bytes.len());
    whole.ok_or_else(|| eyre!("{NOTES} is cut off: has wasm-bindgen changed its form?"))
}
