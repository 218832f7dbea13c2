//! A group's scaling policy: bounds, cooldowns, steps and one target (contract of v1alpha2,
//! section 3).

use serde::{Deserialize, Serialize};

use crate::wire::Duration;
use crate::wire::keyword::keyword;

keyword! {
    /// The kind of a policy's target, as a group's summary tells it.
    TargetType {
        /// Not told.
        Unknown = "unknown_scaling_policy_target_type",
        /// A constant number of Instances.
        FixedSize = "fixed_size",
        /// An average CPU utilization.
        CpuTarget = "cpu_target",
        /// An average memory utilization.
        MemoryTarget = "memory_target",
    }
}

/// A constant number of Instances.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FixedSize {
    /// How many.
    pub size: u32,
}

/// An average utilization that the group's size follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct UtilizationTarget {
    /// Percent, 0 to 100.
    pub target_avg_percent: u32,
}

/// The policy of a group as the API returns it. One of the three targets is set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScalingPolicy {
    /// The fewest Instances.
    pub minimum_size: u32,
    /// The most Instances.
    pub maximum_size: u32,
    /// How long no other scaling follows one that added Instances.
    pub scale_out_cooldown: Option<Duration>,
    /// How long no other scaling follows one that removed Instances.
    pub scale_in_cooldown: Option<Duration>,
    /// How many Instances one scaling removes.
    pub scale_in_step: u32,
    /// How many Instances one scaling adds.
    pub scale_out_step: u32,
    /// A constant size.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fixed_size: Option<FixedSize>,
    /// A target of CPU utilization.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu_target: Option<UtilizationTarget>,
    /// A target of memory utilization.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory_target: Option<UtilizationTarget>,
}

/// The policy that a request asks for. What is unset takes the service's default in a new group
/// and stays in an old one; a target replaces the one before, of whatever kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScalingPolicySpec {
    /// The fewest Instances.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum_size: Option<u32>,
    /// The most Instances.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum_size: Option<u32>,
    /// How long no other scaling follows one that added Instances; 60 seconds by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale_out_cooldown: Option<Duration>,
    /// How long no other scaling follows one that removed Instances; 60 seconds by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale_in_cooldown: Option<Duration>,
    /// How many Instances one scaling removes; 1 by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale_in_step: Option<u32>,
    /// How many Instances one scaling adds; 1 by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale_out_step: Option<u32>,
    /// A constant size.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fixed_size: Option<FixedSize>,
    /// A target of CPU utilization.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu_target: Option<UtilizationTarget>,
    /// A target of memory utilization.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory_target: Option<UtilizationTarget>,
}
