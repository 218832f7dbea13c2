//! What keeps any rule from preventing an overload.

use serde::{Deserialize, Serialize};

use super::judged::common_ms;
use crate::engine::Rules;
use crate::whatif::replay::Demand;
use crate::whatif::replay::as_f64;
use crate::whatif::{Interval, Plan, VariantOutcome};

/// What the load asked for, and what a group could have done about it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Obstacle {
    /// How many Instances the load needed at the stretch's peak.
    pub needed: u32,
    /// The group's maximum.
    pub maximum: u32,
    /// From order to service, in milliseconds.
    pub boot_delay_ms: i64,
    /// The overload that is left by a rule without bounds, steps or cooldown that orders all that
    /// is needed at the evaluation that first sees it, in minutes: less is left only where more
    /// Instances serve beforehand.
    pub least_minutes: f64,
}

impl Obstacle {
    /// That of a stretch, given what the rules did as they are.
    pub(super) fn of(
        plan: &Plan,
        rules: &Rules,
        outcome: &VariantOutcome,
        stretch: Interval,
        period_ms: i64,
    ) -> Self {
        let demand = plan.demand();
        let touched = demand.iter().filter(|one| common_ms(one.span, stretch) > 0);
        Self {
            needed: touched.map(|own| own.needed).max().unwrap_or(0),
            maximum: rules.capacity.max,
            boot_delay_ms: plan.boot_delay_ms,
            least_minutes: least_minutes(plan, &demand, outcome, (stretch, period_ms)),
        }
    }
}

/// The overload in the stretch if the size at its start were raised to what each sample needs at
/// the evaluation that first sees it, and never lowered.
fn least_minutes(
    plan: &Plan,
    demand: &[Demand],
    outcome: &VariantOutcome,
    (stretch, period_ms): (Interval, i64),
) -> f64 {
    let ledger = outcome.ledger.as_ref();
    let first = ledger.and_then(|ledger| ledger.decisions().first()).map_or(0, |one| one.at_ms);
    let before = outcome.sizes.iter().rfind(|size| size.at_ms <= stretch.from_ms);
    let start = before.or(outcome.sizes.first()).map_or(0, |size| size.size);
    // Each entry: from when on so many serve.
    let mut serving: Vec<(i64, u32)> = vec![(i64::MIN, start)];
    let mut overload_ms = 0;
    for one in demand {
        let (own, needed) = (one.span, one.needed);
        if own.to_ms > stretch.from_ms && own.from_ms < stretch.to_ms {
            overload_ms += short_ms(&serving, one.instances, own, stretch);
        }
        let largest = serving.last().map_or(0, |entry| entry.1);
        if own.to_ms <= stretch.from_ms || needed <= largest {
            continue;
        }
        let past_ms = (own.to_ms - first).rem_euclid(period_ms);
        let seen_ms = if past_ms == 0 { own.to_ms } else { own.to_ms + period_ms - past_ms };
        serving.push((seen_ms.saturating_add(plan.boot_delay_ms), needed));
    }
    as_f64(overload_ms) / 60_000.0
}

/// How long fewer served than a sample needed, within the stretch.
fn short_ms(serving: &[(i64, u32)], need: f64, own: Interval, stretch: Interval) -> i64 {
    let ends = serving.iter().skip(1).map(|next| next.0).chain([i64::MAX]);
    let short = serving.iter().zip(ends).filter(|((_, size), _)| need > f64::from(*size));
    let within =
        Interval { from_ms: own.from_ms.max(stretch.from_ms), to_ms: own.to_ms.min(stretch.to_ms) };
    short
        .map(|((from_ms, _), to_ms)| common_ms(Interval { from_ms: *from_ms, to_ms }, within))
        .sum()
}
