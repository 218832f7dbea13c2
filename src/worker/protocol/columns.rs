//! Numbers as columns of floats, in which they cross without being copied into text.
//!
//! Every cast between a float and an integer of the protocol stands here. Instants and counts have
//! far fewer than 53 bits, so a float holds them exactly.

/// An instant, in milliseconds since the Unix epoch.
#[expect(clippy::cast_precision_loss, reason = "an instant has far fewer than 53 bits")]
#[must_use]
pub const fn float(at_ms: i64) -> f64 {
    at_ms as f64
}

/// The instant of a float.
#[expect(clippy::cast_possible_truncation, reason = "a float cast saturates")]
#[must_use]
pub const fn instant(float: f64) -> i64 {
    float as i64
}

/// A count.
#[expect(clippy::cast_precision_loss, reason = "a count has far fewer than 53 bits")]
#[must_use]
pub const fn of_count(count: usize) -> f64 {
    count as f64
}

/// The count of a float.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast saturates")]
#[must_use]
pub const fn count(float: f64) -> usize {
    float as usize
}

/// The small count of a float, such as a number of Instances.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast saturates")]
#[must_use]
pub const fn small_count(float: f64) -> u32 {
    float as u32
}

/// Instants as a column.
#[must_use]
pub fn floats(times_ms: &[i64]) -> Vec<f64> {
    times_ms.iter().copied().map(float).collect()
}

/// The instants of a column.
#[must_use]
pub fn instants(column: &[f64]) -> Vec<i64> {
    column.iter().copied().map(instant).collect()
}
