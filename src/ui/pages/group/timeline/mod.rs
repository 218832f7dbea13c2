//! The timeline: metric, sizes, changes and events over time, as a drawing and as a table.

mod drag;
mod drawing;
mod explain;
mod head;
mod plot;
mod range;
mod stage;
mod table;

use leptos::prelude::*;

use crate::engine::Metric;
use crate::lab::{Picture, Window};
use crate::ui::kit::after_paint;
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::view::{flag, live, memo, when};
use crate::ui::pages::group::marked::Marked;
use crate::ui::pages::group::moment::Moment;
pub use explain::Explanation;
use head::Head;
pub use plot::PLOT;
use plot::Plot;
use range::RangeText;
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
    /// Whether it is on its way.
    #[prop(into)]
    coming: Signal<bool>,
    /// The moment that the cursor stands on.
    moment: Moment,
    /// What was decided there, in a sentence.
    #[prop(into)]
    answer: Signal<String>,
    /// The stretch that is marked.
    marked: Marked,
    /// The metrics that can be shown.
    metrics: Memo<Vec<Metric>>,
    /// Shows another one.
    choose: Callback<Metric>,
    /// Whether what stands with it has room beside it.
    #[prop(into)]
    beside: Signal<bool>,
    /// What stands with it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let stage = Stage::new(picture, moment, marked);
    let range = RangeText::new(stage);
    let as_table = RwSignal::new(false);
    // The plot is the most that a page draws at once: all else that an answer changes comes first.
    let is_drawn = after_paint(memo(move || !picture.with(Picture::is_empty)));
    let coming = move || coming.get() && !is_drawn.get();
    view! {
        <section
            class="card timeline" class:beside=flag(move || beside.get()) aria-label=t!("Timeline")
        >
            <Head stage range metrics choose as_table />
            <div class="shown">
                <div class="picture" class:coming=flag(coming)>
                    {live(move || trouble.get().map(|why| view! {
                        <p class="waiting" role="status">{why}</p>
                    }))}
                    {when(move || is_drawn.get(), move || view! {
                        <Beyond stage />
                        <div class:hidden=flag(move || as_table.get())>
                            <Plot stage range answer />
                        </div>
                        {when(move || as_table.get(), move || view! {<Moments stage />})}
                    })}
                </div>
                {children.map(|children| children())}
            </div>
        </section>
    }
}

/// Says where the stretch that is shown leaves the history, and leads back to it.
#[component]
fn Beyond(stage: Stage) -> impl IntoView {
    let words = memo(move || {
        let when = |at_ms| time::text(at_ms, Style::Long);
        stage.picture.with(|picture| picture.beyond(&stage.view.get(), when))
    });
    view! {
        <div role="status">
            {live(move || words.get().map(|words| view! {
                <p class="notice">
                    {words} " "
                    <button class="link" on:click=move |_| stage.show(Window::All)>
                        {t!("Show all of the history")}
                    </button>
                </p>
            }))}
        </div>
    }
}
