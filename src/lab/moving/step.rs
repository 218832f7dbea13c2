//! A call of a plan, with what it creates.

use crate::forms::apply::Call;
use crate::wire::v1alpha2::SetUserData;
use crate::wire::{CloudInit, CreatePolicy, Policy};

/// What stands for the template's id until that is created.
pub const TEMPLATE: &str = "TEMPLATE";

/// What stands for the group's id until that is created.
pub const GROUP: &str = "GROUP";

/// What a call of a move creates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The new template.
    Template,
    /// The new group.
    Group,
    /// A part of either, which has no id that anything needs.
    Part,
}

/// A call of a move.
#[derive(Clone, Debug, PartialEq)]
pub struct MoveStep {
    /// The call; ids that are not known yet read `TEMPLATE` and `GROUP`.
    pub call: Call,
    /// What it does.
    pub title: String,
    /// What it means.
    pub reason: &'static str,
    /// What it creates.
    pub what: What,
}

/// Gives the template that is created its cloud-init.
pub(super) fn cloud_init_step(document: &CloudInit) -> MoveStep {
    let body = SetUserData { content: document.clone() };
    MoveStep {
        call: Call::SetCloudInit(TEMPLATE.into(), body),
        title: t!("Give the template its cloud-init").to_owned(),
        reason: t!("Before the group, so that no Instance boots without it."),
        what: What::Part,
    }
}

/// Creates a policy in the group that is created.
pub(super) fn policy_step(policy: &Policy) -> MoveStep {
    MoveStep {
        call: create_policy(policy, GROUP),
        title: t!("Create “{}”", policy.name),
        reason: t!("Without it the group keeps its size."),
        what: What::Part,
    }
}

/// Creates a policy as it is, in a group.
#[must_use]
pub fn create_policy(policy: &Policy, group: &str) -> Call {
    Call::CreatePolicy(CreatePolicy {
        name: policy.name.clone(),
        metric: policy.metric.clone(),
        action: policy.action.clone(),
        adjustment: policy.adjustment.clone(),
        value: policy.value,
        priority: policy.priority,
        instance_group_id: group.into(),
    })
}
