//! The body of a long table: only the rows in sight are drawn, between two that keep the room of
//! the others. `content-visibility` would do it without a line of code, but it has no effect on
//! the rows of a table.

use std::ops::Range;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::view::{Entry, list, live, memo};
use crate::base::rows_in_view;

/// Where the list stands in the window.
#[derive(Clone, Copy, Default, PartialEq)]
struct Place {
    row_px: f64,
    above_px: f64,
    view_px: f64,
}

/// The body of a table with rows of one height.
#[component]
pub fn Rows<F>(
    /// How many rows there are.
    #[prop(into)]
    len: Signal<usize>,
    /// The rows of a range.
    entries: F,
) -> impl IntoView
where
    F: Fn(Range<usize>) -> Vec<Entry> + Send + Sync + 'static,
{
    let body = NodeRef::<html::Tbody>::new();
    let place = RwSignal::new(Place::default());
    let measure = move || {
        let Some(body) = body.get_untracked() else { return };
        let rect = body.get_bounding_client_rect();
        #[expect(clippy::cast_precision_loss, reason = "no list has so many rows")]
        let row_px = rect.height() / len.get_untracked().max(1) as f64;
        let view_px = window().inner_height().ok().and_then(|px| px.as_f64()).unwrap_or(0.0);
        place.set(Place { row_px, above_px: -rect.top(), view_px });
    };
    let scrolled = window_event_listener(ev::scroll, move |_| measure());
    let resized = window_event_listener(ev::resize, move |_| measure());
    on_cleanup(move || {
        scrolled.remove();
        resized.remove();
    });
    let drawn = memo(move || {
        let Place { row_px, above_px, view_px } = place.get();
        rows_in_view(len.get(), row_px, above_px, view_px)
    });
    let room = move |rows: usize| {
        #[expect(clippy::cast_precision_loss, reason = "no list has so many rows")]
        let px = rows as f64 * place.with_untracked(|place| place.row_px);
        (rows > 0).then(
            || view! { <tr class="room" aria-hidden="true" style:height=format!("{px}px")></tr> },
        )
    };
    view! {
        <tbody node_ref=body>
            {live(move || room(drawn.get().start))}
            {list(move || entries(drawn.get()))}
            {live(move || room(len.get().saturating_sub(drawn.get().end)))}
        </tbody>
    }
}
