//! What is found for a stretch.

use serde::{Deserialize, Serialize};

use super::judged::Judged;
use super::obstacle::Obstacle;
use crate::base::{grouped, thousands};
use crate::whatif::{HOURS_PER_DAY, Interval, Setting};

/// An edit that would have helped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Repair {
    /// What it sets, one to three of them.
    pub settings: Vec<Setting>,
    /// What it would have done.
    pub judged: Judged,
    /// Whether no other of the list costs less for each minute of overload that it prevents.
    pub is_best_bargain: bool,
}

/// What was found for a stretch.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Repairs {
    /// The stretch.
    pub stretch: Interval,
    /// The time that the histories cover.
    pub span: Interval,
    /// What the rules did as they are.
    pub before: Judged,
    /// How many days lie outside the days of the stretch.
    pub other_days: u32,
    /// How many edits were tried so far.
    pub tried: u32,
    /// How many there are to try.
    pub of: u32,
    /// Those that prevent half of the stretch's overload, three quarters, and the most that any
    /// does: the cheapest of each, without repeats.
    pub found: Vec<Repair>,
    /// What stands in the way of preventing all of it.
    pub obstacle: Obstacle,
}

impl Repairs {
    /// Whether the stretch had no overload at all, so that there is nothing to repair.
    #[must_use]
    pub fn has_no_overload(&self) -> bool {
        self.before.inside.overload_minutes <= 0.0
    }

    /// Whether every edit was tried.
    #[must_use]
    pub const fn is_done(&self) -> bool {
        self.tried >= self.of
    }

    /// How much of the search is done, 0 to 1.
    #[must_use]
    pub fn share(&self) -> f64 {
        f64::from(self.tried) / f64::from(self.of.max(1))
    }

    /// How many edits were tried, of how many.
    #[must_use]
    pub fn tried_words(&self) -> String {
        let [tried, of] = [self.tried, self.of].map(|count| thousands(count.into()));
        let days = grouped(self.span.hours() / HOURS_PER_DAY, 0);
        match (self.has_no_overload(), self.is_done()) {
            (true, _) => String::new(),
            (false, true) => {
                t!("Of {of} with up to three settings, each priced over all {days} days.")
            }
            (false, false) => t!("{tried} of {of} are tried."),
        }
    }

    /// The least overload that any found edit leaves in the stretch, in minutes.
    #[must_use]
    pub fn least_minutes(&self) -> f64 {
        let left = |repair: &Repair| repair.judged.inside.overload_minutes;
        self.found.iter().map(left).fold(self.before.inside.overload_minutes, f64::min)
    }
}
