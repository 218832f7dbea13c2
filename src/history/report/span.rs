//! A stretch of time.

use serde::{Deserialize, Serialize};

/// What a series covers: from the start of the first sample's interval to the last stamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// One step before the first stamp, in milliseconds since the Unix epoch.
    pub from_ms: i64,
    /// The last stamp, in milliseconds since the Unix epoch.
    pub until_ms: i64,
}
