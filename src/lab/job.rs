//! From what was recorded and set to the job that is replayed.

use std::fmt;
use std::ops::Deref;

use super::{ImportedHistory, LogEntry, Recording};
use crate::engine::{Assumptions, Metric};
use crate::forms::apply::Stored;
use crate::forms::load::Load;
use crate::forms::settings::Settings;
use crate::whatif::{History, Job, Offer, RulesError, Variant, rules, serving_sizes};

/// Everything that a job is made of but its variants.
#[derive(Clone, Debug)]
pub struct Inputs<'a> {
    /// Where the history is from.
    pub source: Source<'a>,
    /// What a shared run sets and no field does; the rest of it is not read.
    pub base: &'a Job,
    /// The settings.
    pub settings: Settings,
    /// The traffic that is replayed, where it is not to be the recorded one.
    pub load: Load,
    /// What the API asks for an Instance of the group's type.
    pub offer: &'a Offer,
    /// An instant of the group's real evaluations, in milliseconds since the Unix epoch; `None`
    /// where none is known.
    pub phase_ms: Option<i64>,
    /// What the group tells of what happened to it, the newest first: it dates the changes of the
    /// recorded size, which the recording's samples only show at their next stamp.
    pub log: &'a [LogEntry],
}

/// Where a history is from.
#[derive(Clone, Debug)]
pub enum Source<'a> {
    /// A file or a query.
    Imported(&'a ImportedHistory),
    /// The group itself, or why there is nothing of it.
    Own(Result<&'a Recording, Why>),
}

/// Why nothing is replayed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The group's history is still being read.
    Reading,
    /// It could not be read; with the reason, in a sentence.
    Unread(String),
    /// There are no two samples of any metric, or no size.
    NoHistory,
    /// The saved rules could not be read; with the reason, in a sentence.
    NoRules(String),
    /// What alone tells the group's size over time could not be read; with the reason.
    NoLog(String),
    /// The engine does not know the saved rules.
    Rules(RulesError),
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reading => f.write_str(t!("Reading the group's history…")),
            Self::Unread(why) => f.write_str(&t!("The group's history could not be read. {why}")),
            Self::NoHistory => {
                f.write_str(t!("There is no history yet. It grows with time; or load a file."))
            }
            Self::NoRules(why) => f.write_str(&t!("The saved rules could not be read. {why}")),
            Self::NoLog(why) => {
                let unknown = t!("The log could not be read, so the size over time is not known.");
                write!(f, "{unknown} {why}")
            }
            Self::Rules(error) => f.write_str(&t!("The saved rules cannot be replayed. {error}")),
        }
    }
}

impl Inputs<'_> {
    /// The job without its variants.
    ///
    /// # Errors
    /// Why there is none.
    pub fn job(&self) -> Result<Job, Why> {
        let Settings { boot_delay_ms, price_per_hour, target, model } = self.settings;
        let assumptions = Assumptions { target: target.assumptions, ..self.base.assumptions };
        let base = Job {
            boot_delay_ms,
            assumptions,
            target_period_ms: target.period_ms,
            model,
            ..self.base.clone()
        };
        let base = base.priced(price_per_hour, self.offer);
        let job = match &self.source {
            Source::Imported(history) => history.job(base),
            Source::Own(recording) => own_job(recording.clone()?, self.log, self.phase_ms, base)?,
        };
        let start_ms = start_ms(&job);
        Ok(self.load.lay(job, start_ms))
    }
}

/// What was read of a group's own history. `unlogged` is why its size over time is not known, if it
/// is not, and `failure` why the latest read failed, if it did: what was read before still serves.
///
/// # Errors
/// Why there is nothing of it to replay.
pub fn own_history<T: Deref<Target = Recording>>(
    read: Option<T>,
    unlogged: Option<Why>,
    failure: Option<String>,
) -> Result<T, Why> {
    if let Some(why) = unlogged {
        return Err(why);
    }
    let why = || failure.map_or(Why::Reading, Why::Unread);
    read.filter(|own| own.is_read()).ok_or_else(why)
}

