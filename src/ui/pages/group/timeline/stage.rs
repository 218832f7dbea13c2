//! What the parts of a timeline share.

use leptos::prelude::*;

use crate::chart::cursor::{Move, moved, nearest};
use crate::chart::draw::draw;
use crate::chart::format::LabelStyle;
use crate::chart::geometry::Geometry;
use crate::chart::offsets::Offsets;
use crate::chart::view::{Limits, View};
use crate::lab::incident::Mark;
use crate::lab::{Picture, Way, Window};
use crate::ui::kit::format::BrowserFormat;
use crate::ui::kit::location::{Here, use_here};
use crate::ui::kit::time::{self, Utc};
use crate::ui::kit::view::memo;
use crate::ui::pages::group::marked::Marked;
use crate::ui::pages::group::moment::{Moment, RANGE};
use crate::whatif::Interval;

/// How wide a character of the drawing's labels is, in pixels, at the usual text size:
/// they are 0.75 rem high.
pub const CHARACTER_PX: f64 = 7.4;

/// How near to a change the pointer catches it, in pixels: half of the least target.
const REACH_PX: f64 = 12.0;

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
    /// The moment that the cursor stands on.
    pub moment: Moment,
    /// The stretch that is marked.
    pub marked: Marked,
    /// Whether dragging marks a stretch rather than zooms to it.
    pub marking: RwSignal<bool>,
    /// The stretch that letting go of the pointer would zoom to.
    pub zooming: RwSignal<Option<Interval>>,
    here: Here,
}

impl Stage {
    /// A picture in the window that the address names.
    pub fn new(picture: Memo<Picture>, moment: Moment, marked: Marked) -> Self {
        let utc = expect_context::<Utc>().0;
        let here = use_here();
        let range = here.param(RANGE);
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
        let (marking, zooming) = (RwSignal::new(false), RwSignal::new(None));
        Self { picture, window, view, geometry, width, moment, marked, marking, zooming, here }
    }

    /// Shows another window, from which the browser's way back leads to the one before.
    pub fn show(self, window: Window) {
        self.here.step(RANGE, &window.text());
    }

    /// Shows the window that is shown where the address names none.
    pub fn show_usual(self) {
        self.here.step(RANGE, "");
    }

    /// Shows a stretch between two instants alone.
    pub fn zoom_to(self, from_ms: i64, to_ms: i64) {
        let (from_ms, to_ms) = (from_ms.min(to_ms), from_ms.max(to_ms));
        self.show(self.made(|view, limits| View { from_ms, to_ms, ..view }.clamped(limits)));
    }

    /// Shows twice as much time, around the cursor where that is in view.
    pub fn zoom_out(self) {
        self.show(self.zoomed(2.0));
    }

    /// Shows another view, made of the present one. What is done many times over, with keys held
    /// down, would bury what the way back led to.
    pub fn change(self, change: impl FnOnce(View, Limits) -> View) {
        self.here.set_param(RANGE, &self.made(change).text());
    }

    /// Shows so many times as much time, around the cursor where that is in view.
    pub fn zoom(self, by: f64) {
        self.here.set_param(RANGE, &self.zoomed(by).text());
    }

    fn zoomed(self, by: f64) -> Window {
        let around_ms = self.middle_ms();
        self.made(|view, limits| view.zoom(by, around_ms, limits))
    }

    /// The present view changed. It does not jump to the history where that lies elsewhere.
    fn made(self, change: impl FnOnce(View, Limits) -> View) -> Window {
        let view = self.view.get_untracked();
        let limits = self.picture.with_untracked(Picture::limits).including(&view);
        Window::fixed(change(view, limits))
    }

    /// The instant at a place of the drawing, or of the change that is near to it.
    pub fn at(self, x: f64) -> i64 {
        let (at_ms, reach_ms) = self.geometry.with_untracked(|geometry| {
            let time = &geometry.frame.time;
            (time.ms(x), time.ms(x + REACH_PX) - time.ms(x))
        });
        self.moment.landed(at_ms, reach_ms)
    }

    /// Moves the cursor as a key says.
    pub fn step(self, by: Move) {
        let next = self.picture.with_untracked(|picture| {
            let times_ms = &picture.timeline.times_ms;
            let current = self.moment.get_untracked().and_then(|at_ms| nearest(times_ms, at_ms));
            let index = moved(times_ms, current, by, &self.view.get_untracked())?;
            times_ms.get(index).copied()
        });
        next.into_iter().for_each(|at_ms| self.go(at_ms));
    }

    /// Moves the cursor to the change, event or difference beside it.
    pub fn walk(self, way: Way) {
        untrack(|| self.moment.beside(way)).into_iter().for_each(|at_ms| self.go(at_ms));
    }

    /// Moves the cursor, and the view along where that does not show it.
    fn go(self, at_ms: i64) {
        self.moment.go(at_ms);
        let view = self.view.get_untracked();
        if !(view.from_ms..=view.to_ms).contains(&at_ms) {
            self.change(|view, limits| view.reveal(at_ms, limits));
        }
    }

    /// The mark between two instants, from sample to sample.
    pub fn between(self, anchor_ms: i64, head_ms: i64) -> Option<Mark> {
        self.picture
            .with_untracked(|picture| Mark::between(&picture.timeline.times_ms, anchor_ms, head_ms))
    }

    /// Moves the cursor as a key says, and the mark's end with it.
    pub fn extend(self, by: Move) {
        let before = self.moment.get_untracked();
        self.step(by);
        let anchor = self.marked.get_untracked().map(|mark| mark.anchor_ms).or(before);
        if let (Some(anchor_ms), Some(head_ms)) = (anchor, self.moment.get_untracked()) {
            self.marked.set(self.between(anchor_ms, head_ms));
        }
    }

    /// Where a stretch begins and ends in the drawing; none out of view.
    pub fn places(self, stretch: Interval) -> Option<(f64, f64)> {
        let Interval { from_ms, to_ms } = stretch;
        let view = self.view.get();
        if to_ms < view.from_ms || from_ms > view.to_ms {
            return None;
        }
        let x = |at_ms: i64| {
            let at_ms = at_ms.clamp(view.from_ms, view.to_ms);
            self.geometry.with(|geometry| geometry.frame.time.px(at_ms))
        };
        Some((x(from_ms), x(to_ms)))
    }

    /// What a zoom goes around: the cursor, or the middle of what is visible.
    fn middle_ms(self) -> i64 {
        let view = self.view.get_untracked();
        let shown =
            self.moment.get_untracked().filter(|at| (view.from_ms..=view.to_ms).contains(at));
        shown.unwrap_or_else(|| i64::midpoint(view.from_ms, view.to_ms))
    }
}
