//! Rules that run in the shadow of a real group: what they would have done since they began, beside
//! what the group did.

use super::{
    Calibration, Fit, InForce, Pairing, RealChange, Successive, calibrate, in_force, successive,
};
use crate::base::sort_by_key;
use crate::engine::Rules;
use crate::whatif::replay::{median_step_ms, start_ms};
use crate::whatif::{
    Detail, History, Interval, Job, JobError, Plan, RulesError, SizeAt, Variant, VariantOutcome,
    recorded_totals,
};

/// The real group, which a shadow is held against.
#[derive(Clone, Copy, Debug)]
pub struct RealGroup<'a> {
    /// Its changes, in order of time.
    pub changes: &'a [RealChange],
    /// Its size as ordered, over time.
    pub sizes: &'a [SizeAt],
    /// Its saved rules.
    pub saved: &'a Variant,
    /// The rules that were in force, as far as their changes are known, the saved ones last; empty
    /// where it is not known that they ever changed.
    pub in_force: &'a [InForce],
}

/// What the real group came to in a shadow's time.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RealTotals {
    /// Its size at the end; `None` where no size is known.
    pub size: Option<u32>,
    /// Its ordered size over time, in hours.
    pub instance_hours: f64,
    /// Its changes of size.
    pub changes: usize,
    /// Those that undo the one before within the hour.
    pub reversals: usize,
    /// Samples that show a full Instance.
    pub full_samples: usize,
}

/// What came of a shadow.
#[derive(Clone, Debug)]
pub struct Shadowed {
    /// The time that its samples cover.
    pub span: Interval,
    /// The shadow's rules, by which its ledger is read.
    pub rules: Rules,
    /// What they did, with every decision.
    pub own: VariantOutcome,
    /// What the saved rules do in the same replay.
    pub saved: VariantOutcome,
    /// What the group did.
    pub real: RealTotals,
    /// The shadow's changes and the real ones, one to one.
    pub pairings: Vec<Pairing>,
    /// How well a replay of the group's own rules meets what it did.
    pub calibration: Calibration,
    /// How near that replay's size is to the real one.
    pub fit: Fit,
}

/// The part of a job that a shadow sees: what was sampled after it began. `None` until there are
/// two samples of a metric.
#[must_use]
pub fn sampled_since(job: &Job, from_ms: i64) -> Option<Job> {
    in_force::cut(job, from_ms, i64::MAX)
}

/// Replays a shadow's rules over its part of a job, and holds them against the real group. They
/// start with what served there, and with nothing seen yet.
///
/// # Errors
/// Names the first part of the job or the rules that cannot be used.
pub fn shadowed(job: &Job, rules: &Variant, real: RealGroup) -> Result<Shadowed, JobError> {
    let refuse = |error: RulesError| JobError::Rules { variant: 0, error };
    let plan = Plan::new(job)?;
    let span = plan.span();
    let own = plan.replay(rules, Detail::Ledger).map_err(refuse)?;
    let saved = plan.replay(real.saved, Detail::Curves).map_err(refuse)?;
    let saved_rules = plan.rules(real.saved).map_err(refuse)?;
    let rules = plan.rules(rules).map_err(refuse)?;
    let period_ms = job.period_ms(&saved_rules);
    let whole = [InForce { since_ms: i64::MIN, rules: real.saved.clone() }];
    let in_force = if real.in_force.is_empty() { &whole } else { real.in_force };
    let Successive { changes, sizes } = successive(job, in_force)?;
    let calibration = calibrate(&changes, real.changes, span, period_ms);
    let fit = Fit::of(&calibration.pairings, &[&sizes], real.sizes, span);
    let beside = calibrate(&own.changes, real.changes, span, job.period_ms(&rules));
    let totals = RealTotals {
        changes: beside.matched + beside.missed,
        full_samples: plan.saturated_samples(),
        ..real_totals(real.sizes, &saved_rules, span)
    };
    let pairings = beside.pairings;
    Ok(Shadowed { span, rules, own, saved, real: totals, pairings, calibration, fit })
}

/// What the size as ordered comes to within a span.
fn real_totals(sizes: &[SizeAt], rules: &Rules, span: Interval) -> RealTotals {
    let first = sizes.partition_point(|entry| entry.at_ms <= span.from_ms).saturating_sub(1);
    let end = sizes.partition_point(|entry| entry.at_ms <= span.to_ms);
    let within: Vec<SizeAt> = sizes
        .get(first..end)
        .unwrap_or_default()
        .iter()
        .map(|entry| SizeAt { at_ms: entry.at_ms.max(span.from_ms), ..*entry })
        .collect();
    let ends = within.iter().skip(1).map(|entry| entry.at_ms).chain([span.to_ms]);
    let lasted = within.iter().zip(ends);
    let hours = lasted.map(|(entry, to_ms)| {
        let stretch = Interval { from_ms: entry.at_ms, to_ms };
        f64::from(entry.size) * stretch.hours()
    });
    RealTotals {
        size: within.last().map(|entry| entry.size),
        instance_hours: hours.sum(),
        reversals: recorded_totals(&within, rules.capacity, span.to_ms).reversals,
        ..RealTotals::default()
    }
}

/// The stretches from an instant on in which a history lacks samples that another has, or that lie
/// between its own, in order of time. What comes after the last sample of all may still come.
#[must_use]
pub fn unsampled(histories: &[&History], from_ms: i64) -> Vec<Interval> {
    let last_ms = histories.iter().filter_map(|own| own.times_ms.last().copied()).max();
    let Some(to_ms) = last_ms else { return Vec::new() };
    let gaps = histories.iter().flat_map(|own| {
        let step_ms = median_step_ms(&own.times_ms);
        let mut before_ms = None;
        let mut covered_ms = from_ms;
        let mut gaps = Vec::new();
        for &at_ms in &own.times_ms {
            let began_ms = start_ms(before_ms, at_ms, step_ms);
            // Where the first sample begins a little later, nothing is missing before it.
            if began_ms - covered_ms > step_ms / 2 {
                gaps.push(Interval { from_ms: covered_ms, to_ms: began_ms });
            }
            (before_ms, covered_ms) = (Some(at_ms), covered_ms.max(at_ms));
        }
        if to_ms > covered_ms + step_ms + step_ms / 2 {
            gaps.push(Interval { from_ms: covered_ms, to_ms });
        }
        gaps
    });
    united(gaps.collect())
}

/// Stretches in order of time, each instant in one of them at most; those that touch are one.
///
/// ```
/// use headroom::whatif::{Interval, united};
///
/// let between = |from_ms, to_ms| Interval { from_ms, to_ms };
/// assert_eq!(united(vec![between(5, 9), between(0, 5), between(12, 15)]),
///     [between(0, 9), between(12, 15)]);
/// ```
#[must_use]
pub fn united(mut stretches: Vec<Interval>) -> Vec<Interval> {
    stretches.retain(|own| own.from_ms < own.to_ms);
    sort_by_key(&mut stretches, |own| own.from_ms);
    let mut all: Vec<Interval> = Vec::with_capacity(stretches.len());
    for own in stretches {
        match all.last_mut() {
            Some(last) if own.from_ms <= last.to_ms => last.to_ms = last.to_ms.max(own.to_ms),
            _ => all.push(own),
        }
    }
    all
}
