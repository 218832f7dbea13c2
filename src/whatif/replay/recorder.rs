//! What a replay keeps besides its sums.

use super::{Change, Interval, SizeAt};

/// Receives what a replay finds. The unit type keeps nothing and costs nothing.
pub trait ReplayRecorder {
    /// The next simulated value of a history; not a number where there is no sample.
    fn value(&mut self, history: usize, value: f64);
    /// A stretch in which the demand exceeded what served.
    fn overload(&mut self, stretch: Interval);
    /// A change of the size.
    fn change(&mut self, change: Change);
    /// A stretch in which the cooldown runs.
    fn cooldown(&mut self, stretch: Interval);
    /// A stretch in which so many drain that are no part of the size any more.
    fn draining(&mut self, _: Interval, _: u32) {}
}

impl ReplayRecorder for () {
    fn value(&mut self, _: usize, _: f64) {}
    fn overload(&mut self, _: Interval) {}
    fn change(&mut self, _: Change) {}
    fn cooldown(&mut self, _: Interval) {}
}

/// Everything that can be drawn.
pub struct Curves {
    pub values: Vec<Vec<f64>>,
    pub sizes: Vec<SizeAt>,
    pub changes: Vec<Change>,
    pub overload: Vec<Interval>,
    pub cooldowns: Vec<Interval>,
}

impl ReplayRecorder for Curves {
    fn value(&mut self, history: usize, value: f64) {
        self.values[history].push(value);
    }

    fn overload(&mut self, stretch: Interval) {
        match self.overload.last_mut() {
            Some(last) if last.to_ms == stretch.from_ms => last.to_ms = stretch.to_ms,
            _ => self.overload.push(stretch),
        }
    }

    fn change(&mut self, change: Change) {
        self.sizes.push(SizeAt { at_ms: change.at_ms, size: change.to });
        self.changes.push(change);
    }

    fn cooldown(&mut self, stretch: Interval) {
        self.cooldowns.push(stretch);
    }
}
