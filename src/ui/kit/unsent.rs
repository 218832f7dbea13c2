//! What was typed into forms and not sent, so that leaving a page loses none of it.
//!
//! It is kept in memory for as long as the console runs. Fields that hold secrets belong to forms
//! that are not kept.

use std::cell::RefCell;
use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::forms::{Draft, Left};

thread_local! {
    static KEPT: RefCell<BTreeMap<String, Left>> = const { RefCell::new(BTreeMap::new()) };
    static OPEN: RefCell<Vec<(RwSignal<Draft>, Draft)>> = const { RefCell::new(Vec::new()) };
}

/// What was left at a place, such as a page's path.
pub fn left_at(place: &str) -> Left {
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
    OPEN.with_borrow_mut(|open| open.push((draft, original)));
    on_cleanup(move || {
        let left = OPEN.with_borrow_mut(|open| {
            let at = open.iter().position(|(of, _)| *of == draft)?;
            let (_, original) = open.swap_remove(at);
            draft.try_with_untracked(|draft| draft.edits_of(&original))
        });
        forget(&place);
        if let Some(edits) = left.filter(|edits| !edits.is_empty()) {
            KEPT.with_borrow_mut(|kept| kept.insert(place, Left { edits, ..Left::default() }));
        }
    });
}

/// What stands in `draft` was sent, so that there is nothing to keep of it.
pub fn sent(draft: RwSignal<Draft>) {
    OPEN.with_borrow_mut(|open| open.retain(|(of, _)| *of != draft));
}

/// Whether anything was typed that closing the page would lose.
pub fn is_any() -> bool {
    let differs = |(draft, original): &(RwSignal<Draft>, Draft)| {
        draft.try_with_untracked(|draft| draft != original).unwrap_or_default()
    };
    KEPT.with_borrow(|kept| !kept.is_empty()) || OPEN.with_borrow(|open| open.iter().any(differs))
}
