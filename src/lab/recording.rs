//! A group's own history, as it grows.

use super::import::GroupSizes;
use super::log::{LogEntry, sizes_from_log};
use super::naming::Naming;
use crate::base::{shortened, sort_by_key};
use crate::engine::{MINUTE_MS, Metric};
use crate::whatif::{
    History, Known, LoadModel, RealChange, SizeAt, changes_in_counts, dated_sizes, serving_sizes,
    sizes_from_samples,
};
use crate::worker::replay::Samples;

/// How far a clock may run back between two looks, in milliseconds: one that is asked over the
/// network is behind by as long as its answer took, times the speed at which it runs.
const JITTER_MS: i64 = MINUTE_MS;

/// How much of a server's own words is repeated.
const LONGEST_SAID: usize = 300;

/// Whether what is known up to an instant is another sandbox's, since time ran back.
pub(super) const fn is_anothers(until_ms: i64, now_ms: i64) -> bool {
    until_ms > now_ms + JITTER_MS
}

/// Adds what is later than what is known, and drops what is as old as `oldest_ms` or older.
fn extend(known: &mut Samples, fresh: Samples, oldest_ms: i64) {
    let last = known.times_ms.last().copied();
    let later = fresh.times_ms.partition_point(|at_ms| Some(*at_ms) <= last);
    known.times_ms.extend_from_slice(&fresh.times_ms[later..]);
    known.values.extend(fresh.values.into_iter().skip(later));
    let old = known.times_ms.partition_point(|at_ms| *at_ms <= oldest_ms);
    known.times_ms.drain(..old);
    known.values.drain(..old);
}

/// What has come since a recording was last extended.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fresh {
    /// The samples of each metric that is watched, in the order wanted.
    pub metrics: Vec<(Metric, Samples)>,
    /// The number of ordered Instances.
    pub counts: Samples,
    /// Why that may not be all, in the server's words.
    pub warnings: Vec<String>,
    /// What the metrics are called there, where no public source tells.
    pub naming: Naming,
}

/// A group's own history.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recording {
    /// One entry a metric, in the order asked for.
    pub histories: Vec<History>,
    /// The number of ordered Instances over time, booting ones included.
    pub sizes: Vec<SizeAt>,
    counts: Samples,
    until_ms: i64,
    /// What the server said of answers that may not be whole.
    warnings: Vec<String>,
    /// What the metrics are called there, where no public source tells.
    pub naming: Naming,
}

impl Recording {
    /// How far back a group's own history is read, in milliseconds.
    pub const SPAN_MS: i64 = 14 * 24 * 60 * MINUTE_MS;

    /// The distance of its samples, in milliseconds.
    pub const STEP_MS: i64 = MINUTE_MS;

    /// How late a sample may come, in milliseconds. Where nothing has come for longer, the time
    /// before is not asked for again: a group without samples would else ask for all of it
    /// each time.
    pub const LATE_MS: i64 = 60 * MINUTE_MS;

    /// Whether it was read at all: until the group is known, nothing is.
    #[must_use]
    pub const fn is_read(&self) -> bool {
        self.until_ms > 0
    }

    /// The instant up to which it was read last, in milliseconds since the Unix epoch.
    #[must_use]
    pub const fn until_ms(&self) -> i64 {
        self.until_ms
    }

    /// What of it holds now. Time that ran back is another sandbox: nothing of the old one does.
    #[must_use]
    pub fn as_of(self, now_ms: i64) -> Self {
        if is_anothers(self.until_ms, now_ms) { Self::default() } else { self }
    }

    /// The instant after which a metric's samples are not here yet.
    #[must_use]
    pub fn known_until_ms(&self, metric: Metric, now_ms: i64) -> i64 {
        let own = self.histories.iter().find(|history| history.metric == metric);
        match own {
            Some(history) => self.read_until_ms(&history.times_ms, now_ms),
            None => now_ms - Self::SPAN_MS,
        }
    }

    /// The instant after which the number of Instances is not here yet.
    #[must_use]
    pub fn counted_until_ms(&self, now_ms: i64) -> i64 {
        self.read_until_ms(&self.counts.times_ms, now_ms)
    }

