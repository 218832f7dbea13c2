//! The zone of local times, as the caller's database of zones has it.

use serde::{Deserialize, Serialize};

use crate::history::report::words::zone;

/// The offsets of a zone from UTC over the time of a file, as the caller's database of zones has
/// them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalZone {
    /// What it is called in sentences, such as `Europe/Paris`; its first offset when empty.
    #[serde(default)]
    pub name: String,
    /// Ascending in time. The first also holds before its time, the last from then on.
    pub offsets: Vec<ZoneOffset>,
}

/// An offset from UTC, from an instant on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ZoneOffset {
    /// Milliseconds since the Unix epoch.
    pub from_ms: i64,
    /// Minutes east of UTC.
    pub offset_min: i32,
}

impl LocalZone {
    /// A zone whose clocks never change.
    #[must_use]
    pub fn fixed(offset_min: i32) -> Self {
        Self { name: String::new(), offsets: vec![ZoneOffset { from_ms: i64::MIN, offset_min }] }
    }

    /// What it is called: its name, or its first offset.
    pub(in crate::history) fn title(&self) -> String {
        let first = self.offsets.first().map_or(0, |offset| offset.offset_min);
        if self.name.is_empty() { zone(first) } else { self.name.clone() }
    }

    /// The offset in force at an instant, in milliseconds.
    pub(in crate::history) fn offset_ms(&self, at_ms: i64) -> i64 {
        let later = self.offsets.partition_point(|offset| offset.from_ms <= at_ms);
        let offset = self.offsets.get(later.saturating_sub(1));
        offset.map_or(0, |offset| i64::from(offset.offset_min) * 60_000)
    }

    /// The instants at which local clocks show this time, the earliest first: none in a skipped
    /// hour, two in a repeated one.
    pub(in crate::history) fn instants(&self, local_ms: i64) -> Vec<i64> {
        let mut instants: Vec<i64> = Vec::new();
        let utc = [ZoneOffset { from_ms: i64::MIN, offset_min: 0 }];
        let offsets = if self.offsets.is_empty() { &utc[..] } else { &self.offsets };
        for offset in offsets {
            let at_ms = local_ms.saturating_sub(i64::from(offset.offset_min) * 60_000);
            if local_ms - at_ms == self.offset_ms(at_ms) && !instants.contains(&at_ms) {
                instants.push(at_ms);
            }
        }
        instants.sort_unstable();
        instants
    }

    /// The moment of a local time that is skipped, as if the clocks had not been changed yet.
    pub(in crate::history) fn before_skip(&self, local_ms: i64) -> i64 {
        const DAY_MS: i64 = 86_400_000;
        local_ms.saturating_sub(self.offset_ms(local_ms.saturating_sub(DAY_MS)))
    }
}
