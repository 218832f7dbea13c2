//! What was different in a marked stretch of a replay, counted in its ledger.

mod count;
mod feature;

use serde::{Deserialize, Serialize};

use crate::base::sort_by;
use crate::engine::Rules;
use crate::whatif::{Interval, VariantOutcome};

pub use feature::{Distance, Feature, FeatureKind, LimitKind, VerdictKind};

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

/// Counts what was so at the evaluations within a stretch, both ends included, and at those
/// outside. `local_ms` adds to an instant what its zone adds to UTC. `None` without a ledger.
///
/// Of what is one of several, such as the size, only what was more frequent inside is told: what
/// was less frequent is the rest of the same count.
#[must_use]
pub fn differences(
    rules: &Rules,
    outcome: &VariantOutcome,
    stretch: Interval,
    local_ms: impl Fn(i64) -> i64,
) -> Option<Differences> {
    let counted = count::Counted::of(rules, outcome, stretch)?;
    let mut all = counted.differences(rules);
    let differs = |one: &Difference| {
        let gap = if one.feature.is_one_of_several() { one.gap() } else { one.gap().abs() };
        gap >= Differences::LEAST_GAP
    };
    all.retain(differs);
    let kinds = FeatureKind::ALL.into_iter();
    let same = kinds.filter(|kind| all.iter().all(|one| one.feature.kind() != *kind)).collect();
    let mut found = counted.merged(all, rules);
    sort_by(&mut found, |a, b| {
        b.gap().abs().total_cmp(&a.gap().abs()).then(a.feature.cmp(&b.feature))
    });
    found.truncate(Differences::MOST);
    let (inside, outside) = (counted.inside, counted.outside);
    Some(Differences { inside, outside, found, when: counted.when(local_ms), same })
}
