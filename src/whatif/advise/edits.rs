//! How far a point is from the saved rules.

use std::cmp::Ordering;

use super::Grid;
use crate::whatif::{Setting, Variant};

/// The edits that lead from the saved rules to a point: the fewer the nearer, then the smaller.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Edits {
    /// How many settings differ.
    pub count: usize,
    /// By how much they do, each as a share of what is saved, added up.
    pub size: f64,
}

impl Edits {
    /// Those of a point of a grid.
    pub fn of(grid: &Grid, index: u32, saved: &Variant) -> Self {
        let mut edits = Self::default();
        for Setting { parameter, policy, value } in grid.settings(index) {
            let own = parameter.of(saved, policy).unwrap_or_default();
            if own != value {
                edits.count += 1;
                edits.size += (value - own).abs() / own.abs().max(1.0);
            }
        }
        edits
    }

    /// The nearer one first.
    pub fn order(&self, other: &Self) -> Ordering {
        self.count.cmp(&other.count).then(self.size.total_cmp(&other.size))
    }
}
