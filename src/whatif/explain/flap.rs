//! Reversals and what caused them.

use serde::{Deserialize, Serialize};

use crate::base::duration_text;
use crate::engine::{Ledger, Metric, Operator, Policy, Rules, Target, needed, quantity};
use crate::whatif::replay::led;
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
    /// the gap between the thresholds is too small for the step. Of a target: that load asks for
    /// the way back.
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
///
/// ```
/// use headroom::whatif::{Detail, flaps, from_file, rules, run};
///
/// let job = from_file(&std::fs::read("tests/examples/hour.json")?)?;
/// let outcome = run(&job, Detail::Ledger)?.variants.remove(0);
/// let flaps = flaps(&job, &rules(&job, &job.variants[0])?, &outcome);
/// assert_eq!(flaps.len(), outcome.scorecard.reversals);
/// assert_eq!((flaps[0].first.to, flaps[0].second.to), (3, 2));
/// assert_eq!(
///     flaps[0].sentence,
///     "“down” undid “up” after 30 min: the load itself turned, from CPU 74 % to 34 %."
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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

/// How many served from each instant on.
fn served(job: &Job, outcome: &VariantOutcome, ledger: &Ledger) -> Vec<(i64, u32)> {
    let Some(mut fleet) = led(job, outcome, ledger.decisions()) else { return Vec::new() };
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
        if let Some((metric, percent)) = self.rules.target().and_then(Target::average) {
            return self.target_cause(metric, percent);
        }
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
        let model = &self.job.model;
        let on_new = |carrying: u32| model.moved(up.metric, value, carrying, self.first.to);
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

    /// The same of a target: whether the value of the first change, on the new number of
    /// Instances, asked for the way back.
    fn target_cause(&self, metric: Metric, percent: u32) -> Option<Cause> {
        let (value, back) = (self.average(self.first)?, self.average(self.second)?);
        let history = self.job.histories.iter().find(|own| own.metric == metric)?;
        let (from, to) = (self.first.from, self.first.to);
        if history.load != LoadModel::PerInstance {
            return Some(Cause::Load { value, back });
        }
        let on_new = |carrying: u32| self.job.model.moved(metric, value, carrying, to);
        let undone = |shared: f64| {
            let wanted = needed(to, shared, percent, &self.rules.assumptions.target);
            if from < to { wanted < to } else { wanted > to }
        };
        let (shared, lagged) = (on_new(from), on_new(self.served));
        Some(match self.served != from && undone(lagged) {
            _ if undone(shared) => Cause::LoadSharing { value, shared },
            true => Cause::Lag { value, serving: self.served, shared: lagged },
            false => Cause::Load { value, back },
        })
    }

    /// The average behind a target's change.
    fn average(&self, change: Change) -> Option<f64> {
        change.policy?;
        let index = self.ledger.index_at(change.at_ms)?;
        self.ledger.signals(index).first()?.value
    }

    fn target_sentence(&self, cause: Cause) -> Option<String> {
        let (metric, percent) = self.rules.target().and_then(Target::average)?;
        let after = duration_text(self.second.at_ms - self.first.at_ms);
        let (from, to, back) = (self.first.from, self.first.to, self.second.to);
        let number = |value: f64| quantity(metric, value);
        let label = metric.label();
        let side = if from < to { t!("so" => "little") } else { t!("so" => "much") };
        let head = t!("{from} to {to}, and to {back} after {after}");
        Some(match cause {
            Cause::LoadSharing { value, shared } => {
                let (value, shared) = (number(value), number(shared));
                t!("{head}: {label} {value} on {from} is {shared} on {to}, so {side} for the \
                     target of {percent}\u{a0}% that {to} do not stay.")
            }
            Cause::Lag { value, serving, shared } => {
                let (value, shared) = (number(value), number(shared));
                t!("{head}: only {serving} of {from} Instances served when {label} read {value}; \
                     on {to} that is {shared}, so {side} for the target of {percent}\u{a0}% that \
                     {to} do not stay.")
            }
            Cause::Load { value, back } => turned(&head, label, &number(value), &number(back)),
            Cause::Disagreement | Cause::Overlap { .. } => return None,
        })
    }

    /// The policy behind a change and the value that it saw.
    fn seen(&self, change: Change) -> Option<(&Policy, f64)> {
        let index = self.ledger.index_at(change.at_ms)?;
        let policy = change.policy?;
        let signal = self.ledger.signals(index).iter().find(|signal| signal.policy == policy)?;
        Some((self.rules.policies().get(policy)?, signal.value?))
    }

    fn sentence(&self, cause: Cause) -> Option<String> {
        if self.rules.target().is_some() {
            return self.target_sentence(cause);
        }
        let ((up, _), (down, _)) = (self.seen(self.first)?, self.seen(self.second)?);
        let after = duration_text(self.second.at_ms - self.first.at_ms);
        let (second, first) = (&down.name, &up.name);
        let head = t!("“{second}” undid “{first}” after {after}");
        let number = |value: f64| quantity(up.metric, value);
        let (label, side) = (up.metric.label(), side(down));
        let threshold = quantity(down.metric, down.threshold);
        let (from, to) = (self.first.from, self.first.to);
        Some(match cause {
            Cause::Disagreement => {
                let other = down.metric.label();
                t!("{head}: they watch {label} and {other}, which disagree.")
            }
            Cause::Overlap { value } => {
                let value = number(value);
                t!("{head}: {label} {value} breaches both at once.")
            }
            Cause::LoadSharing { value, shared } => {
                let (value, shared) = (number(value), number(shared));
                t!("{head}: {label} {value} on {from} is {shared} on {to}, {side} {threshold}.")
            }
            Cause::Lag { value, serving, shared } => {
                let (value, shared) = (number(value), number(shared));
                t!("{head}: only {serving} of {from} Instances served when {label} read {value}; \
                     on {to} that is {shared}, {side} {threshold}.")
            }
            Cause::Load { value, back } => turned(&head, label, &number(value), &number(back)),
        })
    }
}

fn turned(head: &str, label: &str, value: &str, back: &str) -> String {
    t!("{head}: the load itself turned, from {label} {value} to {back}.")
}

/// Where a value lies that breaches the policy: `under its`.
fn side(policy: &Policy) -> &'static str {
    match policy.operator {
        Operator::GreaterThan => t!("over its"),
        Operator::LessThan => t!("under its"),
    }
}
