//! Groups with their templates and rules as Terraform resources, each with the block that adopts
//! what exists, so that applying makes no second one.
//!
//! Names and arguments are those of the provider `scaleway/scaleway`.

mod targets;
mod thresholds;

pub use targets::targets;
pub use thresholds::thresholds;

use super::hcl::{Block, Body, Value};
use crate::wire::Zone;

/// A resource that exists.
struct Resource<'a> {
    kind: &'static str,
    /// Its name in the API, of which its name in the configuration is made.
    name: &'a str,
    id: &'a str,
    body: Body,
}

impl Resource<'_> {
    /// The resource and the block that adopts it.
    fn to_text(&self, zone: &Zone) -> String {
        let name = identifier(self.name);
        let import = Body::default()
            .with("to", Value::Reference(format!("{}.{name}", self.kind)))
            .with("id", zonal(zone, self.id));
        let import = Block::new("import", &[], import).to_text();
        let resource = Block::new("resource", &[self.kind, &name], self.body.clone()).to_text();
        format!("{import}\n{resource}")
    }
}

/// The `id` of a resource in the same configuration.
fn id_of(kind: &str, name: &str) -> Value {
    Value::Reference(format!("{kind}.{}.id", identifier(name)))
}

/// An id as Terraform keeps it.
fn zonal(zone: &Zone, id: &str) -> Value {
    Value::Text(format!("{zone}/{id}"))
}

/// A name as Terraform takes it: letters, digits, `_` and `-`, and a letter or `_` first.
fn identifier(name: &str) -> String {
    let own = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '_' };
    let mut identifier: String = name.chars().map(own).collect();
    if !identifier.starts_with(|first: char| first.is_ascii_alphabetic()) {
        identifier.insert(0, '_');
    }
    identifier.to_ascii_lowercase()
}

/// Bytes as whole GB, of which the provider's sizes are; what is more than whole is rounded up, as
/// the API does with what it bills.
fn gigabytes(bytes: u64) -> Value {
    Value::Number(bytes.div_ceil(1_000_000_000))
}

/// Sentences as comments.
fn comments(sentences: &[String]) -> String {
    sentences
        .iter()
        .flat_map(|sentence| sentence.lines())
        .map(|line| format!("# {line}\n"))
        .collect()
}
