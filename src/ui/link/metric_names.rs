//! What this browser remembers of each data source: what it calls the metrics that no public source
//! names.

use super::storage::BrowserStorage;
use crate::lab::naming::Names;
use crate::worker::protocol::{from_text, to_text};

/// Before the place of a data source, which has its id.
const NAMES: &str = "headroom.names.";

/// What is remembered of a place of metrics.
pub fn names_at(place: &str) -> Names {
    let kept = BrowserStorage::Local.get(&format!("{NAMES}{place}"));
    kept.and_then(|text| from_text(&text).ok()).unwrap_or_default()
}

/// Remembers it; `false` when the browser would not.
pub fn remember_names(place: &str, names: &Names) -> bool {
    BrowserStorage::Local.set(&format!("{NAMES}{place}"), &to_text(names))
}
