//! The zone of times that name none, as plain data.

use crate::chart::offsets::{Offsets, Stretch};
use crate::worker::replay::{LocalZone, ZoneOffset};

const DAY_MS: i64 = 86_400_000;
const MINUTE_MS: i64 = 60_000;

/// A named zone over a stretch of time and the years around it, in which its dates lie too when
/// their day and month change places; `offset_ms_at` tells what it adds to UTC at an instant, as a
/// browser does.
#[must_use]
pub fn local_zone(
    name: &str,
    (from_ms, to_ms): (i64, i64),
    offset_ms_at: impl Fn(i64) -> i64,
) -> LocalZone {
    let (from_ms, to_ms) = (from_ms - 367 * DAY_MS, to_ms + 367 * DAY_MS);
    let offsets = Offsets::between(from_ms, to_ms, offset_ms_at);
    let offset = |(stretch, _): (Stretch, i64)| ZoneOffset {
        from_ms: stretch.from_ms,
        offset_min: i32::try_from(stretch.offset_ms / MINUTE_MS).unwrap_or_default(),
    };
    let offsets = offsets.within(i64::MIN, i64::MAX).map(offset).collect();
    LocalZone { name: name.to_owned(), offsets }
}
