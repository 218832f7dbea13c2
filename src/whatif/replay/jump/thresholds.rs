//! Policies with thresholds, as a run needs them.

use super::bits::first_of;
use super::series_view::{SeriesView, Sight};
use super::tables::Tables;
use super::turned::{small, ticks_in};
use super::walk::{Decide, Scratch, Sizes};
use crate::engine::{CooldownStart, Direction, Operator, Policy, Rules};
use crate::whatif::Plan;

/// A policy whose metric has a history.
struct Entry<'a> {
    policy: &'a Policy,
    view: usize,
    crossings: usize,
    /// Its threshold in the 32 bits that the API compares.
    threshold: f32,
}

/// What a breached policy does at a size, where it does anything.
#[derive(Clone, Copy)]
struct Act {
    entry: usize,
    /// The size that it leads to; the same where it only leaves no turn to the ones after it.
    to: u32,
    /// How many evaluations are denied after it.
    wait: u32,
    /// All bits where it acts, and none where it does not.
    acts: u64,
}

/// Where the acts are of a size that has not occurred.
const UNKNOWN: (u32, u32) = (u32::MAX, u32::MAX);

/// Policies in the order of evaluation, with the evaluation from which none is denied.
pub struct Thresholds<'a> {
    rules: &'a Rules,
    entries: Vec<Entry<'a>>,
    /// Whether the first breached policy that does anything is the only one to do so.
    one_acts: bool,
    /// What they do at each size that occurred.
    acts: Vec<Act>,
    /// Where those of a size are.
    acts_of: Vec<(u32, u32)>,
    /// Where the bits begin that tell when a policy is breached, for each number of Instances that
    /// served, policy by policy.
    words_of: Vec<usize>,
    cooldown: Cooldown,
}

/// When changes are denied.
struct Cooldown {
    /// How many evaluations it takes after growing and after shrinking.
    waits: (u32, u32),
    /// The first evaluation at which none is denied.
    free_from: u32,
}

impl Cooldown {
    const fn wait(&self, direction: Direction) -> u32 {
        match direction {
            Direction::Up => self.waits.0,
            Direction::Down => self.waits.1,
        }
    }

    #[inline]
    fn start(&mut self, tick: u32, wait: u32) {
        self.free_from = self.free_from.max(tick.saturating_add(wait));
    }
}

impl<'a> Thresholds<'a> {
    /// Prepares the tables and the views for rules.
    pub fn new(plan: &Plan, rules: &'a Rules, tables: &mut Tables, scratch: &mut Scratch) -> Self {
        let mut entries = Vec::with_capacity(rules.policies().len());
        scratch.restart();
        for policy in rules.order() {
            let policy = &rules.policies()[policy];
            let Policy { metric, aggregate, look_back_ms, operator, threshold, .. } = *policy;
            let own = tables.series(plan, rules, (metric, aggregate, look_back_ms));
            let Some(series) = own else { continue };
            let view = scratch.view(tables, series);
            let is_over = operator == Operator::GreaterThan;
            let crossings = tables.crossings(series, threshold.to_bits(), is_over);
            entries.push(Entry { policy, view, crossings, threshold: narrow(threshold) });
        }
        let assumptions = &rules.assumptions;
        let one_acts = assumptions.shows_every_act();
        let cooldown = Cooldown { waits: waits(rules, tables.clock.period_ms), free_from: 0 };
        let (acts, acts_of, words_of) = (Vec::new(), Vec::new(), Vec::new());
        Self { rules, entries, one_acts, acts, acts_of, words_of, cooldown }
    }

    /// Where the acts at a size are.
    #[inline]
    fn acts(&mut self, size: u32) -> (usize, usize) {
        let (from, to) = match self.acts_of.get(size as usize) {
            Some(&known) if known != UNKNOWN => known,
            _ => self.learn(size),
        };
        (from as usize, to as usize)
    }

    #[inline(never)]
    fn learn(&mut self, size: u32) -> (u32, u32) {
        let Self { rules, entries, acts, acts_of, cooldown, .. } = self;
        let assumptions = &rules.assumptions;
        let stops = assumptions.one_action_per_step && assumptions.no_effect_ends_step;
        let from = acts.len();
        for (entry, Entry { policy, .. }) in entries.iter().enumerate() {
            let to = moved(rules, policy, size);
            let wait = cooldown.wait(Direction::between(size, to));
            if to != size || assumptions.no_effect_starts_cooldown {
                acts.push(Act { entry, to, wait, acts: u64::MAX });
            } else if stops {
                acts.push(Act { entry, to, wait, acts: 0 });
            }
        }
        // What leaves no turn to the ones after it matters to those alone.
        let last = acts[from..].iter().rposition(|act| act.acts != 0);
        acts.truncate(from + last.map_or(0, |last| last + 1));
        let range = (small(from), small(acts.len()));
        if acts_of.len() <= size as usize {
            acts_of.resize(size as usize + 1, UNKNOWN);
        }
        acts_of[size as usize] = range;
        range
    }

    /// Where the bits of the policies are named while so many serve.
    #[inline]
    fn words(&mut self, tables: &mut Tables, serving: u32) -> usize {
        let at = serving as usize * self.entries.len();
        match self.words_of.get(at) {
            Some(&known) if known != usize::MAX => {}
            _ => self.compare(tables, at, serving),
        }
        at
    }

