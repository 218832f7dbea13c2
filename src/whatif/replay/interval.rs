//! Stretches of time.

use serde::{Deserialize, Serialize};

/// A stretch of time, in milliseconds since the Unix epoch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interval {
    /// Its start.
    pub from_ms: i64,
    /// Its end.
    pub to_ms: i64,
}

impl Interval {
    /// Whether an instant is after its start and not after its end.
    #[must_use]
    pub const fn holds(&self, at_ms: i64) -> bool {
        self.from_ms < at_ms && at_ms <= self.to_ms
    }

    /// How long it and another both last, in milliseconds.
    #[must_use]
    pub fn overlap_ms(&self, other: &Self) -> i64 {
        (self.to_ms.min(other.to_ms) - self.from_ms.max(other.from_ms)).max(0)
    }

    /// How long it is, in hours.
    #[must_use]
    pub const fn hours(&self) -> f64 {
        as_f64(self.to_ms - self.from_ms) / 3_600_000.0
    }
}

/// A span in milliseconds as a float.
#[expect(clippy::cast_precision_loss, reason = "spans stay far under 2^53 milliseconds")]
pub const fn as_f64(ms: i64) -> f64 {
    ms as f64
}
