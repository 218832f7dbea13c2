//! The moment that the page of a group explains: where the pointer or the keys stand, unless one is
//! pinned, which the address keeps.

use leptos::prelude::*;

use crate::lab::{Picture, Way, landed, stop_beside};
use crate::ui::kit::location::{Here, use_here};
use crate::ui::kit::view::memo;

/// The name of the pinned moment in the address.
pub const PINNED: &str = "at";

/// The name of the visible stretch of time in the address.
pub const RANGE: &str = "range";

/// The moment that a picture is looked at.
#[derive(Clone, Copy)]
pub struct Moment {
    here: Here,
    picture: Memo<Picture>,
    stops: Memo<Vec<i64>>,
    free: RwSignal<Option<i64>>,
    pinned: Memo<Option<i64>>,
    /// The moment, and whether it is pinned. Both in one, since what follows a memo and another one
    /// made of it misses a change of the first that leaves the second as it is.
    shown: Memo<Option<(i64, bool)>>,
}

impl Moment {
    /// The moment of a picture, the address's where it names one.
    pub fn of(picture: Memo<Picture>) -> Self {
        let here = use_here();
        let named = here.param(PINNED);
        let free = RwSignal::new(None);
        let pinned = memo(move || named.with(|text| text.parse().ok()));
        let stops = memo(move || picture.with(Picture::stops));
        let shown = memo(move || {
            let pinned = pinned.get();
            let at_ms: i64 = pinned.or_else(|| free.get())?;
            // A change lies between samples where those are coarse, and is itself a moment.
            let is_stop = stops.with(|stops| stops.binary_search(&at_ms).is_ok());
            let nearest = || picture.with(|picture| picture.nearest(at_ms));
            let shown = if is_stop { Some(at_ms) } else { nearest() };
            shown.map(|at_ms| (at_ms, pinned.is_some()))
        });
        Self { here, picture, stops, free, pinned, shown }
    }

    /// The moment: a stop of the picture, or the stamp of a sample.
    pub fn get(self) -> Option<i64> {
        self.shown.get().map(|(at_ms, _)| at_ms)
    }

    /// The newest moment there is.
    pub fn latest(self) -> Option<i64> {
        self.picture.with(|picture| picture.nearest(i64::MAX))
    }

    /// The same as [`Self::get`] without following it.
    pub fn get_untracked(self) -> Option<i64> {
        self.shown.get_untracked().map(|(at_ms, _)| at_ms)
    }

    /// Whether it is pinned.
    pub fn is_pinned(self) -> bool {
        self.shown.get().is_some_and(|(_, is_pinned)| is_pinned)
    }

    /// The pinned instant where the picture does not reach it.
    pub fn missed(self) -> Option<i64> {
        let limits = self.picture.with(Picture::limits);
        let until_ms = self.picture.with(|picture| picture.timeline.until_ms).max(limits.to_ms);
        self.pinned.get().filter(|at_ms| !(limits.from_ms..=until_ms).contains(at_ms))
    }

    /// Where a pointer lands that reaches so far.
    pub fn landed(self, at_ms: i64, reach_ms: i64) -> i64 {
        let on = self.stops.with_untracked(|stops| landed(stops, at_ms, reach_ms));
        if on != at_ms {
            return on;
        }
        self.picture.with_untracked(|picture| picture.nearest(at_ms)).unwrap_or(at_ms)
    }

    /// Follows a pointer; a pinned moment stays.
    pub fn hover(self, at_ms: i64) {
        if !self.pinned.with_untracked(Option::is_some) {
            self.free.set(Some(at_ms));
        }
    }

    /// Goes to an instant, and takes the pin along.
    pub fn go(self, at_ms: i64) {
        match self.pinned.get_untracked() {
            Some(_) => self.pin(at_ms),
            None => self.free.set(Some(at_ms)),
        }
    }

    /// The pinned instant, without following it.
    pub fn pinned_untracked(self) -> Option<i64> {
        self.pinned.get_untracked()
    }

    /// Pins an instant.
    pub fn pin(self, at_ms: i64) {
        self.here.set_param(PINNED, &at_ms.to_string());
    }

    /// Lets go of the pin; the moment stays until the pointer moves.
    pub fn unpin(self) {
        self.free.set(self.get_untracked());
        self.here.set_param(PINNED, "");
    }

    /// Pins the moment, or lets go of it.
    pub fn toggle(self) {
        match (self.pinned.get_untracked(), self.get_untracked()) {
            (Some(_), _) => self.unpin(),
            (None, Some(at_ms)) => self.pin(at_ms),
            (None, None) => {}
        }
    }

    /// The stop beside it.
    pub fn beside(self, way: Way) -> Option<i64> {
        let at_ms = self.get();
        self.stops.with(|stops| stop_beside(stops, at_ms, way))
    }
}
