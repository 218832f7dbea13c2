//! What the parts of the page share.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use crate::lab::activity::{Filter, Writes, Written};
use crate::ui::kit::location::use_here;
use crate::ui::kit::view::memo;
use crate::ui::link::session::{Session, use_session};

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub struct Page {
    pub session: Session,
    /// All that is kept.
    pub all: Memo<Writes>,
    pub filter: Memo<Filter>,
    /// Those that the filter leaves, the newest first.
    pub shown: Memo<Vec<Arc<Written>>>,
}

impl Page {
    /// What this browser keeps, followed in all of its tabs.
    pub fn new() -> Self {
        let (session, here) = (use_session(), use_here());
        let elsewhere = RwSignal::new(0_u32);
        let heard = window_event_listener(ev::storage, move |_| elsewhere.update(|n| *n += 1));
        on_cleanup(move || heard.remove());
        let all = memo(move || {
            session.track_written();
            elsewhere.track();
            Writes::of(session.audit_log().all())
        });
        let [text, outcome, kind, place] =
            ["search", "outcome", "kind", "place"].map(|name| here.param(name));
        let filter = memo(move || Filter {
            text: text.get(),
            outcome: outcome.get(),
            kind: kind.get(),
            place: place.get(),
        });
        let shown = memo(move || {
            let filter = filter.get();
            all.with(|all| all.list.iter().filter(|one| filter.fits(one)).cloned().collect())
        });
        Self { session, all, filter, shown }
    }

    /// How many writes are kept.
    pub fn count(self) -> usize {
        self.all.with(|all| all.list.len())
    }
}
