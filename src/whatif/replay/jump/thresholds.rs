//! Policies with thresholds, as a run needs them.

use super::bits::first_of;
use super::tables::Tables;
use super::walk::{Decide, Scratch, Sizes};
use crate::engine::{CooldownStart, Direction, Operator, Policy, Rules};
use crate::whatif::Plan;

/// A policy whose metric has a history, in a group of some sizes.
struct Entry<'a> {
    policy: &'a Policy,
    watch: usize,
    crossings: usize,
    /// Where the bits begin that tell when it is breached.
    words: usize,
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
    /// The sizes for which they are made ready; 0 for none yet.
    sizes: Sizes,
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
            let part = Part::Passes;
            entries.push(Entry { policy, watch, crossings, words: 0, part });
        }
        let waits = waits(rules, tables);
        let sizes = Sizes { ordered: 0, serving: 0 };
        Self { rules, entries, sizes, waits, free_from: 0 }
    }

    /// What the breached policies make of a size, one after the other.
    fn act(&mut self, tick: u32, size: u32, breached: impl Fn(&Entry) -> bool) -> u32 {
        let assumptions = &self.rules.assumptions;
        let mut after = size;
        for entry in self.entries.iter().filter(|entry| breached(entry)) {
            let to = self.rules.capacity.clamp(wanted(self.rules, entry.policy, after));
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
        self.sizes.serving = serving;
    }

    /// Makes ready for so many ordered Instances.
    fn order(&mut self, ordered: u32) {
        let rules = self.rules;
        let (capacity, assumptions) = (&rules.capacity, &rules.assumptions);
        let stops = assumptions.one_action_per_step && assumptions.no_effect_ends_step;
        for entry in &mut self.entries {
            let to = capacity.clamp(wanted(rules, entry.policy, ordered));
            entry.part = match stops {
                _ if to != ordered || assumptions.no_effect_starts_cooldown => Part::Acts,
                true => Part::Stops,
                false => Part::Passes,
            };
        }
        self.sizes.ordered = ordered;
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
        if self.sizes.serving != sizes.serving {
            self.serve(tables, sizes.serving);
        }
        if self.sizes.ordered != sizes.ordered {
            self.order(sizes.ordered);
        }
        let words = tables.words.as_slice();
        let tick = first_of(from, to, |word| {
            let (mut found, mut stopped) = (0, 0);
            for entry in &self.entries {
                let own = words[entry.words + word] & !stopped;
                match entry.part {
                    Part::Acts => found |= own,
                    Part::Stops => stopped |= own,
                    Part::Passes => {}
                }
            }
            found
        })?;
        let (word, bit) = (tick as usize / 64, tick % 64);
        let after =
            self.act(tick, sizes.ordered, |entry| words[entry.words + word] >> bit & 1 == 1);
        Some((tick, after))
    }

    fn unsettled(&mut self, sizes: Sizes, tick: u32, seen: &[Option<f64>]) -> u32 {
        self.act(tick, sizes.ordered, |entry| {
            seen[entry.watch].is_some_and(|value| entry.policy.is_breached(value))
        })
    }
}

/// The size that a policy asks for, before the bounds.
#[inline]
fn wanted(rules: &Rules, policy: &Policy, size: u32) -> u32 {
    let assumptions = &rules.assumptions;
    policy.target(size, assumptions.percent_rounding, assumptions.set_total_may_reverse)
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
