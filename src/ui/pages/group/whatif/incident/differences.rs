//! What was different in the marked stretch.

use leptos::prelude::*;

use super::super::state::ask_worker;
use super::super::variants::shown_name;
use super::state::Incident;
use crate::lab::incident::{count_text, difference_words};
use crate::lab::{Run, Shared};
use crate::ui::kit::view::{live, text};
use crate::whatif::{Difference, Differences};
use crate::worker::replay::CompareStretch;

#[component]
pub fn Different(incident: Incident) -> impl IntoView {
    let question = move || {
        let (stretch, run) = (incident.stretch()?, incident.lab.runs.shown()?);
        let (variant, offsets) = (run.outcome.name.clone(), incident.offsets());
        Some((CompareStretch { variant, stretch, offsets }, run))
    };
    let found =
        ask_worker(question, |replays, (asked, _): (CompareStretch, Shared<Run>)| async move {
            replays.ask(asked).await.map_err(|error| error.to_string())
        });
    let whose = move || incident.lab.runs.shown().map(|run| shown_name(&run.outcome.name));
    view! {
        <section aria-label=t!("What was different here")>
            <div class="half-head">
                <h3>{t!("What was different here")}</h3>
                <p class="key" aria-hidden="true">
                    <span class="inside"><i></i>{t!("inside")}</span>
                    <span class="outside"><i></i>{t!("outside")}</span>
                </p>
            </div>
            <p class="help">
                {text(move || t!("In the replay of “{}”.", whose().unwrap_or_default()))}
            </p>
            {live(move || found.with(|found| match found {
                None => view! { <p class="help">{t!("Counting…")}</p> }.into_any(),
                Some(Err(why)) => view! { <p class="notice bad">{why.clone()}</p> }.into_any(),
                Some(Ok(found)) => differing(found),
            }))}
        </section>
    }
}

fn differing(found: &Differences) -> AnyView {
    let when = (!found.when.is_empty()).then(|| {
        view! {
            <p class="help apart">
                {t!("When it was. It says little: a stretch always lies in some hour of some day.")}
            </p>
            <ul class="differences" aria-label=t!("When it was")>{rows(&found.when)}</ul>
        }
        .into_any()
    });
    let none = (found.found.is_empty() && found.inside > 0).then(|| {
        view! { <p class="help">{t!("Nothing that was counted sets this stretch apart.")}</p> }
            .into_any()
    });
    view! {
        <ul class="differences" aria-label=t!("Differences, the widest first")>
            {rows(&found.found)}
        </ul>
        {none}
        {when}
        <p class="help">{difference_words(found)}</p>
    }
    .into_any()
}

fn rows(all: &[Difference]) -> Vec<AnyView> {
    all.iter().map(row).collect()
}

fn row(one: &Difference) -> AnyView {
    let bar = |share: f64| format!("{:.2}%", share * 100.0);
    let (inside, outside) = (bar(one.inside.share()), bar(one.outside.share()));
    view! {
        <li>
            <span class="what"><b>{one.label.clone()}</b> <small>{one.note.clone()}</small></span>
            <span class="bars" aria-hidden="true">
                <i class="inside" style:width=inside></i>
                <i class="outside" style:width=outside></i>
            </span>
            <span class="counts">
                <span>
                    <span class="sr-only">{t!("inside ")}</span>
                    <b>{count_text(one.inside)}</b>
                </span>
                <span>
                    <span class="sr-only">{t!(", outside ")}</span>
                    {count_text(one.outside)}
                </span>
            </span>
        </li>
    }
    .into_any()
}
