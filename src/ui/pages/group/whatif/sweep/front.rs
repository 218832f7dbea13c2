//! What a sweep has found: the recommended point in a sentence, the front as a drawing and as a
//! table, and the way from a point to a variant.

use leptos::prelude::*;

use super::super::state::WHAT_IF;
use super::advice::AdviceCard;
use super::plot::{Plot, cost_label};
use super::state::Sweeping;
use crate::lab::{Cell, Entry, Found, Front, Shared};
use crate::ui::kit::focus;
use crate::ui::kit::format::number;
use crate::ui::kit::toast::use_toasts;
use crate::ui::kit::view::{live, memo, text, when};

/// The whole outcome; nothing before the first point.
#[component]
pub fn Outcome(sweeping: Sweeping) -> impl IntoView {
    let toasts = use_toasts();
    let front_of = |found: Memo<Option<Shared<Found>>>| {
        memo(move || found.with(|found| found.as_ref().and_then(|found| found.front())))
    };
    let (front, advised) = (front_of(sweeping.shown), front_of(sweeping.advised));
    let open_of = |found: Memo<Option<Shared<Found>>>| {
        Callback::new(move |index: u32| {
            let name = sweeping.open(found, index);
            focus(WHAT_IF);
            toasts.done(t!("The point is open as the variant “{name}”."));
        })
    };
    let (open, open_advised) = (open_of(sweeping.shown), open_of(sweeping.advised));
    let own = memo(move || sweeping.own());
    let following = move || sweeping.following().map(|said| view! { <p class="help">{said}</p> });
    let is_old = move || sweeping.is_behind() || sweeping.shown.get() != sweeping.advised.get();
    view! {
        {when(move || sweeping.is_outdated(), || view! {
            <p class="notice" role="status">
                {t!("The history, the settings or the saved policies have changed since. Sweep \
                     again to see what holds now.")}
            </p>
        })}
        {live(following)}
        <div aria-busy=text(move || is_old().to_string())>
            {live(move || {
                let advice = advised.with(|front| front.as_ref()?.advice.clone())?;
                let is_priced =
                    advised.with(|front| front.as_ref().is_some_and(|own| own.is_priced));
                Some(view! { <AdviceCard advice is_priced open=open_advised /> })
            })}
        </div>
        <div aria-busy=text(move || sweeping.is_behind().to_string())>
            {when(move || front.with(Option::is_some), move || view! { <Plot front own open /> })}
            {live(move || front.with(|front| {
                let own = own.with(|own| own.and_then(|own| own.index));
                front.as_ref().map(|front| table(front, own, open))
            }))}
        </div>
    }
}

fn table(front: &Front, own: Option<u32>, open: Callback<u32>) -> AnyView {
    let settings = front.columns.iter().map(|name| {
        let name = name.clone();
        view! { <th scope="col" class="number">{name}</th> }.into_any()
    });
    let rows = front.entries.iter().map(|entry| row(entry, own, open));
    view! {
        <div
            class="table-wrap scroll" tabindex="0" role="region"
            aria-label=t!("The points that no other beats")
        >
            <table>
                <caption>
                    {t!("The points that no other beats and the recommended one, the cheapest \
                         first; what is not as saved is marked")}
                </caption>
                <thead>
                    <tr>
                        <th scope="col">{t!("Point")}</th>
                        {settings.collect::<Vec<_>>()}
                        <th scope="col" class="number">{cost_label(front)}</th>
                        <th scope="col" class="number">{t!("Overload, min")}</th>
                        <th scope="col" class="number">{t!("sizes" => "Changes")}</th>
                        <th scope="col" class="number">{t!("Reversals")}</th>
                        <th scope="col" class="act">
                            <span class="sr-only">{t!("verb" => "Open")}</span>
                        </th>
                    </tr>
                </thead>
                <tbody>{row(&front.saved, None, open)} {rows.collect::<Vec<_>>()}</tbody>
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
            <td class="number changed"><span class="sr-only">{t!("changed: ")}</span>{text}</td>
        }
        .into_any(),
        false => view! { <td class="number same">{text}</td> }.into_any(),
    }
}

fn row(entry: &Entry, own: Option<u32>, open: Callback<u32>) -> AnyView {
    let Entry { label, index, cost, score, cells, is_advised } = entry.clone();
    let name = match (index, is_advised) {
        (None, _) => label.clone(),
        (Some(_), true) => t!("Recommended").to_owned(),
        (Some(index), false) => t!("Point {}", number(f64::from(index), 0)),
    };
    let button = index.map(|index| {
        let name = t!("Open {label}");
        view! {
            <button class="small" aria-label=name on:click=move |_| open.run(index)>
                {t!("verb" => "Open")}
            </button>
        }
        .into_any()
    });
    let cells: Vec<AnyView> = cells.iter().map(cell).collect();
    let is_own = own.is_some() && own == index;
    let class = if is_advised { "advised" } else { "" };
    view! {
        <tr class=class>
            <th scope="row">{name} {is_own.then(|| t!(" (edited)"))}</th>
            {cells}
            <td class="number">{number(cost, 1)}</td>
            <td class="number">{number(score.overload_minutes, 0)}</td>
            <td class="number">{count(score.changes)}</td>
            <td class="number">{count(score.reversals)}</td>
            <td class="act">{button}</td>
        </tr>
    }
    .into_any()
}
