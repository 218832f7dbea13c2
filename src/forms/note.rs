//! What stands out about a field, and refuses nothing.

/// A sentence about a field that is worth a look before it is saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The field's path.
    pub path: String,
    /// How much it weighs, in a word.
    pub kind: String,
    /// What stands out.
    pub sentence: String,
}
