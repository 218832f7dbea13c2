//! What the user of a file knows and the file does not tell.

use serde::{Deserialize, Serialize};

use crate::history::report::{DateOrder, DecimalMark};
use crate::wire::GroupId;

/// What the file cannot tell. What is unset was not answered yet: the file is read by what is
/// likely, and the import asks ([`Imported::questions`](crate::history::Imported::questions)).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportOptions {
    /// The zone of times that name none; read as UTC when unset.
    pub zone: Option<LocalZone>,
    /// The order of days and months in dates such as `03/04/2026`.
    pub date_order: Option<DateOrder>,
    /// The decimal mark, where every number fits both.
    pub decimal: Option<DecimalMark>,
    /// The group whose history it should be; series that name another one are warned of.
    pub group: Option<GroupId>,
}

impl ImportOptions {
    /// The first offset of local times, in minutes east of UTC.
    pub(in crate::history) fn first_offset_min(&self) -> i32 {
        let first = self.zone.as_ref().and_then(|zone| zone.offsets.first());
        first.map_or(0, |offset| offset.offset_min)
    }
}

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
}
