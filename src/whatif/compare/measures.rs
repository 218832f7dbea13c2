//! A replay in the measures that the literature compares autoscalers by.
//!
//! With the demand `d`, the fewest Instances that carry it and at least one, and the Instances `s`
//! that serve, over the time `T` that the samples tell:
//!
//! | measure | is |
//! |---|---|
//! | θ_U, θ_O | the mean of `max(d − s, 0) / d`, and of `max(s − d, 0) / d`, in % |
//! | τ_U, τ_O | the share of the time in which `d > s`, and in which `s > d`, in % |
//! | υ | the share of the time in which supply and demand do not move the same way, in % |
//! | slack | the share of the capacity paid for that no demand used |
//! | regret | the share of the cost that an oracle would have saved |
//!
//! The oracle knows the demand, keeps to the bounds, and orders each Instance a boot delay ahead,
//! so that it has no overload that the bounds allow to avoid. Sources stand in `docs/measures.md`.

use std::iter;

use serde::{Deserialize, Serialize};

use crate::engine::Rules;
use crate::whatif::replay::{Demand, as_f64};
use crate::whatif::{Interval, Job, Plan, SizeAt, VariantOutcome, serving_sizes};

/// A replay in the field's measures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Measures {
    /// θ_U, in per cent: the mean of what was short, as a share of the demand.
    pub under_provisioning_accuracy: f64,
    /// θ_O, in per cent: the mean of what was too much, as a share of the demand.
    pub over_provisioning_accuracy: f64,
    /// τ_U, in per cent: the share of the time in which there was too little.
    pub under_provisioning_timeshare: f64,
    /// τ_O, in per cent: the share of the time in which there was too much.
    pub over_provisioning_timeshare: f64,
    /// υ, in per cent: the share of the time in which supply and demand do not move the same way.
    pub instability: f64,
    /// The share of the capacity paid for that no demand used, 0 to 1; negative where more was
    /// demanded than was paid for.
    pub slack: f64,
    /// What the oracle would have cost, in Instance-hours.
    pub oracle_hours: f64,
    /// The share of the cost that the oracle would have saved, up to 1; negative where it would
    /// have paid more, for the overload that there was.
    pub regret: f64,
    /// The elastic speed-up against the first variant: the geometric mean of that one's θ and τ as
    /// multiples of this one's, above 1 where this one is better. `None` for the first variant,
    /// and where no measure of both is above 0.
    pub elastic_speed_up: Option<f64>,
}

/// The measures of a replay of a job; `None` where no history tells what an Instance carries.
/// Launches that fail are taken to have served: a replay does not tell which did. Instances that
/// drain are paid for.
///
/// ```
/// use headroom::whatif::{Detail, Plan, from_file, measures};
///
/// let job = from_file(&std::fs::read("tests/examples/hour.json")?)?;
/// let plan = Plan::new(&job)?;
/// let rules = plan.rules(&job.variants[0])?;
/// let outcome = plan.replay(&job.variants[0], Detail::Curves)?;
/// let found = measures(&job, &plan, &rules, &outcome).unwrap();
/// // Nothing was ever short; what was too much is what an oracle would have saved.
/// assert_eq!(found.under_provisioning_timeshare, 0.0);
/// assert!(found.oracle_hours < outcome.scorecard.instance_hours);
/// assert!(found.regret > 0.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn measures(
    job: &Job,
    plan: &Plan,
    rules: &Rules,
    outcome: &VariantOutcome,
) -> Option<Measures> {
    let supply = Supply {
        paid_hours: outcome.scorecard.instance_hours,
        serving: &serving_sizes(&outcome.sizes, job.boot_delay_ms),
        bounds: [rules.capacity.min, rules.capacity.max],
        boot_delay_ms: job.boot_delay_ms,
        span: plan.span(),
    };
    Measures::of(&plan.demand(), &supply)
}

/// What a group did and may do.
struct Supply<'a> {
    /// The Instance-hours paid for.
    paid_hours: f64,
    /// The serving size over time.
    serving: &'a [SizeAt],
    /// The least and the most Instances.
    bounds: [u32; 2],
    /// From order to service, in milliseconds.
    boot_delay_ms: i64,
    /// The time that the histories cover.
    span: Interval,
}

impl Measures {
    /// Those of a group under a demand; `None` where no demand is known.
    fn of(demand: &[Demand], supply: &Supply) -> Option<Self> {
        let mut sums = Sums::default();
        let mut next = 0;
        for own in demand {
            sums.add(own, supply.serving, &mut next);
        }
        if sums.ms <= 0.0 {
            return None;
        }
        let share = |part: f64| part / sums.ms * 100.0;
        let hours = |ms: f64| ms / 3_600_000.0;
        let paid_ms = supply.paid_hours * 3_600_000.0;
        let oracle_ms = oracle(demand, supply);
        let of_paid = |ms: f64| if paid_ms > 0.0 { 1.0 - ms / paid_ms } else { 0.0 };
        Some(Self {
            under_provisioning_accuracy: share(sums.under),
            over_provisioning_accuracy: share(sums.over),
            under_provisioning_timeshare: share(sums.under_ms),
            over_provisioning_timeshare: share(sums.over_ms),
            instability: if sums.moved_ms > 0.0 {
                sums.apart_ms / sums.moved_ms * 100.0
            } else {
                0.0
            },
            slack: of_paid(sums.demand),
            oracle_hours: hours(oracle_ms),
            regret: of_paid(oracle_ms),
            elastic_speed_up: None,
        })
    }

