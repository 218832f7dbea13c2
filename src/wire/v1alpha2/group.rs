//! Groups and their summaries (contract of v1alpha2, section 3).

use serde::{Deserialize, Serialize};

use super::{
    Alert, LoadBalancerConfiguration, LoadBalancerConfigurationSpec, ScalingPolicy,
    ScalingPolicySpec, TargetType,
};
use crate::wire::keyword::keyword;
use crate::wire::unknown_fields::{UnknownFields, keeps_unknown_fields};
use crate::wire::{GroupId, LoadBalancerId, ProjectId, TemplateId, Timestamp, Zone};

keyword! {
    /// What a group is doing.
    Status {
        /// Not told.
        Unknown = "unknown_group_status",
        /// Working normally, with however few Instances.
        Active = "active",
        /// Adding Instances.
        ScalingOut = "scaling_out",
        /// Removing Instances.
        ScalingIn = "scaling_in",
        /// Taking up another configuration.
        Refreshing = "refreshing",
        /// Replacing Instances that failed.
        Healing = "healing",
        /// A scaling failed.
        ScalingFailure = "scaling_failure",
        /// Being deleted.
        Deleting = "deleting",
    }
}

/// A group as the API returns it. It does not tell its zone, which its summary does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, remote = "Self")]
pub struct Group {
    /// Its resource name, which groups are about to gain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub srn: Option<String>,
    /// Its id.
    pub id: GroupId,
    /// Its project.
    pub project_id: ProjectId,
    /// A name for people.
    pub name: String,
    /// Labels.
    pub tags: Vec<String>,
    /// When it was created.
    pub created_at: Timestamp,
    /// When its name, tags or template last changed; a change of its policy or load balancer does
    /// not move it.
    pub updated_at: Timestamp,
    /// What it is doing.
    pub status: Status,
    /// Its open alerts.
    pub open_alerts: Vec<Alert>,
    /// How many Instances it has.
    pub current_size: u32,
    /// How many Instances it is going to have.
    pub target_size: u32,
    /// When it last added Instances.
    pub last_scale_out_at: Option<Timestamp>,
    /// When it last removed Instances.
    pub last_scale_in_at: Option<Timestamp>,
    /// The template of its Instances.
    pub template_id: TemplateId,
    /// How it scales.
    pub scaling_policy: ScalingPolicy,
    /// Its load balancer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load_balancer_configuration: Option<LoadBalancerConfiguration>,
    /// What this version does not know.
    #[serde(flatten)]
    pub unknown_fields: UnknownFields,
}

/// A group as a list shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, remote = "Self")]
pub struct GroupSummary {
    /// Its resource name, which groups are about to gain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub srn: Option<String>,
    /// Its project.
    pub project_id: ProjectId,
    /// Its id.
    pub id: GroupId,
    /// A name for people.
    pub name: String,
    /// Labels.
    pub tags: Vec<String>,
    /// What it is doing.
    pub status: Status,
    /// When it was created.
    pub created_at: Timestamp,
    /// As in [`Group`].
    pub updated_at: Timestamp,
    /// The template of its Instances.
    pub template_id: TemplateId,
    /// Its load balancer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load_balancer_id: Option<LoadBalancerId>,
    /// How many Instances it has.
    pub current_size: u32,
    /// The latest of its open alerts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latest_open_alert: Option<Alert>,
    /// The fewest Instances.
    pub minimum_size: u32,
    /// The most Instances.
    pub maximum_size: u32,
    /// The kind of its target.
    pub scaling_policy_target_type: TargetType,
    /// Its zone.
    pub zone: Zone,
    /// What this version does not know.
    #[serde(flatten)]
    pub unknown_fields: UnknownFields,
}

keeps_unknown_fields!(Group, GroupSummary);

/// The body that creates a group.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateGroup {
    /// Its project.
    pub project_id: ProjectId,
    /// A name for people.
    pub name: String,
    /// Labels.
    pub tags: Vec<String>,
    /// The template of its Instances.
    pub template_id: TemplateId,
    /// How it scales. The service refuses a body without.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scaling_policy_spec: Option<ScalingPolicySpec>,
    /// Its load balancer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load_balancer_configuration_spec: Option<LoadBalancerConfigurationSpec>,
}

/// The body that changes a group: what is unset stays. Its project and zone cannot change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateGroup {
    /// A new name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// New labels, which replace the old ones whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
    /// Another template.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template_id: Option<TemplateId>,
    /// Changes of how it scales.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scaling_policy_spec: Option<ScalingPolicySpec>,
    /// Changes of its load balancer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load_balancer_configuration_spec: Option<LoadBalancerConfigurationSpec>,
}
