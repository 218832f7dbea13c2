//! Policies with thresholds as a target.

use super::{Band, Loss, LossKind, SizeBand};
use crate::base::{duration_text, sort_by};
use crate::engine::{
    Adjustment, Aggregate, Assumptions, Capacity, Direction, Metric, Policy, Rules, StepMeaning,
    quantity,
};
use crate::whatif::lint::is_wrong_way;
use crate::whatif::replay::validated;
use crate::whatif::{Job, RulesError, ScalingPoints, Thresholds, Variant, VariantRules};
use crate::wire::Duration;
use crate::wire::v1alpha2::{ScalingPolicy, UtilizationTarget};

/// A policy with thresholds, by its index, that a target can stand for.
type Kept<'a> = Option<(usize, &'a Policy)>;

/// The rules of a group with thresholds as a target of CPU.
#[derive(Clone, Debug, PartialEq)]
pub struct ToTarget {
    /// The scaling policy with the pre-selected target; without any target where no policy of the
    /// group watches its average CPU, so that nothing is guessed.
    pub policy: ScalingPolicy,
    /// The targets that keep the promises at all of the sizes.
    pub band: Band,
    /// The same at each size, ascending.
    pub sizes: Vec<SizeBand>,
    /// What is lost whatever the target.
    pub losses: Vec<Loss>,
    /// The threshold over which the group grew, where a target can stand for it.
    up: Option<f64>,
    /// The threshold under which it shrank, likewise.
    down: Option<f64>,
    assumptions: Assumptions,
}

impl ToTarget {
    /// Where a target grows or shrinks at another load than the thresholds did: the first size at
    /// which it does so later, and the first at which it shrinks earlier.
    #[must_use]
    pub fn differences(&self, percent: u32) -> Vec<Loss> {
        let points = |size: u32| ScalingPoints::of(percent, size, &self.assumptions.target);
        let number = |value: f64| quantity(Metric::Cpu, value);
        let mut found = Vec::new();
        let mut add = |sentence| found.push(Loss::of_group(LossKind::Hysteresis, sentence));
        let above = |target: &u32| percent > *target;
        let late = self.sizes.iter().find(|at| at.band.highest.as_ref().is_some_and(above));
        if let (Some(up), Some(SizeBand { size, .. })) = (self.up, late) {
            let (now, up) = (number(points(*size).out_over), number(up));
            add(t!("At {size} it grows only over {now}, no longer over {up}."));
        }
        let Some(down) = self.down else { return found };
        let below = |target: &u32| percent < *target;
        let kept = self.sizes.iter().find(|at| at.band.lowest.as_ref().is_some_and(below));
        if let Some(SizeBand { size, .. }) = kept {
            let (now, down) = (number(points(*size).in_under), number(down));
            add(t!("At {size} it shrinks only under {now}, no longer under {down}: it keeps \
                 Instances longer, and their cost."));
        }
        let soon = |at: &&SizeBand| points(at.size).in_under >= down + 1.0;
        if let Some(SizeBand { size, .. }) = self.sizes.iter().filter(shrinks).find(soon) {
            let (now, down) = (number(points(*size).in_under), number(down));
            add(t!("At {size} it shrinks under {now} already, not only under {down}."));
        }
        found
    }
}

fn shrinks(at: &&SizeBand) -> bool {
    at.band.lowest.is_some()
}

/// The sizes that a job's group had, ascending.
#[must_use]
pub fn real_sizes(job: &Job) -> Vec<u32> {
    let mut sizes: Vec<u32> = job.recorded_sizes.iter().map(|entry| entry.size).collect();
    sizes.sort_unstable();
    sizes.dedup();
    sizes
}

