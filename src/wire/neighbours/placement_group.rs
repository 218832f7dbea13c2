//! Placement groups of Instances (contract, section 11).

use serde::{Deserialize, Serialize};

use crate::wire::PlacementGroupId;

/// A placement group.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlacementGroup {
    /// Its id.
    pub id: PlacementGroupId,
    /// A name for people.
    pub name: String,
    /// `optional` or `enforced`.
    pub policy_mode: String,
    /// `max_availability` or `low_latency`.
    pub policy_type: String,
}

/// A page of placement groups; the total stands in the `X-Total-Count` header.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlacementGroupList {
    /// The placement groups.
    pub placement_groups: Vec<PlacementGroup>,
}
