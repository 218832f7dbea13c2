//! The last day of a group, as its verdict needs it.

use std::sync::Arc;

use crate::api::{ApiError, Client};
use crate::engine::Rules;
use crate::lab::naming::{Subject, is_unconfirmed, unnamed};
use crate::lab::watch::{Day, counted_sizes, logged_sizes, watched_metric};
use crate::lab::{GroupRow, LogEntry, Samples, answered_in_part, entries};
use crate::ui::link::metric::MetricReader;
use crate::ui::link::metric_names::names_at;
use crate::whatif::{Job, Thresholds, Variant, VariantRules, rules};
use crate::wire::query::size_expression;
use crate::wire::{Capacity, Generation, Policy, v1alpha2};

/// What is asked of a group.
pub struct DayRequest {
    /// Its row.
    pub row: Arc<GroupRow>,
    /// How many Instances it has, where that is known.
    pub size: Option<u32>,
    /// Its policies; none where they could not be read.
    pub policies: Option<Vec<Policy>>,
    /// What was read of it before.
    pub known: Option<Arc<Day>>,
    /// The API's now, in milliseconds since the Unix epoch.
    pub now_ms: i64,
}

/// What a failed read leaves out, and why.
fn left_out(what: &str, error: &ApiError) -> String {
    format!("{what} {error}")
}

impl DayRequest {
    /// Reads it. What cannot be read is left out and said, and once it is not wanted any more the
    /// rest is not asked for.
    pub async fn read(
        self,
        client: Client,
        metrics: Result<MetricReader, ApiError>,
        is_wanted: impl Fn() -> bool,
    ) -> Day {
        let mut day = Day { read_ms: self.now_ms, size: self.size, ..Day::default() };
        self.read_rules(&client, &mut day).await;
        if is_wanted() {
            self.read_log(&client, &mut day).await;
        }
        match metrics {
            Ok(_) if !is_wanted() => return day,
            Ok(metrics) => self.read_samples(&metrics, &mut day).await,
            Err(error) => day.missing.push(left_out(t!("Its metrics could not be read."), &error)),
        }
        if self.row.generation == Generation::V1alpha2 {
            let is_cut = day.log.len() >= Client::RECENT as usize;
            let times = (self.row.created_ms, self.now_ms);
            day.sizes =
                self.size.map_or_else(Vec::new, |size| logged_sizes(&day.log, is_cut, size, times));
        }
        day
    }

    async fn read_rules(&self, client: &Client, day: &mut Day) {
        let rules_of = match self.row.generation {
            Generation::V1alpha1 => self.policies.clone().map(|policies| {
                let (min_replicas, max_replicas) = self.row.bounds;
                let capacity = Capacity { min_replicas, max_replicas, cooldown_delay: None };
                VariantRules::Thresholds(Thresholds { capacity, policies })
            }),
            Generation::V1alpha2 => match client.get::<v1alpha2::Group>(&self.row.id).await {
                Ok(group) => {
                    day.wanted = Some(group.target_size);
                    Some(VariantRules::Target(group.scaling_policy))
                }
                Err(error) => {
                    return day.missing.push(left_out(t!("Its rules could not be read."), &error));
                }
            },
        };
        match rules_of.map(known_rules) {
            Some(Some(rules)) => day.rules = Some(rules),
            Some(None) => day.missing.push(t!("This console does not know its rules.").to_owned()),
            None => day.missing.push(t!("The policies could not be read.").to_owned()),
        }
    }

    async fn read_log(&self, client: &Client, day: &mut Day) {
        let log: Result<Vec<LogEntry>, ApiError> = match self.row.generation {
            Generation::V1alpha1 => {
                client.recent_events(&self.row.id).await.map(|own| entries(&own))
            }
            Generation::V1alpha2 => client.recent_logs(&self.row.id).await.map(|own| entries(&own)),
        };
        match log {
            Ok(log) => day.log = log,
            Err(error) => day.missing.push(left_out(t!("Its log could not be read."), &error)),
        }
    }

    async fn read_samples(&self, metrics: &MetricReader, day: &mut Day) {
        let watched = day.rules.as_ref().and_then(watched_metric);
        let same = |known: &&Arc<Day>| known.metric() == watched && !known.is_partial;
        let known = self.known.as_ref().filter(same);
        let place = &metrics.path;
        let subject = Subject { group: self.row.id.clone(), balancer: self.row.balancer.clone() };
        let text = watched.and_then(|metric| names_at(place).expression(place, metric, &subject));
        if let (Some(metric), None) = (watched.filter(|metric| is_unconfirmed(*metric)), &text) {
            day.missing.push(unnamed(metric));
        }
        if let Some(text) = text {
            let known = known.and_then(|known| known.samples.clone()).unwrap_or_default();
            match self.extended(metrics, &text, known, day).await {
                Ok(samples) => day.samples = Some(samples),
                Err(error) => {
                    return day
                        .missing
                        .push(left_out(t!("Its metrics could not be read."), &error));
                }
            }
        }
        // The names of a target's Instances tell no group, so that only its log tells its size.
        let counted = (self.row.generation == Generation::V1alpha1)
            .then(|| size_expression(&self.row.id))
            .flatten();
        let Some(text) = counted else { return };
        let known = self.known.as_ref().filter(|known| !known.is_partial);
        let known = known.map(|known| known.counts.clone()).unwrap_or_default();
        match self.extended(metrics, &text, known, day).await {
            Ok(counts) => {
                day.sizes = counted_sizes(&counts, &day.log);
                day.counts = counts;
            }
            Err(error) => {
                day.missing.push(left_out(t!("Its size over time could not be read."), &error));
            }
        }
    }

    async fn extended(
        &self,
        metrics: &MetricReader,
        text: &str,
        known: Samples,
        day: &mut Day,
    ) -> Result<Samples, ApiError> {
        let known = Day::as_of(known, self.now_ms);
        let times = (Day::known_until_ms(&known, self.now_ms), self.now_ms);
        let fresh = metrics.read(text, times, Day::STEP_MS).await?;
        if let Some(told) = answered_in_part(&fresh.warnings) {
            day.is_partial = true;
            day.missing.push(told);
        }
        Ok(Day::extended(known, fresh.samples, self.now_ms))
    }
}

/// The rules as the engine knows them.
fn known_rules(own: VariantRules) -> Option<Rules> {
    rules(&Job::default(), &Variant { name: String::new(), rules: own }).ok()
}
