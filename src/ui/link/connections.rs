//! The connections that this browser keeps by name, seen by every tab.

use leptos::ev;
use leptos::prelude::*;

use super::storage::BrowserStorage;
use crate::forms::connection::Kept;
use crate::forms::connections::Connections;
use crate::worker::protocol::{from_text, to_text};

const KEY: &str = "headroom.connections";
/// Where what cannot be read is put, before something else is kept in its place.
const ASIDE: &str = "headroom.connections.unreadable";

/// Kept connections.
#[derive(Clone, Copy)]
pub struct KeptConnections(RwSignal<Connections>);

impl KeptConnections {
    /// Those of this browser, which follow what other tabs do to them.
    pub fn new() -> Self {
        let own = Self(RwSignal::new(read()));
        let elsewhere = window_event_listener(ev::storage, move |_| own.0.set(read()));
        on_cleanup(move || elsewhere.remove());
        own
    }

    /// All of them.
    pub fn all(self) -> Vec<Kept> {
        self.0.with(|own| own.all().to_vec())
    }

    /// Keeps one; `false` where the browser would not. One without a name is not kept.
    pub fn keep(self, kept: Kept) -> bool {
        kept.name.is_empty() || self.change(|all| all.keep(kept))
    }

    /// Forgets the one of a name; `false` where the browser would not.
    pub fn forget(self, name: &str) -> bool {
        self.change(|all| all.forget(name))
    }

    fn change(self, change: impl FnOnce(&mut Connections)) -> bool {
        let mut all = read();
        change(&mut all);
        let is_kept = BrowserStorage::Local.set(KEY, &to_text(&all));
        self.0.try_set(all);
        is_kept
    }
}

fn read() -> Connections {
    let Some(text) = BrowserStorage::Local.get(KEY) else { return Connections::default() };
    from_text(&text).unwrap_or_else(|_| {
        BrowserStorage::Local.set(ASIDE, &text);
        Connections::default()
    })
}
