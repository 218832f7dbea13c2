//! The page of a group of either generation.

mod actions;
mod alerts;
mod deletion;
mod events;
mod export;
mod facts;
mod hold;
mod instances;
mod moment;
mod policies;
mod remarks;
mod target;
mod target_facts;
mod thresholds;
mod timeline;
pub mod whatif;
mod workbench;

use leptos::prelude::*;

use crate::ui::kit::part::NotFetched;
use crate::wire::{Generation, GroupId};
use target::TargetPage;
use thresholds::GroupPage;

/// Makes the page of a group.
pub type MakePage = fn(Generation, GroupId) -> AnyView;

/// The page with all that only it needs is a part of its own, which this fetches. A debug build
/// stays whole, since dividing it would take longer than compiling it.
pub async fn fetch() -> Result<MakePage, NotFetched> {
    #[cfg(not(debug_assertions))]
    return part().await;
    #[cfg(debug_assertions)]
    part()
}

#[cfg_attr(not(debug_assertions), wasm_split_helpers::wasm_split(group, fallible))]
fn part() -> Result<MakePage, NotFetched> {
    Ok(|generation, id| match generation {
        Generation::V1alpha1 => view! { <GroupPage id /> }.into_any(),
        Generation::V1alpha2 => view! { <TargetPage id /> }.into_any(),
    })
}
