//! Groups with their templates and rules as Terraform resources, each with the block that adopts
//! what exists, so that applying makes no second one.
//!
//! Names, arguments and units are those of the provider `scaleway/scaleway`. What it cannot hold is
//! said in a comment above the resources.

mod targets;
mod thresholds;

pub use targets::{target_template, targets};
pub use thresholds::{threshold_policy, threshold_template, thresholds};

use super::hcl::{Block, Body, Value};
use crate::wire::Zone;

/// What the blocks that adopt take.
const IMPORTS: &str =
    "For the provider scaleway/scaleway. Import blocks need Terraform 1.5 or newer.";

/// The provider's unit of sizes, in bytes.
const GIGABYTE: u64 = 1_000_000_000;

/// A resource.
struct Resource<'a> {
    kind: &'static str,
    /// Its name in the API, of which its name in the configuration is made.
    name: &'a str,
    /// Empty of one that is yet to be created.
    id: &'a str,
    body: Body,
}

/// The resources, each that exists with the block that adopts it, under what has to be said of
/// them. Of several of a kind whose names come to the same, the later ones are numbered.
fn configuration(notes: &[String], resources: &[Resource<'_>], zone: &Zone) -> String {
    let mut parts = vec![format!("# {IMPORTS}\n")];
    parts.extend(notes.iter().map(|note| format!("# {note}\n")));
    let mut taken: Vec<(&str, String)> = Vec::new();
    for Resource { kind, name, id, body } in resources {
        let own = identifier(name);
        let numbered = (2_usize..).map(|number| format!("{own}_{number}"));
        let is_free = |name: &String| !taken.iter().any(|(k, n)| k == kind && n == name);
        let free = std::iter::once(own.clone()).chain(numbered).find(is_free).unwrap_or(own);
        if !id.is_empty() {
            let import = Body::default()
                .with("to", Value::Reference(format!("{kind}.{free}")))
                .with("id", Value::Text(format!("{zone}/{id}")));
            parts.push(Block::new("import", &[], import).to_text());
        }
        parts.push(Block::new("resource", &[kind, &free], body.clone()).to_text());
        taken.push((kind, free));
    }
    parts.join("\n")
}

/// The `id` of the first resource of its kind in the same configuration.
fn id_of(kind: &str, name: &str) -> Value {
    Value::Reference(format!("{kind}.{}.id", identifier(name)))
}

/// A name as Terraform takes it: letters, digits and `_`, and a letter or `_` first.
fn identifier(name: &str) -> String {
    let own = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '_' };
    let mut identifier: String = name.chars().map(own).collect();
    if !identifier.starts_with(|first: char| first.is_ascii_alphabetic()) {
        identifier.insert(0, '_');
    }
    identifier.to_ascii_lowercase()
}

/// Bytes in the provider's unit, cut as the provider cuts what it reads, so that adopting a
/// resource changes nothing of it.
fn gigabytes(bytes: u64) -> Value {
    Value::Number(bytes / GIGABYTE)
}

/// What has to be said of a volume's size.
fn size_note(volume: &str, bytes: Option<u64>) -> Option<String> {
    let bytes = bytes.filter(|bytes| bytes % GIGABYTE != 0)?;
    Some(format!(
        "Sizes are whole GB here. Volume {volume:?} has {bytes} bytes, which is cut: made anew, it \
         would be smaller."
    ))
}
