//! A group's events: free text with a source and a level (contract, sections 3 and 5.1).

use serde::{Deserialize, Serialize};

use crate::wire::keyword::keyword;
use crate::wire::{EventId, Timestamp};

keyword! {
    /// The part of the service that wrote the event. The contract lists `unknown_source` first.
    Source {
        /// Not told.
        Unknown = "unknown_source",
        /// Collects and analyses metrics.
        Watcher = "watcher",
        /// Applies policies.
        Scaler = "scaler",
        /// Creates and deletes Instances, configures the load balancer.
        InstanceManager = "instance_manager",
        /// Oversees groups.
        Supervisor = "supervisor",
    }
}

keyword! {
    /// How an event is meant.
    Level {
        /// About the group.
        Info = "info",
        /// An Instance or the load balancer was changed.
        Success = "success",
        /// The group's configuration or operation failed.
        Error = "error",
    }
}

/// An entry of a group's log. It carries no numbers of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Event {
    /// Its id.
    pub id: EventId,
    /// Who wrote it.
    pub source: Source,
    /// How it is meant.
    pub level: Level,
    /// Its title.
    pub name: String,
    /// When it was written.
    pub created_at: Timestamp,
    /// Its full text.
    pub details: Option<String>,
}
