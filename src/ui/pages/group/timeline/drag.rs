//! The pointer on the drawing: it moves the cursor, pins it, zooms and marks.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::stage::Stage;
use crate::lab::Pointing;
use crate::whatif::Interval;

/// How far a pressed pointer moves until it drags, in pixels.
const LEAST_DRAG: f64 = 6.0;

/// Where the pointer was pressed.
#[derive(Clone, Copy)]
struct Press {
    x: f64,
    at_ms: i64,
    /// Whether dragging from here marks a stretch rather than zooms to it.
    marks: bool,
    has_moved: bool,
}

/// The pointer.
#[derive(Clone, Copy)]
pub struct Drag {
    stage: Stage,
    plot: NodeRef<html::Div>,
    pressed: StoredValue<Option<Press>>,
    /// What was pinned before each of the last two clicks, the latest last.
    pinned: StoredValue<[Option<i64>; 2]>,
    /// Where it stood still last.
    rest: StoredValue<Pointing>,
}

impl Drag {
    /// The pointer on the drawing of a stage.
    pub fn new(stage: Stage, plot: NodeRef<html::Div>) -> Self {
        Self {
            stage,
            plot,
            pressed: StoredValue::new(None),
            pinned: StoredValue::new([None; 2]),
            rest: StoredValue::default(),
        }
    }

    /// The pointer went down.
    pub fn press(self, event: &ev::PointerEvent) {
        let Some(x) = self.place(event) else { return };
        if event.button() != 0 {
            return;
        }
        let marks = event.shift_key() || self.stage.marking.get_untracked();
        let at_ms = self.stage.at(x);
        self.pressed.set_value(Some(Press { x, at_ms, marks, has_moved: false }));
        // A finger moves the page.
        if let (false, Some(plot)) = (is_touch(event), self.plot.get_untracked()) {
            // Fails only for a pointer that is gone, which then drags no more.
            let _ = plot.set_pointer_capture(event.pointer_id());
        }
    }

    /// The pointer moved.
    pub fn follow(self, event: &ev::PointerEvent) {
        let Some(x) = self.place(event) else { return };
        let at_ms = self.stage.at(x);
        self.stage.moment.hover(at_ms);
        self.rest.update_value(|rest| *rest = rest.moved(at_ms, event.time_stamp()));
        if event.buttons() == 0 {
            return self.cancel();
        }
        let Some(press) = self.pressed.get_value().filter(|_| !is_touch(event)) else { return };
        if !press.has_moved && (x - press.x).abs() < LEAST_DRAG {
            return;
        }
        self.pressed.set_value(Some(Press { has_moved: true, ..press }));
        if press.marks {
            let mark = self.stage.between(press.at_ms, at_ms);
            return self.stage.marked.hold(mark);
        }
        let (from_ms, to_ms) = (press.at_ms.min(at_ms), press.at_ms.max(at_ms));
        self.stage.zooming.set(Some(Interval { from_ms, to_ms }));
    }

    /// The pointer left the drawing. Whoever goes straight to the explanation wants that of what
    /// was pointed at, and not of what lies between.
    pub fn leave(self, event: &ev::PointerEvent) {
        let still = self.rest.get_value().left(event.time_stamp());
        self.rest.set_value(Pointing::default());
        if let Some(at_ms) = still.filter(|_| !is_touch(event)) {
            self.stage.moment.hover(at_ms);
        }
    }

    /// The pointer was let go of: it zooms where it has dragged, and pins where it has not.
    pub fn release(self, event: &ev::PointerEvent) {
        let (press, zooming) = (self.pressed.get_value(), self.stage.zooming.get_untracked());
        self.cancel();
        let (Some(press), Some(x)) = (press, self.place(event)) else { return };
        if let Some(Interval { from_ms, to_ms }) = zooming {
            return self.stage.zoom_to(from_ms, to_ms);
        }
        if press.has_moved {
            return;
        }
        let (moment, at_ms) = (self.stage.moment, self.stage.at(x));
        self.pinned.update_value(|pins| *pins = [pins[1], moment.pinned_untracked()]);
        if untrack(|| moment.is_pinned()) && moment.get_untracked() == Some(at_ms) {
            moment.unpin();
        } else {
            moment.pin(at_ms);
        }
    }

    /// A double click shows more again. What its two clicks did to the pin was not meant.
    pub fn zoom_out(self) {
        let [before, _] = self.pinned.get_value();
        match before {
            Some(at_ms) => self.stage.moment.pin(at_ms),
            None => self.stage.moment.unpin(),
        }
        self.stage.zoom_out();
    }

    /// Nothing is pressed any more.
    pub fn cancel(self) {
        self.pressed.set_value(None);
        self.stage.marked.settle();
        if self.stage.zooming.with_untracked(Option::is_some) {
            self.stage.zooming.set(None);
        }
    }

    fn place(self, event: &ev::PointerEvent) -> Option<f64> {
        let left = self.plot.get_untracked()?.get_bounding_client_rect().left();
        Some(f64::from(event.client_x()) - left)
    }
}

fn is_touch(event: &ev::PointerEvent) -> bool {
    event.pointer_type() == "touch"
}
