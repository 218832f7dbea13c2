//! A group's log (contract of v1alpha2, sections 3 and 5).

use serde::{Deserialize, Serialize};

use crate::wire::Timestamp;
use crate::wire::keyword::keyword;

keyword! {
    /// How serious an entry is.
    LogLevel {
        /// Not told.
        Unknown = "unknown_log_level",
        /// Normal operation.
        Info = "info",
        /// Something to look at.
        Warning = "warning",
        /// Something failed.
        Error = "error",
    }
}

/// An entry of a group's log: free text, without an id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Log {
    /// When it was written.
    pub timestamp: Timestamp,
    /// How serious it is.
    pub level: LogLevel,
    /// Its text.
    pub message: String,
}
