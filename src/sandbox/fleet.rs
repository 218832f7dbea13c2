//! Instances that groups ordered.

use serde::{Deserialize, Serialize};

use super::chance::{Stream, seed_of, uuid_v4, uuid_v7};
use super::options::{BOOT_DELAY_MS, STOPPED_MS};
use crate::wire::{Group, Server, ServerId, Timestamp, Zone};

/// An Instance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Instance {
    id: String,
    /// `<group id>_<UUIDv7>`.
    pub(super) name: String,
    /// Its group's name when it was ordered; a tag keeps it.
    group_name: String,
    commercial_type: String,
    /// When it was ordered.
    pub(super) ordered_ms: i64,
}

impl Instance {
    /// Orders Instance number `number` of a group.
    pub(super) fn order(group: &Group, number: u64, at_ms: i64, commercial_type: &str) -> Self {
        let seed = seed_of(group.id.as_str());
        let suffix = uuid_v7(at_ms, seed, Stream::Server, number.wrapping_mul(2));
        Self {
            id: uuid_v4(seed, Stream::Server, number.wrapping_mul(2).wrapping_add(1)),
            name: format!("{}_{suffix}", group.id),
            group_name: group.name.clone(),
            commercial_type: commercial_type.to_owned(),
            ordered_ms: at_ms,
        }
    }

    /// When it starts to serve.
    pub(super) const fn serves_ms(&self) -> i64 {
        self.ordered_ms.saturating_add(BOOT_DELAY_MS)
    }

    /// The Instance as the neighbouring API shows it. The words for a booting one are recorded
    /// (contract, section 5.2); `booted` is not.
    pub(super) fn show(&self, zone: &Zone, now_ms: i64) -> Server {
        let (state, state_detail) = match now_ms - self.ordered_ms {
            age if age < STOPPED_MS => ("stopped", ""),
            age if age < BOOT_DELAY_MS => ("running", "booting kernel"),
            _ => ("running", "booted"),
        };
        let group_id = self.name.split('_').next().unwrap_or("");
        Server {
            id: ServerId(self.id.clone()),
            name: self.name.clone(),
            commercial_type: self.commercial_type.clone(),
            tags: vec![
                format!("autoscaling_id:{group_id}"),
                format!("autoscaling_name:{}", self.group_name),
            ],
            state: state.to_owned(),
            state_detail: state_detail.to_owned(),
            creation_date: Timestamp::from_millis(self.ordered_ms),
            zone: zone.clone(),
        }
    }
}

/// An Instance that outlived its group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Orphan {
    pub(super) zone: Zone,
    pub(super) instance: Instance,
}
