//! Reversals and what caused them.

use serde::{Deserialize, Serialize};

use crate::base::duration_text;
use crate::engine::{Ledger, Operator, Policy, Rules, quantity};
use crate::whatif::replay::Fleet;
use crate::whatif::{Change, Job, LoadModel, VariantOutcome};

/// Why a change was soon undone. The first that applies, in this order. Bounds are none: what
/// they bring about leads to a bound, and nothing leads back over it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The two policies watch different metrics, and those disagree.
    Disagreement,
    /// The value of the first change breached both policies at once.
    Overlap {
        /// That value.
        value: f64,
    },
    /// The same load on the new number of Instances lies beyond the other policy's threshold:
    /// the gap between the thresholds is too small for the step.
    LoadSharing {
        /// The value that the first policy saw.
        value: f64,
        /// That value on the new number of Instances.
        shared: f64,
    },
    /// The first policy acted again before the Instances that it had ordered served.
    Lag {
        /// The value that the first policy saw.
        value: f64,
        /// How many served then.
        serving: u32,
        /// That load on the new number of Instances.
        shared: f64,
    },
    /// The value itself went back.
    Load {
        /// The value that the first policy saw.
        value: f64,
        /// The value that the second policy saw.
        back: f64,
    },
}

/// A change that undid the one before it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Flap {
    /// The change that was undone.
    pub first: Change,
    /// The change that undid it.
    pub second: Change,
    /// Why.
    pub cause: Cause,
    /// That in a sentence.
    pub sentence: String,
}

/// Every reversal of a replay with its cause; none without the ledger, which tells what the
/// policies saw.
#[must_use]
pub fn flaps(job: &Job, rules: &Rules, outcome: &VariantOutcome) -> Vec<Flap> {
    let Some(ledger) = &outcome.ledger else { return Vec::new() };
    let serving = served(job, outcome, ledger);
    let pairs = outcome.changes.windows(2).filter(|pair| pair[1].reversal);
    pairs
        .filter_map(|pair| {
            let (first, second) = (pair[0], pair[1]);
            let next = serving.partition_point(|&(from_ms, _)| from_ms < first.at_ms);
            let served = serving.get(next.saturating_sub(1)).map_or(first.from, |entry| entry.1);
            let reversal = Reversal { job, rules, ledger, first, second, served };
            let cause = reversal.cause()?;
            Some(Flap { first, second, cause, sentence: reversal.sentence(cause)? })
        })
        .collect()
}

/// How many served from each instant on: the replay's own fleet, led through the same evaluations,
/// so that launches fail again as they did.
fn served(job: &Job, outcome: &VariantOutcome, ledger: &Ledger) -> Vec<(i64, u32)> {
    let Some(first) = outcome.sizes.first() else { return Vec::new() };
    let mut fleet = Fleet::new(first.at_ms, first.size, job.boot_delay_ms, job.failed_launches);
    for decision in ledger.decisions() {
        fleet.settle(decision.at_ms);
        fleet.evaluated(decision.at_ms, decision.before, decision.after);
    }
    fleet.settle(i64::MAX);
    fleet.curve().to_vec()
}

/// Two changes that undo each other.
struct Reversal<'a> {
    job: &'a Job,
    rules: &'a Rules,
    ledger: &'a Ledger,
    first: Change,
    second: Change,
    /// How many served just before the first change.
    served: u32,
}

impl Reversal<'_> {
    fn cause(&self) -> Option<Cause> {
        let (up, value) = self.seen(self.first)?;
        let (down, back) = self.seen(self.second)?;
        if up.metric != down.metric {
            return Some(Cause::Disagreement);
        }
        let breached = |value: f64| down.is_breached(value);
        if breached(value) {
            return Some(Cause::Overlap { value });
        }
        let history = self.job.histories.iter().find(|own| own.metric == up.metric)?;
        if history.load != LoadModel::PerInstance {
            return Some(Cause::Load { value, back });
        }
        let on_new = |carrying: u32| value * f64::from(carrying) / f64::from(self.first.to.max(1));
        let shared = on_new(self.first.from);
        if breached(shared) {
            return Some(Cause::LoadSharing { value, shared });
        }
        let (serving, lagged) = (self.served, on_new(self.served));
        if serving != self.first.from && breached(lagged) {
            return Some(Cause::Lag { value, serving, shared: lagged });
        }
        Some(Cause::Load { value, back })
    }

    /// The policy behind a change and the value that it saw.
    fn seen(&self, change: Change) -> Option<(&Policy, f64)> {
        let index = self.ledger.index_at(change.at_ms)?;
        let policy = change.policy?;
        let signal = self.ledger.signals(index).iter().find(|signal| signal.policy == policy)?;
        Some((self.rules.policies.get(policy)?, signal.value?))
    }

    fn sentence(&self, cause: Cause) -> Option<String> {
        let ((up, _), (down, _)) = (self.seen(self.first)?, self.seen(self.second)?);
        let after = duration_text(self.second.at_ms - self.first.at_ms);
        let head = format!("“{}” undid “{}” after {after}", down.name, up.name);
        let number = |value: f64| quantity(up.metric, value);
        let (label, side) = (up.metric.label(), side(down));
        let threshold = quantity(down.metric, down.threshold);
        let (from, to) = (self.first.from, self.first.to);
        Some(match cause {
            Cause::Disagreement => {
                format!("{head}: they watch {label} and {}, which disagree.", down.metric.label())
            }
            Cause::Overlap { value } => {
                format!("{head}: {label} {} breaches both at once.", number(value))
            }
            Cause::LoadSharing { value, shared } => format!(
                "{head}: {label} {} on {from} is {} on {to}, {side} {threshold}.",
                number(value),
                number(shared)
            ),
            Cause::Lag { value, serving, shared } => format!(
                "{head}: only {serving} of {from} Instances served when {label} read {}; on {to} \
                 that is {}, {side} {threshold}.",
                number(value),
                number(shared)
            ),
            Cause::Load { value, back } => format!(
                "{head}: the load itself turned, from {label} {} to {}.",
                number(value),
                number(back)
            ),
        })
    }
}

/// Where a value lies that breaches the policy: `under its`.
const fn side(policy: &Policy) -> &'static str {
    match policy.operator {
        Operator::GreaterThan => "over its",
        Operator::LessThan => "under its",
    }
}
