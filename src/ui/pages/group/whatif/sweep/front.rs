//! What a sweep has found: the recommended point in a sentence, the front as a drawing and as a
//! table, and the way from a point to a variant.

use leptos::prelude::*;

use super::plot::{Plot, cost_label};
use super::state::Sweeping;
use crate::lab::{Entry, Found, Front};
use crate::ui::kit::format::number;
use crate::ui::kit::toast::use_toasts;
use crate::ui::kit::view::{live, memo, when};

/// The whole outcome; nothing before the first point.
#[component]
pub fn Outcome(sweeping: Sweeping) -> impl IntoView {
    let toasts = use_toasts();
    let front = memo(move || sweeping.found.with(|found| found.as_ref().and_then(Found::front)));
    let open = Callback::new(move |index: u32| {
        let name = sweeping.open(index);
        toasts.say(format!("The point is open as the variant “{name}”."));
    });
    view! {
        {when(move || sweeping.is_outdated(), || view! {
            <p class="notice" role="status">
                "The history, the settings or the saved policies have changed since. Sweep again \
                 to see what holds now."
            </p>
        })}
        {live(move || front.with(|front| front.as_ref().and_then(|front| advice(front, open))))}
        {when(move || front.with(Option::is_some), move || view! { <Plot front open /> })}
        {live(move || front.with(|front| front.as_ref().map(|front| table(front, open))))}
    }
}

fn advice(front: &Front, open: Callback<u32>) -> Option<AnyView> {
    let advice = front.advice.as_ref()?;
    let index = advice.place.and_then(|place| front.entries.get(place)?.index);
    let take = index.map(|index| {
        view! {
            <button on:click=move |_| open.run(index)>"Open it as a variant"</button>
        }
        .into_any()
    });
    let (sentence, verdict) = (advice.sentence.clone(), advice.verdict.clone());
    Some(
        view! {
            <div class="advice"><p><b>"Recommended: "</b>{sentence}</p><p>{verdict}</p>{take}</div>
        }
        .into_any(),
    )
}

fn table(front: &Front, open: Callback<u32>) -> AnyView {
    let best = front.advice.as_ref().and_then(|advice| advice.place);
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
                        <th scope="col" class="number">{cost_label(front)}</th>
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

fn count(of: usize) -> String {
    number(f64::from(u32::try_from(of).unwrap_or(u32::MAX)), 0)
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
            <td class="number">{number(cost, 1)}</td>
            <td class="number">{number(score.overload_minutes, 0)}</td>
            <td class="number">{count(score.changes)}</td>
            <td class="number">{count(score.reversals)}</td>
            <td>{button}</td>
        </tr>
    }
    .into_any()
}
