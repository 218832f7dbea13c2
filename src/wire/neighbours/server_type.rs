//! Instance types with their prices and stock, from the Instance API (contract, section 11).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::wire::keyword::keyword;

keyword! {
    /// How many Instances of a type there are to be had.
    Availability {
        /// Enough.
        Available = "available",
        /// Few.
        Scarce = "scarce",
        /// None.
        Shortage = "shortage",
    }
}

/// What the local volumes of an Instance may hold together, in bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VolumesConstraint {
    /// The least.
    pub min_size: u64,
    /// The most; 0 when the type has no local storage.
    pub max_size: u64,
}

/// What an Instance of a type can do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ServerCapabilities {
    /// Whether it can be in a placement group.
    pub placement_groups: bool,
    /// Whether it takes block storage.
    pub block_storage: bool,
    /// How many private networks it can join.
    pub private_network: u32,
}

/// How fast an Instance's network is, in bits per second.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ServerBandwidth {
    /// To other Instances.
    pub sum_internal_bandwidth: u64,
    /// To the Internet.
    pub sum_internet_bandwidth: u64,
}

/// An Instance type. Its name is its key in [`ServerTypeList`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ServerType {
    /// `x86_64` or `arm64`.
    pub arch: String,
    /// Virtual processors.
    pub ncpus: u32,
    /// Bytes of memory.
    pub ram: u64,
    /// Graphics processors.
    pub gpu: u32,
    /// What its local volumes may hold.
    pub volumes_constraint: VolumesConstraint,
    /// EUR a month.
    pub monthly_price: f64,
    /// EUR an hour.
    pub hourly_price: f64,
    /// What it can do.
    pub capabilities: ServerCapabilities,
    /// How fast its network is.
    pub network: ServerBandwidth,
    /// Bytes per second to block storage.
    pub block_bandwidth: u64,
    /// Whether no new Instance should be made of it.
    pub end_of_service: bool,
}

/// A page of Instance types by name; the total stands in the `X-Total-Count` header.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ServerTypeList {
    /// The types.
    pub servers: BTreeMap<String, ServerType>,
}

/// The stock of one type.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Stock {
    /// How many there are.
    pub availability: Availability,
}

/// A page of stocks by the name of the type; the total stands in the `X-Total-Count` header.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockList {
    /// The stocks.
    pub servers: BTreeMap<String, Stock>,
}
