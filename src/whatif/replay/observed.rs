//! What the scaler saw, which is more than what the metric showed where a rule stands for what is
//! missing.

use super::prepared::{filled, median_step_ms, start_ms};
use super::{History, Job, MissingData};
use crate::engine::Metric;

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
    let ends = job.histories.iter().filter_map(|history| history.times_ms.last());
    let end_ms = ends.max().copied().unwrap_or(to_ms).min(to_ms);
    let mut found = Vec::new();
    for (history, values) in job.histories.iter().zip(values) {
        let mut last = None;
        for (at_ms, shown) in stamps(job, history, values, end_ms) {
            last = shown.or(last);
            let seen = match job.missing_data {
                MissingData::Gap => shown,
                MissingData::HoldLast => last,
                MissingData::Zero => Some(shown.unwrap_or(0.0)),
            };
            if let (Some(value), true) = (seen, from_ms < at_ms) {
                found.push((history.metric, at_ms, value));
            }
        }
    }
    found
}

/// Every instant up to `end_ms` at which a history has a sample or a rule stands for one, and what
/// the metric showed there.
fn stamps(job: &Job, history: &History, values: &[f64], end_ms: i64) -> Vec<(i64, Option<f64>)> {
    let times_ms = &history.times_ms;
    if times_ms.len() < 2 {
        return Vec::new();
    }
    let step_ms = median_step_ms(times_ms);
    let fills = job.missing_data != MissingData::Gap;
    let gap = |last_ms: Option<i64>, until_ms: i64| {
        let last_ms = last_ms.filter(|_| fills);
        last_ms
            .into_iter()
            .flat_map(move |last_ms| filled(last_ms, until_ms, step_ms).map(|at_ms| (at_ms, None)))
    };
    let (mut stamps, mut before_ms) = (Vec::new(), None);
    for (&at_ms, &value) in times_ms.iter().zip(values) {
        stamps.extend(gap(before_ms, start_ms(before_ms, at_ms, step_ms).min(end_ms)));
        if at_ms > end_ms {
            return stamps;
        }
        stamps.push((at_ms, Some(value).filter(|value| !value.is_nan())));
        before_ms = Some(at_ms);
    }
    stamps.extend(gap(before_ms, end_ms));
    stamps
}
