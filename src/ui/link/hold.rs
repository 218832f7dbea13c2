//! Holds, as this browser keeps them: one a group, seen by every tab.

use leptos::ev;
use leptos::prelude::*;

use super::storage::Shelf;
use crate::lab::Hold;
use crate::wire::GroupId;
use crate::worker::protocol::{from_text, to_text};

/// The hold of a group.
#[derive(Clone, Copy)]
pub struct KeptHold {
    key: StoredValue<String>,
    own: RwSignal<Option<Hold>>,
}

impl KeptHold {
    /// The hold of a group, which follows what other tabs do to it.
    pub fn of(id: &GroupId) -> Self {
        let kept = Self { key: StoredValue::new(key(id)), own: RwSignal::new(kept_hold(id)) };
        let id = id.clone();
        let elsewhere = window_event_listener(ev::storage, move |_| kept.own.set(kept_hold(&id)));
        on_cleanup(move || elsewhere.remove());
        kept
    }

    /// What is kept.
    pub fn get(self) -> Option<Hold> {
        self.own.get()
    }

    /// Keeps another, or none; `false` where the browser would not.
    pub fn set(self, hold: Option<Hold>) -> bool {
        self.own.try_set(hold);
        self.key.try_with_value(|key| match hold {
            Some(hold) => Shelf::Local.set(key, &to_text(&hold)),
            None => {
                Shelf::Local.remove(key);
                true
            }
        }) == Some(true)
    }
}

/// The hold of a group as it is kept now.
pub fn kept_hold(id: &GroupId) -> Option<Hold> {
    from_text(&Shelf::Local.get(&key(id))?).ok()
}

fn key(id: &GroupId) -> String {
    format!("headroom.hold.{id}")
}
