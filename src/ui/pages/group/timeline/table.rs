//! The timeline as a table.

use leptos::prelude::*;

use super::stage::Stage;
use crate::lab::Moment;
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::view::live;

#[component]
pub fn Moments(stage: Stage) -> impl IntoView {
    let table = move || {
        let view = stage.view.get();
        stage.picture.with(|picture| {
            let (every, moments) = picture.rows(view.from_ms, view.to_ms);
            let caption = match every {
                1 => t!("Every sample in view").to_owned(),
                n => t!("One sample in {n}; zoom in to see them all"),
            };
            table(caption, picture.names(), moments)
        })
    };
    view! {
        <div
            class="table-wrap moments" tabindex="0" role="region"
            aria-label=t!("Timeline as a table")
        >
            {live(table)}
        </div>
    }
}

fn table(caption: String, names: Vec<String>, moments: Vec<Moment>) -> impl IntoView + use<> {
    let heads = names.into_iter().map(|name| {
        view! {
            <th scope="col" class="number">{name}</th>
            <th scope="col" class="number">{t!("Size")}</th>
        }
    });
    view! {
        <table>
            <caption>{caption}</caption>
            <thead>
                <tr><th scope="col">{t!("Time")}</th> {heads.collect_view()}</tr>
            </thead>
            <tbody>{moments.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

fn row(moment: Moment) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">{time::text(moment.at_ms, Style::Short)}</th>
            {moment.cells.into_iter().map(|(value, size)| view! {
                <td class="number">{value}</td>
                <td class="number">{size}</td>
            }).collect_view()}
        </tr>
    }
}
