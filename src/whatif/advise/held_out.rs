//! How advice does on days that it was not chosen on.
//!
//! The days are split into halves in every way there is; on one half a point is chosen by the rule
//! of [`super::choose`], and the other half judges it. This is combinatorially symmetric
//! cross-validation, and the share of splits in which the chosen point is no better than the
//! median on the other half is the probability of backtest overfitting (Bailey, Borwein, López de
//! Prado and Zhu, "The probability of backtest overfitting", Journal of Computational Finance,
//! 2015).

use serde::{Deserialize, Serialize};

use super::choose::Choice;
use super::edits::Edits;
use super::splits::{Chosen, splits};
use super::{Score, Weighing};
use crate::whatif::Interval;
use crate::whatif::replay::BlockTotals;

/// The least number of whole days that a verdict takes: it makes 20 splits.
pub const LEAST_DAYS: u32 = 6;

/// The most blocks that the days are put into; of longer histories each holds several days.
pub const MOST_BLOCKS: u32 = 14;

pub const DAY_MS: i64 = 24 * 3_600_000;

/// What became of the advice on days that it was not chosen on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct HeldOut {
    /// How many whole days were split, from the history's start on.
    pub days: u32,
    /// How many days a block holds.
    pub days_a_block: u32,
    /// How many points were chosen among, spread evenly over the sweep.
    pub points: u32,
    /// How many splits there were, both ways.
    pub splits: u32,
    /// In how many of them a point was chosen, rather than the saved rules kept.
    pub chosen: u32,
    /// The mean share of the cost that the chosen points save on the days they were chosen on.
    pub saves_chosen_on: f64,
    /// The same on the other days.
    pub saves_held_out: f64,
    /// In how many splits the chosen point has more overload on the other days than the saved
    /// rules, or, under a stated worth of it, breaks what was stated.
    pub overload_worse: u32,
    /// In how many it has more changes or reversals there, or more than a stated limit allows.
    pub changes_worse: u32,
    /// The probability of backtest overfitting, 0 to 1; `None` where nothing was chosen.
    pub overfitting: Option<f64>,
    /// In how many of the splits the advised point itself is worse on the days that judge.
    pub advised_worse: u32,
    /// The blocks, in order of time.
    pub blocks: Vec<Block>,
}

/// A block of days: what the saved rules and the advised point did in it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// When it was.
    pub span: Interval,
    /// What the saved rules did.
    pub saved: Score,
    /// What the advised point did.
    pub point: Score,
}

/// How a history's whole days are put into blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Days {
    /// How many there are.
    pub days: u32,
    /// How many a block holds.
    pub a_block: u32,
    /// The blocks' ends; the last is where what is left begins.
    pub ends_ms: Vec<i64>,
    from_ms: i64,
}

impl Days {
    /// The whole days of a span, from its start on.
    pub fn of(Interval { from_ms, to_ms }: Interval) -> Self {
        let whole = u32::try_from((to_ms - from_ms) / DAY_MS).unwrap_or(u32::MAX);
        let a_block = whole.div_ceil(MOST_BLOCKS).max(1);
        let ends = (1..=i64::from(whole / a_block))
            .map(|block| from_ms + block * i64::from(a_block) * DAY_MS);
        Self { days: whole / a_block * a_block, a_block, ends_ms: ends.collect(), from_ms }
    }

    pub fn span(&self, block: usize) -> Interval {
        let before = block.checked_sub(1).and_then(|before| self.ends_ms.get(before));
        let from_ms = before.copied().unwrap_or(self.from_ms);
        Interval { from_ms, to_ms: self.ends_ms.get(block).copied().unwrap_or(from_ms) }
    }
}

/// What is judged: the sums of each block, of the saved rules and of every point that may be
/// chosen.
pub struct Table {
    pub days: Days,
    pub saved: Vec<BlockTotals>,
    pub points: Vec<(Edits, Vec<BlockTotals>)>,
    /// Whether the last point is the advised one; otherwise the saved rules are advised.
    pub advised: bool,
}

/// What came of one split.
#[derive(Default)]
struct Outcome {
    saves: [f64; 2],
    overload_worse: bool,
    changes_worse: bool,
    /// Whether no more than half of the points are worse on the other days.
    is_below_median: bool,
}

