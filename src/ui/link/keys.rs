//! Whether single keys do something. The browser keeps it.

use leptos::prelude::*;

use super::storage::BrowserStorage;

/// Where the browser keeps that they do nothing.
const KEPT: &str = "headroom.no-keys";

/// Whether they do nothing.
#[derive(Clone, Copy)]
pub struct KeysOff(pub RwSignal<bool>);

impl KeysOff {
    /// As it was kept, for all of the page.
    pub fn provide() {
        provide_context(Self(RwSignal::new(BrowserStorage::Local.get(KEPT).is_some())));
    }

    /// Turns them off, or on again.
    pub fn keep(self, off: bool) {
        self.0.set(off);
        if off {
            BrowserStorage::Local.set(KEPT, "1");
        } else {
            BrowserStorage::Local.remove(KEPT);
        }
    }
}
