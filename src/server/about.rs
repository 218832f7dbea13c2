//! What the server says of itself at `/headroom.json`: see [`About`].

use super::upstream::{Origin, REGIONS};
use crate::wire::{About, ServedBy, ServedClock};

/// The regions whose metrics the sandbox has: those of its zones (contract, section 1).
const SANDBOX_REGIONS: [&str; 1] = ["fr-par"];

/// A sandbox whose clock shows this.
pub(super) fn sandbox(clock: ServedClock) -> About {
    About {
        mode: ServedBy::Sandbox,
        api: "sandbox".to_owned(),
        key: false,
        regions: SANDBOX_REGIONS.map(str::to_owned).to_vec(),
        clock: Some(clock),
    }
}

/// An API, and whether the server adds the key.
pub(super) fn proxy(api: &Origin, key: bool) -> About {
    About {
        mode: ServedBy::Proxy,
        api: api.to_string(),
        key,
        regions: REGIONS.map(str::to_owned).to_vec(),
        clock: None,
    }
}
