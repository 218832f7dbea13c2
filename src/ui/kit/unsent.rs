//! What was typed into forms and not sent, so that leaving a page loses none of it.
//!
//! It is kept in memory for as long as the console runs, and in the tab's own storage while the
//! tab loads the page anew, whether its user asked for that or a newer build (`public/renew.js`).
//! Forms that hold a key are not kept.

use std::cell::{Cell, RefCell};

use leptos::prelude::*;
use web_sys::Storage;

use crate::base::translated;
use crate::forms::{AllLeft, Draft, Left, left};

/// A form that is open.
struct Open {
    place: String,
    draft: RwSignal<Draft>,
    original: Draft,
    /// Whether closing the page asks first.
    asks: bool,
}

thread_local! {
    static KEPT: RefCell<AllLeft> = const { RefCell::new(AllLeft::new()) };
    static OPEN: RefCell<Vec<Open>> = const { RefCell::new(Vec::new()) };
    static TAKEN_UP: Cell<bool> = const { Cell::new(false) };
}

/// Where everything is over a reload.
const OVER_RELOAD: &str = "headroom.unsent";
/// What `public/renew.js` says before it reloads the page.
const RENEW: &str = "headroom-renew";
const ORIGIN: &str = text!("You typed this before the page was reloaded for a newer Headroom.");

/// What was left at a place, such as a page's path.
pub fn left_at(place: &str) -> Left {
    take_up();
    KEPT.with_borrow(|kept| kept.get(place).cloned().unwrap_or_default())
}

/// Leaves edits at a place, for the form there to go on with.
pub fn leave_at(place: String, left: Left) {
    // What was typed before a reload is earlier than this.
    take_up();
    KEPT.with_borrow_mut(|kept| kept.entry(place).or_default().add(left));
}

/// Forgets what was left at a place: it was sent, or is not wanted.
pub fn forget(place: &str) {
    KEPT.with_borrow_mut(|kept| kept.remove(place));
}

/// Keeps what `draft` has beyond `original` when the page that asks goes.
pub fn keep_when_left(place: String, draft: RwSignal<Draft>, original: Draft) {
    opened(Open { place: place.clone(), draft, original, asks: true });
    on_cleanup(move || match shut(draft) {
        Some(form) => KEPT.with_borrow_mut(|kept| form.keep_in(kept)),
        None => forget(&place),
    });
}

/// Keeps the same over a reload alone, of what nobody expects to find again once it is shut: a
/// dialog, a tool. It may be made anew while it `is_open`. Closing the page asks nothing for it, so
/// that what was left here is the draft's from here on.
pub fn keep_over_reloads(
    place: String,
    draft: RwSignal<Draft>,
    original: Draft,
    is_open: impl Fn() -> bool + Send + Sync + 'static,
) {
    forget(&place);
    opened(Open { place: place.clone(), draft, original, asks: false });
    on_cleanup(move || match shut(draft).filter(|_| is_open()) {
        Some(form) => KEPT.with_borrow_mut(|kept| form.keep_in(kept)),
        None => forget(&place),
    });
}

fn opened(form: Open) {
    OPEN.with_borrow_mut(|open| open.push(form));
}

fn shut(draft: RwSignal<Draft>) -> Option<Open> {
    OPEN.with_borrow_mut(|open| {
        let at = open.iter().position(|form| form.draft == draft)?;
        Some(open.swap_remove(at))
    })
}

/// What `draft` is an edit of has become something else.
pub fn rebase(draft: RwSignal<Draft>, original: Draft) {
    OPEN.with_borrow_mut(|open| {
        if let Some(form) = open.iter_mut().find(|form| form.draft == draft) {
            form.original = original;
        }
    });
}

impl Open {
    /// Keeps what was typed, if anything, in place of what was left here before; where that came
    /// from it still says.
    fn keep_in(&self, kept: &mut AllLeft) {
        let origin = kept.remove(&self.place).map(|left| left.origin).unwrap_or_default();
        let edits = self.draft.try_with_untracked(|draft| draft.edits_of(&self.original));
        if let Some(edits) = edits.filter(|edits| !edits.is_empty()) {
            kept.insert(self.place.clone(), Left { edits, origin });
        }
    }

    fn is_edited(&self) -> bool {
        self.draft.try_with_untracked(|draft| *draft != self.original).unwrap_or_default()
    }
}

/// What stands in `draft` was sent, so that there is nothing to keep of it.
pub fn sent(draft: RwSignal<Draft>) {
    if let Some(form) = shut(draft) {
        forget(&form.place);
    }
}

/// Whether anything was typed that closing the page would lose.
pub fn is_any() -> bool {
    KEPT.with_borrow(|kept| !kept.is_empty())
        || OPEN.with_borrow(|open| open.iter().any(|form| form.asks && form.is_edited()))
}

fn storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

/// Takes up what was left before a reload, once, and from now on leaves it for the next one.
fn take_up() {
    if TAKEN_UP.replace(true) {
        return;
    }
    if let Some(text) = storage().and_then(|kept| kept.get_item(OVER_RELOAD).ok().flatten()) {
        KEPT.with_borrow_mut(|kept| kept.extend(left::from_text(&text)));
        empty_storage();
    }
    // They last as long as the page.
    let _ = window_event_listener_untyped(RENEW, |_| keep_for_newer_build());
    let _ = window_event_listener_untyped("pagehide", |_| {
        keep_over_reload("");
    });
    // A page that the browser brings back whole has everything in memory, as does a new one by now.
    let _ = window_event_listener_untyped("pageshow", |_| empty_storage());
}

fn empty_storage() {
    let _ = storage().map(|kept| kept.remove_item(OVER_RELOAD));
}

/// Moves everything to where the reload leaves it. Where the browser keeps nothing it stays here,
/// and the browser asks whether to lose it.
fn keep_for_newer_build() {
    if keep_over_reload(translated(ORIGIN)) {
        KEPT.take();
        OPEN.take();
    }
}

/// Writes everything to where a reload finds it, with `origin` for what was typed; whether nothing
/// is lost by a reload now.
fn keep_over_reload(origin: &str) -> bool {
    let mut all = KEPT.with_borrow(AllLeft::clone);
    OPEN.with_borrow(|open| open.iter().for_each(|form| form.keep_in(&mut all)));
    let write = |kept: Storage| kept.set_item(OVER_RELOAD, &left::to_text(all.clone(), origin));
    all.is_empty() || storage().is_some_and(|kept| write(kept).is_ok())
}
