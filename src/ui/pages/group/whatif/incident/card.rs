//! The card of a marked stretch.

use leptos::prelude::*;

use super::differences::Different;
use super::repairs::Repair;
use super::state::Incident;
use crate::base::duration_text;
use crate::help::topic;
use crate::lab::incident::overloads;
use crate::ui::kit::HelpLink;
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::view::Entry;
use crate::ui::kit::view::{list, live, memo, when};
use crate::whatif::Interval;

/// How many overloads are offered.
const MOST: usize = 5;

/// What is marked, what was different there, and what would have repaired it. Without a mark it
/// offers the longest overloads of the replay that is shown.
#[component]
pub fn IncidentCard(incident: Incident) -> impl IntoView {
    let is_marked = memo(move || incident.marked.is_some());
    view! {
        <section class="card incident" aria-label=t!("Incident")>
            <div class="card-head">
                <h2>{t!("Incident")}</h2>
                <HelpLink topic=topic::INCIDENT aside=true />
                {live(move || incident.stretch().map(|stretch| view! {
                    <p class="marked" role="status">{marked_text(stretch)}</p>
                }))}
                {when(move || is_marked.get(), move || view! {
                    <button class="small push" on:click=move |_| {
                        incident.stop();
                        incident.marked.set(None);
                    }>
                        {t!("Clear the mark")}
                    </button>
                })}
            </div>
            {when(move || !is_marked.get(), move || view! { <Offered incident /> })}
            {when(move || is_marked.get() && incident.is_beyond(), || view! {
                <p class="waiting">
                    {t!("None of the marked stretch is in the history that is replayed.")}
                </p>
            })}
            {when(move || is_marked.get() && !incident.is_beyond(), move || view! {
                <div class="halves">
                    <Different incident />
                    <Repair incident />
                </div>
            })}
        </section>
    }
}

/// `Tue, 24 Nov 2026, 19:40 to 20:15, 35 min`.
fn marked_text(stretch: Interval) -> String {
    let length = duration_text(stretch.to_ms - stretch.from_ms);
    format!("{}, {length}", between(stretch))
}

fn between(stretch: Interval) -> String {
    let day = |at_ms| time::text(at_ms, Style::Date);
    let from = time::text(stretch.from_ms, Style::Long);
    if time::text(stretch.to_ms, Style::Long) == from {
        return from;
    }
    match day(stretch.from_ms) == day(stretch.to_ms) {
        true => t!("clock" => "{from} to {}", time::text(stretch.to_ms, Style::Clock)),
        false => t!("{from} to {}", time::text(stretch.to_ms, Style::Long)),
    }
}

/// The longest overloads, one click from their mark.
#[component]
fn Offered(incident: Incident) -> impl IntoView {
    let found = memo(move || {
        let mut found = overloads(&incident.lab.runs.shown()?.outcome.overload);
        found.truncate(MOST);
        Some(found)
    });
    view! {
        <p class="help">
            {t!("Mark a stretch of the timeline: press “Mark a stretch” and drag, or hold Shift \
                 with the arrow keys.")}
            " "
            {live(move || match found.with(|found| found.as_ref().map(Vec::len)) {
                None => "",
                Some(0) => t!("Nothing was overloaded in what is shown."),
                Some(_) => t!("Or take one of the longest overloads:"),
            })}
        </p>
        <ul class="offered" aria-label=t!("The longest overloads")>
            {list(move || found.get().into_iter().flatten().map(move |(stretch, overload_ms)| {
                let key = format!("{} {}", stretch.from_ms, stretch.to_ms);
                Entry::new(key, move || offer(incident, stretch, overload_ms))
            }))}
        </ul>
    }
}

fn offer(incident: Incident, stretch: Interval, overload_ms: i64) -> AnyView {
    let words = move || t!("{}: {} of overload", between(stretch), duration_text(overload_ms));
    view! {
        <li>
            <button class="small says" on:click=move |_| incident.take(stretch)>
                {live(words)}
            </button>
        </li>
    }
    .into_any()
}
