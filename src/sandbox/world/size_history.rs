//! A count over time, as the instants at which it changed.

use serde::{Deserialize, Serialize};

/// A count that holds from each instant on until the next.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SizeHistory(Vec<(i64, u32)>);

impl SizeHistory {
    /// From `at_ms` on, which is not before the last change, the count is `count`.
    pub fn push(&mut self, at_ms: i64, count: u32) {
        debug_assert!(self.0.last().is_none_or(|last| last.0 <= at_ms), "changes are in order");
        match self.0.last_mut() {
            Some(last) if last.1 == count => {}
            Some(last) if last.0 == at_ms => last.1 = count,
            _ => self.0.push((at_ms, count)),
        }
    }

    /// Whether nothing ever changed.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The count at `at_ms`; 0 before the first change.
    pub fn at(&self, at_ms: i64) -> u32 {
        self.value(self.0.partition_point(|&(time, _)| time <= at_ms))
    }

    /// The count until `at_ms`: what a change at that very instant finds.
    pub fn until(&self, at_ms: i64) -> u32 {
        match self.0.last() {
            Some(&(time, count)) if time < at_ms => count,
            _ => self.value(self.0.partition_point(|&(time, _)| time < at_ms)),
        }
    }

    /// Forgets what was over by `before_ms`, of which the count that held then stays known, and
    /// all but the last `most` changes, before which there is none; never what holds from
    /// `always_ms` on.
    pub fn forget(&mut self, before_ms: i64, most: usize, always_ms: i64) {
        let over = |by_ms: i64| self.0.partition_point(|&(time, _)| time <= by_ms);
        let (old, free) = (over(before_ms).saturating_sub(1), over(always_ms).saturating_sub(1));
        let excess = self.0.len().saturating_sub(most).min(free);
        self.0.drain(..old.max(excess));
    }

    /// Whether its changes are in ascending time and none is after `now_ms`.
    pub fn is_sound(&self, now_ms: i64) -> bool {
        self.0.is_sorted_by(|a, b| a.0 < b.0) && self.0.last().is_none_or(|last| last.0 <= now_ms)
    }

    fn value(&self, changes: usize) -> u32 {
        changes.checked_sub(1).and_then(|last| self.0.get(last)).map_or(0, |change| change.1)
    }
}