    #[inline(never)]
    fn compare(&mut self, tables: &mut Tables, at: usize, serving: u32) {
        let Self { entries, words_of, .. } = self;
        words_of.resize(words_of.len().max(at + entries.len()), usize::MAX);
        for (&Entry { policy, crossings, threshold, .. }, own) in
            entries.iter().zip(&mut words_of[at..])
        {
            let words = tables.known(crossings, serving).unwrap_or_else(|| match policy.operator {
                Operator::GreaterThan => {
                    tables.cross(crossings, serving, |value| narrow(value) > threshold)
                }
                Operator::LessThan => {
                    tables.cross(crossings, serving, |value| narrow(value) < threshold)
                }
            });
            *own = words;
        }
    }
}

/// What the breached policies make of a size at an evaluation, one after the other.
fn act_all(
    (rules, entries): (&Rules, &[Entry]),
    cooldown: &mut Cooldown,
    (tick, size): (u32, u32),
    mut breached: impl FnMut(usize) -> bool,
) -> u32 {
    let assumptions = &rules.assumptions;
    let mut after = size;
    for (index, entry) in entries.iter().enumerate() {
        if !breached(index) {
            continue;
        }
        let to = moved(rules, entry.policy, after);
        if to == after {
            if assumptions.no_effect_starts_cooldown {
                cooldown.start(tick, cooldown.wait(Direction::Down));
            }
            if assumptions.one_action_per_step && assumptions.no_effect_ends_step {
                break;
            }
            continue;
        }
        cooldown.start(tick, cooldown.wait(Direction::between(after, to)));
        after = to;
        if assumptions.one_action_per_step {
            break;
        }
    }
    after
}

impl Decide for Thresholds<'_> {
    fn repair(&mut self, size: u32) -> u32 {
        let kept = self.rules.capacity.clamp(size);
        if kept != size && self.rules.assumptions.repair_starts_cooldown {
            self.cooldown.start(0, self.cooldown.wait(Direction::between(size, kept)));
        }
        kept
    }

    #[inline]
    fn free_from(&self) -> u32 {
        self.cooldown.free_from
    }

    #[inline]
    fn next(
        &mut self,
        tables: &mut Tables,
        sizes: Sizes,
        from: u32,
        to: u32,
    ) -> Option<(u32, u32)> {
        let (from_act, to_act) = self.acts(sizes.ordered);
        if from_act == to_act {
            return None;
        }
        let named = self.words(tables, sizes.serving);
        let acts = &self.acts[from_act..to_act];
        let named = &self.words_of[named..named + self.entries.len()];
        let words = tables.words.as_slice();
        let bits = |entry: usize, word| words[named[entry] + word];
        let tick = first_of(from, to, |word| {
            let (mut found, mut turns) = (0, u64::MAX);
            for act in acts {
                let breached = bits(act.entry, word) & turns;
                found |= breached & act.acts;
                turns &= !breached | act.acts;
            }
            found
        })?;
        let (word, bit) = (tick as usize / 64, tick % 64);
        let breached = |entry| bits(entry, word) >> bit & 1 == 1;
        let cooldown = &mut self.cooldown;
        if !self.one_acts {
            let own = (self.rules, self.entries.as_slice());
            return Some((tick, act_all(own, cooldown, (tick, sizes.ordered), breached)));
        }
        let act = acts.iter().find(|act| breached(act.entry))?;
        cooldown.start(tick, act.wait);
        Some((tick, act.to))
    }

    #[inline]
    fn unsettled(&mut self, sizes: Sizes, views: &mut [SeriesView], sight: Sight) -> u32 {
        let (from, to) = self.acts(sizes.ordered);
        let Self { rules, entries, one_acts, acts, cooldown, .. } = self;
        let mut breached = |entry: usize| {
            let Entry { policy, view, threshold, .. } = &entries[entry];
            let value = narrow(views[*view].value(sight));
            match policy.operator {
                Operator::GreaterThan => value > *threshold,
                Operator::LessThan => value < *threshold,
            }
        };
        if !*one_acts {
            return act_all((rules, entries), cooldown, (sight.tick, sizes.ordered), breached);
        }
        match acts[from..to].iter().find(|act| breached(act.entry)) {
            Some(act) if act.acts != 0 => {
                cooldown.start(sight.tick, act.wait);
                act.to
            }
            _ => sizes.ordered,
        }
    }
}

/// The size that a policy asks for, within the bounds.
fn moved(rules: &Rules, policy: &Policy, size: u32) -> u32 {
    let assumptions = &rules.assumptions;
    let (rounding, may_reverse) = (assumptions.percent_rounding, assumptions.set_total_may_reverse);
    rules.capacity.clamp(policy.target(size, rounding, may_reverse))
}

/// How many evaluations of such a period after a change that grew the group the next one is not
/// denied, and after one that shrank it.
pub fn waits(rules: &Rules, period_ms: i64) -> (u32, u32) {
    let wait = |direction| {
        let cooldown_ms = rules.capacity.cooldown.after(direction);
        if cooldown_ms == 0 {
            return 0;
        }
        let serves = direction == Direction::Up
            && rules.assumptions.cooldown_start == CooldownStart::Serving;
        let delay_ms = if serves { rules.boot_delay_ms } else { 0 };
        let last_ms = i64::from(rules.assumptions.cooldown_includes_end);
        ticks_in(period_ms, delay_ms.saturating_add(cooldown_ms).saturating_add(last_ms))
    };
    (wait(Direction::Up), wait(Direction::Down))
}

#[expect(clippy::cast_possible_truncation, reason = "the API keeps 32 bits")]
const fn narrow(value: f64) -> f32 {
    value as f32
}
