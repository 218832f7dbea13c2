//! Numbers, lengths and moments as they stand in messages.

use chrono::{DateTime, Datelike, Timelike};

/// `12345` as `12,345`.
pub(super) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A length in its two largest units: `1 h 5 min`, `5 min`, `250 ms`.
pub(super) fn length(ms: i64) -> String {
    const UNITS: [(i64, &str); 5] =
        [(86_400_000, "d"), (3_600_000, "h"), (60_000, "min"), (1000, "s"), (1, "ms")];
    let Some(first) = UNITS.iter().position(|(size, _)| ms >= *size) else {
        return "0 s".to_owned();
    };
    let (size, unit) = UNITS[first];
    let text = format!("{} {unit}", ms / size);
    match UNITS.get(first + 1) {
        Some((next, name)) if ms % size >= *next => {
            format!("{text} {} {name}", ms % size / next)
        }
        _ => text,
    }
}

/// A moment as `2014-02-14 14:27 UTC`, with seconds where it has any.
pub(super) fn moment(at_ms: i64) -> String {
    let Some(at) = DateTime::from_timestamp_millis(at_ms) else {
        return format!("{at_ms} ms");
    };
    let (year, month, day) = (at.year(), at.month(), at.day());
    let (hour, minute, second) = (at.hour(), at.minute(), at.second());
    let seconds = if second == 0 { String::new() } else { format!(":{second:02}") };
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}{seconds} UTC")
}

/// A fixed offset as `UTC`, `UTC+02:00` or `UTC-03:30`.
pub(super) fn zone(offset_min: i32) -> String {
    if offset_min == 0 {
        return "UTC".to_owned();
    }
    let sign = if offset_min < 0 { '-' } else { '+' };
    let minutes = offset_min.unsigned_abs();
    format!("UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// The start of a cell, quoted for a message: cut at 40 characters, control characters left out.
pub(super) fn excerpt(cell: &str) -> String {
    shortened(cell, 40)
}

/// The start of a text, control characters left out.
pub(super) fn shortened(cell: &str, longest: usize) -> String {
    let mut text: String = cell.chars().filter(|c| !c.is_control()).take(longest).collect();
    if cell.chars().nth(longest).is_some() {
        text.push('…');
    }
    text
}
