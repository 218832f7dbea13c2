//! What an address asks of this page in vain: a group of the other generation, or what it does not
//! know.

use leptos::prelude::*;

use crate::lab::not_known_words;
use crate::route::Route;
use crate::ui::kit::location::use_here;
use crate::ui::kit::task;
use crate::ui::kit::view::{live, memo, when};
use crate::ui::link::session::use_session;
use crate::wire::{Generation, Group, GroupId, v1alpha2};

/// What the address asks and this page does not know.
#[component]
pub fn NotKnown() -> impl IntoView {
    let here = use_here();
    let words = memo(move || not_known_words(&here.location().params));
    live(move || words.get().map(|words| view! { <p class="notice" role="status">{words}</p> }))
}

/// The way to the group of the other generation that has the id of one that is not there.
#[component]
pub fn OtherGeneration(
    /// The generation that was asked.
    generation: Generation,
    id: GroupId,
    /// Whether it has no such group.
    gone: Memo<bool>,
) -> impl IntoView {
    when(move || gone.get(), move || view! { <Namesake generation id=id.clone() /> })
}

#[component]
fn Namesake(generation: Generation, id: GroupId) -> impl IntoView {
    let name = RwSignal::new(None::<String>);
    let (lead, other) = match generation {
        Generation::V1alpha1 => {
            (t!("A group with a target (v1alpha2) has this id: "), Generation::V1alpha2)
        }
        Generation::V1alpha2 => {
            (t!("A group with thresholds (v1alpha1) has this id: "), Generation::V1alpha1)
        }
    };
    let href = Route::of_group(other, id.clone()).href();
    look(other, id, name);
    live(move || {
        let (name, href) = (name.get()?, href.clone());
        Some(view! { <p class="notice" role="status">{lead} <a href=href>{name}</a> "."</p> })
    })
}

/// Asks the other generation once; where it does not answer either, nothing is said.
fn look(other: Generation, id: GroupId, name: RwSignal<Option<String>>) {
    let session = use_session();
    if !untrack(|| session.asks(other)) {
        return;
    }
    let client = session.client();
    task::spawn(async move {
        let found = match other {
            Generation::V1alpha1 => client.get::<Group>(&id).await.map(|own| own.name),
            Generation::V1alpha2 => client.get::<v1alpha2::Group>(&id).await.map(|own| own.name),
        };
        name.try_set(found.ok());
    });
}
