//! What several variants set, side by side.

use super::Cell;
use crate::forms::apply::{Line, differing};
use crate::whatif::Variant;

/// A setting in which any of several variants differs from the saved rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The policy's name, or `Group`.
    pub place: String,
    /// The field's name for people.
    pub field: &'static str,
    /// What is saved; a dash where there is nothing.
    pub saved: String,
    /// What each variant sets, in their order.
    pub cells: Vec<Cell>,
}

/// Every setting in which a variant differs from the saved rules, in the order of the forms; of one
/// that is as saved there is none.
#[must_use]
pub fn compared(saved: &Variant, variants: &[Option<Variant>]) -> Vec<Compared> {
    let mut rows: Vec<Compared> = Vec::new();
    for (column, variant) in variants.iter().enumerate() {
        let lines = variant.iter().flat_map(|own| differing(&saved.rules, &own.rules));
        for Line { place, field, old, new } in lines {
            let is_same = |row: &Compared| row.place == place && row.field == field;
            let at = rows.iter().position(is_same).unwrap_or_else(|| {
                let cell = Cell { text: old.clone(), is_changed: false };
                let cells = vec![cell; variants.len()];
                rows.push(Compared { place: place.clone(), field, saved: old, cells });
                rows.len() - 1
            });
            rows[at].cells[column] = Cell { text: new, is_changed: true };
        }
    }
    rows
}
