//! The timeline and the what-if of a group of either generation.

use leptos::prelude::*;

use super::moment::{Moment, PINNED};
use super::timeline::{Explanation, Timeline};
use super::whatif::{Incident, Lab, Sweeping, ViewsPart, WHAT_IF, decided, events_near};
use crate::help::topic;
use crate::ui::kit::location::use_here;
use crate::ui::kit::view::{flag, live, memo, when};
use crate::ui::kit::{HelpLink, focus, show};
use crate::ui::link::hold::use_holds;

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
    let coming = Signal::derive(move || lab.is_coming());
    let at = memo(move || moment.get().or_else(|| moment.latest()));
    let decided = decided(lab, at);
    let events = Signal::derive(move || events_near(lab, at));
    // A slider that stands nowhere says nothing of why.
    let answer = Signal::derive(move || match moment.get() {
        Some(_) => decided
            .with(|all| all.iter().map(|one| one.summary.as_str()).collect::<Vec<_>>().join(" ")),
        None => String::new(),
    });
    let unknown_before = Signal::derive(move || lab.past.with(|past| past.unknown_before_ms));
    let open = move || lab.open.get();
    follow_opening(lab, here.param(PINNED));
    let part = expect_context::<ViewsPart>();
    view! {
        <div class="split" class:open=flag(open)>
            // In the order in which they are read where there is one column: what came of it, what
            // is tried, the picture with what is marked on it, how far to trust it.
            {when(open, move || part.made(move |views| (views.scores)(lab, go_to)))}
            {when(open, move || view! { <Panel lab /> })}
            <div class="column">
                <Timeline
                    picture trouble coming moment answer marked=incident.marked metrics choose
                    beside=Signal::derive(move || !open())
                >
                    <Explanation moment at decided events unknown_before take=lab.tried.take() />
                    {when(open, move || part.made(move |views| (views.variants)(lab)))}
                </Timeline>
                {when(move || open() || incident.marked.is_some(), move || {
                    part.within(t!("the incident"), move |views| (views.incident)(incident))
                })}
                {when(open, move || part.made(move |views| (views.insight)(lab, go_to)))}
                {when(move || lab.shadow.is_any(), move || {
                    part.within(t!("the shadow"), move |views| (views.shadow)(lab, go_to))
                })}
                {when(move || open() && !sweep.with(String::is_empty), move || {
                    part.made(move |views| (views.sweep)(sweeping))
                })}
            </div>
        </div>
    }
}

/// Brings the panel in sight however it was opened: by a key, the palette or a changed address too,
/// which move the focus there. An address that is opened anew leaves the focus at the page's
/// head, and one that names a moment is about that.
fn follow_opening(lab: Lab, moment: Memo<String>) {
    Effect::new(move |before: Option<bool>| {
        let open = lab.open.get();
        let is_seen_to = lab.opened.get_value() || before == Some(true);
        let names_moment = before.is_none() && !moment.with_untracked(String::is_empty);
        if open && !is_seen_to && !names_moment {
            // Numbers that are there already push nothing down any more.
            lab.opened.set_value(lab.scores.with_untracked(Option::is_none));
            let go = if before.is_some() { focus } else { show };
            go(WHAT_IF);
        }
        if !open {
            lab.opened.set_value(false);
        }
        open
    });
}

/// The frame of the what-if, which stands before what it holds has come.
#[component]
fn Panel(lab: Lab) -> impl IntoView {
    let part = expect_context::<ViewsPart>();
    let edited = move || lab.tried.is_edited();
    let holds = use_holds();
    let held = move || {
        let remark = lab.inputs.known.group.with(|own| holds.remark(own.as_ref()?))?;
        let words = t!("{remark} The saved rules are replayed with them.");
        Some(view! { <p class="help">{words}</p> })
    };
    view! {
        <section
            class="card lab" aria-label=t!("What if")
            // Who is at work in it already is not taken back to its head.
            on:focusin=move |event| {
                if event_target::<web_sys::Element>(&event).id() != WHAT_IF {
                    lab.opened.set_value(false);
                }
            }
        >
            <div class="card-head">
                <h2 id=WHAT_IF tabindex="-1">{t!("What if")}</h2>
                <HelpLink topic=topic::WHAT_IF aside=true />
                <span class="pill edited" class:hidden=flag(move || !edited())>{t!("Edited")}</span>
            </div>
            {live(held)}
            {part.within(t!("the what-if"), move |views| (views.controls)(lab))}
        </section>
    }
}
