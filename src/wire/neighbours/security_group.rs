//! Security groups of Instances (contract, section 11).

use serde::{Deserialize, Serialize};

use crate::wire::SecurityGroupId;

/// A security group.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SecurityGroup {
    /// Its id.
    pub id: SecurityGroupId,
    /// A name for people.
    pub name: String,
    /// Whether it lets replies through.
    pub stateful: bool,
    /// `accept` or `drop`.
    pub inbound_default_policy: String,
    /// Whether a template without a security group gets this one.
    pub project_default: bool,
}

/// A page of security groups; the total stands in the `X-Total-Count` header.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecurityGroupList {
    /// The security groups.
    pub security_groups: Vec<SecurityGroup>,
}
