//! Replays that skip from decision to decision, for their sums alone.
//!
//! While the look-backs hold samples of one number of Instances alone, what policies see is a
//! function of the time: it is added up once for each number, and the evaluations at which a
//! threshold is breached are one bit each, shared by all rules that are tried. Between two changes
//! the sums are differences of sums known before. Where a look-back holds samples of several
//! numbers, the evaluations are taken one after the other, with the values that the replay sees.
//! The sums are those of the replay, to the bit; where that cannot be had, there are none, and the
//! replay itself is to be asked.
//!
//! Cost: the tables take time and memory for each look-back, threshold and number of Instances that
//! occurs, times the evaluations; a run takes time for each of its changes.

mod ascending;
mod bits;
mod by_size;
mod frame;
mod instances;
mod jumped;
mod overload;
mod series_view;
mod stream;
mod sums;
mod tables;
mod thresholds;
mod towards;
mod turned;
mod walk;

pub use jumped::Jumped;
use tables::Tables;
use thresholds::Thresholds;
use towards::Towards;
use walk::{Scratch, Walk};

use crate::engine::{Rules, Scaling};
use crate::whatif::Plan;

/// The most Instances that have tables.
const MOST_INSTANCES: u32 = 4_096;

/// The most bytes that the tables take before they are made anew, unless told otherwise.
const MOST_BYTES: usize = 256 << 20;

/// The most Instance-milliseconds of a run: a float holds every whole number up to there, so that
/// their sum is that of the replay, in whatever order they are added up.
const MOST_HELD_MS: i64 = 1 << 53;

/// The tables of a plan, which every run over it adds to. A copy begins with none.
pub struct Jump {
    thresholds: Option<Tables>,
    target: Option<Tables>,
    scratch: Scratch,
    most_bytes: usize,
}

impl Default for Jump {
    fn default() -> Self {
        Self::with_budget(MOST_BYTES)
    }
}

impl Jump {
    /// No tables yet, which are made anew before a run where they take more than so many bytes.
    pub fn with_budget(most_bytes: usize) -> Self {
        Self { thresholds: None, target: None, scratch: Scratch::default(), most_bytes }
    }

    /// How many bytes the tables take.
    pub fn bytes(&self) -> usize {
        [&self.thresholds, &self.target].into_iter().flatten().map(Tables::bytes).sum()
    }

    /// The sums of a replay of these rules; `None` where only the replay itself can tell: where
    /// work waits, nothing serves at some time, a group has a fixed size or is brought within its
    /// bounds by steps, or has more Instances than are kept account of.
    pub fn run(&mut self, plan: &Plan, rules: &Rules) -> Option<Jumped> {
        if plan.model.backlog || plan.start_size.max(rules.capacity.max) > MOST_INSTANCES {
            return None;
        }
        let Self { thresholds, target, scratch, most_bytes } = self;
        let own = match rules.scaling {
            Scaling::Thresholds(_) => thresholds,
            Scaling::Target(_) => target,
        };
        if own.as_ref().is_some_and(|own| own.bytes() > *most_bytes) {
            *own = None;
        }
        if own.is_none() {
            *own = Tables::new(plan, rules);
        }
        let tables = own.as_mut()?;
        let jumped = match rules.scaling {
            Scaling::Thresholds(_) => {
                let mut decider = Thresholds::new(plan, rules, tables, scratch);
                Walk::new(plan, tables, scratch)?.run(&mut decider)?
            }
            Scaling::Target(_) => {
                let mut decider = Towards::new(plan, rules, tables, scratch)?;
                Walk::new(plan, tables, scratch)?.run(&mut decider)?
            }
        };
        (jumped.instance_ms < MOST_HELD_MS).then_some(jumped)
    }
}

impl Jump {
    /// How many evaluations after a change that grows the group the next one is not denied, and
    /// after one that shrinks it: all that cooldowns do.
    pub fn waits(plan: &Plan, rules: &Rules) -> (u32, u32) {
        thresholds::waits(rules, plan.rhythm(rules).period_ms)
    }

    /// The course of the size in the last run: when it changed, and to how many.
    pub fn course(&self) -> &[(i64, u32)] {
        self.scratch.course()
    }
}

impl Clone for Jump {
    fn clone(&self) -> Self {
        Self::with_budget(self.most_bytes)
    }
}

impl std::fmt::Debug for Jump {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Jump").finish_non_exhaustive()
    }
}
