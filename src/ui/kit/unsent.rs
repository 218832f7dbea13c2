//! What was typed into forms and not sent, so that leaving a page loses none of it.
//!
//! It is kept in memory for as long as the console runs, and in the tab's own storage over the one
//! reload that a newer build makes (`public/renew.js`). Fields that hold secrets belong to forms
//! that are not kept.

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
}

thread_local! {
    static KEPT: RefCell<AllLeft> = const { RefCell::new(AllLeft::new()) };
    static OPEN: RefCell<Vec<Open>> = const { RefCell::new(Vec::new()) };
    static TAKEN_UP: Cell<bool> = const { Cell::new(false) };
}

/// Where everything is over the reload.
const OVER_RELOAD: &str = "headroom.unsent";
/// What `public/renew.js` says before it reloads the page.
const RENEW: &str = "headroom-renew";
const ORIGIN: &str = text!("You typed this before the page was reloaded for a newer Headroom.");

/// What was left at a place, such as a page's path.
pub fn left_at(place: &str) -> Left {
    if !TAKEN_UP.replace(true) {
        take_up();
    }
    KEPT.with_borrow(|kept| kept.get(place).cloned().unwrap_or_default())
}

/// Leaves edits at a place, for the form there to go on with.
pub fn leave_at(place: String, left: Left) {
    KEPT.with_borrow_mut(|kept| kept.entry(place).or_default().add(left));
}

/// Forgets what was left at a place: it was sent, or is not wanted.
pub fn forget(place: &str) {
    KEPT.with_borrow_mut(|kept| kept.remove(place));
}

/// Keeps what `draft` has beyond `original` when the page that asks goes.
pub fn keep_when_left(place: String, draft: RwSignal<Draft>, original: Draft) {
    OPEN.with_borrow_mut(|open| open.push(Open { place: place.clone(), draft, original }));
    on_cleanup(move || {
        let left = OPEN.with_borrow_mut(|open| {
            let at = open.iter().position(|form| form.draft == draft)?;
            Some(open.swap_remove(at))
        });
        forget(&place);
        if let Some(form) = left {
            KEPT.with_borrow_mut(|kept| form.keep_in(kept));
        }
    });
}

impl Open {
    /// Adds what was typed, if anything.
    fn keep_in(&self, kept: &mut AllLeft) {
        let edits = self.draft.try_with_untracked(|draft| draft.edits_of(&self.original));
        if let Some(edits) = edits.filter(|edits| !edits.is_empty()) {
            kept.insert(self.place.clone(), Left { edits, ..Left::default() });
        }
    }

    fn is_edited(&self) -> bool {
        self.draft.try_with_untracked(|draft| *draft != self.original).unwrap_or_default()
    }
}

/// What stands in `draft` was sent, so that there is nothing to keep of it.
pub fn sent(draft: RwSignal<Draft>) {
    OPEN.with_borrow_mut(|open| open.retain(|form| form.draft != draft));
}

/// Whether anything was typed that closing the page would lose.
pub fn is_any() -> bool {
    KEPT.with_borrow(|kept| !kept.is_empty())
        || OPEN.with_borrow(|open| open.iter().any(Open::is_edited))
}

fn storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

/// Takes up what an older build has left, and from now on leaves it for a newer one.
fn take_up() {
    if let Some(text) = storage().and_then(|kept| kept.get_item(OVER_RELOAD).ok().flatten()) {
        KEPT.with_borrow_mut(|kept| kept.extend(left::from_text(&text, translated(ORIGIN))));
        // From here on it is in memory, as everything that was typed.
        let _ = storage().map(|kept| kept.remove_item(OVER_RELOAD));
    }
    // It lasts as long as the page.
    let _ = window_event_listener_untyped(RENEW, |_| keep_over_reload());
}

/// Moves everything to where the reload leaves it. Where the browser keeps nothing it stays here,
/// and the browser asks whether to lose it.
fn keep_over_reload() {
    let mut all = KEPT.with_borrow(AllLeft::clone);
    OPEN.with_borrow(|open| open.iter().for_each(|form| form.keep_in(&mut all)));
    let is_kept = all.is_empty()
        || storage().is_some_and(|kept| kept.set_item(OVER_RELOAD, &left::to_text(&all)).is_ok());
    if is_kept {
        KEPT.take();
        OPEN.take();
    }
}
