//! The page of a group of either generation.

mod actions;
mod alerts;
mod asked;
mod deletion;
mod event_line;
mod events;
mod export;
mod facts;
mod hold;
mod instances;
mod marked;
mod moment;
mod now_facts;
mod policies;
mod preview;
mod reads;
mod remarks;
mod rules;
mod standing;
mod target;
mod target_facts;
mod thresholds;
mod timeline;
pub mod whatif;
mod workbench;

use leptos::prelude::*;

use crate::ui::kit::part::NotFetched;
use crate::ui::link::preview::Previewed;
use crate::wire::{Generation, GroupId};
use preview::Preview;
use target::TargetPage;
use thresholds::GroupPage;

/// What the part brings.
#[derive(Clone, Copy)]
pub struct Makers {
    /// The page of a group.
    pub page: fn(Generation, GroupId) -> AnyView,
    /// The replay beside a form.
    pub preview: fn(Previewed) -> AnyView,
}

/// The page with all that only it needs is a part of its own, which this fetches. A debug build
/// stays whole, since dividing it would take longer than compiling it.
pub async fn fetch() -> Result<Makers, NotFetched> {
    #[cfg(not(debug_assertions))]
    return part().await;
    #[cfg(debug_assertions)]
    part()
}

#[cfg_attr(not(debug_assertions), wasm_split_helpers::wasm_split(group, fallible))]
fn part() -> Result<Makers, NotFetched> {
    Ok(Makers {
        page: |generation, id| match generation {
            Generation::V1alpha1 => view! { <GroupPage id /> }.into_any(),
            Generation::V1alpha2 => view! { <TargetPage id /> }.into_any(),
        },
        preview: |of| view! { <Preview of /> }.into_any(),
    })
}
