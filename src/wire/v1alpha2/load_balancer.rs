//! The load balancer whose backends a group keeps filled (contract of v1alpha2, section 3).

use serde::{Deserialize, Serialize};

use crate::wire::keyword::keyword;
use crate::wire::{BackendId, Duration, LoadBalancerId, PrivateNetworkId};

keyword! {
    /// The kind of address that a backend is told of each Instance.
    AddressFamily {
        /// Not set.
        Unknown = "unknown_address_family",
        /// IPv4.
        Ipv4 = "ipv4",
        /// IPv6.
        Ipv6 = "ipv6",
    }
}

/// A backend that receives the group's Instances, in replies and requests alike.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LoadBalancerBackend {
    /// The backend.
    pub backend_id: BackendId,
    /// The kind of the Instances' addresses.
    pub address_family: AddressFamily,
    /// The network of these addresses; public ones when unset.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub private_network_id: Option<PrivateNetworkId>,
}

/// Whether Instances that fail the load balancer's health check are replaced.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AutoHealing {
    /// Whether they are.
    pub enabled: bool,
    /// How long a new Instance may fail it.
    pub grace_period: Option<Duration>,
}

/// A group's load balancer as the API returns it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LoadBalancerConfiguration {
    /// The load balancer.
    pub load_balancer_id: LoadBalancerId,
    /// Its backends that receive the group's Instances.
    pub backends: Vec<LoadBalancerBackend>,
    /// What happens to Instances that fail its health check.
    pub auto_healing: Option<AutoHealing>,
}

/// The auto-healing that a request asks for: what is unset stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AutoHealingSpec {
    /// Whether Instances are replaced; not by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// How long a new Instance may fail the health check; 300 seconds by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grace_period: Option<Duration>,
}

/// The load balancer that a request asks for: what is unset stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LoadBalancerConfigurationSpec {
    /// The load balancer. The SDKs say that an empty id removes it, the Terraform provider that
    /// nothing does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load_balancer_id: Option<LoadBalancerId>,
    /// The backends, which replace the old ones whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub backends: Option<Vec<LoadBalancerBackend>>,
    /// The auto-healing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_healing: Option<AutoHealingSpec>,
}
