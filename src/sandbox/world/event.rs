//! A group's events, kept small and written out when they are listed.
//!
//! No real event text is public; the wording of a change of size is that of the service's next
//! version, the nearest known (contract, section 5.1). Only events of that kind say how many
//! Instances were added or removed, so that a reader counts each change once.

use serde::{Deserialize, Serialize};

use crate::sandbox::chance::{Stream, uuid_v4};
use crate::sandbox::options::RETENTION_MS;
use crate::wire::v1alpha2::{Log, LogLevel};
use crate::wire::{Event, EventId, Level, Source, Timestamp};

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EventKind {
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
pub struct Entry(i64, EventKind, u32, String);

/// A group's events, the oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventLog {
    /// How many older ones were forgotten; the ids count on from there.
    forgotten: u64,
    entries: Vec<Entry>,
}

impl EventLog {
    /// Writes an event. Events of one instant follow each other by a microsecond, so that every
    /// order by time is the order of writing.
    pub fn write(&mut self, at_ms: i64, kind: EventKind, count: u32, text: String) {
        let after_us = self.entries.last().map_or(i64::MIN, |entry| entry.0 + 1);
        self.entries.push(Entry((at_ms * 1_000).max(after_us), kind, count, text));
    }

    /// Forgets what is older than is kept, and all but the last `most`.
    pub fn forget(&mut self, now_ms: i64, most: usize) {
        let before_us = (now_ms - RETENTION_MS) * 1_000;
        let old = self.entries.partition_point(|entry| entry.0 < before_us);
        let over = self.entries.len().saturating_sub(most);
        self.forgotten += self.entries.drain(..old.max(over)).len() as u64;
    }

    /// The entries of the log of a group of the second generation, the oldest first, each with
    /// its instant in microseconds.
    pub fn logs(&self) -> impl DoubleEndedIterator<Item = (i64, Log)> {
        self.entries.iter().filter(|entry| entry.1.is_logged()).map(
            |Entry(at_us, kind, count, _)| {
                let (_, _, message) = kind.heading(*count);
                let level = match kind {
                    EventKind::Replaced => LogLevel::Warning,
                    _ => LogLevel::Info,
                };
                (*at_us, Log { timestamp: Timestamp::from_nanos(at_us * 1_000), level, message })
            },
        )
    }

    /// How many events are kept.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// The event at `index`, the oldest first, written out.
    pub fn event(&self, index: usize, seed: u64) -> Option<Event> {
        let Entry(at_us, kind, count, text) = self.entries.get(index)?;
        let number = self.forgotten.wrapping_add(index as u64);
        let (source, level, name) = kind.heading(*count);
        Some(Event {
            id: EventId(uuid_v4(seed, Stream::Event, number)),
            source,
            level,
            name,
            created_at: Timestamp::from_nanos(at_us * 1_000),
            details: Some(kind.details(*count, text)),
        })
    }
}

impl EventKind {
    /// Whether a log of the second generation tells it: three texts are known (its contract,
    /// section 5; the levels are not).
    pub const fn is_logged(self) -> bool {
        matches!(self, Self::Added | Self::Removed | Self::Replaced)
    }

    fn heading(self, count: u32) -> (Source, Level, String) {
        use Level::{Error, Info, Success};
        use Source::{InstanceManager, Scaler, Supervisor, Watcher};
        let (source, level, name) = match self {
            Self::Added => {
                return (Scaler, Info, format!("Scaling event: added {count} instance(s)"));
            }
            Self::Removed => {
                return (Scaler, Info, format!("Scaling event: removed {count} instance(s)"));
            }
            Self::GroupCreated => (Supervisor, Info, "Instance group created"),
            Self::InstanceCreated => (InstanceManager, Success, "Instance created"),
            Self::InstanceRemoved => (InstanceManager, Success, "Instance removed"),
            Self::InstanceLost => (Watcher, Info, "Instance terminated"),
            Self::Replaced => (Supervisor, Info, "Auto-healing: replacing unhealthy instance"),
            Self::BalancerConfigured => (InstanceManager, Success, "Load balancer configured"),
            Self::LaunchFailed => (InstanceManager, Error, "Instance creation failed"),
            Self::BalancerFailed => (InstanceManager, Error, "Load balancer configuration failed"),
            Self::Misconfigured => (Supervisor, Error, "Instance group configuration failed"),
        };
        (source, level, name.to_owned())
    }

    fn details(self, count: u32, text: &str) -> String {
        match self {
            Self::Added | Self::Removed | Self::BalancerFailed | Self::Misconfigured => {
                text.to_owned()
            }
            Self::GroupCreated => format!("The group will be filled to its minimum of {count}."),
            Self::InstanceLost => format!("Instance {text} was terminated outside of the group."),
            Self::Replaced => format!("Terminated Instances that are replaced: {count}."),
            Self::InstanceCreated => format!("Instance {text} was created."),
            Self::InstanceRemoved => format!("Instance {text} was removed."),
            Self::BalancerConfigured => format!("Servers in the group's backends: {count}."),
            Self::LaunchFailed => format!("Instances that could not be created: {count}. {text}"),
        }
    }
}
