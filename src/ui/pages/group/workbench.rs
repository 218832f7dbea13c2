//! The timeline and the what-if of a group of either generation.

use leptos::prelude::*;

use super::timeline::{Explanation, Timeline};
use super::whatif::{
    Incident, IncidentCard, Insight, Lab, Panel, Scores, SweepCard, Sweeping, VariantTable,
    decided, events_near,
};
use crate::ui::kit::location::use_here;
use crate::ui::kit::view::{flag, memo, when};

/// The timeline, and the what-if with its sweep once they are open. Neither knows the other: what
/// the one shows, the other gives.
#[component]
pub fn Workbench(lab: Lab) -> impl IntoView {
    let here = use_here();
    let sweep = here.param("sweep");
    let sweeping = Sweeping::new(lab);
    let incident = Incident::new(lab);
    let cursor = RwSignal::new(None::<i64>);
    let picture = memo(move || lab.picture());
    let moment = memo(move || {
        let at_ms = cursor.get()?;
        picture.with(|picture| picture.nearest(at_ms))
    });
    let go_to = Callback::new(move |at_ms| cursor.set(Some(at_ms)));
    let metrics = memo(move || lab.inputs.metrics());
    let choose = Callback::new(move |metric| lab.chosen_metric.set(Some(metric)));
    let trouble = Signal::derive(move || lab.trouble());
    let decided = decided(lab, moment);
    let events = Signal::derive(move || events_near(lab, moment));
    let open = move || lab.open.get();
    view! {
        <div class="split" class:open=flag(open)>
            <div class="column">
                <Timeline picture trouble moment go_to marked=incident.marked metrics choose>
                    {when(open, move || view! {
                        <Scores lab />
                        <VariantTable lab />
                        <Insight lab go_to />
                    })}
                    <Explanation moment decided events take=lab.tried.take() />
                </Timeline>
                {when(move || open() || incident.marked.with(Option::is_some), move || view! {
                    <IncidentCard incident />
                })}
                {when(move || open() && !sweep.with(String::is_empty), move || view! {
                    <SweepCard sweeping />
                })}
            </div>
            {when(open, move || view! { <Panel lab /> })}
        </div>
        {when(move || !open(), move || view! {
            <p class="invite">
                "What would other rules have done? "
                <button on:click=move |_| here.set_param("whatif", "1")>
                    "Open the what-if"
                </button>
            </p>
        })}
    }
}
