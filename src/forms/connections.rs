//! The connections that a browser keeps by their names, without their keys.

use serde::{Deserialize, Serialize};

use super::connection::Kept;

/// Connections by name, in the order of their names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Connections(Vec<Kept>);

impl Connections {
    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[Kept] {
        &self.0
    }

    /// Keeps a connection, in the place of the one that had its name. One without a name is not
    /// kept.
    pub fn keep(&mut self, kept: Kept) {
        if kept.name.is_empty() {
            return;
        }
        match self.0.binary_search_by(|own| own.name.cmp(&kept.name)) {
            Ok(at) => self.0[at] = kept,
            Err(at) => self.0.insert(at, kept),
        }
    }

    /// Forgets the connection of a name.
    pub fn forget(&mut self, name: &str) {
        self.0.retain(|own| own.name != name);
    }
}
