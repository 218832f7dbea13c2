//! The rows of the list that groups of both generations share.

use std::collections::BTreeMap;

use super::alerts::told;
use crate::base::{Sought, is_one};
use crate::wire::v1alpha2::{Alert, GroupSummary, ScalingPolicy, Status, TargetType};
use crate::wire::{Generation, GroupId, LoadBalancerId, ProjectId, v1alpha1, v1alpha2};

/// How something stands: the only thing that a colour says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// As it should be.
    Good,
    /// On its way.
    Busy,
    /// On its way out: no rule acts any more.
    Leaving,
    /// Somebody has to look.
    Bad,
}

/// What a group is doing, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// In a word or two.
    pub words: String,
    /// How it stands.
    pub standing: Standing,
    /// The first thing that is wrong: an alert in a few words, or an error in the API's own; `None`
    /// where nothing is.
    pub trouble: Option<String>,
}

/// A group in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupRow {
    /// Its generation.
    pub generation: Generation,
    /// Its id.
    pub id: GroupId,
    /// Its project.
    pub project_id: ProjectId,
    /// A name for people.
    pub name: String,
    /// Labels.
    pub tags: Vec<String>,
    /// Its Instances, where the API tells them; the first generation does not.
    pub size: Option<u32>,
    /// The fewest and the most Instances.
    pub bounds: (u32, u32),
    /// The kind of its target; none where it goes by policies.
    pub target: Option<TargetType>,
    /// What it is doing.
    pub state: State,
    /// When it was created, in milliseconds since the Unix epoch.
    pub created_ms: i64,
    /// Its load balancer, where its rules may watch it.
    pub balancer: Option<LoadBalancerId>,
}

impl From<&v1alpha1::Group> for GroupRow {
    fn from(group: &v1alpha1::Group) -> Self {
        let trouble = group.error_messages.first().cloned();
        let bad = |words: String| State { words, standing: Standing::Bad, trouble };
        Self {
            generation: Generation::V1alpha1,
            id: group.id.clone(),
            project_id: group.project_id.clone(),
            name: group.name.clone(),
            tags: group.tags.clone(),
            size: None,
            bounds: (group.capacity.min_replicas, group.capacity.max_replicas),
            target: None,
            created_ms: group.created_at.as_millis(),
            balancer: Some(group.loadbalancer.id.clone()),
            state: match group.error_messages.len() {
                0 => State {
                    words: t!("No errors").to_owned(),
                    standing: Standing::Good,
                    trouble: None,
                },
                count if is_one(count) => bad(t!("{count} error")),
                count => bad(t!("{count} errors")),
            },
        }
    }
}

/// A group that was read whole, as the list would show it.
impl From<&v1alpha2::Group> for GroupRow {
    fn from(group: &v1alpha2::Group) -> Self {
        let policy = &group.scaling_policy;
        Self {
            generation: Generation::V1alpha2,
            id: group.id.clone(),
            project_id: group.project_id.clone(),
            name: group.name.clone(),
            tags: group.tags.clone(),
            size: Some(group.current_size),
            bounds: (policy.minimum_size, policy.maximum_size),
            target: Some(target_of(policy)),
            state: state(&group.status, group.open_alerts.last()),
            created_ms: group.created_at.as_millis(),
            balancer: None,
        }
    }
}

impl From<&GroupSummary> for GroupRow {
    fn from(group: &GroupSummary) -> Self {
        Self {
            generation: Generation::V1alpha2,
            id: group.id.clone(),
            project_id: group.project_id.clone(),
            name: group.name.clone(),
            tags: group.tags.clone(),
            size: Some(group.current_size),
            bounds: (group.minimum_size, group.maximum_size),
            target: Some(group.scaling_policy_target_type.clone()),
            state: state(&group.status, group.latest_open_alert.as_ref()),
            created_ms: group.created_at.as_millis(),
            balancer: None,
        }
    }
}

/// What a group is doing, of which an open alert says more than its status.
fn state(group: &Status, alert: Option<&Alert>) -> State {
    let (words, standing) = status(group);
    let trouble = alert.map(|alert| told(alert).title);
    let standing = if trouble.is_some() { Standing::Bad } else { standing };
    State { words, standing, trouble }
}

/// The kind of a policy's target.
const fn target_of(policy: &ScalingPolicy) -> TargetType {
    match policy {
        ScalingPolicy { fixed_size: Some(_), .. } => TargetType::FixedSize,
        ScalingPolicy { cpu_target: Some(_), .. } => TargetType::CpuTarget,
        ScalingPolicy { memory_target: Some(_), .. } => TargetType::MemoryTarget,
        _ => TargetType::Unknown,
    }
}

impl GroupRow {
    /// Whether its name or a tag has what is searched for.
    #[must_use]
    pub fn has(&self, sought: &Sought) -> bool {
        sought.is_in(&self.name) || self.tags.iter().any(|tag| sought.is_in(tag))
    }

    /// Whether its size is a constant, which no bound and no metric matters to.
    #[must_use]
    pub fn has_fixed_size(&self) -> bool {
        self.target == Some(TargetType::FixedSize)
    }

    /// What it scales by, given the number of its policies, where that is known.
    #[must_use]
    pub fn rules(&self, policies: Option<usize>) -> String {
        match (&self.target, policies) {
            (Some(target), _) => target_words(target),
            (None, None) => t!("policies").to_owned(),
            (None, Some(count)) if is_one(count) => t!("{count} policy"),
            (None, Some(count)) => t!("{count} policies"),
        }
    }
}

/// How often each group is named: by its policies, or its Instances.
#[must_use]
pub fn count_by_group(named: impl Iterator<Item = GroupId>) -> BTreeMap<GroupId, u32> {
    let mut counts = BTreeMap::new();
    for id in named {
        *counts.entry(id).or_default() += 1;
    }
    counts
}

/// A generation by what its groups go by.
#[must_use]
pub fn generation_word(generation: Generation) -> &'static str {
    match generation {
        Generation::V1alpha1 => t!("kind of rules" => "thresholds"),
        Generation::V1alpha2 => t!("kind of rules" => "target"),
    }
}

/// A kind of target.
#[must_use]
pub fn target_words(target: &TargetType) -> String {
    match target {
        TargetType::FixedSize => t!("Fixed size").to_owned(),
        TargetType::CpuTarget => t!("CPU target").to_owned(),
        TargetType::MemoryTarget => t!("Memory target").to_owned(),
        TargetType::Unknown => t!("No target").to_owned(),
        TargetType::Other(word) => word.clone(),
    }
}

/// A group's status as the vendor's console words it (contract of v1alpha2, section 5).
#[must_use]
pub fn status(status: &Status) -> (String, Standing) {
    let (words, standing) = match status {
        Status::Active => (t!("Stable"), Standing::Good),
        Status::ScalingOut => (t!("Scaling up"), Standing::Busy),
        Status::ScalingIn => (t!("Scaling down"), Standing::Busy),
        Status::Refreshing => (t!("Refreshing"), Standing::Busy),
        Status::Healing => (t!("Healing"), Standing::Busy),
        Status::ScalingFailure => (t!("Scaling failed"), Standing::Bad),
        Status::Deleting => (t!("Being deleted"), Standing::Leaving),
        Status::Unknown => (t!("Not told"), Standing::Busy),
        Status::Other(word) => (word.as_str(), Standing::Busy),
    };
    (words.to_owned(), standing)
}
