//! The body of a long table: only the rows in sight are drawn, between two that keep the room of
//! the others. `content-visibility` would do it without a line of code, but it has no effect on
//! the rows of a table.

use std::ops::Range;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::view::{Entry, list, live, memo};
use crate::base::{WHOLE_ROWS, rows_in_view};

/// The class of a row that keeps the room of others.
const ROOM: &str = "room";

/// The class of the row that heads a part of a table.
const HEAD: &str = "head";

/// The rows of a range.
type Entries = Box<dyn Fn(Range<usize>) -> Vec<Entry> + Send + Sync>;

/// Where the list stands in the window.
#[derive(Clone, Copy, Default, PartialEq)]
struct Place {
    row_px: f64,
    above_px: f64,
    view_px: f64,
}

/// The body of a table with rows of one height, or one of several bodies.
#[component]
pub fn Rows<F>(
    /// How many rows there are.
    #[prop(into)]
    len: Signal<usize>,
    /// The rows of a range.
    entries: F,
    /// What a screen reader calls it, where the table has several.
    #[prop(optional)]
    label: Option<&'static str>,
    /// The cell that heads it, in a row of its own.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView
where
    F: Fn(Range<usize>) -> Vec<Entry> + Send + Sync + 'static,
{
    let head = children.map(|cell| view! { <tr class=HEAD>{cell()}</tr> }.into_any());
    rows(len, Box::new(entries), label, head)
}

/// The same for any list: compiled once.
fn rows(
    len: Signal<usize>,
    entries: Entries,
    label: Option<&'static str>,
    head: Option<AnyView>,
) -> impl IntoView {
    let body = NodeRef::<html::Tbody>::new();
    let place = RwSignal::new(Place::default());
    let measure = move |known_px: f64| {
        let Some(body) = body.try_get_untracked().flatten() else { return };
        // The room of the others would move with each row that is higher than those before it.
        let row_px = if known_px > 0.0 { known_px } else { height_of_drawn(&body) };
        let head = body.first_element_child().filter(|own| own.class_name() == HEAD);
        let above_px = -body.get_bounding_client_rect().top() - head.as_ref().map_or(0.0, height);
        let view_px = window().inner_height().ok().and_then(|px| px.as_f64()).unwrap_or(0.0);
        place.set(Place { row_px, above_px, view_px });
    };
    // The list may be gone when the frame comes.
    let known_px = move || place.try_with_untracked(|place| place.row_px).unwrap_or_default();
    let measure_place = move || measure(known_px());
    let scrolled = window_event_listener(ev::scroll, move |_| measure_place());
    let resized = window_event_listener(ev::resize, move |_| measure(0.0));
    on_cleanup(move || {
        scrolled.remove();
        resized.remove();
    });
    let is_long = memo(move || len.get() > WHOLE_ROWS);
    Effect::new(move |_| {
        if is_long.get() {
            request_animation_frame(measure_place);
        }
    });
    let drawn = memo(move || {
        let Place { row_px, above_px, view_px } = place.get();
        (rows_in_view(len.get(), row_px, above_px, view_px), row_px)
    });
    let room = move |rows: usize, row_px: f64| {
        #[expect(clippy::cast_precision_loss, reason = "no list has so many rows")]
        let px = rows as f64 * row_px;
        (rows > 0).then(
            || view! { <tr class=ROOM aria-hidden="true" style:height=format!("{px}px")></tr> },
        )
    };
    view! {
        <tbody node_ref=body aria-label=label>
            {head}
            {live(move || drawn.with(|(rows, row_px)| room(rows.start, *row_px)))}
            {list(move || entries(drawn.get().0))}
            {live(move || {
                drawn.with(|(rows, row_px)| room(len.get().saturating_sub(rows.end), *row_px))
            })}
        </tbody>
    }
}

/// How high the drawn rows are on average.
fn height_of_drawn(body: &Element) -> f64 {
    let first = body.first_element_child();
    let second = first.as_ref().and_then(Element::next_element_sibling);
    let ends = [first, second, body.last_element_child()].into_iter().flatten();
    let (others, others_px) = ends
        .filter(|own| [HEAD, ROOM].contains(&own.class_name().as_str()))
        .fold((0, 0.0), |(count, px), own| (count + 1, px + height(&own)));
    let drawn = body.child_element_count().saturating_sub(others).max(1);
    (height(body) - others_px) / f64::from(drawn)
}

fn height(own: &Element) -> f64 {
    own.get_bounding_client_rect().height()
}

/// What a row is named by.
const NAME: &str = "th[scope=row] a";

/// Moves the focus to the name of the next row of a table or of the row before, over the heads of
/// its parts; to the first one where no row has it.
pub fn focus_row(back: bool) {
    let selected = |selector: &str| document().query_selector(selector).ok().flatten();
    let own = document().active_element().and_then(|own| own.closest("main tbody tr").ok()?);
    let name = match own {
        Some(row) => std::iter::successors(beside(&row, back), |row| beside(row, back))
            .find_map(|row| row.query_selector(NAME).ok().flatten()),
        None => selected(&format!("main tbody {NAME}")),
    };
    if let Some(name) = name.and_then(|name| name.dyn_into::<HtmlElement>().ok()) {
        // What has no focus is no loss.
        let _ = name.focus();
    }
}

/// The next row, or the row before, which may belong to another part of the table.
fn beside(row: &Element, back: bool) -> Option<Element> {
    let own = |own: &Element| match back {
        true => own.previous_element_sibling(),
        false => own.next_element_sibling(),
    };
    own(row).or_else(|| {
        let part = own(&row.parent_element()?)?;
        if back { part.last_element_child() } else { part.first_element_child() }
    })
}