    fn read_until_ms(&self, times_ms: &[i64], now_ms: i64) -> i64 {
        let oldest_ms = now_ms - Self::SPAN_MS;
        let last_ms = times_ms.last().copied().unwrap_or(oldest_ms);
        last_ms.max(self.until_ms - Self::LATE_MS).max(oldest_ms)
    }

    /// The recording with what has come since; what has grown too old is dropped, and so is a
    /// metric that is not watched any more.
    #[must_use]
    pub fn extended(mut self, fresh: Fresh, now_ms: i64) -> Self {
        let oldest_ms = now_ms - Self::SPAN_MS;
        let histories = fresh.metrics.into_iter().map(|(metric, fresh)| {
            let own = self.histories.iter_mut().find(|history| history.metric == metric);
            let mut all = own.map_or_else(Samples::default, |history| Samples {
                times_ms: std::mem::take(&mut history.times_ms),
                values: std::mem::take(&mut history.values),
            });
            extend(&mut all, fresh, oldest_ms);
            let (load, Samples { times_ms, values }) = (LoadModel::of(metric), all);
            History { metric, load, times_ms, values }
        });
        self.histories = histories.collect();
        extend(&mut self.counts, fresh.counts, oldest_ms);
        self.sizes = sizes_from_samples(&self.counts.times_ms, &self.counts.values);
        let until_ms = self.until_ms.max(now_ms);
        for warning in fresh.warnings {
            if !self.warnings.contains(&warning) {
                self.warnings.push(warning);
            }
        }
        Self { until_ms, naming: fresh.naming, ..self }
    }

    /// That samples may be missing, in a sentence. It stays: what is known is not asked for again.
    #[must_use]
    pub fn partial(&self) -> Option<String> {
        let again = t!("Reload the page to ask again.");
        answered_in_part(&self.warnings).map(|told| format!("{told} {again}"))
    }

    /// The group's sizes as served, as far back as they are known.
    #[must_use]
    pub fn served(&self, boot_delay_ms: i64) -> GroupSizes {
        let served = serving_sizes(&self.sizes, boot_delay_ms);
        GroupSizes { served, until_ms: self.until_ms }
    }

    /// The number of ordered Instances over time, each change dated by the log where that tells of
    /// it. `log` is the newest first.
    #[must_use]
    pub fn dated_sizes(&self, log: &[LogEntry]) -> Vec<SizeAt> {
        let told = log.iter().rev().filter_map(|entry| Some((entry.at_ms, entry.change?)));
        let mut told: Vec<(i64, i64)> = told.collect();
        sort_by_key(&mut told, |(at_ms, _)| *at_ms);
        dated_sizes(&self.sizes, &self.counts.times_ms, &told)
    }

    /// The recording with the sizes that a log tells, the newest entry first, back from the present
    /// size to the group's creation: for a group whose Instances cannot be counted in samples.
    #[must_use]
    pub fn logged(self, log: &[LogEntry], size: u32, created_ms: i64) -> Self {
        let from_ms = created_ms.max(self.until_ms - Self::SPAN_MS);
        Self { sizes: sizes_from_log(log, size, from_ms), ..self }
    }
}

/// What a server's warnings about its answers mean; none without any.
#[must_use]
pub fn answered_in_part(warnings: &[String]) -> Option<String> {
    let words: Vec<String> = warnings.iter().map(|words| shortened(words, LONGEST_SAID)).collect();
    let told = || {
        let words = words.join(t!("between quotations" => "”, “"));
        t!("Samples may be missing: the metrics server warns “{words}”.")
    };
    (!words.is_empty()).then(told)
}

/// The real group's changes: by its log where that tells any, else as the recording counted.
#[must_use]
pub fn real_changes(log: &[LogEntry], recording: Option<&Recording>) -> Vec<RealChange> {
    let change = |entry: &LogEntry| {
        let by = entry.change.filter(|by| *by != 0)?;
        Some(RealChange { at_ms: entry.at_ms, by, known: Known::Event })
    };
    let mut told: Vec<RealChange> = log.iter().filter_map(change).collect();
    if !told.is_empty() {
        sort_by_key(&mut told, |change| change.at_ms);
        return told;
    }
    let counts = recording.map(|own| &own.counts);
    counts.map_or_else(Vec::new, |counts| changes_in_counts(&counts.times_ms, &counts.values))
}
