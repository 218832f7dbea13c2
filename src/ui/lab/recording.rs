//! What a replay runs over: a group's own history from the API, or a file's.

use std::sync::Arc;

use leptos::prelude::*;

use super::desk::{Desk, Samples, use_desk};
use crate::api::{ApiError, Client};
use crate::engine::{MINUTE_MS, Metric};
use crate::ui::live::memo;
use crate::ui::query::{Query, query};
use crate::ui::session::use_session;
use crate::whatif::{History, LoadModel, SizeAt, sizes_from_samples};
use crate::wire::order::sort_by_key;
use crate::wire::query::{expression, size_expression};
use crate::wire::{Group, GroupId};
use crate::worker::ImportReport;

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
#[derive(Clone, Debug, PartialEq)]
pub struct FileHistory {
    /// The file's name.
    pub name: String,
    /// Its samples.
    pub samples: Samples,
    /// What the import found and did.
    pub report: ImportReport,
}

impl FileHistory {
    /// The history that it is when it holds `metric`.
    pub fn history(&self, metric: Metric) -> History {
        let Samples { times_ms, values } = self.samples.clone();
        History { metric, load: LoadModel::of(metric), times_ms, values }
    }
}
