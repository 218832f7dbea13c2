//! The stretch that is marked on a group's timeline, which the address keeps.

use leptos::prelude::*;

use crate::lab::incident::Mark;
use crate::ui::kit::location::{Here, use_here};
use crate::ui::kit::view::memo;

/// The name of the marked stretch in the address.
const MARKED: &str = "marked";

/// The stretch that is marked, if any.
#[derive(Clone, Copy)]
pub struct Marked {
    here: Here,
    /// What is under the hand, and not in the address yet.
    held: RwSignal<Option<Option<Mark>>>,
    shown: Memo<Option<Mark>>,
}

impl Marked {
    /// What the address names.
    pub fn of_page() -> Self {
        let (here, held) = (use_here(), RwSignal::new(None));
        let named = here.param(MARKED);
        let shown = memo(move || held.get().unwrap_or_else(|| named.with(|text| Mark::read(text))));
        Self { here, held, shown }
    }

    /// The mark.
    pub fn get(self) -> Option<Mark> {
        self.shown.get()
    }

    /// The mark, without following it.
    pub fn get_untracked(self) -> Option<Mark> {
        self.shown.get_untracked()
    }

    /// Whether there is one.
    pub fn is_some(self) -> bool {
        self.shown.with(Option::is_some)
    }

    /// Marks a stretch, or none.
    pub fn set(self, mark: Option<Mark>) {
        self.here.set_param(MARKED, &mark.map(Mark::text).unwrap_or_default());
        if self.held.with_untracked(Option::is_some) {
            self.held.set(None);
        }
    }

    /// Marks a stretch for as long as the hand moves: [`Self::settle`] keeps it.
    pub fn hold(self, mark: Option<Mark>) {
        self.held.set(Some(mark));
    }

    /// Keeps what is under the hand.
    pub fn settle(self) {
        if let Some(mark) = self.held.get_untracked() {
            self.set(mark);
        }
    }
}
