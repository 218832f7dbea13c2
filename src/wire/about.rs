//! `/headroom.json`: how `headroom-server` served the console, so that it connects by itself.
//!
//! ```json
//! {"mode":"proxy","api":"https://api.scaleway.com","key":true,"regions":["fr-par","nl-ams"]}
//! ```
//!
//! The page calls the API at its own origin in both modes. The build leaves a file of this name
//! that says `unknown`, which a bare static host sends: a page that asks for nothing that is
//! missing leaves no error in the browser's log.

use serde::{Deserialize, Serialize};

use super::keyword::keyword;

keyword! {
    /// What answers the API's calls.
    ServedBy {
        /// A bare static host, or another server.
        Unknown = "unknown",
        /// A sandbox in the server, where any UUID is a key.
        Sandbox = "sandbox",
        /// The API, to which the server forwards.
        Proxy = "proxy",
    }
}

/// What the page learns about its server.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct About {
    /// What answers the API's calls.
    pub mode: ServedBy,
    /// Where the API is, to be shown: an origin, or `sandbox`.
    pub api: String,
    /// Whether the server adds the key, so that the browser needs none.
    pub key: bool,
    /// The regions whose data sources can be asked, under `/cockpit-data`.
    pub regions: Vec<String>,
    /// The sandbox's clock; the API has the browser's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clock: Option<ServedClock>,
}

/// Where that clock is read and changed, from the page's address on.
pub const SERVED_CLOCK: &str = "headroom/clock";

/// The most seconds that pass in one second.
pub const FASTEST: i64 = 3_600;

/// The longest step at once: seven days, in milliseconds.
pub const LONGEST_STEP_MS: i64 = 7 * 86_400_000;

/// What is posted to [`SERVED_CLOCK`]; the reply to it, as to a GET, is a [`ServedClock`]. Where
/// both are asked for, the step comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ClockChange {
    /// How many seconds pass in one second from now on: 0 (a pause) to [`FASTEST`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speed: Option<i64>,
    /// By how many milliseconds the clock is put forward: 1 to [`LONGEST_STEP_MS`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step_ms: Option<i64>,
}

/// The clock of a sandbox in the server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ServedClock {
    /// What it showed when this was sent, in milliseconds since the Unix epoch.
    pub now_ms: i64,
    /// How many seconds pass in one second.
    pub speed: i64,
}