/// Thresholds as a target. `sizes` are those that the group really has; where it has none that
/// could grow or shrink, the nearest to a bound that could counts.
///
/// # Errors
/// When the rules are not valid.
///
/// ```
/// use headroom::engine::Assumptions;
/// use headroom::whatif::{LossKind, from_file, real_sizes, to_target};
///
/// let job = from_file(&std::fs::read("tests/examples/hour.json")?)?;
/// let saved = job.variants[0].thresholds().unwrap();
/// let moved = to_target(saved, Assumptions::default(), &real_sizes(&job))?;
/// // The highest target that still grows wherever the group did over 70 %.
/// assert_eq!(moved.band.preselected(), Some(63));
/// assert_eq!(moved.policy.cpu_target.unwrap().target_avg_percent, 63);
/// // A target averages over a minute, the policies over five.
/// assert_eq!(moved.losses[0].kind, LossKind::LookBack);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn to_target(
    rules: &Thresholds,
    assumptions: Assumptions,
    sizes: &[u32],
) -> Result<ToTarget, RulesError> {
    let old = Variant { name: String::new(), rules: VariantRules::Thresholds(rules.clone()) };
    let old = validated(&old, assumptions, 0)?;
    let (up, down) = (kept(&old, Direction::Up), kept(&old, Direction::Down));
    let threshold = |kept: Kept| kept.map(|(_, policy)| policy.threshold);
    let (over, under) = (threshold(up), threshold(down));
    let sizes = size_bands(&old, sizes, over, under);
    let band = Band {
        lowest: sizes.iter().filter_map(|at| at.band.lowest).max(),
        highest: sizes.iter().filter_map(|at| at.band.highest).min(),
    };
    let cooldown = rules.capacity.cooldown_delay.unwrap_or(Duration::from_secs(0));
    let target = |target_avg_percent| UtilizationTarget { target_avg_percent };
    Ok(ToTarget {
        policy: ScalingPolicy {
            minimum_size: old.capacity.min,
            maximum_size: old.capacity.max,
            scale_out_cooldown: Some(cooldown),
            scale_in_cooldown: Some(cooldown),
            scale_in_step: step(&old, down, &sizes),
            scale_out_step: step(&old, up, &sizes),
            fixed_size: None,
            cpu_target: band.preselected().map(target),
            memory_target: None,
        },
        band,
        losses: losses(&old, up, down, &sizes),
        sizes,
        up: over,
        down: under,
        assumptions,
    })
}

/// Whether a target can stand for a policy at all.
fn fits(policy: &Policy) -> bool {
    policy.metric == Metric::Cpu && policy.aggregate == Aggregate::Average && !is_wrong_way(policy)
}

/// The policy of a direction that a target is to stand for: the one that acts at the mildest load.
fn kept(rules: &Rules, direction: Direction) -> Kept<'_> {
    let policies = rules.policies().iter().enumerate();
    let mut own: Vec<(usize, &Policy)> =
        policies.filter(|(_, policy)| policy.direction == direction && fits(policy)).collect();
    sort_by(&mut own, |(_, a), (_, b)| match direction {
        Direction::Up => a.threshold.total_cmp(&b.threshold),
        Direction::Down => b.threshold.total_cmp(&a.threshold),
    });
    own.first().copied()
}

fn size_bands(rules: &Rules, sizes: &[u32], up: Option<f64>, down: Option<f64>) -> Vec<SizeBand> {
    let Capacity { min, max, .. } = rules.capacity;
    let mut all: Vec<u32> = sizes.iter().map(|size| rules.capacity.clamp(*size)).collect();
    let none_grows = !all.iter().any(|size| *size < max);
    let none_shrinks = !all.iter().any(|size| *size > min);
    all.extend(none_grows.then(|| max.saturating_sub(1).max(min)));
    all.extend(none_shrinks.then(|| min.saturating_add(1).min(max)));
    all.sort_unstable();
    all.dedup();
    let band = |size: u32| {
        let (up, down) = (up.filter(|_| size < max), down.filter(|_| size > min));
        Band::at(size, up, down, &rules.assumptions.target)
    };
    all.into_iter().map(|size| SizeBand { size, band: band(size) }).collect()
}

/// How many Instances a policy changes at most at these sizes; 0 without one.
fn step(rules: &Rules, kept: Kept, sizes: &[SizeBand]) -> u32 {
    let Some((_, policy)) = kept else { return 0 };
    let assumptions = rules.assumptions;
    let by = |at: &SizeBand| {
        let (rounding, reverse) = (assumptions.percent_rounding, assumptions.set_total_may_reverse);
        rules.capacity.clamp(policy.target(at.size, rounding, reverse)).abs_diff(at.size)
    };
    match policy.adjustment {
        Adjustment::FlatCount(count) => count,
        _ => sizes.iter().map(by).max().unwrap_or(1).max(1),
    }
}