impl Table {
    /// The verdict.
    pub fn verdict(&self, weighing: &Weighing) -> HeldOut {
        let blocks = u32::try_from(self.days.ends_ms.len()).unwrap_or_default();
        let splits = splits(blocks);
        let outcomes: Vec<Outcome> =
            splits.iter().filter_map(|chosen| self.split(weighing, *chosen)).collect();
        let count = |met: fn(&Outcome) -> bool| counted(outcomes.iter().filter(|one| met(one)));
        let chosen = counted(outcomes.iter());
        let mean = |side: usize| {
            let sum: f64 = outcomes.iter().map(|one| one.saves[side]).sum();
            if chosen == 0 { 0.0 } else { sum / f64::from(chosen) }
        };
        let below = f64::from(count(|one| one.is_below_median));
        let advised = self.advised();
        let is_worse = |mask: &&Chosen| {
            let [_, saved] = self.halves(&self.saved, **mask);
            let [_, point] = self.halves(advised, **mask);
            weighing.is_worse(&saved, &point, self.hours(!**mask))
        };
        HeldOut {
            days: self.days.days,
            days_a_block: self.days.a_block,
            points: counted(self.points.iter()),
            splits: counted(splits.iter()),
            chosen,
            saves_chosen_on: mean(0),
            saves_held_out: mean(1),
            overload_worse: count(|one| one.overload_worse),
            changes_worse: count(|one| one.changes_worse),
            overfitting: (chosen > 0).then(|| below / f64::from(chosen)),
            advised_worse: counted(splits.iter().filter(is_worse)),
            blocks: self.blocks(),
        }
    }

    fn advised(&self) -> &[BlockTotals] {
        let last = self.points.last().filter(|_| self.advised);
        last.map_or(&self.saved, |(_, totals)| totals)
    }

    fn blocks(&self) -> Vec<Block> {
        let pairs = self.saved.iter().zip(self.advised()).take(self.days.ends_ms.len()).enumerate();
        pairs
            .map(|(block, (saved, point))| Block {
                span: self.days.span(block),
                saved: (*saved).into(),
                point: (*point).into(),
            })
            .collect()
    }

    /// How long the blocks of a mask are, in hours.
    fn hours(&self, mask: Chosen) -> f64 {
        let blocks = (0..self.days.ends_ms.len()).filter(|block| mask >> block & 1 == 1);
        blocks.map(|block| self.days.span(block).hours()).sum()
    }

    /// The sums over the blocks of a mask, and over the others.
    fn halves(&self, totals: &[BlockTotals], mask: Chosen) -> [Score; 2] {
        let mut sums = [BlockTotals::default(); 2];
        for (block, totals) in totals.iter().take(self.days.ends_ms.len()).enumerate() {
            let side = usize::from(mask >> block & 1 == 0);
            sums[side] = sums[side] + *totals;
        }
        sums.map(Score::from)
    }

    /// Chooses on the blocks of a mask and judges on the others; `None` where nothing is chosen.
    fn split(&self, weighing: &Weighing, chosen: Chosen) -> Option<Outcome> {
        let hours = [chosen, !chosen].map(|mask| self.hours(mask));
        let saved = self.halves(&self.saved, chosen);
        let scores: Vec<[Score; 2]> =
            self.points.iter().map(|(_, totals)| self.halves(totals, chosen)).collect();
        let mut places = Vec::new();
        let mut eligible = Vec::new();
        for (place, [score, _]) in scores.iter().enumerate() {
            if !weighing.is_worse(&saved[0], score, hours[0]) {
                places.push(place);
                eligible.push((*score, self.points[place].0));
            }
        }
        let choice = Choice { weighing, saved: saved[0], hours: hours[0] };
        let chosen = scores[places[choice.of(&eligible, |_| true)?]];
        let held_out = chosen[1];
        let share = |side: usize| {
            let cost = weighing.cost(&saved[side]);
            let less = cost - weighing.cost(&chosen[side]);
            if cost > 0.0 { less / cost } else { 0.0 }
        };
        let calm = Score { changes: 0, reversals: 0, ..held_out };
        let rank =
            |score: &Score| (weighing.is_worse(&saved[1], score, hours[1]), weighing.cost(score));
        let own = rank(&held_out);
        let better = scores.iter().filter(|[_, other]| {
            let other = rank(other);
            if other.0 == own.0 { other.1 < own.1 } else { own.0 }
        });
        Some(Outcome {
            saves: [share(0), share(1)],
            overload_worse: weighing.is_worse(&saved[1], &calm, hours[1]),
            changes_worse: held_out.changes > saved[1].changes
                || weighing.reverses_more(&saved[1], &held_out, hours[1]),
            is_below_median: better.count() * 2 >= self.points.len(),
        })
    }
}

fn counted<T>(items: impl Iterator<Item = T>) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}
