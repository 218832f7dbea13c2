//! What waits for a form to be opened.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Edits;

/// Edits that were left at a form's place and not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Left {
    /// The edits.
    pub edits: Edits,
    /// Where they come from, in a sentence; empty where they were typed there.
    pub origin: String,
}

impl Left {
    /// Adds what comes from elsewhere; what was typed stays where it does not say otherwise.
    pub fn add(&mut self, Self { edits, origin }: Self) {
        self.edits.add(edits);
        self.origin = origin;
    }
}

/// Edits that were left, by the place of their form.
pub type AllLeft = BTreeMap<String, Left>;

/// As a text that outlasts the page. What was typed there without an origin gets `origin`.
#[must_use]
pub fn to_text(mut all: AllLeft, origin: &str) -> String {
    for left in all.values_mut().filter(|left| left.origin.is_empty()) {
        origin.clone_into(&mut left.origin);
    }
    serde_json::to_string(&all).unwrap_or_default()
}

/// What such a text holds. A text of another build may be another one: then there is nothing to go
/// on with.
#[must_use]
pub fn from_text(text: &str) -> AllLeft {
    serde_json::from_str(text).unwrap_or_default()
}
