//! A group's events, kept small and written out when they are listed.
//!
//! No real event text is public; the wording of a change of size is that of the service's next
//! version, the nearest known (contract, section 5.1). Only events of that kind say how many
//! Instances were added or removed, so that a reader counts each change once.

use serde::{Deserialize, Serialize};

use super::chance::{Stream, uuid_v4};
use super::options::RETENTION_MS;
use crate::wire::{Event, EventId, Level, Source, Timestamp};

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Kind {
    /// The group was created; the count is its minimum.
    #[serde(rename = "new")]
    GroupCreated,
    /// So many Instances were ordered; the text says why.
    #[serde(rename = "up")]
    Added,
    /// So many Instances were dismissed; the text says why.
    #[serde(rename = "down")]
    Removed,
    /// The Instance of that name was created.
    #[serde(rename = "made")]
    InstanceCreated,
    /// The Instance of that name was removed.
    #[serde(rename = "gone")]
    InstanceRemoved,
    /// The Instance of that name was terminated by someone else.
    #[serde(rename = "end")]
    InstanceLost,
    /// So many Instances are created in the place of terminated ones.
    #[serde(rename = "heal")]
    Replaced,
    /// The backends now have so many servers.
    #[serde(rename = "pool")]
    BalancerConfigured,
    /// So many Instances could not be launched; the text says why.
    #[serde(rename = "no")]
    LaunchFailed,
    /// The backends could not be configured; the text says why.
    #[serde(rename = "lost")]
    BalancerFailed,
    /// Something that the group's Instances are made of is gone; the text says what.
    #[serde(rename = "bad")]
    Misconfigured,
}

/// An event: microseconds since the Unix epoch, kind, count and text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry(i64, Kind, u32, String);

/// A group's events, the oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Log {
    /// How many older ones were forgotten; the ids count on from there.
    forgotten: u64,
    entries: Vec<Entry>,
}

impl Log {
    /// Writes an event. Events of one instant follow each other by a microsecond, so that every
    /// order by time is the order of writing.
    pub(super) fn write(&mut self, at_ms: i64, kind: Kind, count: u32, text: String) {
        let after_us = self.entries.last().map_or(i64::MIN, |entry| entry.0 + 1);
        self.entries.push(Entry((at_ms * 1_000).max(after_us), kind, count, text));
    }

    /// Forgets what is older than is kept, and all but the last `most`.
    pub(super) fn forget(&mut self, now_ms: i64, most: usize) {
        let before_us = (now_ms - RETENTION_MS) * 1_000;
        let old = self.entries.partition_point(|entry| entry.0 < before_us);
        let over = self.entries.len().saturating_sub(most);
        self.forgotten += self.entries.drain(..old.max(over)).len() as u64;
    }

    /// How many events are kept.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The event at `index`, the oldest first, written out.
    pub(super) fn event(&self, index: usize, seed: u64) -> Option<Event> {
        let Entry(at_us, kind, count, text) = self.entries.get(index)?;
        let number = self.forgotten.wrapping_add(index as u64);
        let (source, level, name) = heading(*kind, *count);
        Some(Event {
            id: EventId(uuid_v4(seed, Stream::Event, number)),
            source,
            level,
            name,
            created_at: Timestamp::from_nanos(at_us * 1_000),
            details: Some(details(*kind, *count, text)),
        })
    }
}

fn heading(kind: Kind, count: u32) -> (Source, Level, String) {
    let (source, level, name) = match kind {
        Kind::GroupCreated => (Source::Supervisor, Level::Info, "Instance group created"),
        Kind::Added => {
            let name = format!("Scaling event: added {count} instance(s)");
            return (Source::Scaler, Level::Info, name);
        }
        Kind::Removed => {
            let name = format!("Scaling event: removed {count} instance(s)");
            return (Source::Scaler, Level::Info, name);
        }
        Kind::InstanceCreated => (Source::InstanceManager, Level::Success, "Instance created"),
        Kind::InstanceRemoved => (Source::InstanceManager, Level::Success, "Instance removed"),
        Kind::InstanceLost => (Source::Watcher, Level::Info, "Instance terminated"),
        Kind::Replaced => {
            (Source::Supervisor, Level::Info, "Auto-healing: replacing unhealthy instance")
        }
        Kind::BalancerConfigured => {
            (Source::InstanceManager, Level::Success, "Load balancer configured")
        }
        Kind::LaunchFailed => (Source::InstanceManager, Level::Error, "Instance creation failed"),
        Kind::BalancerFailed => {
            (Source::InstanceManager, Level::Error, "Load balancer configuration failed")
        }
        Kind::Misconfigured => {
            (Source::Supervisor, Level::Error, "Instance group configuration failed")
        }
    };
    (source, level, name.to_owned())
}

fn details(kind: Kind, count: u32, text: &str) -> String {
    match kind {
        Kind::GroupCreated => format!("The group will be filled to its minimum of {count}."),
        Kind::Added | Kind::Removed | Kind::BalancerFailed | Kind::Misconfigured => text.to_owned(),
        Kind::InstanceLost => format!("Instance {text} was terminated outside of the group."),
        Kind::Replaced => format!("Terminated Instances that are replaced: {count}."),
        Kind::InstanceCreated => format!("Instance {text} was created."),
        Kind::InstanceRemoved => format!("Instance {text} was removed."),
        Kind::BalancerConfigured => format!("Servers in the group's backends: {count}."),
        Kind::LaunchFailed => format!("Instances that could not be created: {count}. {text}"),
    }
}
