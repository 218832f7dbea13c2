//! What a group's rules see at the moment, by what is known of the group itself.

use super::{LogEntry, Recording};
use crate::base::duration_text;
use crate::engine::{
    Aggregate, Direction, MINUTE_MS, Metric, Operator, Policy, Rules, Target, Window, quantity,
};
use crate::whatif::{Job, Variant, rules};

/// A sample that is older tells nothing of now.
const STALE_MS: i64 = 10 * MINUTE_MS;

/// What the rule reads that says most about now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Of what, over which time: `CPU, 5 min`.
    pub label: String,
    /// The value.
    pub value: String,
    /// Which limit it is beyond; none while it is beyond none.
    pub beyond: Option<String>,
}

/// How long the last change still denies the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cooling {
    /// For how long a change like the last one does.
    pub delay: String,
    /// Until when, in milliseconds since the Unix epoch; none once that is over.
    pub until_ms: Option<i64>,
}

/// What a group's rules read at the end of its recording: of the first policy that is breached, or
/// else of the first.
///
/// # Errors
/// In words, where the rules read nothing, and where nothing recent is recorded of what they read.
pub fn reading(recording: &Recording, variant: &Variant) -> Result<Reading, &'static str> {
    let rules = rules(&Job::default(), variant).map_err(|_| t!("not known"))?;
    let reads_any = rules.target().and_then(Target::average).is_some();
    if !reads_any && rules.policies().is_empty() {
        return Err(t!("no rule reads it"));
    }
    latest_reading(recording, &rules).ok_or(t!("no recent sample"))
}

fn latest_reading(recording: &Recording, rules: &Rules) -> Option<Reading> {
    if let Some((metric, percent)) = rules.target().and_then(Target::average) {
        let averaging_ms = rules.assumptions.target.averaging_ms;
        let value = latest(recording, metric, Aggregate::Average, averaging_ms)?;
        let limit = f64::from(percent);
        let side = if value > limit { Operator::GreaterThan } else { Operator::LessThan };
        let apart = (quantity(metric, value) != quantity(metric, limit)).then_some(side);
        return Some(told(metric, averaging_ms, value, apart.map(|side| (side, limit))));
    }
    let read = |policy: &Policy| {
        let Policy { metric, aggregate, look_back_ms, .. } = *policy;
        let value = latest(recording, metric, aggregate, look_back_ms)?;
        let is_breached = policy.is_breached(value);
        let beyond = is_breached.then_some((policy.operator, policy.threshold));
        Some(told(metric, look_back_ms, value, beyond))
    };
    let mut all: Vec<Reading> =
        rules.order().into_iter().filter_map(|at| read(&rules.policies()[at])).collect();
    let first = all.iter().position(|own| own.beyond.is_some()).unwrap_or(0);
    (first < all.len()).then(|| all.swap_remove(first))
}

fn told(metric: Metric, span_ms: i64, value: f64, beyond: Option<(Operator, f64)>) -> Reading {
    let (name, span) = (metric.label(), duration_text(span_ms));
    let beyond = beyond.map(|(side, limit)| {
        let limit = quantity(metric, limit);
        match side {
            Operator::GreaterThan => t!("over {limit}"),
            Operator::LessThan => t!("under {limit}"),
        }
    });
    Reading { label: t!("{name}, {span}"), value: quantity(metric, value), beyond }
}

/// What the samples of a look-back that ends with the latest one come to.
fn latest(
    recording: &Recording,
    metric: Metric,
    aggregate: Aggregate,
    back_ms: i64,
) -> Option<f64> {
    let history = recording.histories.iter().find(|own| own.metric == metric)?;
    let last_ms = *history.times_ms.last()?;
    if last_ms < recording.until_ms() - STALE_MS {
        return None;
    }
    let from = history.times_ms.partition_point(|at_ms| *at_ms <= last_ms - back_ms);
    let mut window = Window::new(aggregate);
    for (at_ms, value) in history.times_ms.iter().zip(&history.values).skip(from) {
        window.push(*at_ms, *value);
    }
    window.value()
}

/// How long a group waits after its last change; `log` is the newest first. None where its rules
/// wait for nothing.
#[must_use]
pub fn waiting(log: &[LogEntry], variant: &Variant, now_ms: i64) -> Option<Cooling> {
    let rules: Rules = rules(&Job::default(), variant).ok()?;
    let last = log.iter().find_map(|entry| Some((entry.at_ms, entry.change?)));
    let grew = last.is_none_or(|(_, by)| by > 0);
    let direction = if grew { Direction::Up } else { Direction::Down };
    let delay_ms = rules.capacity.cooldown.after(direction);
    let until_ms = last.map(|(at_ms, _)| at_ms + delay_ms).filter(|until_ms| *until_ms > now_ms);
    (delay_ms > 0).then(|| Cooling { delay: duration_text(delay_ms), until_ms })
}
