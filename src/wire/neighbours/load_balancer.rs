//! Load balancers, their backends and their networks (contract, section 11). The part of a group
//! that names one is [`super::LoadBalancer`].

use serde::{Deserialize, Serialize};

use crate::wire::page::envelope;
use crate::wire::{BackendId, LoadBalancerId, PrivateNetworkId};

/// A public address of a load balancer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LbIp {
    /// The address.
    pub ip_address: String,
}

/// A load balancer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Lb {
    /// Its id.
    pub id: LoadBalancerId,
    /// A name for people.
    pub name: String,
    /// `ready`, `pending`, `error` and so on.
    pub status: String,
    /// Its addresses.
    pub ip: Vec<LbIp>,
    /// How many backends it has.
    pub backend_count: u32,
    /// Its size, such as `lb-s`.
    #[serde(rename = "type")]
    pub kind: String,
    /// How many private networks are attached to it.
    pub private_network_count: u32,
}

/// How a backend looks whether its servers answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HealthCheck {
    /// The port that is tried.
    pub port: u32,
    /// Milliseconds from one try to the next.
    pub check_delay: u64,
    /// Milliseconds that a try may take.
    pub check_timeout: u64,
    /// How many failures in a row put a server out.
    pub check_max_retries: u32,
}

/// A backend: where a load balancer sends what it receives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Backend {
    /// Its id.
    pub id: BackendId,
    /// A name for people.
    pub name: String,
    /// `tcp` or `http`.
    pub forward_protocol: String,
    /// The servers' port.
    pub forward_port: u32,
    /// How it looks whether they answer.
    pub health_check: HealthCheck,
    /// The servers' addresses.
    pub pool: Vec<String>,
}

/// A private network that is attached to a load balancer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LbPrivateNetwork {
    /// The network.
    pub private_network_id: PrivateNetworkId,
    /// `ready`, `pending` or `error`.
    pub status: String,
    /// The addresses that the load balancer has in it, as ids.
    pub ipam_ids: Vec<String>,
}

envelope! {
    /// A page of load balancers.
    LbList { Lb, lbs: Vec<Lb>, total_count: u64 } lbs;
    /// A page of backends.
    BackendList { Backend, backends: Vec<Backend>, total_count: u64 } backends;
    /// A page of a load balancer's private networks. The key is singular.
    LbPrivateNetworkList {
        LbPrivateNetwork,
        private_network: Vec<LbPrivateNetwork>,
        total_count: u64
    } private_network;
}
