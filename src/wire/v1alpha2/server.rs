//! A group's Instances, of which the API tells the ids alone (contract of v1alpha2, section 3).

use serde::{Deserialize, Serialize};

use crate::wire::ServerId;

/// An Instance of a group. The Instance API tells more about it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Server {
    /// The Instance's id.
    pub server_id: ServerId,
}
