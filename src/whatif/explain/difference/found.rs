//! What is told of a stretch.

use serde::{Deserialize, Serialize};

use super::feature::{Feature, FeatureKind};

/// At how many evaluations something was so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// At so many.
    pub count: u32,
    /// Of so many.
    pub of: u32,
}

impl Count {
    /// The part of all, 0 to 1; 0 of none.
    #[must_use]
    pub fn share(self) -> f64 {
        if self.of == 0 { 0.0 } else { f64::from(self.count) / f64::from(self.of) }
    }
}

/// Something that was so more often on one side of a stretch's ends than on the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// What it is.
    pub feature: Feature,
    /// That in a few words.
    pub label: String,
    /// More about it; also what else was so at the very same evaluations.
    pub note: String,
    /// How often within the stretch.
    pub inside: Count,
    /// How often outside.
    pub outside: Count,
}

impl Difference {
    /// The share inside less the share outside, -1 to 1: what they are ranked by.
    #[must_use]
    pub fn gap(&self) -> f64 {
        self.inside.share() - self.outside.share()
    }
}

/// What was different in a stretch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Differences {
    /// How many evaluations lie within it.
    pub inside: u32,
    /// How many lie outside.
    pub outside: u32,
    /// What differs, the widest gap between the two shares first.
    pub found: Vec<Difference>,
    /// The hours and weekdays that it lies in. They say little, since a stretch always lies in
    /// some.
    pub when: Vec<Difference>,
    /// What was looked at and does not differ.
    pub same: Vec<FeatureKind>,
}

impl Differences {
    /// The narrowest gap that counts as a difference.
    pub const LEAST_GAP: f64 = 0.1;

    /// The most differences that are told.
    pub const MOST: usize = 8;
}
