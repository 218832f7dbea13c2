//! What the parts of a timeline share.

use leptos::prelude::*;

use crate::chart::cursor::{Move, moved, nearest};
use crate::chart::draw::draw;
use crate::chart::format::LabelStyle;
use crate::chart::geometry::Geometry;
use crate::chart::offsets::Offsets;
use crate::chart::view::{Limits, View};
use crate::lab::incident::Mark;
use crate::lab::{Picture, Window};
use crate::ui::kit::format::BrowserFormat;
use crate::ui::kit::time::{self, Utc};
use crate::ui::kit::view::memo;

/// How wide a character of the drawing's labels is, in pixels, at the usual text size:
/// they are 0.75 rem high.
const CHARACTER_PX: f64 = 7.4;

/// A picture in a window of time, drawn.
#[derive(Clone, Copy)]
pub struct Stage {
    /// What is shown.
    pub picture: Memo<Picture>,
    /// The window, as the address has it.
    pub window: Memo<Window>,
    /// The visible stretch of time.
    pub view: Memo<View>,
    /// The drawing.
    pub geometry: Memo<Geometry>,
    /// How wide the drawing is.
    pub width: RwSignal<f64>,
    /// The stamp of the sample that the cursor stands on.
    pub moment: Signal<Option<i64>>,
    /// The stretch that is marked.
    pub marked: RwSignal<Option<Mark>>,
    go_to: Callback<i64>,
}

impl Stage {
    /// A picture in the window that `range` names; `go_to` moves the cursor.
    pub fn new(
        picture: Memo<Picture>,
        range: Memo<String>,
        moment: Signal<Option<i64>>,
        marked: RwSignal<Option<Mark>>,
        go_to: Callback<i64>,
    ) -> Self {
        let utc = expect_context::<Utc>().0;
        let width = RwSignal::new(800.0);
        let window =
            memo(move || Window::parse(&range.get(), picture.with(|picture| picture.is_imported)));
        let view = memo(move || {
            let Limits { from_ms, to_ms } = picture.with(Picture::limits);
            let base = View { from_ms, to_ms, width: width.get() };
            window.get().view(base, Limits { from_ms, to_ms })
        });
        let offsets = memo(move || {
            let (View { from_ms, to_ms, .. }, utc) = (view.get(), utc.get());
            Offsets::between(from_ms, to_ms, |at_ms| time::offset_ms(at_ms, utc))
        });
        let geometry = memo(move || {
            offsets.with(|offsets| {
                let format = &BrowserFormat::current();
                let style = LabelStyle { character_px: CHARACTER_PX, offsets, format };
                picture.with(|picture| draw(&picture.timeline, &view.get(), &style))
            })
        });
        Self { picture, window, view, geometry, width, moment, marked, go_to }
    }

    /// Puts the cursor on the sample nearest to a place of the drawing.
    pub fn move_to(self, x: f64) {
        self.go_to.run(self.at(x));
    }

    /// Moves the cursor as a key says.
    pub fn step(self, by: Move) {
        let next = self.picture.with_untracked(|picture| {
            let times_ms = &picture.timeline.times_ms;
            let current = self.moment.get_untracked().and_then(|at_ms| nearest(times_ms, at_ms));
            let index = moved(times_ms, current, by, &self.view.get_untracked())?;
            times_ms.get(index).copied()
        });
        if let Some(at_ms) = next {
            self.go_to.run(at_ms);
        }
    }

    /// The instant at a place of the drawing.
    pub fn at(self, x: f64) -> i64 {
        self.geometry.with_untracked(|geometry| geometry.frame.time.ms(x))
    }

    /// Marks the stretch between two instants, from sample to sample.
    pub fn mark(self, anchor_ms: i64, head_ms: i64) {
        let mark = self.picture.with_untracked(|picture| {
            Mark::between(&picture.timeline.times_ms, anchor_ms, head_ms)
        });
        self.marked.set(mark);
    }

    /// Moves the cursor as a key says, and the mark's end with it.
    pub fn extend(self, by: Move) {
        let before = self.moment.get_untracked();
        self.step(by);
        let anchor = self.marked.get_untracked().map(|mark| mark.anchor_ms).or(before);
        if let (Some(anchor_ms), Some(head_ms)) = (anchor, self.moment.get_untracked()) {
            self.mark(anchor_ms, head_ms);
        }
    }

    /// What a zoom goes around: the cursor, or the middle of what is visible.
    pub fn middle_ms(self) -> i64 {
        self.moment.get_untracked().unwrap_or_else(|| {
            let view = self.view.get_untracked();
            i64::midpoint(view.from_ms, view.to_ms)
        })
    }
}
