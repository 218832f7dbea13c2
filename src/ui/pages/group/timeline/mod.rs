//! The timeline: metric, sizes, changes and events over time, as a drawing and as a table.

mod drawing;
mod explain;
mod head;
mod plot;
mod stage;
mod table;

use leptos::prelude::*;

use crate::engine::Metric;
use crate::lab::Picture;
use crate::lab::incident::Mark;
use crate::ui::kit::location::use_here;
use crate::ui::kit::view::{flag, live, when};
pub use explain::Explanation;
use head::Head;
use plot::Plot;
use stage::Stage;
use table::Moments;

/// A picture over time.
#[component]
pub fn Timeline(
    /// What is shown.
    picture: Memo<Picture>,
    /// Why nothing is.
    #[prop(into)]
    trouble: Signal<Option<String>>,
    /// The stamp of the sample that the cursor stands on.
    #[prop(into)]
    moment: Signal<Option<i64>>,
    /// Moves the cursor to the sample that is nearest to an instant.
    go_to: Callback<i64>,
    /// The stretch that is marked.
    marked: RwSignal<Option<Mark>>,
    /// The metrics that can be shown.
    metrics: Memo<Vec<Metric>>,
    /// Shows another one.
    choose: Callback<Metric>,
    /// What stands below it.
    children: Children,
) -> impl IntoView {
    let stage = Stage::new(picture, use_here().param("range"), moment, marked, go_to);
    let as_table = RwSignal::new(false);
    view! {
        <section class="card timeline" aria-label="Timeline">
            <Head stage metrics choose as_table />
            {live(move || trouble.get().map(|why| view! {
                <p class="waiting" role="status">{why}</p>
            }))}
            {when(move || !picture.with(Picture::is_empty), move || view! {
                <div class:hidden=flag(move || as_table.get())><Plot stage /></div>
                {when(move || as_table.get(), move || view! {<Moments stage />})}
            })}
            {children()}
        </section>
    }
}
