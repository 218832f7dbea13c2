//! Policies with thresholds, as a run needs them.

use super::bits::first_of;
use super::by_size::BySize;
use super::tables::Tables;
use super::walk::{Decide, Scratch, Sizes};
use crate::engine::{CooldownStart, Direction, Operator, Policy, Rules};
use crate::whatif::Plan;

/// A policy whose metric has a history.
struct Entry<'a> {
    policy: &'a Policy,
    watch: usize,
    crossings: usize,
    /// Where the bits begin that tell when it is breached, while as many serve as it was asked of.
    words: usize,
}

/// What a breached policy makes of a size.
#[derive(Clone, Copy)]
struct Move {
    to: u32,
    part: Part,
}

/// What a breached policy does at a size.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// It changes something.
    Acts,
    /// It does nothing, and leaves no turn to the ones after it.
    Stops,
    /// It does nothing.
    Passes,
}

/// Policies in the order of evaluation, with the evaluation from which none is denied.
pub struct Thresholds<'a> {
    rules: &'a Rules,
    entries: Vec<Entry<'a>>,
    /// What each of them makes of a size, size by size in the order in which these occurred.
    moves: Vec<Move>,
    /// Where the moves of a size begin.
    moves_of: BySize<usize>,
    /// How many serve where the entries' bits are of; 0 for none yet.
    serving: u32,
    /// How many evaluations a cooldown takes after growing and after shrinking.
    waits: (u32, u32),
    free_from: u32,
}

impl<'a> Thresholds<'a> {
    /// Prepares the tables and the watches for rules.
    pub fn new(plan: &Plan, rules: &'a Rules, tables: &mut Tables, scratch: &mut Scratch) -> Self {
        let mut entries = Vec::with_capacity(rules.policies().len());
        scratch.watch(tables, None);
        for policy in rules.order() {
            let policy = &rules.policies()[policy];
            let Policy { metric, aggregate, look_back_ms, operator, threshold, .. } = *policy;
            let own = tables.series(plan, rules, (metric, aggregate, look_back_ms));
            let Some(series) = own else { continue };
            let watch = scratch.watch(tables, Some(series));
            let is_over = operator == Operator::GreaterThan;
            let crossings = tables.crossings(series, threshold.to_bits(), is_over);
            entries.push(Entry { policy, watch, crossings, words: 0 });
        }
        let waits = waits(rules, tables);
        let (moves, moves_of) = (Vec::new(), BySize::default());
        Self { rules, entries, moves, moves_of, serving: 0, waits, free_from: 0 }
    }

    /// What the breached policies make of a size whose moves begin there, one after the other.
    #[inline]
    fn act(
        &mut self,
        tick: u32,
        size: u32,
        moves: usize,
        breached: impl Fn(&Entry) -> bool,
    ) -> u32 {
        let assumptions = &self.rules.assumptions;
        let mut after = size;
        for (entry, own) in self.entries.iter().zip(&self.moves[moves..]) {
            if !breached(entry) {
                continue;
            }
            let to = if after == size { own.to } else { moved(self.rules, entry.policy, after) };
            if to == after {
                if assumptions.no_effect_starts_cooldown {
                    self.free_from = self.free_from.max(tick.saturating_add(self.waits.1));
                }
                if assumptions.one_action_per_step && assumptions.no_effect_ends_step {
                    break;
                }
                continue;
            }
            let wait = if to > after { self.waits.0 } else { self.waits.1 };
            self.free_from = self.free_from.max(tick.saturating_add(wait));
            after = to;
            if assumptions.one_action_per_step {
                break;
            }
        }
        after
    }

    /// Makes ready for so many Instances that serve.
    fn serve(&mut self, tables: &mut Tables, serving: u32) {
        for entry in &mut self.entries {
            let policy = entry.policy;
            entry.words =
                tables.compared(entry.crossings, serving, |value| policy.is_breached(value));
        }
        self.serving = serving;
    }

