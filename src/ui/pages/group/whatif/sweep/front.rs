//! What a sweep has found: the recommended point in a sentence, the front as a drawing and as a
//! table, and the way from a point to a variant.

use leptos::prelude::*;

use super::advice::AdviceCard;
use super::plot::{Plot, cost_label};
use super::state::Sweeping;
use crate::lab::{Cell, Entry, Found, Front};
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
        {live(move || {
            let advice = front.with(|front| front.as_ref()?.advice.clone())?;
            let is_priced = front.with(|front| front.as_ref().is_some_and(|own| own.is_priced));
            Some(view! { <AdviceCard advice is_priced open /> })
        })}
        {when(move || front.with(Option::is_some), move || view! { <Plot front open /> })}
        {live(move || front.with(|front| front.as_ref().map(|front| table(front, open))))}
    }
}

fn table(front: &Front, open: Callback<u32>) -> AnyView {
    let settings = front.columns.iter().map(|name| {
        let name = name.clone();
        view! { <th scope="col" class="number">{name}</th> }.into_any()
    });
    let rows = front.entries.iter().map(|entry| row(entry, open));
    view! {
        <div
            class="table-wrap scroll" tabindex="0" role="region"
            aria-label="The points that no other beats"
        >
            <table>
                <caption>
                    "The points that no other beats and the recommended one, the cheapest first; \
                     what is not as saved is marked"
                </caption>
                <thead>
                    <tr>
                        <th scope="col">"Point"</th>
                        {settings.collect::<Vec<_>>()}
                        <th scope="col" class="number">{cost_label(front)}</th>
                        <th scope="col" class="number">"Overload, min"</th>
                        <th scope="col" class="number">"Changes"</th>
                        <th scope="col" class="number">"Reversals"</th>
                        <th scope="col"><span class="sr-only">"Open"</span></th>
                    </tr>
                </thead>
                <tbody>{row(&front.saved, open)} {rows.collect::<Vec<_>>()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn count(of: usize) -> String {
    number(f64::from(u32::try_from(of).unwrap_or(u32::MAX)), 0)
}

fn cell(cell: &Cell) -> AnyView {
    let text = cell.text.clone();
    match cell.is_changed {
        true => view! {
            <td class="number changed"><span class="sr-only">"changed: "</span>{text}</td>
        }
        .into_any(),
        false => view! { <td class="number same">{text}</td> }.into_any(),
    }
}

fn row(entry: &Entry, open: Callback<u32>) -> AnyView {
    let Entry { label, index, cost, score, cells, is_advised } = entry.clone();
    let name = match (index, is_advised) {
        (None, _) => label.clone(),
        (Some(_), true) => "Recommended".to_owned(),
        (Some(index), false) => format!("Point {}", number(f64::from(index), 0)),
    };
    let button = index.map(|index| {
        let name = format!("Open {label}");
        view! {
            <button class="small" aria-label=name on:click=move |_| open.run(index)>"Open"</button>
        }
        .into_any()
    });
    let cells: Vec<AnyView> = cells.iter().map(cell).collect();
    let class = if is_advised { "advised" } else { "" };
    view! {
        <tr class=class>
            <th scope="row">{name}</th>
            {cells}
            <td class="number">{number(cost, 1)}</td>
            <td class="number">{number(score.overload_minutes, 0)}</td>
            <td class="number">{count(score.changes)}</td>
            <td class="number">{count(score.reversals)}</td>
            <td>{button}</td>
        </tr>
    }
    .into_any()
}