fn losses(rules: &Rules, up: Kept, down: Kept, sizes: &[SizeBand]) -> Vec<Loss> {
    let mut found = Vec::new();
    for (index, policy) in rules.policies().iter().enumerate() {
        let own = if policy.direction == Direction::Up { up } else { down };
        match own {
            Some((kept, _)) if kept == index => {
                let altered = altered(rules, policy, step(rules, own, sizes));
                found.extend(altered.map(|(kind, what)| Loss::of_policy(kind, index, what)));
            }
            _ => {
                let ((kind, why), name) = (left_out(policy, own), &policy.name);
                let sentence = t!("“{name}” is left out: {why}.");
                found.push(Loss::of_policy(kind, index, sentence));
            }
        }
    }
    found.extend(of_group(rules, up, down));
    found
}

/// Why nothing stands for a policy.
fn left_out(policy: &Policy, kept: Kept) -> (LossKind, String) {
    if policy.metric != Metric::Cpu {
        let metric = policy.metric.label();
        return (LossKind::Metric, t!("{metric} cannot be a target, only CPU and memory can"));
    }
    if policy.aggregate != Aggregate::Average {
        let aggregate = policy.aggregate.label();
        return (LossKind::Aggregate, t!("it goes by the {aggregate}, a target by the average"));
    }
    match kept {
        Some((_, kept)) if !is_wrong_way(policy) => {
            let name = &kept.name;
            let why = t!("a target stands for one policy a direction, here “{name}”");
            (LossKind::SurplusPolicy, why)
        }
        _ => (LossKind::WrongWay, t!("a target only grows where the load is high").to_owned()),
    }
}

/// What a policy that is kept does otherwise from now on, by this step.
fn altered(rules: &Rules, policy: &Policy, step: u32) -> impl Iterator<Item = (LossKind, String)> {
    let (name, target) = (&policy.name, &rules.assumptions.target);
    let (seen, averaged) = (duration_text(policy.look_back_ms), duration_text(target.averaging_ms));
    let look_back = (policy.look_back_ms != target.averaging_ms).then(|| {
        let what = t!("“{name}” looks back {seen}, a target averages over {averaged}.");
        (LossKind::LookBack, what)
    });
    let fraction = (policy.threshold.fract() != 0.0).then(|| {
        let limit = quantity(policy.metric, policy.threshold);
        let what = t!("“{name}” has a threshold of {limit}; a target is a whole per cent.");
        (LossKind::FractionalThreshold, what)
    });
    let share = match policy.adjustment {
        Adjustment::FlatCount(1) => None,
        Adjustment::FlatCount(count) if target.step == StepMeaning::Limit => Some((
            LossKind::StepIsLimit,
            t!("“{name}” changes {count} at once; a step is at most so many."),
        )),
        Adjustment::FlatCount(_) => None,
        Adjustment::PercentOfTotalGroup(share) => Some((
            LossKind::Adjustment,
            t!(
                "“{name}” changes {share}\u{a0}% of the group; the step is {step}, its most so far."
            ),
        )),
        Adjustment::SetTotalGroup(total) => Some((
            LossKind::Adjustment,
            t!("“{name}” sets the total to {total}; the step is {step}, its most so far."),
        )),
    };
    [look_back, fraction, share].into_iter().flatten()
}

fn of_group(rules: &Rules, up: Kept, down: Kept) -> Vec<Loss> {
    let mut found = Vec::new();
    let mut add = |kind, sentence: String| found.push(Loss::of_group(kind, sentence));
    let mut priorities = rules.policies().iter().map(|policy| policy.priority);
    let first = priorities.next();
    if priorities.any(|priority| Some(priority) != first) {
        let sentence = t!("One target decides alone: there are no priorities.");
        add(LossKind::Priorities, sentence.to_owned());
    }
    let never = match (up, down) {
        (Some(_), None) => Some(t!(
            "The group never shrank by a policy that a target can stand for: its scale-in step is \
             0. That it shrinks no more by that is not documented."
        )),
        (None, Some(_)) => Some(t!(
            "The group never grew by a policy that a target can stand for: its scale-out step is \
             0. That it grows no more by that is not documented."
        )),
        _ => None,
    };
    if let Some(sentence) = never {
        add(LossKind::OneDirection, sentence.to_owned());
    }
    let cooldown_ms = rules.capacity.cooldown.after_out_ms;
    if cooldown_ms > 0 {
        let cooldown = duration_text(cooldown_ms);
        let sentence = t!("The cooldown of {cooldown} becomes two, one after each direction.");
        add(LossKind::Cooldown, sentence);
    }
    found
}
