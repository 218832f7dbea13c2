//! The Instances of a run by evaluations: ordered, serving and going, as those of the replay.

use crate::whatif::{FailedLaunches, Removal};

/// Ordered Instances and how many of them serve. Where the replay counts in milliseconds, a run
/// counts in evaluations, at which all orders are made.
#[derive(Default)]
pub struct Instances {
    pub serving: u32,
    /// Ordered, but their launch failed: they wait for the next evaluation.
    pub failed: u32,
    /// Ordered: at which evaluation and how many, the oldest first.
    ordered: Vec<(u32, u32)>,
    /// The first of those that do not serve yet.
    next: usize,
}

impl Instances {
    /// Begins anew, with so many that serve.
    pub fn restart(&mut self, size: u32) {
        (self.serving, self.failed, self.next) = (size, 0, 0);
        self.ordered.clear();
    }

    /// The evaluation at which the next of those that boot were ordered.
    #[inline]
    pub fn next(&self) -> Option<u32> {
        self.ordered.get(self.next).map(|(tick, _)| *tick)
    }

    /// Lets the oldest that boot serve.
    #[inline]
    pub fn serve(&mut self) {
        self.serving += self.ordered.get(self.next).map_or(0, |(_, count)| *count);
        self.next += 1;
    }

    /// Orders so many at an evaluation; what failed before is launched anew.
    #[inline]
    pub fn order(&mut self, count: u32, launches: FailedLaunches, (tick, now_ms): (u32, i64)) {
        let launched = count.saturating_add(self.failed);
        if launched == 0 {
            return;
        }
        self.failed = launches.among(launched, now_ms);
        if launched > self.failed {
            self.ordered.push((tick, launched - self.failed));
        }
    }

    /// Removes so many: those that never launched, then as the job says. How many of them served.
    #[inline]
    pub fn remove(&mut self, count: u32, removal: Removal) -> u32 {
        let never = count.min(self.failed);
        self.failed -= never;
        let count = count - never;
        match removal {
            Removal::NewestFirst => {
                let left = self.cancel_newest(count);
                self.stop(left)
            }
            Removal::OldestFirst => {
                let gone = self.stop(count);
                self.cancel_oldest(count - gone);
                gone
            }
        }
    }

    /// Removes the newest that still boot. How many are left to remove.
    #[inline]
    fn cancel_newest(&mut self, mut count: u32) -> u32 {
        while count > 0
            && self.ordered.len() > self.next
            && let Some((_, newest)) = self.ordered.last_mut()
        {
            let gone = count.min(*newest);
            *newest -= gone;
            count -= gone;
            if *newest == 0 {
                self.ordered.pop();
            }
        }
        count
    }

    fn cancel_oldest(&mut self, mut count: u32) {
        while count > 0
            && let Some((_, oldest)) = self.ordered.get_mut(self.next)
        {
            let gone = count.min(*oldest);
            *oldest -= gone;
            count -= gone;
            if *oldest == 0 {
                self.next += 1;
            }
        }
    }

    #[inline]
    fn stop(&mut self, count: u32) -> u32 {
        let gone = count.min(self.serving);
        self.serving -= gone;
        gone
    }
}
