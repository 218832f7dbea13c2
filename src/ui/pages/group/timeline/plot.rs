//! The drawing, with the pointer and the keys that move the cursor.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::drawing::Drawing;
use super::stage::Stage;
use crate::chart::cursor::Move;
use crate::lab::Picture;
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::view::{memo, text};
use crate::ui::kit::width::follow_width;

/// How far a pressed pointer moves until it marks, in pixels.
const LEAST_DRAG: f64 = 6.0;

/// The drawing, with the pointer and the keys that move the cursor and mark.
#[component]
pub fn Plot(stage: Stage) -> impl IntoView {
    let plot = NodeRef::<html::Div>::new();
    follow_width(plot, stage.width);
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && stage.marked.with_untracked(Option::is_some) {
            stage.marked.set(None);
            return event.prevent_default();
        }
        let by = match event.key().as_str() {
            "ArrowLeft" => Move::Previous,
            "ArrowRight" => Move::Next,
            "PageUp" => Move::PageBack,
            "PageDown" => Move::PageForward,
            "Home" => Move::Home,
            "End" => Move::End,
            _ => return,
        };
        event.prevent_default();
        if event.shift_key() { stage.extend(by) } else { stage.step(by) }
    };
    let drag = Drag { stage, plot, pressed: StoredValue::new(None) };
    let limits = memo(move || stage.picture.with(Picture::limits));
    let value_text = move || match stage.moment.get() {
        Some(at_ms) => {
            let when = |at_ms| time::text(at_ms, Style::Short);
            stage.picture.with(|picture| picture.spoken(at_ms, when))
        }
        None => "No moment chosen. Use the arrow keys.".to_owned(),
    };
    view! {
        <div
            class="plot" node_ref=plot tabindex="0" role="slider" aria-label="Moment"
            aria-valuemin=text(move || limits.get().from_ms.to_string())
            aria-valuemax=text(move || limits.get().to_ms.to_string())
            aria-valuenow=text(move || stage.moment.get().unwrap_or(0).to_string())
            aria-valuetext=text(value_text)
            on:keydown=on_key
            aria-describedby="plot-keys"
            on:pointermove=move |event| drag.follow(&event)
            on:pointerdown=move |event| drag.press(&event)
            on:pointerup=move |_| drag.pressed.set_value(None)
        >
            <Drawing stage />
        </div>
        <p id="plot-keys" class="sr-only">
            "Arrow keys move by a sample, Page Up and Page Down by a tenth of the view. Hold Shift "
            "to mark a stretch; Escape takes the mark away."
        </p>
    }
}

/// The pointer, which moves the cursor and, pressed, marks.
#[derive(Clone, Copy)]
struct Drag {
    stage: Stage,
    plot: NodeRef<html::Div>,
    /// Where it was pressed, as a place and an instant, while it is.
    pressed: StoredValue<Option<(f64, i64)>>,
}

impl Drag {
    fn place(self, event: &ev::PointerEvent) -> Option<f64> {
        let left = self.plot.get_untracked()?.get_bounding_client_rect().left();
        Some(f64::from(event.client_x()) - left)
    }

    fn press(self, event: &ev::PointerEvent) {
        let Some(x) = self.place(event) else { return };
        self.stage.move_to(x);
        // A finger moves the page.
        let is_mouse = event.pointer_type() != "touch" && event.button() == 0;
        self.pressed.set_value(is_mouse.then(|| (x, self.stage.at(x))));
        if let (true, Some(plot)) = (is_mouse, self.plot.get_untracked()) {
            // Fails only for a pointer that is gone, which then drags no more.
            let _ = plot.set_pointer_capture(event.pointer_id());
        }
    }

    fn follow(self, event: &ev::PointerEvent) {
        let Some(x) = self.place(event) else { return };
        self.stage.move_to(x);
        if event.buttons() == 0 {
            self.pressed.set_value(None);
        }
        if let Some((from, anchor_ms)) = self.pressed.get_value()
            && (x - from).abs() >= LEAST_DRAG
        {
            self.stage.mark(anchor_ms, self.stage.at(x));
        }
    }
}
