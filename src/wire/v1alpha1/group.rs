//! Instance groups (contract, section 3).

use serde::{Deserialize, Serialize, Serializer};

use crate::wire::{
    BackendId, Duration, GroupId, LoadBalancerId, PrivateNetworkId, ProjectId, TemplateId,
    Timestamp, Zone,
};

/// How many Instances a group may have, and how often it may change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Capacity {
    /// The most Instances, at least 2.
    pub max_replicas: u32,
    /// The fewest Instances, at least 1.
    pub min_replicas: u32,
    /// How long after a change the next one is denied, in either direction.
    pub cooldown_delay: Option<Duration>,
}

/// Changes of a group's capacity: what is unset stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CapacityUpdate {
    /// Another maximum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_replicas: Option<u32>,
    /// Another minimum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_replicas: Option<u32>,
    /// Another cooldown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cooldown_delay: Option<Duration>,
}

/// The load balancer whose backends the group keeps filled.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LoadBalancer {
    /// The load balancer.
    pub id: LoadBalancerId,
    /// Its backends that receive the group's Instances.
    pub backend_ids: Vec<BackendId>,
    /// The network between both; it must be attached to the load balancer.
    pub private_network_id: Option<PrivateNetworkId>,
}

/// Changes of a group's load balancer: only the backends can change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LoadBalancerUpdate {
    /// The new list, which replaces the old one whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub backend_ids: Option<Vec<BackendId>>,
}

/// An Instance group as the API returns it. No field tells its present size.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Group {
    /// Its id.
    pub id: GroupId,
    /// Its project.
    pub project_id: ProjectId,
    /// A name for people.
    pub name: String,
    /// Labels.
    pub tags: Vec<String>,
    /// The template of its Instances; the creating body calls it `template_id`.
    pub instance_template_id: TemplateId,
    /// Its bounds and cooldown.
    pub capacity: Capacity,
    /// Its load balancer.
    pub loadbalancer: LoadBalancer,
    /// Errors of what it depends on.
    pub error_messages: Vec<String>,
    /// When it was created; the service moves this a few seconds later (contract, section 5.2).
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// Its zone; replies before 2025-10 have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<Zone>,
}

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
    /// The template of its Instances; replies call it `instance_template_id`.
    pub template_id: TemplateId,
    /// Its bounds and cooldown.
    #[serde(serialize_with = "send_capacity")]
    pub capacity: Capacity,
    /// Its load balancer.
    #[serde(serialize_with = "send_balancer")]
    pub loadbalancer: LoadBalancer,
}

/// A capacity without what is unset.
fn send_capacity<S: Serializer>(capacity: &Capacity, to: S) -> Result<S::Ok, S::Error> {
    let Capacity { max_replicas, min_replicas, cooldown_delay } = *capacity;
    let (max_replicas, min_replicas) = (Some(max_replicas), Some(min_replicas));
    CapacityUpdate { max_replicas, min_replicas, cooldown_delay }.serialize(to)
}

/// A load balancer without what is unset.
fn send_balancer<S: Serializer>(balancer: &LoadBalancer, to: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Sent<'a> {
        id: &'a LoadBalancerId,
        backend_ids: &'a [BackendId],
        #[serde(skip_serializing_if = "Option::is_none")]
        private_network_id: Option<&'a PrivateNetworkId>,
    }
    let LoadBalancer { id, backend_ids, private_network_id } = balancer;
    Sent { id, backend_ids, private_network_id: private_network_id.as_ref() }.serialize(to)
}

/// The body that changes a group: what is unset stays. Its template, load balancer, private
/// network and project cannot change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateGroup {
    /// A new name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// New labels, which replace the old ones whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
    /// Changes of its bounds and cooldown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity: Option<CapacityUpdate>,
    /// Changes of its load balancer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loadbalancer: Option<LoadBalancerUpdate>,
}
