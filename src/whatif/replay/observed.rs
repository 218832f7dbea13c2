//! What the scaler saw, which is more than what the metric showed where a rule stands for what is
//! missing, and where it sees a long sample in parts.

use super::backlog::Backlog;
use super::fleet::{Fleet, Launches};
use super::prepared::{Sample, filled, median_step_ms, part_ends, start_ms};
use super::{History, Interval, Job, MissingData, Plan, VariantOutcome};
use crate::engine::{Decision, Metric, Rules};

/// A sample's interval, and what the metric showed at its end.
type Shown = (Interval, Option<f64>);

/// What the scaler of a replay saw after `from_ms` and up to `to_ms`, history by history and each
/// in order of time: what the metric showed, and what stands for what is missing, by the job's
/// [`MissingData`]. Where the rules see samples in parts ([`Job::part_ms`]), it takes the outcome's
/// ledger to tell what each part showed; without one, each shows what its sample did.
#[must_use]
pub fn observed_samples(
    job: &Job,
    rules: &Rules,
    outcome: &VariantOutcome,
    from_ms: i64,
    to_ms: i64,
) -> Vec<(Metric, i64, f64)> {
    let span = Interval { from_ms, to_ms };
    let part_ms = part_ms(job, rules);
    let ledger = outcome.ledger.as_ref().filter(|_| part_ms.is_some());
    let fleet = ledger.and_then(|ledger| led(job, outcome, ledger.decisions()));
    match (fleet, Plan::new(job)) {
        (Some(mut fleet), Ok(plan)) => {
            fleet.settle(i64::MAX);
            plan.observed(rules, fleet.curve(), span)
        }
        _ => observed(job, &outcome.values, span, part_ms),
    }
}

/// The same of the recording: what a scaler with these rules saw of it, as far as it tells. A part
/// shows what its sample does, and the last one may be yet to come at `to_ms`.
#[must_use]
pub fn recorded_samples(
    job: &Job,
    rules: &Rules,
    from_ms: i64,
    to_ms: i64,
) -> Vec<(Metric, i64, f64)> {
    let values = job.histories.iter().map(|history| &history.values);
    observed(job, values, Interval { from_ms, to_ms }, part_ms(job, rules))
}

/// The replay's own fleet, led through some of its evaluations, so that launches fail again as they
/// did; `None` without a size at the start.
pub fn led(job: &Job, outcome: &VariantOutcome, decisions: &[Decision]) -> Option<Fleet> {
    let first = outcome.sizes.first()?;
    let mut fleet = Fleet::new(first.at_ms, first.size, Launches::of(job));
    for decision in decisions {
        fleet.settle(decision.at_ms);
        let _ = fleet.evaluated(decision.at_ms, decision.before, decision.after);
    }
    Some(fleet)
}

/// How long the parts are in which these rules see the samples, where they see any.
fn part_ms(job: &Job, rules: &Rules) -> Option<i64> {
    let part_ms = job.part_ms(rules);
    part_ms.filter(|part_ms| rules.target().is_some() || has_longer(job, *part_ms))
}

/// Whether a history has a sample that is longer than a part.
fn has_longer(job: &Job, part_ms: i64) -> bool {
    job.histories.iter().any(|history| {
        let times_ms = &history.times_ms;
        let step_ms = median_step_ms(times_ms);
        let mut pairs = times_ms.windows(2);
        let longer = |pair: &[i64]| pair[1] - start_ms(Some(pair[0]), pair[1], step_ms) > part_ms;
        step_ms > part_ms || pairs.any(longer)
    })
}

impl Plan {
    /// What the scaler saw of a fleet of which so many served from each instant on.
    fn observed(
        &self,
        rules: &Rules,
        pieces: &[(i64, u32)],
        span: Interval,
    ) -> Vec<(Metric, i64, f64)> {
        let mut last = vec![None; self.histories.len()];
        let mut found = Vec::new();
        let mut backlog = self.model.backlog.then(Backlog::new);
        let seen_ms = |sample: &Sample| sample.at_ms.saturating_add(self.model.metric_delay_ms);
        let all = self.samples(rules).iter().take_while(|sample| seen_ms(sample) <= span.to_ms);
        for sample in all {
            let history = &self.histories[usize::from(sample.history)];
            let next = pieces.partition_point(|&(at_ms, _)| at_ms <= sample.from_ms);
            let served = pieces.get(next.saturating_sub(1)..).unwrap_or_default();
            let own = self.capacity_history == Some(usize::from(sample.history));
            let shown = match backlog.as_mut().filter(|_| own) {
                Some(backlog) => {
                    self.reader().shown_after(backlog, (history, sample), served, |_, _| {})
                }
                None => self.reader().shown_if_came(history, sample, served),
            };
            if !sample.arrival.is_observed() {
                continue;
            }
            let last = &mut last[usize::from(sample.history)];
            *last = shown.or(*last);
            if let (Some(value), true) =
                (seen(self.missing_data, shown, *last), span.holds(seen_ms(sample)))
            {
                found.push((history.metric, seen_ms(sample), value));
            }
        }
        crate::base::sort_by_key(&mut found, |(metric, ..)| self.place(*metric));
        found
    }

    /// The place of a metric's history.
    fn place(&self, metric: Metric) -> Option<usize> {
        self.histories.iter().position(|history| history.metric == metric)
    }
}

/// What the scaler sees of what a metric showed, after what it last showed.
const fn seen(missing_data: MissingData, shown: Option<f64>, last: Option<f64>) -> Option<f64> {
    match (missing_data, shown) {
        (MissingData::HoldLast, _) => last,
        (MissingData::Zero, None) => Some(0.0),
        (MissingData::Gap | MissingData::Zero, _) => shown,
    }
}

fn observed<'a>(
    job: &Job,
    values: impl IntoIterator<Item = &'a Vec<f64>>,
    span: Interval,
    part_ms: Option<i64>,
) -> Vec<(Metric, i64, f64)> {
    let ends = job.histories.iter().filter_map(|history| history.times_ms.last());
    let end_ms = ends.max().copied().unwrap_or(span.to_ms);
    let mut found = Vec::new();
    for (history, values) in job.histories.iter().zip(values) {
        let mut last = None;
        let delay_ms = job.model.metric_delay_ms;
        let until_ms = span.to_ms.saturating_sub(delay_ms);
        let mut stamps = stamps(job, history, values, until_ms, end_ms);
        if let Some(part_ms) = part_ms {
            stamps = in_parts(job, stamps, part_ms, end_ms);
        }
        for (Interval { to_ms, .. }, shown) in stamps {
            let at_ms = to_ms.saturating_add(delay_ms);
            last = shown.or(last);
            if let (Some(value), true) = (seen(job.missing_data, shown, last), span.holds(at_ms)) {
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
