//! The Instances of a replay: ordered, serving and going.

use std::collections::VecDeque;

use super::{FailedLaunches, Job, Removal};

/// What a job says of how Instances come and go.
#[derive(Clone, Copy, Debug, Default)]
pub struct Launches {
    pub boot_delay_ms: i64,
    pub failed: FailedLaunches,
    pub removal: Removal,
}

impl Launches {
    pub const fn of(job: &Job) -> Self {
        let Job { boot_delay_ms, failed_launches, removal, .. } = *job;
        Self { boot_delay_ms, failed: failed_launches, removal }
    }
}

/// Ordered Instances and how many of them serve, over time.
pub struct Fleet {
    launches: Launches,
    serving: u32,
    /// Ordered, but their launch failed: they wait for the next evaluation.
    failed: u32,
    /// Ordered but not yet serving: (serves from, how many), the oldest first.
    booting: VecDeque<(i64, u32)>,
    /// How many served from each instant on, ascending in time; never empty.
    curve: Vec<(i64, u32)>,
}

impl Fleet {
    /// A fleet of `size` Instances that have served since `from_ms`.
    pub fn new(from_ms: i64, size: u32, launches: Launches) -> Self {
        Self {
            launches,
            serving: size,
            failed: 0,
            booting: VecDeque::new(),
            curve: vec![(from_ms, size)],
        }
    }

    /// How many served from each instant on.
    pub fn curve(&self) -> &[(i64, u32)] {
        &self.curve
    }

    /// How many serve.
    #[inline]
    pub const fn serving(&self) -> u32 {
        self.serving
    }

    /// The part of the curve from what holds at `from_ms` on.
    #[inline]
    pub fn pieces(&self, from_ms: i64) -> &[(i64, u32)] {
        let curve = self.curve.as_slice();
        let mut first = curve.len() - 1;
        while first > 0 && curve[first].0 > from_ms {
            first -= 1;
        }
        curve.get(first..).unwrap_or_default()
    }

    /// Lets the Instances serve that have booted by `now_ms`.
    #[inline]
    pub fn settle(&mut self, now_ms: i64) {
        while let Some(&(serves_from_ms, count)) = self.booting.front()
            && serves_from_ms <= now_ms
        {
            self.booting.pop_front();
            self.serving += count;
            self.turn(serves_from_ms);
        }
    }

    /// Notes how many serve from an instant on.
    fn turn(&mut self, from_ms: i64) {
        let last = self.curve.last();
        debug_assert!(last.is_none_or(|&(last_ms, _)| last_ms <= from_ms), "times ascend");
        self.curve.push((from_ms, self.serving));
    }

    /// Ends an evaluation, which may have changed the size: what failed before is launched anew.
    /// How many of those that served go.
    #[inline]
    pub fn evaluated(&mut self, now_ms: i64, before: u32, after: u32) -> u32 {
        if before == after && self.failed == 0 { 0 } else { self.changed(now_ms, before, after) }
    }

    /// Apart, so that the many evaluations which change nothing do not pay for those that do.
    #[inline(never)]
    fn changed(&mut self, now_ms: i64, before: u32, after: u32) -> u32 {
        let gone = if after < before { self.shrink(now_ms, before - after) } else { 0 };
        let launched = after.saturating_sub(before).saturating_add(self.failed);
        self.failed = self.launches.failed.among(launched, now_ms);
        let healthy = launched - self.failed;
        if healthy > 0 {
            let serves_from_ms = now_ms.saturating_add(self.launches.boot_delay_ms);
            let newest = self.booting.back();
            debug_assert!(newest.is_none_or(|&(at_ms, _)| at_ms <= serves_from_ms), "in order");
            self.booting.push_back((serves_from_ms, healthy));
            self.settle(now_ms);
        }
        gone
    }

    /// Removes `count` Instances: those that never launched, then as the job says. How many of them
    /// served.
    fn shrink(&mut self, now_ms: i64, count: u32) -> u32 {
        let never = count.min(self.failed);
        self.failed -= never;
        let count = count - never;
        match self.launches.removal {
            Removal::NewestFirst => {
                let left = self.cancel(count);
                self.stop(now_ms, left)
            }
            Removal::OldestFirst => {
                let gone = self.stop(now_ms, count);
                self.cancel(count - gone);
                gone
            }
        }
    }

    /// Removes Instances that still boot. How many are left to remove.
    fn cancel(&mut self, mut count: u32) -> u32 {
        let is_newest = self.launches.removal == Removal::NewestFirst;
        while count > 0 {
            let booting = &mut self.booting;
            let next = if is_newest { booting.back_mut() } else { booting.front_mut() };
            let Some((_, ordered)) = next else { break };
            let gone = count.min(*ordered);
            *ordered -= gone;
            count -= gone;
            if *ordered == 0 {
                if is_newest {
                    booting.pop_back()
                } else {
                    booting.pop_front()
                };
            }
        }
        count
    }

    /// Removes Instances that serve. How many there were.
    fn stop(&mut self, now_ms: i64, count: u32) -> u32 {
        let gone = count.min(self.serving);
        if gone > 0 {
            self.serving -= gone;
            self.turn(now_ms);
        }
        gone
    }
}
