//! A group's own history, read from the API.

use leptos::prelude::*;

use crate::api::{ApiError, Client, Unreachable};
use crate::engine::Metric;
use crate::forms::apply::Stored;
use crate::lab::{Fresh, LogEntry, Recording, Samples, Shared};
use crate::ui::kit::view::memo;
use crate::ui::link::port::AskError;
use crate::ui::link::query::{Query, query};
use crate::ui::link::session::use_session;
use crate::ui::link::worker::{Replays, use_replays};
use crate::wire::GroupId;
use crate::wire::query::{expression, memory_expression, size_expression};
use crate::worker::protocol::Refusal;
use crate::worker::replay::ReadMetric;

/// Asks the API, and lets the worker read its long answers.
struct Reader {
    client: Client,
    replays: Replays,
    /// Where the project's metrics are.
    path: String,
    now_ms: i64,
    /// Whether the number of Instances is counted in samples.
    counts: bool,
}

impl Reader {
    /// What has come since a recording of some metrics was last extended.
    async fn fresh(
        &self,
        known: &Recording,
        group: &GroupId,
        metrics: &[Metric],
    ) -> Result<Fresh, ApiError> {
        let mut fresh = Fresh::default();
        for &metric in metrics {
            let text = match metric {
                Metric::Memory => memory_expression(group),
                metric => metric.to_wire().and_then(|word| expression(&word, group)),
            };
            let Some(text) = text else { continue };
            let after_ms = known.known_until_ms(metric, self.now_ms);
            fresh.metrics.push((metric, self.read(&text, after_ms).await?));
        }
        if self.counts
            && let Some(text) = size_expression(group)
        {
            fresh.counts = self.read(&text, known.counted_until_ms(self.now_ms)).await?;
        }
        Ok(fresh)
    }

    async fn read(&self, text: &str, after_ms: i64) -> Result<Samples, ApiError> {
        let mut whole = Samples::default();
        let (until_ms, step_ms) = (self.now_ms, Recording::STEP_MS);
        for body in self.client.samples(&self.path, text, after_ms, until_ms, step_ms).await? {
            let part = self.replays.ask(ReadMetric { body }).await.map_err(unread)?;
            whole.times_ms.extend(part.times_ms);
            whole.values.extend(part.values);
        }
        Ok(whole)
    }
}

/// Why a metric's answer could not be read.
fn unread(error: AskError) -> ApiError {
    match error {
        AskError::Refused(Refusal::Unreadable { path, message }) => {
            ApiError::Malformed { path, message }
        }
        AskError::Refused(refusal) => {
            ApiError::Malformed { path: "a metric".to_owned(), message: refusal.to_string() }
        }
        AskError::Stopped => ApiError::Unreachable(Unreachable::Stopped),
    }
}

/// A group's own history for some metrics, extended as time goes on.
pub fn own_recording(
    group: GroupId,
    row: Memo<Option<Stored>>,
    log: Memo<Vec<LogEntry>>,
    metrics: Memo<Vec<Metric>>,
) -> Query<Shared<Recording>> {
    let (session, replays) = (use_session(), use_replays());
    let project = memo(move || row.with(|row| row.as_ref().map(|row| row.project_id().clone())));
    // The names of a target's Instances tell no group, so that only its log tells its size.
    let logged = memo(move || {
        row.with(|row| {
            let group = row.as_ref()?.target()?;
            Some((group.current_size, group.created_at.as_millis(), log.get()))
        })
    });
    let kept = StoredValue::new(Shared::new(Recording::default()));
    query(move |client| {
        let (metrics, now_ms, group) = (metrics.get(), session.now_ms(), group.clone());
        let (project, before, logged) = (project.get(), kept.get_value(), logged.get());
        async move {
            // The group comes first; its coming starts this anew.
            let Some(project) = project else { return Ok(before) };
            let path = client.metrics_path(&project).await?;
            let reader = Reader { client, replays, path, now_ms, counts: logged.is_none() };
            let known = (*before).clone().as_of(now_ms);
            let fresh = reader.fresh(&known, &group, &metrics).await?;
            let recording = known.extended(fresh, now_ms);
            let recording = Shared::new(match &logged {
                Some((size, created_ms, log)) => recording.logged(log, *size, *created_ms),
                None => recording,
            });
            kept.try_update_value(|kept| *kept = recording.clone());
            Ok(recording)
        }
    })
}
