//! What of a group's row its world goes by, in either generation.

use crate::wire::{self, Duration, Group, LoadBalancerId, PrivateNetworkId, TemplateId, v1alpha2};

/// A generation of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Generation {
    /// `v1alpha1`: policies with thresholds, events.
    First,
    /// `v1alpha2`: a target, logs and alerts.
    Second,
}

/// What of a group's row its world goes by.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    pub generation: Generation,
    pub id: &'a str,
    pub name: &'a str,
    pub minimum: u32,
    pub maximum: u32,
    pub template_id: &'a TemplateId,
    pub balancer_id: Option<&'a LoadBalancerId>,
    /// The network that its load balancer reaches all its Instances by.
    pub network: Option<&'a PrivateNetworkId>,
    /// How long a new Instance may fail the health check, in milliseconds, where those that fail
    /// it are replaced.
    pub grace_ms: Option<i64>,
}

impl<'a> From<&'a Group> for Subject<'a> {
    fn from(group: &'a Group) -> Self {
        Self {
            generation: Generation::First,
            id: group.id.as_str(),
            name: &group.name,
            minimum: group.capacity.min_replicas,
            maximum: group.capacity.max_replicas,
            template_id: &group.instance_template_id,
            balancer_id: Some(&group.loadbalancer.id),
            network: group.loadbalancer.private_network_id.as_ref(),
            grace_ms: None,
        }
    }
}

impl<'a> From<&'a v1alpha2::Group> for Subject<'a> {
    fn from(group: &'a v1alpha2::Group) -> Self {
        let balancer = group.load_balancer_configuration.as_ref();
        let healing = balancer.and_then(|balancer| balancer.auto_healing.as_ref());
        Self {
            generation: Generation::Second,
            id: group.id.as_str(),
            name: &group.name,
            minimum: group.scaling_policy.minimum_size,
            maximum: group.scaling_policy.maximum_size,
            template_id: &group.template_id,
            balancer_id: balancer.map(|balancer| &balancer.load_balancer_id),
            network: None,
            grace_ms: healing
                .filter(|healing| healing.enabled)
                .map(|healing| healing.grace_period.map_or(0, Duration::as_millis)),
        }
    }
}

/// What a group's Instances are made from.
#[derive(Clone, Copy, Debug)]
pub enum Origin<'a> {
    /// A template of the first generation.
    First(&'a wire::Template),
    /// One of the second.
    Second(&'a v1alpha2::Template),
}

impl Origin<'_> {
    /// The Instance type.
    pub fn server_type(&self) -> &str {
        match self {
            Self::First(template) => &template.commercial_type,
            Self::Second(template) => &template.server_type,
        }
    }

    /// Whether an Instance can boot from it. A template of the first generation that cannot is
    /// refused by its API; one of the second is not (its contract, section 3: recorded).
    pub fn is_bootable(&self) -> bool {
        match self {
            Self::First(_) => true,
            Self::Second(template) => template
                .volumes
                .iter()
                .any(|volume| volume.base_snapshot_id.is_some() || volume.image_label.is_some()),
        }
    }
}
