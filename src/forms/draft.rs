//! What was typed, by field.

use std::collections::BTreeMap;

/// The text of every field by its path. A field that was never touched is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft(BTreeMap<String, String>);

impl Draft {
    /// The text of a field.
    #[must_use]
    pub fn get(&self, path: &str) -> &str {
        self.0.get(path).map_or("", String::as_str)
    }

    /// Sets the text of a field.
    pub fn set(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.0.insert(path.into(), text.into());
    }

    /// The same draft with one more text.
    #[must_use]
    pub fn with(mut self, path: impl Into<String>, text: impl Into<String>) -> Self {
        self.set(path, text);
        self
    }

    /// Forgets every field whose path starts with `prefix`.
    pub fn remove(&mut self, prefix: &str) {
        self.0.retain(|path, _| !path.starts_with(prefix));
    }

    /// The fields whose path starts with `prefix`.
    pub fn under<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let entries = self.0.iter().filter(move |(path, _)| path.starts_with(prefix));
        entries.map(|(path, text)| (path.as_str(), text.as_str()))
    }
}
