//! The drawing with its keys.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::drag::Drag;
use super::drawing::Drawing;
use super::range::RangeText;
use super::stage::Stage;
use crate::chart::cursor::Move;
use crate::lab::{Picture, Way};
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::view::{memo, text};
use crate::ui::kit::width::follow_width;

/// The element that takes the keys of the timeline.
pub const PLOT: &str = "timeline-plot";

/// The drawing, with the pointer and the keys that move the cursor, pin it, zoom and mark.
#[component]
pub fn Plot(
    stage: Stage,
    range: RangeText,
    /// What was decided at the moment, in a sentence.
    #[prop(into)]
    answer: Signal<String>,
) -> impl IntoView {
    let plot = NodeRef::<html::Div>::new();
    follow_width(plot, stage.width);
    let drag = Drag::new(stage, plot);
    let limits = memo(move || stage.picture.with(Picture::limits));
    let value_text = move || match stage.moment.get() {
        Some(at_ms) => {
            let when = |at_ms| time::text(at_ms, Style::Short);
            let said = stage.picture.with(|picture| picture.spoken(at_ms, when));
            format!("{said}. {}", answer.get())
        }
        None => t!("No moment chosen. Use the arrow keys.").to_owned(),
    };
    view! {
        <div
            id=PLOT class="plot" node_ref=plot tabindex="0" role="slider" aria-label=t!("Moment")
            aria-valuemin=text(move || limits.get().from_ms.to_string())
            aria-valuemax=text(move || limits.get().to_ms.to_string())
            aria-valuenow=text(move || stage.moment.get().unwrap_or(0).to_string())
            aria-valuetext=text(value_text)
            on:keydown=move |event| press(stage, &event)
            on:copy=move |event| range.copy(&event)
            on:paste=move |event| range.paste(&event)
            aria-describedby="plot-keys"
            on:pointermove=move |event| drag.follow(&event)
            on:pointerdown=move |event| drag.press(&event)
            on:pointerup=move |event| drag.release(&event)
            on:pointerleave=move |event| drag.leave(&event)
            on:pointercancel=move |_| drag.cancel()
            on:dblclick=move |_| drag.zoom_out()
        >
            <Drawing stage />
        </div>
        <p id="plot-keys" class="sr-only">
            {t!("Arrow keys move by a sample, Page Up and Page Down by a tenth of the view, comma \
                 and full stop to the change or event before and after. Enter pins the moment, \
                 Escape lets it go. Plus and minus zoom. Hold Shift with the arrow keys to mark a \
                 stretch; Escape takes the mark away. Copy takes the visible stretch as a text, \
                 and paste shows the one that was copied.")}
        </p>
    }
}

fn press(stage: Stage, event: &ev::KeyboardEvent) {
    // Those of the browser and of the system stay theirs.
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    match event.key().as_str() {
        "Escape" if stage.marked.get_untracked().is_some() => stage.marked.set(None),
        "Escape" if untrack(|| stage.moment.is_pinned()) => stage.moment.unpin(),
        "Enter" | " " => stage.moment.toggle(),
        "," => stage.walk(Way::Back),
        "." => stage.walk(Way::On),
        "+" | "=" => stage.zoom(0.5),
        "-" | "_" => stage.zoom(2.0),
        key => {
            let Some(by) = Move::of_key(key) else { return };
            if event.shift_key() { stage.extend(by) } else { stage.step(by) }
        }
    }
    event.prevent_default();
}
