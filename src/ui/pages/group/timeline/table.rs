//! The timeline as a table.

use leptos::prelude::*;

use super::Stage;
use super::data::Shown;
use crate::chart::timeline::Series;
use crate::engine::quantity;
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::view::live;

/// The most rows; beyond that samples are left out evenly, and the caption says so.
const MOST_ROWS: usize = 300;

/// One moment.
struct Moment {
    at_ms: i64,
    /// Of each series: the value and the size.
    cells: Vec<(String, String)>,
}

#[component]
pub fn Moments(stage: Stage) -> impl IntoView {
    let rows = move || {
        let view = stage.view.get();
        stage.shown.with(|shown| {
            let times_ms = &shown.timeline.times_ms;
            let from = times_ms.partition_point(|at| *at < view.from_ms);
            let to = times_ms.partition_point(|at| *at <= view.to_ms);
            let every = (to - from).div_ceil(MOST_ROWS).max(1);
            let moments = (from..to).step_by(every).map(|index| moment(shown, index));
            (every, moments.collect::<Vec<_>>())
        })
    };
    let names = move || stage.shown.with(Shown::names);
    view! {
        <div class="table-wrap moments" tabindex="0" role="region" aria-label="Timeline as a table">
            {live(move || {
                let (every, moments) = rows();
                let caption = match every {
                    1 => "Every sample in view".to_owned(),
                    n => format!("One sample in {n}; zoom in to see them all"),
                };
                view! {
                    <table>
                        <caption>{caption}</caption>
                        <thead>
                            <tr>
                                <th scope="col">"Time"</th>
                                {names().into_iter().map(|name| view! {
                                    <th scope="col" class="number">{name}</th>
                                    <th scope="col" class="number">"Size"</th>
                                }).collect_view()}
                            </tr>
                        </thead>
                        <tbody>{moments.into_iter().map(row).collect_view()}</tbody>
                    </table>
                }
            })}
        </div>
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

fn moment(shown: &Shown, index: usize) -> Moment {
    let at_ms = shown.timeline.times_ms[index];
    let cell = |series: &Series| {
        let value = series.values.get(index).filter(|value| value.is_finite());
        let value = value.map_or("–".to_owned(), |value| quantity(shown.metric, *value));
        let step = series.sizes.partition_point(|step| step.at_ms <= at_ms).checked_sub(1);
        let size = step.and_then(|step| series.sizes.get(step));
        (value, size.map_or("–".to_owned(), |step| step.size.to_string()))
    };
    Moment { at_ms, cells: shown.timeline.series.iter().map(cell).collect() }
}
