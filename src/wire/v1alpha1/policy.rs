//! Scaling policies (contract, section 3).

use serde::{Deserialize, Serialize};

use crate::wire::keyword::keyword;
use crate::wire::{GroupId, Metric, MetricUpdate, PolicyId, Zone};

keyword! {
    /// The direction of a policy.
    Action {
        /// Not set.
        Unknown = "unknown_action",
        /// Adds Instances.
        ScaleUp = "scale_up",
        /// Removes Instances.
        ScaleDown = "scale_down",
    }
}

keyword! {
    /// What `value` means.
    AdjustmentType {
        /// Not set.
        Unknown = "unknown_type",
        /// So many Instances more or fewer.
        FlatCount = "flat_count",
        /// So many percent of the group's size more or fewer.
        PercentOfTotalGroup = "percent_of_total_group",
        /// Exactly so many Instances.
        SetTotalGroup = "set_total_group",
    }
}

/// A scaling policy as the API returns it. It has no times, tags or project of its own.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Policy {
    /// Its id.
    pub id: PolicyId,
    /// A name for people.
    pub name: String,
    /// What it watches.
    pub metric: Metric,
    /// Its direction.
    pub action: Action,
    /// What `value` means.
    #[serde(rename = "type")]
    pub adjustment: AdjustmentType,
    /// How much, at least 1.
    pub value: u32,
    /// Lower goes first.
    pub priority: u32,
    /// The group that it scales.
    pub instance_group_id: GroupId,
    /// Its zone; replies before 2025-10 have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<Zone>,
}

/// The body that creates a policy.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreatePolicy {
    /// A name for people.
    pub name: String,
    /// What it watches.
    pub metric: Metric,
    /// Its direction.
    pub action: Action,
    /// What `value` means.
    #[serde(rename = "type")]
    pub adjustment: AdjustmentType,
    /// How much, at least 1.
    pub value: u32,
    /// Lower goes first.
    pub priority: u32,
    /// The group that it scales.
    pub instance_group_id: GroupId,
}

/// The body that changes a policy: what is unset stays; its group cannot change.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdatePolicy {
    /// A new name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Changes of its metric.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metric: Option<MetricUpdate>,
    /// Another direction.
    #[serde(skip_serializing_if = "Action::is_unset")]
    pub action: Action,
    /// Another meaning of `value`.
    #[serde(rename = "type", skip_serializing_if = "AdjustmentType::is_unset")]
    pub adjustment: AdjustmentType,
    /// Another amount.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<u32>,
    /// Another priority.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<u32>,
}
