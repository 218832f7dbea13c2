//! Private networks, which a whole region shares (contract, section 11).

use serde::{Deserialize, Serialize};

use crate::wire::PrivateNetworkId;
use crate::wire::page::envelope;

/// A range of addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Subnet {
    /// Such as `172.16.4.0/22`.
    pub subnet: String,
}

/// A private network.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PrivateNetwork {
    /// Its id.
    pub id: PrivateNetworkId,
    /// A name for people.
    pub name: String,
    /// Its addresses.
    pub subnets: Vec<Subnet>,
    /// The virtual private cloud that it is in.
    pub vpc_id: String,
    /// Whether it hands out addresses by itself.
    pub dhcp_enabled: bool,
}

envelope! {
    /// A page of private networks.
    PrivateNetworkList {
        PrivateNetwork,
        private_networks: Vec<PrivateNetwork>,
        total_count: u64
    } private_networks;
}
