//! Several groups at once, chosen in the list.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::lab::watch::Key;
use crate::ui::kit::view::{flag, when};

/// Which groups are chosen.
#[derive(Clone, Copy)]
pub struct Bulk {
    /// Whether groups are being chosen at all.
    pub is_on: RwSignal<bool>,
    /// Those.
    pub chosen: RwSignal<BTreeSet<Key>>,
}

impl Bulk {
    pub fn new() -> Self {
        Self { is_on: RwSignal::new(false), chosen: RwSignal::new(BTreeSet::new()) }
    }

    fn choose(self, key: &Key, is_chosen: bool) {
        self.chosen.update(|chosen| {
            if is_chosen {
                chosen.insert(key.clone());
            } else {
                chosen.remove(key);
            }
        });
    }

    /// Chooses no more, and none.
    pub fn leave(self) {
        self.is_on.set(false);
        self.chosen.update(BTreeSet::clear);
    }
}

/// Chooses a group, while groups are being chosen.
pub fn choose_box(bulk: Bulk, key: Key, name: String) -> impl IntoView {
    let key = StoredValue::new(key);
    when(
        move || bulk.is_on.get(),
        move || {
            let is_chosen =
                move || bulk.chosen.with(|chosen| key.with_value(|key| chosen.contains(key)));
            let change = move |event| {
                key.with_value(|key| bulk.choose(key, event_target_checked(&event)));
            };
            view! {
                <input
                    type="checkbox" aria-label=t!("Choose {name}")
                    prop:checked=flag(is_chosen) on:change=change
                />
            }
        },
    )
}
