//! What waits for a form to be opened.

use super::Edits;

/// Edits that were left at a form's place and not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
