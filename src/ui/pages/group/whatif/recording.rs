//! A group's own history, read from the API.

use leptos::prelude::*;

use crate::api::{ApiError, Client};
use crate::engine::Metric;
use crate::forms::apply::Stored;
use crate::lab::naming::{Naming, Subject};
use crate::lab::{Fresh, LogEntry, Recording, Samples, Shared, Why};
use crate::ui::kit::view::memo;
use crate::ui::link::metric::MetricReader;
use crate::ui::link::metric_names::names_at;
use crate::ui::link::query::{Query, query};
use crate::ui::link::session::use_session;
use crate::ui::link::worker::use_replays;
use crate::wire::query::size_expression;
use crate::wire::{GroupId, ProjectId};

/// Reads what has come since.
struct Reader {
    metrics: MetricReader,
    now_ms: i64,
    /// Whether the number of Instances is counted in samples.
    counts: bool,
    /// Whose samples are read.
    subject: Subject,
}

impl Reader {
    /// What has come since a recording of some metrics was last extended.
    async fn fresh(&self, known: &Recording, metrics: &[Metric]) -> Result<Fresh, ApiError> {
        let (place, subject) = (&self.metrics.path, &self.subject);
        let names = names_at(place);
        let naming = Naming::of(place, &names, metrics);
        let mut fresh = Fresh { naming, ..Fresh::default() };
        for &metric in metrics {
            let Some(text) = names.expression(place, metric, subject) else { continue };
            let after_ms = known.known_until_ms(metric, self.now_ms);
            let samples = self.read(&text, after_ms, &mut fresh.warnings).await?;
            fresh.metrics.push((metric, samples));
        }
        if self.counts
            && let Some(text) = size_expression(&subject.group)
        {
            let after_ms = known.counted_until_ms(self.now_ms);
            fresh.counts = self.read(&text, after_ms, &mut fresh.warnings).await?;
        }
        Ok(fresh)
    }

    async fn read(
        &self,
        text: &str,
        after_ms: i64,
        warnings: &mut Vec<String>,
    ) -> Result<Samples, ApiError> {
        let times = (after_ms, self.now_ms);
        let measured = self.metrics.read(text, times, Recording::STEP_MS).await?;
        warnings.extend(measured.warnings);
        Ok(measured.samples)
    }
}

/// Where a project's metrics are, by the connection that told it.
type Place = (Client, ProjectId, String);

/// Where a project's metrics are: asked once a connection.
async fn path(
    place: StoredValue<Option<Place>, LocalStorage>,
    client: &Client,
    project: &ProjectId,
) -> Result<String, ApiError> {
    let known = place.try_get_value().flatten();
    if let Some((of, own, path)) = known
        && of.is_copy_of(client)
        && own == *project
    {
        return Ok(path);
    }
    let path = client.metrics_path(project).await?;
    place.try_set_value(Some((client.clone(), project.clone(), path.clone())));
    Ok(path)
}

/// A group's own history for some metrics, extended as time goes on.
pub fn own_recording(
    (group, row): (GroupId, Memo<Option<Stored>>),
    (log, unlogged): (Memo<Vec<LogEntry>>, Memo<Option<Why>>),
    metrics: Memo<Vec<Metric>>,
    renamed: RwSignal<u32>,
) -> Query<Shared<Recording>> {
    let (session, replays) = (use_session(), use_replays());
    let project = memo(move || row.with(|row| row.as_ref().map(|row| row.project_id().clone())));
    let balancer =
        memo(move || row.with(|row| row.as_ref().and_then(Stored::watched_balancer).cloned()));
    // The names of a target's Instances tell no group, so that only its log tells its size.
    let logged = memo(move || {
        row.with(|row| {
            let group = row.as_ref()?.target()?;
            let log = unlogged.with(Option::is_none).then(|| log.get());
            Some((group.current_size, group.created_at.as_millis(), log))
        })
    });
    // Samples of what was called otherwise are none of it.
    let kept = StoredValue::new_local(None::<(Client, u32, Shared<Recording>)>);
    let place = StoredValue::new_local(None::<Place>);
    query(move |client| {
        // Every poll reads anew anyway; the clock alone is no reason to.
        let now_ms = untrack(|| session.now_ms());
        let (metrics, renamed) = (metrics.get(), renamed.get());
        let (project, logged) = (project.get(), logged.get());
        let before = kept.with_value(|kept| {
            let own = kept.as_ref().filter(|(of, by, _)| of.is_copy_of(&client) && *by == renamed);
            own.map_or_else(|| Shared::new(Recording::default()), |(_, _, own)| own.clone())
        });
        let subject = Subject { group: group.clone(), balancer: balancer.get() };
        async move {
            // The group comes first; its coming starts this anew.
            let Some(project) = project else { return Ok(before) };
            let path = path(place, &client, &project).await?;
            let metrics_of = MetricReader { client: client.clone(), replays, path };
            let counts = logged.is_none();
            let reader = Reader { metrics: metrics_of, now_ms, counts, subject };
            let known = (*before).clone().as_of(now_ms);
            let fresh = reader.fresh(&known, &metrics).await?;
            let recording = known.extended(fresh, now_ms);
            let recording = Shared::new(match &logged {
                Some((size, created_ms, Some(log))) => recording.logged(log, *size, *created_ms),
                _ => recording,
            });
            kept.try_set_value(Some((client, renamed, recording.clone())));
            Ok(recording)
        }
    })
}
