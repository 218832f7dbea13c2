//! Holds, as this browser keeps them: one a group, seen by every tab.

use leptos::ev;
use leptos::prelude::*;

use super::storage::BrowserStorage;
use crate::forms::apply::Stored;
use crate::lab::{Hold, bounds_of};
use crate::route::Route;
use crate::ui::kit::time::{self, Style};
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
            Some(hold) => BrowserStorage::Local.set(key, &to_text(&hold)),
            None => {
                BrowserStorage::Local.remove(key);
                true
            }
        }) == Some(true)
    }
}

/// The hold of a group as it is kept now.
pub fn kept_hold(id: &GroupId) -> Option<Hold> {
    from_text(&BrowserStorage::Local.get(&key(id))?).ok()
}

/// The badge of a group in a list, where its bounds are a hold; nothing of another.
pub fn hold_badge(id: &GroupId, bounds: (u32, u32)) -> Option<AnyView> {
    let held = kept_hold(id)?.hint(bounds)?;
    Some(view! { " " <span class="pill warn">{held}</span> }.into_any())
}

/// What is remarked of a group whose bounds are a hold; none of another.
pub fn hold_remark(group: &Stored) -> Option<String> {
    let own = kept_hold(group.id())?;
    own.remark(bounds_of(group)?, |at_ms| time::text(at_ms, Style::Long))
}

/// The same above a form of the group, with the way to its page.
pub fn held_notice(group: &Stored, page: &Route) -> Option<AnyView> {
    let remark = hold_remark(group)?;
    let href = page.href();
    let notice = view! {
        <p class="notice">{remark} " " <a href=href>{t!("Give them back on its page")}</a></p>
    };
    Some(notice.into_any())
}

/// All holds as they are kept now.
pub fn kept_holds() -> Vec<(GroupId, Hold)> {
    let id = |key: &String| Some(GroupId::from(key.strip_prefix(PREFIX)?));
    let keys = BrowserStorage::Local.keys();
    let ids = keys.iter().filter_map(id);
    ids.filter_map(|id| kept_hold(&id).map(|hold| (id, hold))).collect()
}

const PREFIX: &str = "headroom.hold.";

fn key(id: &GroupId) -> String {
    format!("{PREFIX}{id}")
}
