//! What a replay runs over: a group's own history from the API, or a file's.

use std::sync::Arc;

use leptos::prelude::*;

use super::desk::{Desk, Samples, use_desk};
use crate::api::{ApiError, Client};
use crate::engine::{MINUTE_MS, Metric};
use crate::ui::kit::view::memo;
use crate::ui::link::query::{Query, query};
use crate::ui::link::session::use_session;
use crate::whatif::{History, Job, LoadModel, SizeAt, sizes_from_samples};
use crate::wire::order::sort_by_key;
use crate::wire::query::{expression, size_expression};
use crate::wire::{Group, GroupId};
use crate::worker::replay::{ImportReport, Note};

/// How far back a group's own history is read.
const SPAN_MS: i64 = 14 * 24 * 60 * MINUTE_MS;

/// The distance of its samples.
const STEP_MS: i64 = MINUTE_MS;

/// A group's own history.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recording {
    /// One entry a metric, in the order asked for.
    pub histories: Vec<History>,
    /// The number of ordered Instances over time, booting ones included.
    pub sizes: Vec<SizeAt>,
    counts: Samples,
    until_ms: i64,
}

impl Recording {
    /// Whether it was read at all: until the group is known, nothing is.
    pub const fn is_read(&self) -> bool {
        self.until_ms > 0
    }

    /// Reads what has come since, and drops what has grown too old.
    async fn extend(
        mut self,
        reader: &Reader,
        group: &GroupId,
        metrics: &[Metric],
        now_ms: i64,
    ) -> Result<Self, ApiError> {
        let oldest_ms = now_ms - SPAN_MS;
        self.histories.retain(|history| metrics.contains(&history.metric));
        for &metric in metrics {
            let text = metric.to_wire().and_then(|word| expression(&word, group));
            let Some(text) = text else { continue };
            let at = self.histories.iter().position(|history| history.metric == metric);
            let mut history = match at {
                Some(at) => self.histories.swap_remove(at),
                None => empty(metric),
            };
            let after_ms = history.times_ms.last().map_or(oldest_ms, |last| *last.max(&oldest_ms));
            let fresh = reader.read(&text, after_ms, now_ms).await?;
            append(&mut history.times_ms, &mut history.values, fresh, oldest_ms);
            self.histories.push(history);
        }
        sort_by_key(&mut self.histories, |own| metrics.iter().position(|m| *m == own.metric));
        if let Some(text) = size_expression(group) {
            let after_ms =
                self.counts.times_ms.last().map_or(oldest_ms, |last| *last.max(&oldest_ms));
            let fresh = reader.read(&text, after_ms, now_ms).await?;
            append(&mut self.counts.times_ms, &mut self.counts.values, fresh, oldest_ms);
        }
        self.sizes = sizes_from_samples(&self.counts.times_ms, &self.counts.values);
        self.until_ms = now_ms;
        Ok(self)
    }
}

/// Asks the API, and lets the worker read its long answers.
struct Reader {
    client: Client,
    desk: Desk,
    /// Where the project's metrics are.
    path: String,
}

impl Reader {
    async fn read(&self, text: &str, after_ms: i64, now_ms: i64) -> Result<Samples, ApiError> {
        let mut whole = Samples::default();
        for body in self.client.samples(&self.path, text, after_ms, now_ms, STEP_MS).await? {
            let part = self.desk.samples(&body).await?;
            whole.times_ms.extend(part.times_ms);
            whole.values.extend(part.values);
        }
        Ok(whole)
    }
}

fn empty(metric: Metric) -> History {
    History { metric, load: LoadModel::of(metric), times_ms: Vec::new(), values: Vec::new() }
}

fn append(times_ms: &mut Vec<i64>, values: &mut Vec<f64>, fresh: Samples, oldest_ms: i64) {
    times_ms.extend(fresh.times_ms);
    values.extend(fresh.values);
    let old = times_ms.partition_point(|at_ms| *at_ms <= oldest_ms);
    times_ms.drain(..old);
    values.drain(..old);
}

/// A group's own history for some metrics, extended as time goes on.
pub fn own_recording(
    group: GroupId,
    row: Memo<Option<Group>>,
    metrics: Memo<Vec<Metric>>,
) -> Query<Arc<Recording>> {
    let (session, desk) = (use_session(), use_desk());
    let project = memo(move || row.with(|row| row.as_ref().map(|row| row.project_id.clone())));
    let kept = StoredValue::new(Arc::new(Recording::default()));
    query(move |client| {
        let (metrics, now_ms, group) = (metrics.get(), session.now_ms(), group.clone());
        let (project, before) = (project.get(), kept.get_value());
        async move {
            // Time that ran back is another sandbox: nothing of the old one holds.
            let start =
                if before.until_ms > now_ms { Recording::default() } else { (*before).clone() };
            // The group comes first; its coming starts this anew.
            let Some(project) = project else { return Ok(before) };
            let path = client.metrics_path(&project).await?;
            let reader = Reader { client, desk, path };
            let recording = Arc::new(start.extend(&reader, &group, &metrics, now_ms).await?);
            kept.try_update_value(|kept| *kept = Arc::clone(&recording));
            Ok(recording)
        }
    })
}

