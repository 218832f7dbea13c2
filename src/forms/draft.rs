//! What was typed, by field.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The text of every field by its path. A field that was never touched is empty.
///
/// ```
/// use headroom::forms::Draft;
///
/// let saved = Draft::default().with("capacity.max_replicas", "5").with("name", "web");
/// let typed = saved.clone().with("capacity.max_replicas", "8");
/// let edits = typed.edits_of(&saved);
/// // What was typed survives that somebody else changed another field.
/// let renamed = saved.with("name", "shop").edited(&edits);
/// assert_eq!(renamed.get("capacity.max_replicas"), "8");
/// assert_eq!(renamed.get("name"), "shop");
/// assert_eq!(renamed.get("no such field"), "");
/// ```
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

    /// Whether the fields whose path starts with `prefix` have the same texts in both.
    #[must_use]
    pub fn is_same_under(&self, prefix: &str, other: &Self) -> bool {
        let texts = |draft: &Self| -> Vec<(String, String)> {
            let filled = draft.under(prefix).filter(|(_, text)| !text.is_empty());
            filled.map(|(path, text)| (path.to_owned(), text.to_owned())).collect()
        };
        texts(self) == texts(other)
    }

    /// The fields whose path starts with `prefix`.
    pub fn under<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let entries = self.0.iter().filter(move |(path, _)| path.starts_with(prefix));
        entries.map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// The fields under a prefix as a draft of their own, without it.
    #[must_use]
    pub fn inside(&self, prefix: &str) -> Self {
        let own = self.under(prefix).map(|(path, text)| (&path[prefix.len()..], text));
        own.fold(Self::default(), |draft, (path, text)| draft.with(path, text))
    }

    /// The same draft with the fields of another one under a prefix.
    #[must_use]
    pub fn nesting(self, prefix: &str, inner: &Self) -> Self {
        let inner = inner.0.iter();
        inner.fold(self, |draft, (path, text)| draft.with(format!("{prefix}{path}"), text))
    }

    /// What was done to `original` to come to this draft.
    #[must_use]
    pub fn edits_of(&self, original: &Self) -> Edits {
        let typed = self.0.iter().filter(|(path, text)| original.0.get(*path) != Some(*text));
        let removed = original.0.keys().filter(|path| !self.0.contains_key(*path));
        Edits {
            typed: typed.map(|(path, text)| (path.clone(), text.clone())).collect(),
            removed: removed.cloned().collect(),
        }
    }

    /// The same edits of `before`, done to what took its place meanwhile.
    #[must_use]
    pub fn rebased(&self, before: &Self, now: Self) -> Self {
        now.edited(&self.edits_of(before))
    }

    /// The draft with edits made to it; what they do not name stays.
    #[must_use]
    pub fn edited(mut self, edits: &Edits) -> Self {
        self.0.retain(|path, _| !edits.removed.contains(path));
        self.0.extend(edits.typed.iter().cloned());
        self
    }
}

/// What somebody did to a draft. Kept apart from the draft, so that it can be done again to one
/// whose other fields have changed meanwhile.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edits {
    typed: Vec<(String, String)>,
    removed: Vec<String>,
}

impl Edits {
    /// Whether nothing was done.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.typed.is_empty() && self.removed.is_empty()
    }

    /// Those of the fields that `is_wanted` takes by their path.
    #[must_use]
    pub fn only(mut self, is_wanted: impl Fn(&str) -> bool) -> Self {
        self.typed.retain(|(path, _)| is_wanted(path));
        self.removed.retain(|path| is_wanted(path));
        self
    }

    /// Adds later ones, which count where both name a field.
    pub fn add(&mut self, later: Self) {
        let is_later = |path: &String| {
            later.typed.iter().any(|(own, _)| own == path) || later.removed.contains(path)
        };
        self.typed.retain(|(path, _)| !is_later(path));
        self.removed.retain(|path| !is_later(path));
        self.typed.extend(later.typed);
        self.removed.extend(later.removed);
    }
}
