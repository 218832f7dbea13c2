//! Holds, as this browser keeps them: one a group of a connection, seen by every tab.

use std::collections::BTreeMap;

use leptos::ev;
use leptos::prelude::*;

use super::session::Session;
use super::storage::BrowserStorage;
use crate::forms::apply::Stored;
use crate::lab::{Hold, bounds_of};
use crate::route::Route;
use crate::ui::kit::time::{self, Style};
use crate::wire::GroupId;
use crate::worker::protocol::{from_text, to_text};

/// The holds of the groups that the console is connected to.
#[derive(Clone, Copy)]
pub struct Holds {
    session: Session,
    /// Counts up whenever this tab or another has changed one.
    changes: RwSignal<u32>,
}

impl Holds {
    /// The holds, for the whole console.
    pub fn provide(session: Session) {
        let changes = RwSignal::new(0);
        // It lasts as long as the page.
        let _ = window_event_listener(ev::storage, move |_| changes.update(|count| *count += 1));
        provide_context(Self { session, changes });
    }

    /// The hold of a group.
    pub fn of(self, id: &GroupId) -> Option<Hold> {
        self.changes.track();
        read(&(prefix(self.session) + id.as_ref()))
    }

    /// All of them, for who asks of many groups at once.
    pub fn all(self) -> BTreeMap<GroupId, Hold> {
        self.changes.track();
        let prefix = prefix(self.session);
        let hold = |key: String| Some((GroupId::from(key.strip_prefix(&prefix)?), read(&key)?));
        BrowserStorage::Local.keys().into_iter().filter_map(hold).collect()
    }

    /// What keeps another hold of a group, or none, whatever it is connected to by then; `false`
    /// where the browser would not.
    pub fn keeper(self, id: &GroupId) -> impl Fn(Option<Hold>) -> bool + Clone + use<> {
        let key = untrack(|| prefix(self.session)) + id.as_ref();
        move |hold| {
            let is_kept = match hold {
                Some(hold) => BrowserStorage::Local.set(&key, &to_text(&hold)),
                None => {
                    BrowserStorage::Local.remove(&key);
                    true
                }
            };
            self.changes.update(|count| *count += 1);
            is_kept
        }
    }

    /// Forgets all of them: their groups are gone.
    pub fn forget_all(self) {
        for id in untrack(|| self.all()).keys() {
            self.keeper(id)(None);
        }
    }

    /// The badge of a group in a list, where its bounds are a hold; nothing of another.
    pub fn badge(self, id: &GroupId, bounds: (u32, u32)) -> Option<AnyView> {
        let held = self.hint(id, bounds)?;
        Some(view! { " " <span class="pill warn">{held}</span> }.into_any())
    }

    /// The same in words.
    pub fn hint(self, id: &GroupId, bounds: (u32, u32)) -> Option<String> {
        self.of(id)?.hint(bounds)
    }

    /// What is remarked of a group whose bounds are a hold; none of another.
    pub fn remark(self, group: &Stored) -> Option<String> {
        let own = self.of(group.id())?;
        own.remark(bounds_of(group)?, |at_ms| time::text(at_ms, Style::Long))
    }

    /// The same above a form of the group, with the way to its page.
    pub fn notice(self, group: &Stored, page: &Route) -> Option<AnyView> {
        let remark = self.remark(group)?;
        let href = page.href();
        let notice = view! {
            <p class="notice">{remark} " " <a href=href>{t!("Give them back on its page")}</a></p>
        };
        Some(notice.into_any())
    }
}

/// The console's holds.
pub fn use_holds() -> Holds {
    expect_context::<Holds>()
}

/// By connection too: two sandboxes have the same groups.
fn prefix(session: Session) -> String {
    format!("headroom.hold.{}.", to_text(&session.place()))
}

fn read(key: &str) -> Option<Hold> {
    from_text(&BrowserStorage::Local.get(key)?).ok()
}