/// A history from a file, with what the import found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FileHistory {
    /// Its name.
    pub name: String,
    /// What the import found and did.
    pub report: ImportReport,
    /// Its series.
    pub series: Vec<FileSeries>,
    /// The sizes that a run file tells; other files tell none.
    pub sizes: Vec<SizeAt>,
    /// The rhythm of the evaluations that a run file tells.
    pub phase_ms: Option<i64>,
}

/// One series of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct FileSeries {
    /// Its name in the file.
    pub name: String,
    /// The unit that its values were written in; empty when the file names none.
    pub unit: String,
    /// What it holds; `None` leaves it out.
    pub metric: Option<Metric>,
    /// How it answers to another size; the metric's own way when unset.
    pub load: Option<LoadModel>,
    /// What its values are multiplied by.
    pub factor: f64,
    /// Its samples as they were read.
    pub samples: Arc<Samples>,
    /// What the import found in it.
    pub notes: Vec<Note>,
}

impl FileHistory {
    /// The series that are used.
    pub fn used(&self) -> impl Iterator<Item = (&FileSeries, Metric)> {
        self.series.iter().filter_map(|series| Some((series, series.metric?)))
    }

    /// How many samples are used.
    pub fn samples(&self) -> usize {
        self.used().map(|(series, _)| series.samples.times_ms.len()).sum()
    }

    /// What to mend before it can be used.
    pub fn trouble(&self) -> Option<String> {
        let mut seen = Vec::new();
        for (series, metric) in self.used() {
            if seen.contains(&metric) {
                return Some(format!("Two series hold {}. Leave one of them out.", metric.label()));
            }
            if !(series.factor.is_finite() && series.factor > 0.0) {
                return Some(format!("Give {} a factor above 0.", series.name));
            }
            seen.push(metric);
        }
        let none = "Every series is left out. Say what at least one of them holds.";
        seen.is_empty().then(|| none.to_owned())
    }

    /// The job that it makes of what the settings say; `base_size` holds where it tells no sizes.
    pub fn job(&self, base_size: u32, settings: Job) -> Job {
        let histories: Vec<History> = self.used().map(|(series, m)| series.history(m)).collect();
        let starts = histories.iter().filter_map(|history| history.times_ms.first());
        let stated = SizeAt { at_ms: starts.min().copied().unwrap_or(0), size: base_size };
        let told = self.sizes.len() > 1;
        let recorded_sizes = if told { self.sizes.clone() } else { vec![stated] };
        Job { histories, recorded_sizes, evaluation_phase_ms: self.phase_ms, ..settings }
    }

    /// The history of a run file.
    pub fn of_run(name: String, job: &Job) -> Self {
        let series = job.histories.iter().map(|history| FileSeries {
            name: history.metric.label().to_owned(),
            unit: String::new(),
            metric: Some(history.metric),
            load: Some(history.load),
            factor: 1.0,
            samples: Arc::new(Samples {
                times_ms: history.times_ms.clone(),
                values: history.values.clone(),
            }),
            notes: Vec::new(),
        });
        let series: Vec<_> = series.collect();
        let samples: usize = series.iter().map(|series| series.samples.times_ms.len()).sum();
        let samples = u32::try_from(samples).unwrap_or(u32::MAX);
        let format = "A run of Headroom, with its policies and settings.".to_owned();
        let report = ImportReport { samples, rows: samples, format, ..ImportReport::default() };
        let (sizes, phase_ms) = (job.recorded_sizes.clone(), job.evaluation_phase_ms);
        Self { name, report, series, sizes, phase_ms }
    }
}

impl FileSeries {
    fn history(&self, metric: Metric) -> History {
        let Samples { times_ms, mut values } = (*self.samples).clone();
        if self.factor != 1.0 {
            values.iter_mut().for_each(|value| *value *= self.factor);
        }
        let load = self.load.unwrap_or_else(|| LoadModel::of(metric));
        History { metric, load, times_ms, values }
    }

    /// Says what it holds.
    pub const fn holds(&mut self, metric: Option<Metric>) {
        self.metric = metric;
        self.load = None;
    }
}
