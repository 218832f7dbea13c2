//! What the metric of a target read when the size changed. The API tells no reason of such a
//! change; this is none either, but what stands beside it.

use std::cmp::Ordering;

use super::Samples;
use crate::engine::{Rules, Target, quantity};

/// What the metric of a group's target read at a time, against the target, in a sentence. None
/// without a target of a metric, and where no sample is of the `step_ms` before that time.
#[must_use]
pub fn read_then(rules: &Rules, samples: &Samples, at_ms: i64, step_ms: i64) -> Option<String> {
    let (metric, percent) = rules.target().and_then(Target::average)?;
    let until = samples.times_ms.partition_point(|own| *own <= at_ms);
    let last = until.checked_sub(1)?;
    let value = *samples.values.get(last)?;
    if at_ms - samples.times_ms.get(last)? >= step_ms {
        return None;
    }
    let limit = f64::from(percent);
    let (read, target, label) = (quantity(metric, value), quantity(metric, limit), metric.label());
    Some(match value.total_cmp(&limit) {
        Ordering::Greater => t!("{label} read {read} then, over the target of {target}."),
        Ordering::Less => t!("{label} read {read} then, under the target of {target}."),
        Ordering::Equal => t!("{label} read {read} then, which is the target."),
    })
}
