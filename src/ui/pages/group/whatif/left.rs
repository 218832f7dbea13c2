//! What was tried on a group's page and left there: it stays for as long as the tab, and is back
//! when the what-if is opened again.

use std::cell::RefCell;
use std::collections::BTreeMap;

use leptos::prelude::*;

use super::tried::Tried;
use crate::lab::Drafts;
use crate::ui::kit::view::when;
use crate::ui::link::session::use_session;
use crate::wire::GroupId;
use crate::worker::protocol::to_text;

thread_local! {
    static LEFT: RefCell<BTreeMap<String, Drafts>> = const { RefCell::new(BTreeMap::new()) };
}

/// What was left of a group, where anything was; from now on the page leaves what is tried on it.
pub fn follow_leaving(id: &GroupId, tried: Tried) -> Option<Drafts> {
    let place = untrack(|| use_session().place());
    let key = format!("{}.{id}", to_text(&place));
    let left = LEFT.with_borrow(|all| all.get(&key).cloned());
    on_cleanup(move || {
        // Before the saved rules were read, nothing was tried.
        let saved = tried.saved.try_get_untracked().flatten();
        let Some((drafts, saved)) = tried.drafts.try_get_untracked().zip(saved) else { return };
        LEFT.with_borrow_mut(|all| match drafts.are_as_saved(&saved) {
            true => all.remove(&key),
            false => all.insert(key.clone(), drafts),
        });
    });
    left
}

/// That an edit is an earlier one, and the way to start anew.
#[component]
pub fn Earlier(
    tried: Tried,
    /// Whether what is tried was left here before.
    earlier: RwSignal<bool>,
) -> impl IntoView {
    let is_shown = move || earlier.get() && tried.differing.with(|all| !all.is_empty());
    view! {
        {when(is_shown, move || view! {
            <p class="notice" role="status">
                {t!("Your earlier edit of this group is back. ")}
                <button
                    class="link"
                    on:click=move |_| {
                        earlier.set(false);
                        tried.drafts.set(Drafts::default());
                    }
                >
                    {t!("Start from what is saved")}
                </button>
            </p>
        })}
    }
}
