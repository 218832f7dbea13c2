//! What was left out, counted by its reason.

use crate::history::report::{Finding, Places, Skip, words};

#[derive(Default)]
pub(in crate::history) struct Skips([Skipped; Skip::ALL.len()]);

#[derive(Default)]
struct Skipped {
    places: Places,
    example: String,
}

impl Skips {
    /// Counts one more; the first text of a reason is kept as its example.
    pub(in crate::history) fn add(&mut self, reason: Skip, cell: &str, line: u32) {
        let skipped = &mut self.0[reason as usize];
        if skipped.places.count == 0 {
            skipped.example = words::excerpt(cell);
        }
        skipped.places.add(line);
    }

    /// The first text of a reason, if there was any.
    pub(in crate::history) fn example(&self, reason: Skip) -> &str {
        &self.0[reason as usize].example
    }

    /// What was left out, by reason.
    pub(in crate::history) fn findings(&self) -> impl Iterator<Item = Finding> {
        let found = Skip::ALL.into_iter().zip(&self.0);
        let found = found.filter(|(_, skipped)| skipped.places.count > 0);
        found.map(|(reason, skipped)| Finding::Skipped {
            reason,
            places: skipped.places.clone(),
            example: skipped.example.clone(),
        })
    }
}
