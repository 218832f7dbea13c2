//! Where a group stands in the list as it was last seen.

use super::{Key, Sort};

/// The groups that the list showed, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SeenOrder {
    /// Those.
    pub keys: Vec<Key>,
    /// What comes first.
    pub sort: Sort,
}

/// Where a group stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// Its place, of how many, and what comes first.
    pub words: String,
    /// The group before it.
    pub before: Option<Key>,
    /// The group after it.
    pub after: Option<Key>,
}

impl SeenOrder {
    /// Where a group stands; none where the list did not show it.
    #[must_use]
    pub fn position(&self, key: &Key) -> Option<Position> {
        let at = self.keys.iter().position(|own| own == key)?;
        let before = at.checked_sub(1).and_then(|before| self.keys.get(before));
        let (place, all) = (at + 1, self.keys.len());
        Some(Position {
            words: t!("{place} of {all} · {}", self.sort.label()),
            before: before.cloned(),
            after: self.keys.get(at + 1).cloned(),
        })
    }
}
