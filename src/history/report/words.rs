//! Moments and cells as they stand in messages.

use chrono::{DateTime, Datelike, Timelike};

pub(in crate::history) use crate::base::{duration_text as length, shortened, thousands};

/// A moment as `2014-02-14 14:27 UTC`, with seconds where it has any.
pub(in crate::history) fn moment(at_ms: i64) -> String {
    let Some(at) = DateTime::from_timestamp_millis(at_ms) else {
        return format!("{at_ms}\u{a0}ms");
    };
    let (year, month, day) = (at.year(), at.month(), at.day());
    let (hour, minute, second) = (at.hour(), at.minute(), at.second());
    let seconds = if second == 0 { String::new() } else { format!(":{second:02}") };
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}{seconds} UTC")
}

/// A fixed offset as `UTC`, `UTC+02:00` or `UTC-03:30`.
pub(in crate::history) fn zone(offset_min: i32) -> String {
    if offset_min == 0 {
        return "UTC".to_owned();
    }
    let sign = if offset_min < 0 { '-' } else { '+' };
    let minutes = offset_min.unsigned_abs();
    format!("UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// The start of a cell, quoted for a message: cut at 40 characters, control characters left out.
pub(in crate::history) fn excerpt(cell: &str) -> String {
    shortened(cell, 40)
}
