//! Instances, from the neighbouring Instance API: the only place that tells a group's size
//! (contract, section 5.3).

use serde::{Deserialize, Serialize};

use crate::wire::{ServerId, Timestamp, Zone};

/// What the console reads of an Instance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Server {
    /// Its id.
    pub id: ServerId,
    /// `<group id>_<UUIDv7>` when a group made it.
    pub name: String,
    /// Its type, such as `PLAY2-MICRO`.
    pub commercial_type: String,
    /// `autoscaling_id:<group id>` and `autoscaling_name:<group name>` when a group made it.
    pub tags: Vec<String>,
    /// `running`, `stopped` and so on.
    pub state: String,
    /// A word more, such as `booting kernel`.
    pub state_detail: String,
    /// When it was created.
    pub creation_date: Timestamp,
    /// Its zone.
    pub zone: Zone,
}

impl Server {
    /// The id of the group that made it, from its tag.
    #[must_use]
    pub fn group(&self) -> Option<&str> {
        self.tags.iter().find_map(|tag| tag.strip_prefix("autoscaling_id:"))
    }
}

/// A page of Instances; the total stands in the `X-Total-Count` header.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerList {
    /// The Instances.
    pub servers: Vec<Server>,
}
