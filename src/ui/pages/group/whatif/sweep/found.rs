//! What a sweep has found: the recommended point in a sentence, the front as a drawing and as a
//! table, and the way from a point to a variant.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::desk::settings_of;
use super::super::state::Lab;
use super::drawing::Plot;
use super::{Found, Stage};
use crate::ui::kit::toast::use_toasts;
use crate::ui::kit::view::{live, memo};
use crate::whatif::{Cost, Interval, Point, Score, Variant, grouped, recommend};

/// A front to show.
#[derive(Clone, PartialEq)]
pub struct Front {
    /// What the costs are.
    pub cost_label: &'static str,
    /// The saved policies.
    pub saved: Entry,
    /// The best bargains, the cheapest first.
    pub entries: Vec<Entry>,
    /// Which of them is recommended, and what it buys; once the sweep has ended.
    pub advice: Option<(Option<usize>, String)>,
}

/// One line of it.
#[derive(Clone, PartialEq)]
pub struct Entry {
    /// What it sets.
    pub label: String,
    /// Its number in the grid.
    pub index: Option<u32>,
    /// EUR a month, or Instance-hours while no price is known.
    pub cost: f64,
    /// What it did.
    pub score: Score,
}

impl Front {
    fn of(found: &Found) -> Option<Self> {
        let (saved, span) = found.progress.saved?;
        let price = found.job.price_per_hour;
        let cost = |score: Score| cost(score, price, span);
        let points = found.progress.front.points();
        let entry = |point: &Point| Entry {
            label: found.grid.label(point.index),
            index: Some(point.index),
            cost: cost(point.score),
            score: point.score,
        };
        let label = "Saved policies".to_owned();
        Some(Self {
            cost_label: if price.is_some() { "€ a month" } else { "Instance-hours" },
            saved: Entry { label, index: None, cost: cost(saved), score: saved },
            entries: points.iter().map(entry).collect(),
            advice: (found.progress.stage != Stage::Running).then(|| advice(found, saved, span)),
        })
    }
}

fn cost(score: Score, price: Option<f64>, span: Interval) -> f64 {
    let hours = score.instance_hours;
    price.map_or(hours, |price| Cost::of(hours, price, span).per_month)
}

/// Which point to take, and what it buys.
fn advice(found: &Found, saved: Score, span: Interval) -> (Option<usize>, String) {
    let Found { grid, job, progress, .. } = found;
    let recommendation = recommend(&progress.front, saved);
    let base = grid.base();
    let as_saved = base.policies == found.saved.policies && base.capacity == found.saved.capacity;
    let index = recommendation.point.map(|point| point.index);
    let clause = index.map(|index| grid.clause(index, as_saved)).unwrap_or_default();
    let place = index
        .and_then(|index| progress.front.points().iter().position(|point| point.index == index));
    (place, recommendation.sentence(&clause, span, job.price_per_hour))
}

/// The whole outcome; nothing before the first point.
#[component]
pub fn Outcome(lab: Lab) -> impl IntoView {
    let toasts = use_toasts();
    let found = lab.sweep.found;
    let front = memo(move || found.with(|found| found.as_ref().and_then(Front::of)));
    let open = Callback::new(move |index: u32| {
        let point = found.with_untracked(|found| found.as_ref().map(|f| f.grid.point(index)));
        if let Some(point) = point {
            lab.open_variant(&Variant { name: "swept".to_owned(), ..point });
            let name = lab.trial().map(|trial| trial.name.get_untracked()).unwrap_or_default();
            toasts.say(format!("The point is open as the variant “{name}”."));
        }
    });
    view! {
        {live(move || is_stale(lab).then(|| view! {
            <p class="notice" role="status">
                "The history, the settings or the saved policies have changed since. Sweep again \
                 to see what holds now."
            </p>
        }))}
        {live(move || {
            let (place, sentence) = front.with(|front| front.as_ref()?.advice.clone())?;
            let index = front.with(|front| front.as_ref()?.entries.get(place?)?.index);
            let take = index.map(|index| view! {
                <button on:click=move |_| open.run(index)>"Open it as a variant"</button>
            }.into_any());
            Some(view! { <div class="advice"><p><b>"Recommended: "</b>{sentence}</p>{take}</div> })
        })}
        {live(move || front.with(Option::is_some).then(|| view! { <Plot front open /> }))}
        {live(move || front.with(|front| front.as_ref().map(|front| table(front, open))))}
    }
}

/// Whether what was swept is not what is shown any more. A history that only grew is the same one.
fn is_stale(lab: Lab) -> bool {
    lab.sweep.found.with(|found| {
        let Some(found) = found else { return false };
        let now = lab.job.with(|job| job.as_ref().ok().map(|job| settings_of(job)));
        let same_rules = lab.saved.with(|saved| saved.as_ref() == Some(&found.saved));
        let same_file = lab.file.with(|file| match (file, &found.file) {
            (Some(now), Some(then)) => Arc::ptr_eq(now, then),
            (now, then) => now.is_none() && then.is_none(),
        });
        !(now == Some(settings_of(&found.job)) && same_rules && same_file)
    })
}

fn table(front: &Front, open: Callback<u32>) -> AnyView {
    let best = front.advice.as_ref().and_then(|(place, _)| *place);
    let rows = front.entries.iter().enumerate();
    let rows = rows.map(|(at, entry)| row(entry, best == Some(at), open));
    view! {
        <div
            class="table-wrap scroll" tabindex="0" role="region"
            aria-label="The points that no other beats"
        >
            <table>
                <caption>"The points that no other beats, the cheapest first"</caption>
                <thead>
                    <tr>
                        <th scope="col">"What it sets"</th>
                        <th scope="col" class="number">{front.cost_label}</th>
                        <th scope="col" class="number">"Overload, min"</th>
                        <th scope="col" class="number">"Changes"</th>
                        <th scope="col" class="number">"Reversals"</th>
                        <th scope="col"><span class="sr-only">"Open"</span></th>
                    </tr>
                </thead>
                <tbody>{row(&front.saved, false, open)} {rows.collect::<Vec<_>>()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn count(number: usize) -> String {
    grouped(f64::from(u32::try_from(number).unwrap_or(u32::MAX)), 0)
}

fn row(entry: &Entry, is_best: bool, open: Callback<u32>) -> AnyView {
    let Entry { label, index, cost, score } = entry.clone();
    let best = is_best.then(|| view! { <span class="pill">"Recommended"</span> }.into_any());
    let button = index.map(|index| {
        let name = format!("Open {label}");
        view! {
            <button class="small" aria-label=name on:click=move |_| open.run(index)>"Open"</button>
        }
        .into_any()
    });
    view! {
        <tr>
            <th scope="row">{label} " " {best}</th>
            <td class="number">{grouped(cost, 1)}</td>
            <td class="number">{grouped(score.overload_minutes, 0)}</td>
            <td class="number">{count(score.changes)}</td>
            <td class="number">{count(score.reversals)}</td>
            <td>{button}</td>
        </tr>
    }
    .into_any()
}