/// A job over a group's own recording. `log` is the newest first.
pub(super) fn own_job(
    own: &Recording,
    log: &[LogEntry],
    phase_ms: Option<i64>,
    base: Job,
) -> Result<Job, Why> {
    let enough = |history: &&History| history.times_ms.len() > 1;
    let histories: Vec<_> = own.histories.iter().filter(enough).cloned().collect();
    if histories.is_empty() || own.sizes.is_empty() {
        return Err(Why::NoHistory);
    }
    let recorded_sizes = serving_sizes(&own.dated_sizes(log), base.boot_delay_ms);
    Ok(Job { histories, recorded_sizes, evaluation_phase_ms: phase_ms, ..base })
}

/// Why nothing is replayed, or what is left out of it, in sentences.
#[must_use]
pub fn trouble(why: Option<&Why>, recording: Option<&Recording>) -> Option<String> {
    let open = recording.and_then(|own| own.naming.open());
    let partial = recording.and_then(Recording::partial);
    // What is to be done about it says why there is none.
    let why = why.filter(|why| **why != Why::NoHistory || open.is_none());
    let all: Vec<String> =
        why.map(ToString::to_string).into_iter().chain(open).chain(partial).collect();
    (!all.is_empty()).then(|| all.join(" "))
}

/// Whether the engine knows these rules.
///
/// # Errors
/// [`Why::Rules`].
pub fn replayable(job: &Job, variant: &Variant) -> Result<(), Why> {
    rules(job, variant).map(drop).map_err(Why::Rules)
}

/// When a job's histories start, in milliseconds since the Unix epoch; 0 without any.
#[must_use]
pub fn start_ms(job: &Job) -> i64 {
    let starts = job.histories.iter().filter_map(|history| history.times_ms.first());
    starts.min().copied().unwrap_or(0)
}

/// What a job says besides its recording, which grows as time goes on.
#[must_use]
pub fn settings_of(job: &Job) -> Job {
    Job {
        histories: Vec::new(),
        recorded_sizes: Vec::new(),
        variants: Vec::new(),
        evaluation_phase_ms: None,
        price_source: job.price_source.clone(),
        shapes: job.shapes.clone(),
        ..*job
    }
}

/// An instant of a group's real evaluations, which are `period_ms` apart, in milliseconds since the
/// Unix epoch: the latest change of size that keeps the rhythm of most, else the group's creation.
/// A change that somebody's bounds forced may fall anywhere. `log` is the newest first.
#[must_use]
pub fn phase_ms(log: &[LogEntry], group: Option<&Stored>, period_ms: i64) -> Option<i64> {
    /// So many changes tell the rhythm of now; before, it may have been another.
    const LATEST: usize = 20;
    /// How late an event may be told.
    const LATE_MS: i64 = 2_000;
    let changes = log.iter().filter(|entry| entry.change.is_some()).take(LATEST);
    let times_ms: Vec<i64> = changes.map(|entry| entry.at_ms).collect();
    let keeps = |of_ms: i64, at_ms: i64| {
        let apart = (at_ms - of_ms).rem_euclid(period_ms.max(1));
        apart.min(period_ms - apart) <= LATE_MS
    };
    let shared = |of_ms: &i64| times_ms.iter().filter(|at_ms| keeps(*of_ms, **at_ms)).count();
    // The last of the greatest is the newest.
    let usual = times_ms.iter().rev().copied().max_by_key(shared);
    usual.or_else(|| group.map(|group| group.created_at().as_millis()))
}

/// Metrics with others that are not among them.
#[must_use]
pub fn joined(mut metrics: Vec<Metric>, others: &[Metric]) -> Vec<Metric> {
    for metric in others {
        if !metrics.contains(metric) {
            metrics.push(*metric);
        }
    }
    metrics
}

/// The metrics that rules watch, CPU always among them, in the order of first use.
#[must_use]
pub fn watched(rules: &Variant) -> Vec<Metric> {
    let words = rules.policies().iter().filter_map(|policy| policy.metric.managed_metric.as_ref());
    let memory = rules.target().is_some_and(|policy| policy.memory_target.is_some());
    let of_target = memory.then_some(Metric::Memory);
    let mut metrics = Vec::new();
    for metric in words.filter_map(Metric::from_wire).chain(of_target).chain([Metric::Cpu]) {
        if !metrics.contains(&metric) {
            metrics.push(metric);
        }
    }
    metrics
}
