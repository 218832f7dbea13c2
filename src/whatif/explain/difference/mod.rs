//! What was different in a marked stretch of a replay, counted in its ledger.

mod count;
mod feature;
mod found;

use crate::base::sort_by;
use crate::engine::Rules;
use crate::whatif::{Interval, VariantOutcome};

pub use feature::{Distance, Feature, FeatureKind, LimitKind, VerdictKind};
pub use found::{Count, Difference, Differences};

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
