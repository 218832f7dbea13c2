//! `/headroom.json`: how the console was served, so that it connects by itself.
//!
//! ```json
//! {"mode":"proxy","api":"https://api.scaleway.com","key":true,"regions":["fr-par","nl-ams"]}
//! ```
//!
//! The page calls the API at its own origin in both modes. A host without this file is a bare
//! static one, or another server.

use serde::Serialize;

use super::upstream::{Origin, REGIONS};

/// The regions whose metrics the sandbox has: those of its zones (contract, section 1).
const SANDBOX_REGIONS: &[&str] = &["fr-par"];

/// What the page learns about its server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct About {
    /// What answers the API's calls.
    pub mode: Mode,
    /// Where the API is, to be shown: an origin, or `sandbox`.
    pub api: String,
    /// Whether the server adds the key, so that the browser needs none.
    pub key: bool,
    /// The regions whose data sources can be asked, under `/cockpit-data`.
    pub regions: &'static [&'static str],
}

/// What answers the API's calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// A sandbox in the server, where any UUID is a key.
    Sandbox,
    /// The API, to which the server forwards.
    Proxy,
}

impl About {
    pub(super) fn sandbox() -> Self {
        let api = "sandbox".to_owned();
        Self { mode: Mode::Sandbox, api, key: false, regions: SANDBOX_REGIONS }
    }

    pub(super) fn proxy(api: &Origin, key: bool) -> Self {
        Self { mode: Mode::Proxy, api: api.to_string(), key, regions: &REGIONS }
    }
}
