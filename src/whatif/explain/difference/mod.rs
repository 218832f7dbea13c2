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
///
/// ```
/// use headroom::whatif::{Detail, Interval, differences, from_file, rules, run};
///
/// let job = from_file(&std::fs::read("tests/examples/hour.json")?)?;
/// let outcome = run(&job, Detail::Ledger)?.variants.remove(0);
/// let rules = rules(&job, &job.variants[0])?;
/// // The last quarter of an hour, by UTC.
/// let stretch = Interval { from_ms: 1_772_441_400_000, to_ms: 1_772_442_000_000 };
/// let found = differences(&rules, &outcome, stretch, |_| 0).unwrap();
/// assert_eq!((found.inside, found.outside), (3, 9));
/// assert_eq!(found.found[0].label, "“down” fired");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
