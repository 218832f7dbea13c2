//! What can be done with a group of either generation.

use leptos::prelude::*;

use super::deletion::DeleteGroup;
use super::export::Export;
use super::hold::{HoldButton, Holder};
use super::whatif::{Lab, ShadowBadge, WHAT_IF};
use crate::route::Route;
use crate::ui::kit::location::use_here;
use crate::ui::kit::show;
use crate::ui::kit::view::{text, when};
use crate::wire::{Generation, GroupId};

/// What can be done with a group.
#[component]
pub fn Actions(
    lab: Lab,
    holder: Holder,
    name: Memo<String>,
    /// Where it is edited.
    edit: Route,
    generation: Generation,
    id: GroupId,
    /// Whether the group is not there: then nothing can be done with it.
    gone: Memo<bool>,
) -> impl IntoView {
    let here = use_here();
    let deleting = here.opening("delete");
    let toggle = move |_| {
        lab.toggle(here);
        show(WHAT_IF);
    };
    let edit = edit.href();
    view! {
        <ShadowBadge lab />
        {when(move || !gone.get(), move || view! {
            <button
                class="primary"
                aria-pressed=text(move || lab.open.get().to_string())
                on:click=toggle
            >
                {t!("What if")}
            </button>
            <a class="button" href=edit.clone()>{t!("Edit")}</a>
            <HoldButton holder />
            <Export lab />
            <button class="danger" on:click=move |_| deleting.open()>{t!("Delete…")}</button>
        })}
        // It stays while Instances of the group are still terminated.
        <DeleteGroup open=deleting generation id name />
    }
}
