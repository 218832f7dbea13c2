//! The sums of a replay apart for each of several stretches of its history.

use std::ops::{Add, Sub};

use super::interval::as_f64;
use super::recorder::ReplayRecorder;
use super::{Change, Interval, Plan};
use crate::engine::Rules;

/// What a replay did within one stretch, in whole numbers, so that sums over stretches are exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BlockTotals {
    /// The integral of the ordered size, in Instance-milliseconds.
    pub instance_ms: i64,
    /// How long the demand exceeded what served, in milliseconds.
    pub overload_ms: i64,
    /// Changes of the size.
    pub changes: u32,
    /// Changes that undo the one before them.
    pub reversals: u32,
}

impl BlockTotals {
    /// The integral of the ordered size, in hours.
    #[must_use]
    pub const fn instance_hours(&self) -> f64 {
        as_f64(self.instance_ms) / 3_600_000.0
    }

    /// The overload, in minutes.
    #[must_use]
    pub const fn overload_minutes(&self) -> f64 {
        as_f64(self.overload_ms) / 60_000.0
    }
}

impl Add for BlockTotals {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            instance_ms: self.instance_ms + other.instance_ms,
            overload_ms: self.overload_ms + other.overload_ms,
            changes: self.changes + other.changes,
            reversals: self.reversals + other.reversals,
        }
    }
}

impl Sub for BlockTotals {
    type Output = Self;

    /// What is left of a whole without a part of it.
    fn sub(self, part: Self) -> Self {
        Self {
            instance_ms: self.instance_ms - part.instance_ms,
            overload_ms: self.overload_ms - part.overload_ms,
            changes: self.changes - part.changes,
            reversals: self.reversals - part.reversals,
        }
    }
}

impl Plan {
    /// Replays rules for their sums in each stretch: the first from the span's start to the first
    /// of `ends_ms`, which ascend within the span, the last up to the span's end. The group goes
    /// through all of them as one; a change, and a reversal, counts where it was ordered.
    #[must_use]
    pub fn block_totals(&self, rules: Rules, ends_ms: &[i64]) -> Vec<BlockTotals> {
        debug_assert!(ends_ms.is_sorted(), "stretches ascend");
        let Interval { from_ms, to_ms } = self.span;
        let blocks = Blocks {
            ends_ms,
            blocks: vec![BlockTotals::default(); ends_ms.len() + 1],
            size: self.start_size,
            since_ms: from_ms,
        };
        let mut blocks = self.recorded(rules, blocks);
        blocks.hold_until(to_ms);
        blocks.blocks
    }
}

/// Adds up what a replay tells, stretch by stretch.
struct Blocks<'a> {
    ends_ms: &'a [i64],
    blocks: Vec<BlockTotals>,
    size: u32,
    since_ms: i64,
}

impl Blocks<'_> {
    /// The stretch that holds what happens at an instant; one that ends there does not.
    fn at(&self, at_ms: i64) -> usize {
        self.ends_ms.partition_point(|end_ms| *end_ms <= at_ms)
    }

    /// Adds a span of time to every stretch that it meets, as often as `times`.
    fn spread(&mut self, span: Interval, times: i64, of: fn(&mut BlockTotals) -> &mut i64) {
        let mut from_ms = span.from_ms;
        let mut index = self.at(from_ms);
        while from_ms < span.to_ms {
            let end_ms = self.ends_ms.get(index).map_or(span.to_ms, |end| span.to_ms.min(*end));
            *of(&mut self.blocks[index]) += (end_ms - from_ms) * times;
            (from_ms, index) = (end_ms, index + 1);
        }
    }

    fn hold_until(&mut self, to_ms: i64) {
        let span = Interval { from_ms: self.since_ms, to_ms };
        self.spread(span, i64::from(self.size), |block| &mut block.instance_ms);
        self.since_ms = to_ms;
    }
}

impl ReplayRecorder for Blocks<'_> {
    fn value(&mut self, _: usize, _: f64) {}

    fn overload(&mut self, stretch: Interval) {
        self.spread(stretch, 1, |block| &mut block.overload_ms);
    }

    fn draining(&mut self, stretch: Interval, instances: u32) {
        self.spread(stretch, i64::from(instances), |block| &mut block.instance_ms);
    }

    fn change(&mut self, change: Change) {
        self.hold_until(change.at_ms);
        self.size = change.to;
        let index = self.at(change.at_ms);
        let block = &mut self.blocks[index];
        block.changes += 1;
        block.reversals += u32::from(change.reversal);
    }

    fn cooldown(&mut self, _: Interval) {}
}
