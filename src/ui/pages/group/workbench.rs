//! The timeline and the what-if of a group of either generation.

use leptos::prelude::*;

use super::moment::Moment;
use super::timeline::{Explanation, Timeline};
use super::whatif::{
    Incident, IncidentCard, Insight, Lab, Panel, Scores, ShadowCard, SweepCard, Sweeping,
    VariantTable, WHAT_IF, decided, events_near,
};
use crate::ui::kit::focus;
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
    let picture = memo(move || lab.picture());
    let moment = Moment::of(picture);
    let go_to = Callback::new(move |at_ms| moment.pin(at_ms));
    let metrics = memo(move || lab.inputs.metrics());
    let choose = Callback::new(move |metric| lab.chosen_metric.set(Some(metric)));
    let trouble = Signal::derive(move || lab.trouble());
    let at = memo(move || moment.get());
    let decided = decided(lab, at);
    let events = Signal::derive(move || events_near(lab, at));
    let answer = Signal::derive(move || {
        decided.with(|all| all.iter().map(|one| one.summary.as_str()).collect::<Vec<_>>().join(" "))
    });
    let open = move || lab.open.get();
    view! {
        <div class="split" class:open=flag(open)>
            <div class="column">
                {when(open, move || view! { <Scores lab go_to /> })}
                <Timeline
                    picture trouble moment answer marked=incident.marked metrics choose
                    beside=Signal::derive(move || !open())
                >
                    <Explanation moment decided events take=lab.tried.take() />
                    {when(open, move || view! {
                        <VariantTable lab />
                        <Insight lab go_to />
                    })}
                </Timeline>
                {when(move || lab.shadow.is_any(), move || view! { <ShadowCard lab go_to /> })}
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
                <button on:click=move |_| {
                    lab.toggle(here);
                    focus(WHAT_IF);
                }>
                    "Open the what-if"
                </button>
            </p>
        })}
    }
}
