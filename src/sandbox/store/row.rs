//! Rows, and the tables that they stand in, in the order of their creation.

use serde::{Deserialize, Serialize};

use crate::sandbox::world::{GroupWorld, Instance, Phase};
use crate::wire::{Group, Policy, Template, Timestamp, Zone};

/// What a row is found and listed by.
pub struct Key<'a> {
    pub id: &'a str,
    pub zone: Option<&'a Zone>,
    pub name: &'a str,
    pub created_at: Timestamp,
}

/// What stands in a table.
pub trait Row {
    fn key(&self) -> Key<'_>;
}

/// A group and its world.
#[derive(Clone, Debug)]
pub struct StoredGroup {
    pub group: Group,
    pub world: GroupWorld,
}

/// A policy and when it was created, which its row does not tell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoredPolicy {
    pub created_at: Timestamp,
    #[serde(rename = "row")]
    pub policy: Policy,
}

impl Row for Template {
    fn key(&self) -> Key<'_> {
        let (id, zone) = (self.id.as_str(), self.zone.as_ref());
        Key { id, zone, name: &self.name, created_at: self.created_at }
    }
}

impl Row for StoredGroup {
    fn key(&self) -> Key<'_> {
        let (id, zone) = (self.group.id.as_str(), self.group.zone.as_ref());
        Key { id, zone, name: &self.group.name, created_at: self.group.created_at }
    }
}

impl Row for StoredPolicy {
    fn key(&self) -> Key<'_> {
        let (id, zone) = (self.policy.id.as_str(), self.policy.zone.as_ref());
        Key { id, zone, name: &self.policy.name, created_at: self.created_at }
    }
}

/// All rows of one kind.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Table<R>(pub Vec<R>);

impl<R> Default for Table<R> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<R: Row> Table<R> {
    pub fn get(&self, zone: &Zone, id: &str) -> Option<&R> {
        self.0.get(self.position(zone, id)?)
    }

    pub fn get_mut(&mut self, zone: &Zone, id: &str) -> Option<&mut R> {
        let position = self.position(zone, id)?;
        self.0.get_mut(position)
    }

    pub fn remove(&mut self, zone: &Zone, id: &str) -> Option<R> {
        Some(self.0.remove(self.position(zone, id)?))
    }

    pub fn in_zone<'a>(&'a self, zone: &'a Zone) -> impl Iterator<Item = &'a R> {
        self.0.iter().filter(move |row| row.key().zone == Some(zone))
    }

    fn position(&self, zone: &Zone, id: &str) -> Option<usize> {
        self.0.iter().map(Row::key).position(|key| key.id == id && key.zone == Some(zone))
    }
}

/// An Instance that no group counts: its group is deleted, or it is being terminated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detached {
    pub zone: Zone,
    pub instance: Instance,
    /// When it is gone, if it is being terminated.
    pub ends_ms: Option<i64>,
    /// Whether it was never started.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_off: bool,
}

/// An Instance, wherever it is kept.
#[derive(Clone, Copy, Debug)]
pub struct Listed<'a> {
    pub instance: &'a Instance,
    pub ends_ms: Option<i64>,
    pub is_off: bool,
}

impl Listed<'_> {
    /// Where it is in its life.
    pub const fn phase(&self, now_ms: i64) -> Phase {
        match self.ends_ms {
            Some(_) => Phase::Ending,
            None if self.is_off => Phase::Stopped,
            None => self.instance.phase(now_ms),
        }
    }
}
