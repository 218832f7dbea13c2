//! The front in figures: a row a point, a column a setting that differs; where there is no room
//! for that, a card a point with what it changes.

use leptos::prelude::*;

use super::plot::Drawn;
use crate::chart::front::Mark;
use crate::lab::{Cell, Column, Entry, Front, Owner, tone};

/// The saved rules, then the points, the cheapest first. `own` is the one that is edited.
pub fn table(front: &Front, own: Option<u32>, drawn: Drawn) -> AnyView {
    let rows = front.entries.iter().enumerate().map(|(at, entry)| {
        let is_own = own.is_some() && own == entry.index;
        row(front, entry, Mark::Point(at), is_own, drawn)
    });
    view! {
        <div
            class="table-wrap scroll points" tabindex="0" role="region"
            aria-label=t!("The points that no other beats")
        >
            <table>
                <caption>
                    {t!("The points that no other beats, and the recommended one where there is \
                         one, the cheapest first; what is not as saved is marked")}
                </caption>
                {heads(front)}
                <tbody>
                    {row(front, &front.saved, Mark::Saved, false, drawn)} {rows.collect::<Vec<_>>()}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Two lines of heads, so that each is short: whose a setting is, and which.
fn heads(front: &Front) -> AnyView {
    let owners = front.owners().into_iter().map(|Owner { name, columns }| {
        let (title, span) = (name.clone(), columns.to_string());
        view! {
            <th scope="colgroup" colspan=span class="owner" title=title>
                <span>{name}</span>
            </th>
        }
        .into_any()
    });
    let settings = front.columns.iter().map(|Column { short, name, .. }| {
        view! { <th scope="col" class="number" title=name.clone()>{*short}</th> }.into_any()
    });
    let figures = figure_heads(front)
        .map(|name| view! { <th scope="col" class="number" rowspan="2">{name}</th> }.into_any());
    view! {
        <thead>
            <tr>
                <th scope="col" rowspan="2">{t!("Point")}</th>
                {owners.collect::<Vec<_>>()}
                {figures.into_iter().collect::<Vec<_>>()}
                <th scope="col" rowspan="2" class="act">
                    <span class="sr-only">{t!("verb" => "Open")}</span>
                </th>
            </tr>
            <tr>{settings.collect::<Vec<_>>()}</tr>
        </thead>
    }
    .into_any()
}

fn figure_heads(front: &Front) -> [&'static str; 4] {
    [front.cost_unit(), t!("Overload, min"), t!("sizes" => "Changes"), t!("Reversals")]
}

fn cell(Cell { text, is_changed }: &Cell, column: &Column) -> AnyView {
    let (text, name) = (text.clone(), column.name.clone());
    match is_changed {
        true => view! {
            <td class="number changed" data-label=name>
                <span class="sr-only">{t!("changed: ")}</span>
                {text}
            </td>
        }
        .into_any(),
        false => view! { <td class="number same" data-label=name>{text}</td> }.into_any(),
    }
}

fn row(front: &Front, entry: &Entry, mark: Mark, is_own: bool, drawn: Drawn) -> AnyView {
    let Entry { label, index, figures, cells, is_advised, .. } = entry.clone();
    let button = index.map(|index| {
        let name = t!("Open {label}");
        view! {
            <button class="small" aria-label=name on:click=move |_| drawn.open.run(index)>
                {t!("verb" => "Open")}
            </button>
        }
        .into_any()
    });
    let cells = cells.iter().zip(&front.columns).map(|(own, column)| cell(own, column));
    let figures = figures.into_iter().zip(figure_heads(front)).map(|(own, name)| {
        let is_same = own.saved == own.edited;
        let difference = (!is_same).then(|| {
            view! { " " <small class=tone(own.judgement)>{own.difference}</small> }
        });
        view! { <td class="number figure" data-label=name>{own.edited} {difference}</td> }
            .into_any()
    });
    let class = match (index, is_advised) {
        (None, _) => "saved",
        (Some(_), true) => "advised",
        (Some(_), false) => "bargain",
    };
    let mean = move || drawn.meant.set(Some(mark));
    view! {
        <tr class=class on:pointerenter=move |_| mean() on:focusin=move |_| mean()>
            <th scope="row">
                {entry.name()} {is_own.then(|| view! { <b class="own">{t!(" (edited)")}</b> })}
            </th>
            {cells.collect::<Vec<_>>()}
            {figures.collect::<Vec<_>>()}
            <td class="act">{button}</td>
        </tr>
    }
    .into_any()
}
