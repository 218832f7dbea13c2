//! What a group's metric read when its size changed, where the API gives no reason that the reader
//! understands.

use std::cmp::Ordering;

use super::Samples;
use crate::base::duration_text;
use crate::engine::{Aggregate, Direction, Metric, Policy, Rules, Target, Window, quantity};

/// A change of size: by how many Instances, and when, in milliseconds since the Unix epoch.
pub type SizeStep = (i64, i64);

/// What the metric that a group's rules watch read at a change, against the rule that asked for it,
/// in a sentence. None where the samples, `step_ms` apart, tell of no such rule.
#[must_use]
pub fn read_then(
    rules: &Rules,
    samples: &Samples,
    (by, at_ms): SizeStep,
    (metric, step_ms): (Metric, i64),
) -> Option<String> {
    match rules.target() {
        Some(target) => against_target(target, samples, (by, at_ms), step_ms),
        None => against_policy(rules, samples, (by, at_ms), (metric, step_ms)),
    }
}

/// The target, where the metric asked for a change that way and the target's step allows as much:
/// what a new maximum removed at once no target did.
fn against_target(
    target: &Target,
    samples: &Samples,
    (by, at_ms): SizeStep,
    step_ms: i64,
) -> Option<String> {
    let (metric, percent) = target.average()?;
    let until = samples.times_ms.partition_point(|own| *own <= at_ms);
    let last = until.checked_sub(1)?;
    let value = *samples.values.get(last)?;
    if at_ms - samples.times_ms.get(last)? >= step_ms {
        return None;
    }
    let limit = f64::from(percent);
    let step = if by > 0 { target.out_step } else { target.in_step };
    if by.unsigned_abs() > u64::from(step) {
        return None;
    }
    let (read, target, label) = (quantity(metric, value), quantity(metric, limit), metric.label());
    let span = duration_text(step_ms);
    match (by > 0, value.total_cmp(&limit)) {
        (true, Ordering::Greater) => {
            Some(t!("{label} averaged {read} over {span} then, over the target of {target}."))
        }
        (false, Ordering::Less) => {
            Some(t!("{label} averaged {read} over {span} then, under the target of {target}."))
        }
        _ => None,
    }
}

/// The policy of that direction that comes first of those that fired.
fn against_policy(
    rules: &Rules,
    samples: &Samples,
    (by, at_ms): SizeStep,
    (metric, step_ms): (Metric, i64),
) -> Option<String> {
    let direction = if by > 0 { Direction::Up } else { Direction::Down };
    // A sum depends on how many samples there are, and these are thinner than the service's own.
    let fits = |policy: &&Policy| {
        policy.direction == direction
            && policy.metric == metric
            && policy.aggregate != Aggregate::Sum
    };
    rules.policies().iter().filter(fits).find_map(|policy| {
        let value = come_to(samples, policy.aggregate, policy.look_back_ms.max(step_ms), at_ms)?;
        if !policy.is_breached(value) {
            return None;
        }
        let (read, limit) = (quantity(metric, value), quantity(metric, policy.threshold));
        let (label, span) = (metric.label(), duration_text(policy.look_back_ms));
        let name = &policy.name;
        Some(match value >= policy.threshold {
            true => t!("{label} was {read} over {span}, above the {limit} of “{name}”."),
            false => t!("{label} was {read} over {span}, below the {limit} of “{name}”."),
        })
    })
}

/// What the samples of the `back_ms` until an instant come to; none where there are none.
#[must_use]
pub fn come_to(
    samples: &Samples,
    aggregate: Aggregate,
    back_ms: i64,
    until_ms: i64,
) -> Option<f64> {
    let first = samples.times_ms.partition_point(|at_ms| *at_ms <= until_ms - back_ms);
    let end = samples.times_ms.partition_point(|at_ms| *at_ms <= until_ms);
    let mut window = Window::new(aggregate);
    for (at_ms, value) in samples.times_ms.iter().zip(&samples.values).take(end).skip(first) {
        window.push(*at_ms, *value);
    }
    window.value()
}
