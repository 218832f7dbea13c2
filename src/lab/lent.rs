//! The load of another group, for one that has next to no history of its own.

use super::Why;
use crate::base::sort_by_key;
use crate::forms::apply::Stored;
use crate::whatif::{History, Job};
use crate::wire::{Group, GroupId};

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

/// The size at which a group without a history starts on another one's load: the least that it may
/// have. The other's own size at that time is no size of this group.
#[must_use]
pub fn start_size(group: &Stored) -> u32 {
    match group {
        Stored::Thresholds(group, _) => group.capacity.min_replicas,
        Stored::Target(group) => group.scaling_policy.minimum_size,
    }
}

/// The groups whose load a group can be tried on, by id and name: those of its project, first those
/// of its template, then the oldest, which have the longest history.
#[must_use]
pub fn lenders(groups: &[Group], own: &GroupId) -> Vec<(GroupId, String)> {
    let Some(new) = groups.iter().find(|group| group.id == *own) else { return Vec::new() };
    let others = groups.iter().filter(|group| group.id != *own);
    let mut others: Vec<_> = others.filter(|group| group.project_id == new.project_id).collect();
    sort_by_key(&mut others, |group| {
        let differs = group.instance_template_id != new.instance_template_id;
        (differs, group.created_at.as_millis())
    });
    others.into_iter().map(|group| (group.id.clone(), group.name.clone())).collect()
}
