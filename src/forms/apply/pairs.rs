//! Which wanted policy is which saved one.

use crate::wire::{Policy, PolicyId};

/// Where the group's own fields stand.
pub(super) fn own_place() -> &'static str {
    t!("Group")
}

/// A policy before and after.
pub(super) enum PolicyPair<'a> {
    Kept(&'a Policy, &'a Policy),
    /// A wanted row and its index.
    Added(usize, &'a Policy),
    Removed(&'a Policy),
}

/// Pairs rows by id; the second row with one id is a new policy.
pub(super) fn pair_rows<'a>(saved: &'a [Policy], wanted: &'a [Policy]) -> Vec<PolicyPair<'a>> {
    let first = |index: usize, id: &PolicyId| wanted[..index].iter().all(|row| row.id != *id);
    let of = |(index, row): (usize, &'a Policy)| {
        let before = saved.iter().find(|before| before.id == row.id && first(index, &row.id));
        before.map_or(PolicyPair::Added(index, row), |before| PolicyPair::Kept(before, row))
    };
    let gone = |row: &&Policy| wanted.iter().all(|kept| kept.id != row.id);
    let rows = wanted.iter().enumerate().map(of);
    rows.chain(saved.iter().filter(gone).map(PolicyPair::Removed)).collect()
}
