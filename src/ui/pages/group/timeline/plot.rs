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

/// The drawing, with the pointer and the keys that move the cursor.
#[component]
pub fn Plot(stage: Stage) -> impl IntoView {
    let plot = NodeRef::<html::Div>::new();
    follow_width(plot, stage.width);
    let on_key = move |event: ev::KeyboardEvent| {
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
        stage.step(by);
    };
    let on_pointer = move |event: ev::PointerEvent| {
        if let Some(plot) = plot.get_untracked() {
            let left = plot.get_bounding_client_rect().left();
            stage.move_to(f64::from(event.client_x()) - left);
        }
    };
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
            on:pointermove=on_pointer
            on:pointerdown=on_pointer
        >
            <Drawing stage />
        </div>
    }
}
