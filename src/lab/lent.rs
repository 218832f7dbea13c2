//! A load that is not the group's own, for one that has next to no history of its own.

use std::f64::consts::TAU;
use std::sync::Arc;

use super::import::ImportedSeries;
use super::{ImportedHistory, Why};
use crate::base::sort_by_key;
use crate::engine::{MINUTE_MS, Metric};
use crate::forms::apply::Stored;
use crate::whatif::{History, Job, SizeAt};
use crate::wire::v1alpha2::GroupSummary;
use crate::wire::{Group, GroupId, ProjectId, TemplateId};
use crate::worker::replay::{ImportReport, Samples};

/// Whose load is replayed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadOf {
    /// The group's own.
    Own,
    /// Another group's.
    Group(GroupId),
    /// Nobody's: [`invented_load`].
    Nobody,
}

impl LoadOf {
    /// What a replay on it is called.
    #[must_use]
    pub fn title(&self) -> &'static str {
        match self {
            Self::Own => t!("On its own history"),
            Self::Group(_) => t!("On another group’s load"),
            Self::Nobody => t!("On an invented load"),
        }
    }

    /// Whose load it is, and what that is worth, in sentences.
    #[must_use]
    pub fn words(&self) -> &'static str {
        match self {
            Self::Own => {
                t!("What the group would have done under these settings, beside what is saved.")
            }
            Self::Group(_) => {
                t!("This group has next to no history yet: the replay takes the load that another \
                 group had, as it was recorded at that group’s sizes.")
            }
            Self::Nobody => t!(
                "This group has next to no history yet, so two days are made up: little traffic \
                 at night, a busy day, and a rush at 19:00 UTC. It shows how the rules react, and \
                 nothing of what will come."
            ),
        }
    }
}

/// Whether a group's own history is too short to try rules on.
#[must_use]
pub fn is_too_short(job: Result<&Job, &Why>) -> bool {
    const LEAST_MS: i64 = 3_600_000;
    let span = |own: &History| Some(own.times_ms.last()? - own.times_ms.first()?);
    match job {
        Ok(job) => job.histories.iter().filter_map(span).all(|span| span < LEAST_MS),
        Err(why) => *why == Why::NoHistory,
    }
}

/// The size at which a group without a history starts on another load: the least that it may have.
/// The lender's own size at that time is no size of this group.
#[must_use]
pub fn start_size(group: &Stored) -> u32 {
    match group {
        Stored::Thresholds(group, _) => group.capacity.min_replicas,
        Stored::Target(group) => group.scaling_policy.minimum_size,
    }
}

/// The most Instances that a group may have.
#[must_use]
pub fn largest_size(group: &Stored) -> u32 {
    match group {
        Stored::Thresholds(group, _) => group.capacity.max_replicas,
        Stored::Target(group) => group.scaling_policy.maximum_size,
    }
}

/// How many Instances an invented load fills at first, for a group of at most `most`: what it
/// carries with a third to spare.
#[must_use]
pub fn usual_busiest(most: u32) -> u32 {
    (most * 2).div_ceil(3).max(1)
}

/// A group whose load can be lent, and by what it is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lender {
    /// The group.
    pub id: GroupId,
    /// Its name.
    pub name: String,
    project: ProjectId,
    template: TemplateId,
    created_ms: i64,
}

impl From<&Group> for Lender {
    fn from(group: &Group) -> Self {
        Self {
            id: group.id.clone(),
            name: group.name.clone(),
            project: group.project_id.clone(),
            template: group.instance_template_id.clone(),
            created_ms: group.created_at.as_millis(),
        }
    }
}

impl From<&GroupSummary> for Lender {
    fn from(group: &GroupSummary) -> Self {
        Self {
            id: group.id.clone(),
            name: group.name.clone(),
            project: group.project_id.clone(),
            template: group.template_id.clone(),
            created_ms: group.created_at.as_millis(),
        }
    }
}

/// The groups on whose load another can be tried: those of its project, first those of its
/// template, then the oldest, which have the longest history.
#[must_use]
pub fn lenders(groups: &[Lender], borrower: &Stored) -> Vec<Lender> {
    let lends =
        |group: &&Lender| group.id != *borrower.id() && group.project == *borrower.project_id();
    let mut others: Vec<_> = groups.iter().filter(lends).cloned().collect();
    sort_by_key(&mut others, |group| (group.template != *borrower.template_id(), group.created_ms));
    others
}

/// How many times the Instances that it fills an invented load was recorded with, so that no sample
/// stands at 100 %, where the demand would be unknown.
const ROOM: u32 = 2;

/// Two days of a load that no group had, up to `until_ms`: little at night, a busy day, and a rush
/// at 19:00 UTC that fills `busiest` Instances. The same each time.
#[must_use]
pub fn invented_load(busiest: u32, until_ms: i64) -> ImportedHistory {
    const MINUTES: i64 = 2 * 24 * 60;
    let end_ms = until_ms - until_ms.rem_euclid(MINUTE_MS);
    let start_ms = end_ms - MINUTES * MINUTE_MS;
    let times_ms: Vec<i64> = (0..=MINUTES).map(|minute| start_ms + minute * MINUTE_MS).collect();
    let values = times_ms.iter().map(|at_ms| 100.0 / f64::from(ROOM) * share(*at_ms)).collect();
    let cpu = ImportedSeries {
        name: Metric::Cpu.label().to_owned(),
        unit: String::new(),
        metric: Some(Metric::Cpu),
        load: None,
        factor: 1.0,
        others: Vec::new(),
        samples: Arc::new(Samples { times_ms, values }),
        notes: Vec::new(),
    };
    ImportedHistory {
        name: t!("an invented load").to_owned(),
        report: ImportReport::default(),
        series: vec![cpu],
        sizes: vec![SizeAt { at_ms: start_ms, size: ROOM * busiest.max(1) }],
        phase_ms: None,
    }
}

/// The invented demand at an instant, as a share of its busiest, 0 to 1.
fn share(at_ms: i64) -> f64 {
    const DAY_MIN: f64 = 24.0 * 60.0;
    /// The rush: when it starts, how fast it comes and goes, and how long it lasts, in minutes.
    const RUSH: (f64, f64, f64) = (19.0 * 60.0, 4.0, 35.0);
    #[expect(clippy::cast_precision_loss, reason = "minutes of a day are few")]
    let minute = at_ms.rem_euclid(24 * 60 * MINUTE_MS) as f64 / MINUTE_MS as f64;
    // Least at 03:00, most at 15:00.
    let day = 0.5 - 0.5 * libm::cos((minute - 180.0) / DAY_MIN * TAU);
    let (start, edge, lasts) = RUSH;
    let since = minute - start;
    let rush = (since / edge).min((lasts - since) / edge).clamp(0.0, 1.0);
    // No traffic is smooth: two waves that do not meet again within the day.
    let ripple = 0.02 * libm::sin(minute / 3.1) + 0.015 * libm::sin(minute / 1.3);
    (0.15 + 0.45 * day + 0.48 * rush + ripple).clamp(0.0, 1.0)
}
