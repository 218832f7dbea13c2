//! What the scaler saw, which is more than what the metric showed where a rule stands for what is
//! missing.

use super::prepared::{filled, median_step_ms, part_ends, start_ms};
use super::{History, Interval, Job, MissingData};
use crate::engine::Metric;

/// A sample's interval, and what the metric showed at its end.
type Shown = (Interval, Option<f64>);

/// The samples after `from_ms` and up to `to_ms` as a scaler sees them, history by history and
/// each in order of time: what the metric showed, and what stands for what is missing, by the
/// job's [`MissingData`]. `values` are each history's, simulated
/// ([`super::VariantOutcome::values`]) or as recorded.
#[must_use]
pub fn observed_samples<'a>(
    job: &Job,
    values: impl IntoIterator<Item = &'a Vec<f64>>,
    from_ms: i64,
    to_ms: i64,
) -> Vec<(Metric, i64, f64)> {
    observed(job, values, Interval { from_ms, to_ms }, None)
}

/// The same as a target sees them: each sample in parts of its interval, of
/// [`Job::target_part_ms`] at most, of which the last may be yet to come at `to_ms`.
#[must_use]
pub fn observed_parts<'a>(
    job: &Job,
    values: impl IntoIterator<Item = &'a Vec<f64>>,
    from_ms: i64,
    to_ms: i64,
) -> Vec<(Metric, i64, f64)> {
    observed(job, values, Interval { from_ms, to_ms }, Some(job.target_part_ms()))
}

fn observed<'a>(
    job: &Job,
    values: impl IntoIterator<Item = &'a Vec<f64>>,
    Interval { from_ms, to_ms }: Interval,
    part_ms: Option<i64>,
) -> Vec<(Metric, i64, f64)> {
    let ends = job.histories.iter().filter_map(|history| history.times_ms.last());
    let end_ms = ends.max().copied().unwrap_or(to_ms);
    let mut found = Vec::new();
    for (history, values) in job.histories.iter().zip(values) {
        let mut last = None;
        let mut stamps = stamps(job, history, values, to_ms, end_ms);
        if let Some(part_ms) = part_ms {
            stamps = in_parts(job, stamps, part_ms, end_ms);
        }
        for (Interval { to_ms: at_ms, .. }, shown) in stamps {
            last = shown.or(last);
            let seen = match job.missing_data {
                MissingData::Gap => shown,
                MissingData::HoldLast => last,
                MissingData::Zero => Some(shown.unwrap_or(0.0)),
            };
            if let (Some(value), true) = (seen, from_ms < at_ms && at_ms <= to_ms) {
                found.push((history.metric, at_ms, value));
            }
        }
    }
    found
}

/// Every interval at whose end a history has a sample or a rule stands for one, with what the
/// metric showed there: up to the first sample after `until_ms`, or else to `end_ms`.
fn stamps(job: &Job, history: &History, values: &[f64], until_ms: i64, end_ms: i64) -> Vec<Shown> {
    let times_ms = &history.times_ms;
    if times_ms.len() < 2 {
        return Vec::new();
    }
    let step_ms = median_step_ms(times_ms);
    let fills = job.missing_data != MissingData::Gap;
    let gap = |last_ms: Option<i64>, until_ms: i64| {
        let last_ms = last_ms.filter(|_| fills);
        let stamp = move |at_ms| (Interval { from_ms: at_ms - step_ms, to_ms: at_ms }, None);
        last_ms.into_iter().flat_map(move |last_ms| filled(last_ms, until_ms, step_ms).map(stamp))
    };
    let (mut stamps, mut before_ms) = (Vec::new(), None);
    for (&at_ms, &value) in times_ms.iter().zip(values) {
        let from_ms = start_ms(before_ms, at_ms, step_ms);
        stamps.extend(gap(before_ms, from_ms));
        let shown = Some(value).filter(|value| !value.is_nan());
        stamps.push((Interval { from_ms, to_ms: at_ms }, shown));
        if at_ms > until_ms {
            return stamps;
        }
        before_ms = Some(at_ms);
    }
    stamps.extend(gap(before_ms, end_ms));
    stamps
}

/// The samples in parts, with the rest of each gap filled where a rule fills gaps.
fn in_parts(job: &Job, samples: Vec<Shown>, part_ms: i64, end_ms: i64) -> Vec<Shown> {
    let fills = job.missing_data != MissingData::Gap;
    let part = |at_ms: i64| Interval { from_ms: at_ms - part_ms, to_ms: at_ms };
    let mut parts = Vec::with_capacity(samples.len());
    let mut before_ms: Option<i64> = None;
    let rest = |before_ms: Option<i64>, until_ms: i64| {
        let gap = before_ms.filter(|before_ms| fills && *before_ms < until_ms);
        gap.into_iter().flat_map(move |before_ms| {
            part_ends(before_ms, until_ms, part_ms)
                .chain([until_ms])
                .map(move |at| (part(at), None))
        })
    };
    for (own, shown) in samples {
        parts.extend(rest(before_ms, own.from_ms));
        let ends = part_ends(own.from_ms, own.to_ms, part_ms);
        parts.extend(ends.map(|at_ms| (part(at_ms), shown)));
        parts.push((own, shown));
        before_ms = Some(own.to_ms);
    }
    parts.extend(rest(before_ms, end_ms));
    parts
}
