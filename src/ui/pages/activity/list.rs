//! The writes, a section for each day.

use std::sync::Arc;

use leptos::prelude::*;

use super::details::Details;
use super::state::Page;
use crate::activity::PlaceKind;
use crate::lab::activity::{State, Written};
use crate::ui::kit::location::use_here;
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::view::{Entry, list, live, memo, text, when};

/// How many are drawn before all are asked for.
const FIRST: usize = 100;

/// A day in words.
fn day(at_ms: i64) -> String {
    time::text(at_ms, Style::Date)
}

/// What the filter leaves, the newest day first.
#[component]
pub fn List(page: Page) -> impl IntoView {
    let every = RwSignal::new(false);
    let drawn = memo(move || {
        let most = if every.get() { usize::MAX } else { FIRST };
        page.shown.with(|shown| shown.iter().take(most).cloned().collect::<Vec<_>>())
    });
    let days = move || {
        let mut days: Vec<String> =
            drawn.with(|all| all.iter().map(|one| day(one.entry.at_ms)).collect());
        days.dedup();
        days.into_iter()
            .map(move |name| Entry::new(name.clone(), move || view! { <Day page name drawn /> }))
    };
    let total = move || page.shown.with(Vec::len);
    view! {
        {when(move || total() == 0, || view! { <NoneFits /> })}
        {list(days)}
        {when(move || total() > FIRST && !every.get(), move || view! {
            <div class="actions">
                <button on:click=move |_| every.set(true)>
                    {text(move || t!("Show all {}", total()))}
                </button>
            </div>
        })}
    }
}

#[component]
fn NoneFits() -> impl IntoView {
    let here = use_here();
    let any = move |_| {
        for param in ["search", "outcome", "kind", "place"] {
            here.set_param(param, "");
        }
    };
    view! {
        <section class="card empty">
            <p>{t!("No write fits the filter.")}</p>
            <button on:click=any>{t!("Show all")}</button>
        </section>
    }
}

#[component]
fn Day(page: Page, name: String, drawn: Memo<Vec<Arc<Written>>>) -> impl IntoView {
    let id = format!("day-{}", name.replace(' ', "-"));
    let (heading, heading_id) = (name.clone(), id.clone());
    let own = move || {
        let of_day = drawn.with(|all| {
            let own = all.iter().filter(|one| day(one.entry.at_ms) == name);
            own.cloned().collect::<Vec<_>>()
        });
        of_day.into_iter().map(move |one| {
            let key = format!("{} {:?}", one.name, one.entry.end);
            Entry::new(key, move || view! { <Line page one /> })
        })
    };
    view! {
        <section class="card" aria-labelledby=id>
            <div class="card-head"><h2 id=heading_id>{heading}</h2></div>
            <ol class="activity">{list(own)}</ol>
        </section>
    }
}

#[component]
fn Line(page: Page, one: Arc<Written>) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let at_ms = one.entry.at_ms;
    let place = match one.entry.place.kind {
        PlaceKind::Api => "environment real",
        PlaceKind::Sandbox | PlaceKind::ServedSandbox => "environment",
    };
    let (outcome, sign) = match one.state {
        State::Done => ("pill good", "✓"),
        State::Refused => ("pill bad", "◆"),
        State::Unknown => ("pill warn", "▲"),
    };
    let reason = one.reason();
    let details = one.clone();
    view! {
        <li>
            <details on:toggle=move |_| is_open.set(true)>
                <summary>
                    <span class="when">{text(move || time::text(at_ms, Style::Clock))}</span>
                    <span class="what">
                        {one.sentence.clone()}
                        {(!reason.is_empty()).then(|| view! { <small>{reason}</small> })}
                    </span>
                    <span class=outcome><i aria-hidden="true">{sign}</i> {one.state.word()}</span>
                    <span class="took">{one.duration().unwrap_or_default()}</span>
                    <span class=place>{one.place()}</span>
                </summary>
                {live(move || is_open.get().then(|| {
                    view! { <Details page one=details.clone() /> }
                }))}
            </details>
        </li>
    }
}
