//! What the data source calls a metric that no public source names: the candidates with what they
//! look like, and the choice.

use leptos::prelude::*;

use super::super::inputs::Inputs;
use crate::api::ApiError;
use crate::engine::Metric;
use crate::lab::naming::{Chosen, Subject, candidates, divided_by, likely, looks, selector};
use crate::lab::watch::Day;
use crate::ui::kit::Dialog;
use crate::ui::kit::task;
use crate::ui::kit::view::{Entry, list, live, memo, when};
use crate::ui::link::metric::MetricReader;
use crate::ui::link::metric_names::{names_at, remember_names};
use crate::ui::link::session::use_session;
use crate::ui::link::worker::use_replays;

/// A candidate, and what it looks like.
type Offer = (Chosen, String);

/// Where the search stands.
#[derive(Clone, PartialEq)]
enum Search {
    Under,
    Found(Vec<Offer>),
    Failed(String),
}

/// Each metric that the group watches and no public source names.
#[component]
pub fn NamingPicker(inputs: Inputs) -> impl IntoView {
    let naming = memo(move || {
        inputs.recording.with(|own| own.map(|own| own.naming.clone())).unwrap_or_default()
    });
    let choosing = RwSignal::new(None::<Metric>);
    let row = move |(metric, chosen): (Metric, Option<Chosen>)| {
        let label = metric.label();
        let (said, verb) = match &chosen {
            Some(chosen) => (t!("{label} is {}.", chosen.words()), t!("verb" => "Change")),
            None => (t!("Which metric is {label}?"), t!("Choose")),
        };
        let is_open = chosen.is_none();
        Entry::new(format!("{label} {said}"), move || {
            view! {
                <p class:notice=is_open>
                    {said}" "
                    <button
                        class="small" aria-label=t!("{verb} what is {label}")
                        on:click=move |_| choosing.set(Some(metric))
                    >
                        {verb}"…"
                    </button>
                </p>
            }
        })
    };
    view! {
        {list(move || naming.get().metrics.into_iter().map(row))}
        {when(move || choosing.with(Option::is_some), move || view! {
            <Choice inputs choosing />
        })}
    }
}

/// The candidates for a metric.
#[component]
fn Choice(inputs: Inputs, choosing: RwSignal<Option<Metric>>) -> impl IntoView {
    let (session, replays) = (use_session(), use_replays());
    let search = RwSignal::new(Search::Under);
    let refused = RwSignal::new(false);
    let metric = choosing.get_untracked().unwrap_or(Metric::Custom);
    let place = StoredValue::new(untrack(|| inputs.place()).unwrap_or_default());
    let subject = inputs.known.group.with_untracked(|group| group.as_ref().map(Subject::of));
    let (client, now_ms) = (session.client(), untrack(|| session.now_ms()));
    task::spawn(async move {
        let reader = MetricReader { client, replays, path: place.get_value() };
        let found = offers(&reader, metric, &subject.unwrap_or_default(), now_ms).await;
        search.try_set(found.map_or_else(|why| Search::Failed(why.to_string()), Search::Found));
    });
    let choose = move |chosen: Chosen| {
        let place = place.get_value();
        match remember_names(&place, &names_at(&place).with(metric, chosen)) {
            true => {
                inputs.renamed.update(|times| *times += 1);
                choosing.set(None);
            }
            false => refused.set(true),
        }
    };
    let title = Signal::derive(move || t!("Which metric is {}?", metric.label()));
    view! {
        <Dialog open=choosing title>
            <p class="help">
                {t!("No public source names it. These are in the group's data source; your choice \
                     is remembered for it in this browser.")}
            </p>
            {live(move || match search.get() {
                Search::Under => view! {
                    <p role="status">{t!("search" => "Looking…")}</p>
                }.into_any(),
                Search::Failed(why) => view! {
                    <p class="notice bad" role="alert">{why}</p>
                }.into_any(),
                Search::Found(found) if found.is_empty() => view! {
                    <p class="notice" role="status">
                        {t!("Nothing of this group there has a likely name. Use “Query metrics…” \
                             with an expression of your own, or load a file.")}
                    </p>
                }.into_any(),
                Search::Found(found) => found.into_iter().map(|offer| option(offer, choose))
                    .collect::<Vec<_>>().into_any(),
            })}
            {when(move || refused.get(), move || view! {
                <p class="notice bad" role="alert">
                    {t!("The browser would not remember it. Allow this page to store data.")}
                </p>
            })}
            <div class="actions">
                <button on:click=move |_| choosing.set(None)>{t!("Cancel")}</button>
            </div>
        </Dialog>
    }
}

fn option((chosen, looks): Offer, choose: impl Fn(Chosen) + Copy + Send + 'static) -> AnyView {
    let words = chosen.words();
    let label = t!("Use {words}");
    view! {
        <div class="candidate">
            <span>
                <code>{words}</code>
                <span class="help">{looks}</span>
            </span>
            <button class="small" aria-label=label on:click=move |_| choose(chosen.clone())>
                {t!("Use")}
            </button>
        </div>
    }
    .into_any()
}

/// What is there that may be the metric, each with its last day.
async fn offers(
    reader: &MetricReader,
    metric: Metric,
    subject: &Subject,
    now_ms: i64,
) -> Result<Vec<Offer>, ApiError> {
    let Some(selector) = selector(metric, subject) else { return Ok(Vec::new()) };
    let times = (now_ms - Day::SPAN_MS, now_ms);
    let (client, place) = (&reader.client, &reader.path);
    let names = client.label_values(place, "__name__", &selector, times).await?;
    let mut offers = Vec::new();
    for name in likely(metric, &names) {
        let own = format!("{name}{selector}");
        let values = client.label_values(place, divided_by(metric), &own, times).await?;
        for chosen in candidates(metric, name, &values) {
            let Some(text) = chosen.expression(metric, subject) else { continue };
            let measured = reader.read(&text, times, Day::STEP_MS).await?;
            let seen = looks(metric, &measured.samples);
            offers.push((chosen, seen));
        }
    }
    Ok(offers)
}
