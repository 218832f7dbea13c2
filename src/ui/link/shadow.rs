//! Shadows, as this browser keeps them: one a group and connection, seen by every tab.

use leptos::ev;
use leptos::prelude::*;

use super::session::{Session, use_session};
use super::storage::BrowserStorage;
use crate::lab::Shadow;
use crate::ui::kit::view::memo;
use crate::whatif::Interval;
use crate::wire::GroupId;
use crate::worker::protocol::to_text;

/// What is kept: a shadow, or why what is there cannot be read.
type Found = Option<Result<Shadow, String>>;

/// The shadow of a group.
#[derive(Clone, Copy)]
pub struct KeptShadow {
    session: Session,
    id: StoredValue<GroupId>,
    /// Counts the changes, of this tab and of others.
    changes: RwSignal<u32>,
    found: Memo<Found>,
}

impl KeptShadow {
    /// The shadow of a group, which follows the connection and what other tabs do to it.
    pub fn of(id: &GroupId) -> Self {
        let (session, changes) = (use_session(), RwSignal::new(0));
        let id = StoredValue::new(id.clone());
        let found = memo(move || {
            changes.track();
            let text = BrowserStorage::Local.get(&id.with_value(|id| key(session, id)))?;
            Some(Shadow::read(&text))
        });
        let elsewhere = window_event_listener(ev::storage, move |_| changes.update(|n| *n += 1));
        on_cleanup(move || elsewhere.remove());
        Self { session, id, changes, found }
    }

    /// The shadow, where one runs.
    pub fn get(self) -> Option<Shadow> {
        self.found.with(|found| found.as_ref()?.as_ref().ok().cloned())
    }

    /// Why what is kept cannot be read.
    pub fn damage(self) -> Option<String> {
        self.found.with(|found| found.as_ref()?.as_ref().err().cloned())
    }

    /// Whether anything is kept.
    pub fn is_any(self) -> bool {
        self.found.with(Option::is_some)
    }

    /// Keeps another; `false` where the browser would not.
    pub fn set(self, shadow: &Shadow) -> bool {
        let kept = BrowserStorage::Local.set(&self.key(), &shadow.text());
        self.changes.update(|n| *n += 1);
        kept
    }

    /// Forgets it.
    pub fn forget(self) {
        BrowserStorage::Local.remove(&self.key());
        self.changes.update(|n| *n += 1);
    }

    /// Notes when this page looked on. Nothing here is told of that, since it knows; what another
    /// tab has put in place of the shadow, or taken away, stays so.
    pub fn note(self, own: &Shadow, seen: &[Interval]) {
        let key = self.key();
        let kept = BrowserStorage::Local.get(&key).and_then(|text| Shadow::read(&text).ok());
        if let Some(kept) = kept.filter(|kept| kept.is(own)) {
            // A browser that is full keeps it as it was, and the stretch counts as not looked on.
            let _ = BrowserStorage::Local.set(&key, &kept.seen_in(seen).text());
        }
    }

    fn key(self) -> String {
        self.id.with_value(|id| untrack(|| key(self.session, id)))
    }
}

/// Forgets the shadow of a group that is deleted.
pub fn forget_shadow(session: Session, id: &GroupId) {
    BrowserStorage::Local.remove(&untrack(|| key(session, id)));
}

/// By connection too: two sandboxes have the same groups.
fn key(session: Session, id: &GroupId) -> String {
    format!("headroom.shadow.{}.{id}", to_text(&session.place()))
}