    /// The elastic speed-up against another: above 1 where this one is better. Measures that are 0
    /// in either say nothing as multiples, and are left out.
    #[must_use]
    pub fn speed_up(&self, base: &Self) -> Option<f64> {
        let pairs = self.ratios().into_iter().zip(base.ratios());
        let told: Vec<f64> = pairs
            .filter(|(own, base)| *own > 0.0 && *base > 0.0)
            .map(|(own, base)| libm::log(base / own))
            .collect();
        #[expect(clippy::cast_precision_loss, reason = "four at most")]
        let count = told.len() as f64;
        (count > 0.0).then(|| libm::exp(told.iter().sum::<f64>() / count))
    }

    const fn ratios(&self) -> [f64; 4] {
        [
            self.under_provisioning_accuracy,
            self.over_provisioning_accuracy,
            self.under_provisioning_timeshare,
            self.over_provisioning_timeshare,
        ]
    }
}

/// What is added up sample by sample, in milliseconds and milliseconds times a share.
#[derive(Default)]
struct Sums {
    ms: f64,
    under: f64,
    over: f64,
    under_ms: f64,
    over_ms: f64,
    demand: f64,
    /// The time since the first sample, and how much of it supply and demand moved apart.
    moved_ms: f64,
    apart_ms: f64,
    before: Option<(u32, u32)>,
}

impl Sums {
    fn add(&mut self, demand: &Demand, serving: &[SizeAt], next: &mut usize) {
        let needed = demand.needed;
        let d = f64::from(needed);
        self.demand += demand.instances * demand.ms();
        self.ms += demand.ms();
        let Interval { mut from_ms, to_ms } = demand.span;
        let mut last = 0;
        while from_ms < to_ms {
            while serving.get(*next + 1).is_some_and(|entry| entry.at_ms <= from_ms) {
                *next += 1;
            }
            let end_ms = serving.get(*next + 1).map_or(to_ms, |entry| entry.at_ms.min(to_ms));
            last = serving.get(*next).map_or(0, |entry| entry.size);
            let (s, ms) = (f64::from(last), as_f64(end_ms - from_ms));
            self.under += (d - s).max(0.0) / d * ms;
            self.over += (s - d).max(0.0) / d * ms;
            self.under_ms += if d > s { ms } else { 0.0 };
            self.over_ms += if s > d { ms } else { 0.0 };
            from_ms = end_ms;
        }
        if let Some((size, need)) = self.before.replace((last, needed)) {
            self.moved_ms += demand.ms();
            let apart = last.cmp(&size) != needed.cmp(&need);
            self.apart_ms += if apart { demand.ms() } else { 0.0 };
        }
    }
}

/// What an oracle orders: at each instant the most that is needed until an Instance ordered then
/// would serve. Where the demand is not known, the minimum.
fn oracle(demand: &[Demand], supply: &Supply) -> f64 {
    let [least, most] = supply.bounds;
    let Interval { from_ms, to_ms } = supply.span;
    let begins = |own: &Demand| (own.span.from_ms - supply.boot_delay_ms).max(from_ms);
    let starts = iter::once(from_ms).chain(demand.iter().map(begins)).chain([to_ms]);
    let edges: Vec<i64> = merged(starts, demand.iter().map(|own| own.span.to_ms)).collect();
    debug_assert!(edges.is_sorted(), "the demand ascends");
    let (mut ahead, mut next) = (std::collections::VecDeque::<&Demand>::new(), 0);
    let mut total = 0.0;
    for pair in edges.windows(2) {
        let [at_ms, end_ms] = [pair[0], pair[1].min(to_ms)];
        while let Some(own) = demand.get(next).filter(|own| begins(own) <= at_ms) {
            // Whatever is needed less and ends sooner does not matter any more.
            while ahead.back().is_some_and(|other| other.needed <= own.needed) {
                ahead.pop_back();
            }
            ahead.push_back(own);
            next += 1;
        }
        while ahead.front().is_some_and(|own| own.span.to_ms <= at_ms) {
            ahead.pop_front();
        }
        let needed = ahead.front().map_or(least, |own| own.needed.min(most).max(least));
        total += f64::from(needed) * as_f64((end_ms - at_ms).max(0));
    }
    total
}

/// Two ascending sequences as one. A sort took two thirds of what a whole replay takes.
fn merged(
    one: impl Iterator<Item = i64>,
    other: impl Iterator<Item = i64>,
) -> impl Iterator<Item = i64> {
    let (mut one, mut other) = (one.peekable(), other.peekable());
    iter::from_fn(move || match (one.peek(), other.peek()) {
        (Some(at), Some(next)) if at > next => other.next(),
        (Some(_), _) => one.next(),
        (None, _) => other.next(),
    })
}
