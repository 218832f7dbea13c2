//! What the last day of a group has brought.

use crate::base::sort_by_key;
use crate::engine::{Direction, MINUTE_MS, Metric, Rules, Target};
use crate::lab::recording::is_anothers;
use crate::lab::{LogEntry, sizes_from_log};
use crate::whatif::{SizeAt, dated_sizes, sizes_from_samples};
use crate::worker::replay::Samples;

/// The last day of a group, as far as it was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Day {
    /// Its rules; none where they could not be read, or where the engine does not know them.
    pub rules: Option<Rules>,
    /// How many Instances it is going to have, where the API tells it.
    pub wanted: Option<u32>,
    /// The samples of the metric that its rules watch; none where they could not be read.
    pub samples: Option<Samples>,
    /// The samples of the number of Instances; empty where nothing counts them.
    pub counts: Samples,
    /// The number of Instances over time, one entry a change, from the first instant at which it
    /// is known; empty where it could not be read.
    pub sizes: Vec<SizeAt>,
    /// What the group tells of what happened to it, the newest first.
    pub log: Vec<LogEntry>,
    /// When it was read, in milliseconds since the Unix epoch.
    pub read_ms: i64,
    /// How many Instances the group had then, where that was known.
    pub size: Option<u32>,
    /// What could not be read and why, in a sentence each.
    pub missing: Vec<String>,
    /// Whether samples may be missing: then all of them are asked for again.
    pub is_partial: bool,
}

impl Day {
    /// How far back it goes, in milliseconds.
    pub const SPAN_MS: i64 = 24 * 60 * MINUTE_MS;

    /// The distance of its samples, in milliseconds.
    pub const STEP_MS: i64 = 5 * MINUTE_MS;

    /// Whether it still tells the last day of a group that has `size` Instances now. One from a
    /// time that ran back does not.
    #[must_use]
    pub fn is_fresh(&self, size: Option<u32>, now_ms: i64) -> bool {
        (0..Self::STEP_MS).contains(&(now_ms - self.read_ms)) && self.size == size
    }

    /// The metric that its rules watch.
    #[must_use]
    pub fn metric(&self) -> Option<Metric> {
        watched_metric(self.rules.as_ref()?)
    }

    /// What its metric is compared with: the target, or the first threshold over which Instances
    /// are added.
    #[must_use]
    pub fn limit(&self) -> Option<f64> {
        let rules = self.rules.as_ref()?;
        if let Some((_, percent)) = rules.target().and_then(Target::average) {
            return Some(f64::from(percent));
        }
        let metric = self.metric()?;
        let ordered = rules.order().into_iter().filter_map(|index| rules.policies().get(index));
        let mut adds = ordered.filter(|own| own.direction == Direction::Up && own.metric == metric);
        adds.next().map(|policy| policy.threshold)
    }

    /// What of earlier samples still holds. Time that ran back is another sandbox: nothing of the
    /// old one does.
    #[must_use]
    pub fn as_of(known: Samples, now_ms: i64) -> Samples {
        let is_later = known.times_ms.last().is_some_and(|last| is_anothers(*last, now_ms));
        if is_later { Samples::default() } else { known }
    }

    /// The instant after which the samples are not here yet.
    #[must_use]
    pub fn known_until_ms(known: &Samples, now_ms: i64) -> i64 {
        known.times_ms.last().map_or(now_ms - Self::SPAN_MS, |last| *last)
    }

    /// Samples with those that have come since, without those that are older than a day.
    #[must_use]
    pub fn extended(known: Samples, fresh: Samples, now_ms: i64) -> Samples {
        let mut all = known;
        let last = all.times_ms.last().copied();
        let later = fresh.times_ms.partition_point(|at_ms| Some(*at_ms) <= last);
        all.times_ms.extend_from_slice(&fresh.times_ms[later..]);
        all.values.extend(fresh.values.into_iter().skip(later));
        let old = all.times_ms.partition_point(|at_ms| *at_ms < now_ms - Self::SPAN_MS);
        all.times_ms.drain(..old);
        all.values.drain(..old);
        all
    }
}

/// The metric by which rules make a group grow: that of the first policy which adds Instances, or
/// of the target. None for a fixed size, and for a group without policies.
#[must_use]
pub fn watched_metric(rules: &Rules) -> Option<Metric> {
    if let Some(target) = rules.target() {
        return target.average().map(|(metric, _)| metric);
    }
    let ordered = || rules.order().into_iter().filter_map(|index| rules.policies().get(index));
    let adds = ordered().find(|policy| policy.direction == Direction::Up);
    adds.or_else(|| ordered().next()).map(|policy| policy.metric)
}

/// The size over time behind samples of the number of Instances, each change dated by the log where
/// that tells of it. `log` is the newest first.
#[must_use]
pub fn counted_sizes(counts: &Samples, log: &[LogEntry]) -> Vec<SizeAt> {
    let told = log.iter().filter_map(|entry| Some((entry.at_ms, entry.change?)));
    let mut told: Vec<(i64, i64)> = told.collect();
    sort_by_key(&mut told, |(at_ms, _)| *at_ms);
    dated_sizes(&sizes_from_samples(&counts.times_ms, &counts.values), &counts.times_ms, &told)
}

/// The size over the last day that a log tells, back from the present one. `log` is the newest
/// first; where it is one page of a longer one (`is_cut`), it tells nothing of the time before its
/// oldest entry.
#[must_use]
pub fn logged_sizes(
    log: &[LogEntry],
    is_cut: bool,
    size: u32,
    (created_ms, now_ms): (i64, i64),
) -> Vec<SizeAt> {
    let from_ms = created_ms.max(now_ms - Day::SPAN_MS);
    let oldest_ms = log.last().filter(|_| is_cut).map(|entry| entry.at_ms);
    sizes_from_log(log, size, oldest_ms.map_or(from_ms, |oldest_ms| oldest_ms.max(from_ms)))
}
