//! What only the open what-if shows: a part of its own, which comes behind the page of a group.

use leptos::prelude::*;

use super::incident::{Incident, IncidentCard};
use super::insight::Insight;
use super::lints::Lints;
use super::panel::Controls;
use super::scores::Scores;
use super::shadow::ShadowCard;
use super::state::Lab;
use super::sweep::{SweepCard, Sweeping};
use super::variants::VariantTable;
use crate::ui::kit::part::{NotFetched, Part};
use crate::ui::link::preview::Previewed;

/// The part that makes the views of an open what-if.
pub type ViewsPart = Part<Views>;

/// Makes each of them.
#[derive(Clone, Copy)]
pub struct Views {
    pub controls: fn(Lab) -> AnyView,
    pub scores: fn(Lab, Callback<i64>) -> AnyView,
    pub variants: fn(Lab) -> AnyView,
    pub insight: fn(Lab, Callback<i64>) -> AnyView,
    pub incident: fn(Incident) -> AnyView,
    pub shadow: fn(Lab, Callback<i64>) -> AnyView,
    pub sweep: fn(Sweeping) -> AnyView,
    /// What a form's rules come to, beside the form.
    pub outcome: fn(Lab, Previewed) -> AnyView,
}

/// Fetches the part. A debug build stays whole.
pub async fn fetch() -> Result<Views, NotFetched> {
    #[cfg(not(debug_assertions))]
    return part().await;
    #[cfg(debug_assertions)]
    part()
}

#[cfg_attr(not(debug_assertions), wasm_split_helpers::wasm_split(whatif, fallible))]
fn part() -> Result<Views, NotFetched> {
    Ok(Views {
        controls: |lab| view! { <Controls lab /> }.into_any(),
        scores: |lab, go_to| view! { <Scores lab go_to /> }.into_any(),
        variants: |lab| view! { <VariantTable lab /> }.into_any(),
        insight: |lab, go_to| view! { <Insight lab go_to /> }.into_any(),
        incident: |incident| view! { <IncidentCard incident /> }.into_any(),
        shadow: |lab, go_to| view! { <ShadowCard lab go_to /> }.into_any(),
        outcome: |lab, of| view! { <Scores lab /> <Lints lab beside=of /> }.into_any(),
        sweep: |sweeping| view! { <SweepCard sweeping /> }.into_any(),
    })
}