    /// Where the moves of a size begin.
    #[inline]
    fn moves(&mut self, size: u32) -> usize {
        let Self { rules, entries, moves, moves_of, .. } = self;
        *moves_of.or_insert(size, || {
            let at = moves.len();
            moves.extend(entries.iter().map(|entry| Move::of(rules, entry.policy, size)));
            at
        })
    }
}

impl Move {
    fn of(rules: &Rules, policy: &Policy, size: u32) -> Self {
        let assumptions = &rules.assumptions;
        let stops = assumptions.one_action_per_step && assumptions.no_effect_ends_step;
        let to = moved(rules, policy, size);
        let part = match stops {
            _ if to != size || assumptions.no_effect_starts_cooldown => Part::Acts,
            true => Part::Stops,
            false => Part::Passes,
        };
        Self { to, part }
    }
}

impl Decide for Thresholds<'_> {
    fn repair(&mut self, size: u32) -> u32 {
        let kept = self.rules.capacity.clamp(size);
        if kept != size && self.rules.assumptions.repair_starts_cooldown {
            self.free_from = if kept > size { self.waits.0 } else { self.waits.1 };
        }
        kept
    }

    #[inline]
    fn free_from(&self) -> u32 {
        self.free_from
    }

    fn next(
        &mut self,
        tables: &mut Tables,
        sizes: Sizes,
        from: u32,
        to: u32,
    ) -> Option<(u32, u32)> {
        if self.serving != sizes.serving {
            self.serve(tables, sizes.serving);
        }
        let at = self.moves(sizes.ordered);
        let (words, moves) = (tables.words.as_slice(), &self.moves[at..]);
        if moves[..self.entries.len()].iter().all(|own| own.part != Part::Acts) {
            return None;
        }
        let tick = first_of(from, to, |word| {
            let (mut found, mut stopped) = (0, 0);
            for (entry, own) in self.entries.iter().zip(moves) {
                let part = own.part;
                let own = words[entry.words + word] & !stopped;
                match part {
                    Part::Acts => found |= own,
                    Part::Stops => stopped |= own,
                    Part::Passes => {}
                }
            }
            found
        })?;
        let (word, bit) = (tick as usize / 64, tick % 64);
        let after =
            self.act(tick, sizes.ordered, at, |entry| words[entry.words + word] >> bit & 1 == 1);
        Some((tick, after))
    }

    fn unsettled(&mut self, sizes: Sizes, tick: u32, seen: &[Option<f64>]) -> u32 {
        let at = self.moves(sizes.ordered);
        self.act(tick, sizes.ordered, at, |entry| {
            seen[entry.watch].is_some_and(|value| entry.policy.is_breached(value))
        })
    }
}

/// The size that a policy asks for, within the bounds.
fn moved(rules: &Rules, policy: &Policy, size: u32) -> u32 {
    let assumptions = &rules.assumptions;
    let (rounding, may_reverse) = (assumptions.percent_rounding, assumptions.set_total_may_reverse);
    rules.capacity.clamp(policy.target(size, rounding, may_reverse))
}

/// How many evaluations after a change that grew the group the next one is not denied, and after
/// one that shrank it.
pub fn waits(rules: &Rules, tables: &Tables) -> (u32, u32) {
    let wait = |direction| {
        let cooldown_ms = rules.capacity.cooldown.after(direction);
        if cooldown_ms == 0 {
            return 0;
        }
        let serves = direction == Direction::Up
            && rules.assumptions.cooldown_start == CooldownStart::Serving;
        let delay_ms = if serves { rules.boot_delay_ms } else { 0 };
        let last_ms = i64::from(rules.assumptions.cooldown_includes_end);
        tables.clock.ticks_in(delay_ms.saturating_add(cooldown_ms).saturating_add(last_ms))
    };
    (wait(Direction::Up), wait(Direction::Down))
}
