//! The smallest change of one parameter that would have turned a decision.
//!
//! "Turned" means another size after it: a change where there was none, none where there was one,
//! or another one. The change counts for this decision alone: samples, size and cooldown are as
//! they were, since whoever asks "why not at 14:05" has a group that came to 14:05 as it was.
//! Every answer is taken by the engine itself ([`Situation::decide`]).
//!
//! "Smallest" is meant on the parameter's own grid: whole seconds of cooldown, whole minutes of
//! look-back (1 to 60), whole numbers of amounts, bounds, priorities, steps and targets. A
//! threshold's grid is what people type and read: tenths of a per cent, whole bytes per second,
//! whole counts, none under 0; the API keeps 32 bits, so that beyond their exact range its own
//! floats are the grid.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::Situation;
use crate::base::{sort_by, sort_by_key};
use crate::engine::{
    Adjustment, Assumptions, Capacity, CooldownFrom, Decision, Metric, Rules, Signal, Target, Unit,
    Verdict,
};
use crate::whatif::replay::validated;
use crate::whatif::{Parameter, Setting, Variant};
use crate::wire::Float;

/// The longest step that is tried; groups are far smaller.
const MOST_STEPS: u32 = 1_000;

/// A change that turns a decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Counterfactual {
    /// The change.
    pub setting: Setting,
    /// The size before the decision.
    pub before: u32,
    /// The size that was decided.
    pub decided: u32,
    /// The size that would have been decided.
    pub after: u32,
    /// How large the change is beside the parameter's present value, or beside 1 where that is
    /// under 1: 0.1 for a tenth.
    pub relative: f64,
    /// All of it in one sentence.
    pub sentence: String,
}

/// For each kind of parameter the smallest change that would have turned the decision, the
/// relatively smallest first; a kind that could not have turned it is left out. Empty also where
/// the samples at hand do not lead to the decision that the ledger notes.
///
/// `variant` has the rows that the situation's rules came from.
///
/// ```
/// use headroom::whatif::{Detail, Situation, counterfactuals, from_file, rules, run};
///
/// let job = from_file(&std::fs::read("tests/examples/hour.json")?)?;
/// let saved = &job.variants[0];
/// let outcome = run(&job, Detail::Ledger)?.variants.remove(0);
/// let rules = rules(&job, saved)?;
/// let situation = Situation::simulated(&job, &rules, &outcome, 1_772_439_300_000).unwrap();
/// let smallest = &counterfactuals(&situation, saved)[0];
/// assert_eq!((smallest.decided, smallest.after), (2, 3));
/// assert_eq!(
///     smallest.sentence,
///     "With a threshold of 67.9 % instead of 70 % for “up”, it would have gone from 2 to 3."
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn counterfactuals(situation: &Situation, variant: &Variant) -> Vec<Counterfactual> {
    let (decision, signals) = situation.decide(situation.rules.clone());
    if decision.after != situation.decision().0.after {
        return Vec::new();
    }
    let probe = Probe { situation, variant, rules: situation.rules, decision, signals };
    let found = match situation.rules.target() {
        None => probe.of_policies().to_vec(),
        Some(target) => probe.of_target(target).to_vec(),
    };
    let mut found: Vec<Counterfactual> = found.into_iter().flatten().collect();
    sort_by(&mut found, |a, b| a.relative.total_cmp(&b.relative));
    found
}

struct Probe<'a> {
    situation: &'a Situation<'a>,
    variant: &'a Variant,
    rules: &'a Rules,
    decision: Decision,
    signals: Vec<Signal>,
}

impl Probe<'_> {
    fn of_policies(&self) -> [Option<Counterfactual>; 7] {
        let policies = || 0..self.rules.policies().len();
        let CooldownFrom { out_ms, in_ms } = self.situation.cooldown_from;
        [
            self.best(policies().map(|policy| self.threshold(policy))),
            self.best([self.cooldown(Parameter::Cooldown, out_ms.max(in_ms))]),
            self.best(policies().map(|policy| self.look_back(policy))),
            self.best(policies().map(|policy| self.value(policy))),
            self.best([self.minimum()]),
            self.best([self.maximum()]),
            self.best(policies().map(|policy| self.priority(policy))),
        ]
    }

    fn of_target(&self, target: &Target) -> [Option<Counterfactual>; 8] {
        let number = |parameter, from: Option<u32>, numbers: Vec<u32>| {
            let set = |to: u32| Setting::of_group(parameter, to);
            self.best([from.and_then(|from| self.nearest(from, numbers, set))])
        };
        let CooldownFrom { out_ms, in_ms } = self.situation.cooldown_from;
        let percent = target.average().map(|(_, percent)| percent);
        // A longer step leads no further, up to the maximum or down to nothing.
        let most = self.rules.capacity.max.max(self.decision.before);
        let steps: Vec<u32> = (0..=most.min(MOST_STEPS)).collect();
        [
            number(Parameter::Target, percent, (0..=100).collect()),
            number(Parameter::FixedSize, target.fixed_size(), self.sizes_met()),
            number(Parameter::OutStep, Some(target.out_step), steps.clone()),
            number(Parameter::InStep, Some(target.in_step), steps),
            self.best([self.cooldown(Parameter::OutCooldown, out_ms)]),
            self.best([self.cooldown(Parameter::InCooldown, in_ms)]),
            self.best([self.minimum()]),
            self.best([self.maximum()]),
        ]
    }

    /// The relatively smallest of the changes of one kind.
    fn best(&self, settings: impl IntoIterator<Item = Option<Setting>>) -> Option<Counterfactual> {
        let counterfactuals =
            settings.into_iter().flatten().filter_map(|setting| self.counterfactual(setting));
        counterfactuals.min_by(|a, b| a.relative.total_cmp(&b.relative))
    }

    fn counterfactual(&self, setting: Setting) -> Option<Counterfactual> {
        let Decision { before, after: decided, .. } = self.decision;
        let after = self.after(setting)?;
        let (from, to) = (setting.present(self.variant), setting.value);
        let course = match after {
            after if after == before => t!("it would have" => "stayed at {after}"),
            after => t!("it would have" => "gone from {before} to {after}"),
        };
        let change = setting.words(self.variant);
        let sentence = t!("With {change}, it would have {course}.");
        let relative = (to - from).abs() / from.abs().max(1.0);
        Some(Counterfactual { setting, before, decided, after, relative, sentence })
    }

    /// The size that would have been decided; `None` where the change makes rules that are not
    /// valid.
    fn after(&self, setting: Setting) -> Option<u32> {
        let Rules { assumptions, boot_delay_ms, .. } = *self.rules;
        let rules = validated(&setting.made(self.variant), assumptions, boot_delay_ms).ok()?;
        Some(self.situation.decide(rules).0.after)
    }

    fn turns(&self, setting: Setting) -> bool {
        self.after(setting).is_some_and(|after| after != self.decision.after)
    }

    /// The nearest of some whole numbers to which changing `from` turns the decision; of two at
    /// the same distance the smaller, but of a maximum the larger.
    fn nearest(
        &self,
        from: u32,
        numbers: impl IntoIterator<Item = u32>,
        setting: impl Fn(u32) -> Setting,
    ) -> Option<Setting> {
        let mut numbers: Vec<u32> = numbers.into_iter().filter(|number| *number != from).collect();
        sort_by_key(&mut numbers, |number| (number.abs_diff(from), *number));
        numbers.dedup();
        // Of two maxima as near as each other, more room comes first.
        if setting(from).parameter == Parameter::Maximum {
            sort_by_key(&mut numbers, |number| (number.abs_diff(from), Reverse(*number)));
        }
        numbers.into_iter().map(setting).find(|setting| self.turns(*setting))
    }

    /// The decision turns on which side of the value the threshold lies, so that only the grid's
    /// points around the value can be the nearest.
    fn threshold(&self, policy: usize) -> Option<Setting> {
        let rule = self.rules.policies().get(policy)?;
        let value = self.signal(policy)?.value?;
        let mut points = grid_around(rule.metric, value);
        points.retain(|point| point.get() >= 0.0 && point.get() != rule.threshold);
        let distance = |point: &Float| (point.get() - rule.threshold).abs();
        sort_by(&mut points, |a, b| distance(a).total_cmp(&distance(b)));
        let set = |to: Float| Setting::of_policy(Parameter::Threshold, policy, to.get());
        points.into_iter().map(set).find(|setting| self.turns(*setting))
    }

    /// The decision turns on whether a cooldown is over, so that only the seconds around the time
    /// since it started can be the nearest.
    fn cooldown(&self, parameter: Parameter, from_ms: Option<i64>) -> Option<Setting> {
        let now_ms = self.situation.at_ms;
        // A repair of the bounds may start it in this very step.
        let since_s = now_ms.saturating_sub(from_ms.unwrap_or(now_ms)).div_euclid(1_000);
        let mut seconds: Vec<u32> =
            (-1..=2).filter_map(|by| u32::try_from(since_s.saturating_add(by)).ok()).collect();
        seconds.push(0);
        let cooldown = self.rules.capacity.cooldown;
        let present_ms = match parameter {
            Parameter::InCooldown => cooldown.after_in_ms,
            _ => cooldown.after_out_ms,
        };
        seconds.retain(|second| i64::from(*second) * 1_000 != present_ms);
        let distance = |second: &u32| (i64::from(*second) * 1_000).abs_diff(present_ms);
        sort_by(&mut seconds, |a, b| distance(a).cmp(&distance(b)));
        let set = |second: u32| Setting::of_group(parameter, second);
        seconds.into_iter().map(set).find(|setting| self.turns(*setting))
    }

    fn look_back(&self, policy: usize) -> Option<Setting> {
        let look_back_ms = self.rules.policies().get(policy)?.look_back_ms;
        let minutes = u32::try_from(look_back_ms / crate::engine::MINUTE_MS).ok()?;
        self.nearest(minutes, 1..=60, |to| Setting::of_policy(Parameter::LookBack, policy, to))
    }

    /// Only a policy that was let act can turn a decision by its amount, and only by asking for
    /// another size within the bounds.
    fn value(&self, policy: usize) -> Option<Setting> {
        let rule = self.rules.policies().get(policy)?;
        let verdict = self.signal(policy)?.verdict;
        if !matches!(verdict, Verdict::Fired { .. } | Verdict::NoEffect { .. }) {
            return None;
        }
        let size = self.size_at_turn(policy);
        let (capacity, assumptions) = (self.rules.capacity, self.rules.assumptions);
        let asked = |to: u32| {
            let mut rule = rule.clone();
            rule.adjustment = rule.adjustment.with_amount(to);
            let Assumptions { percent_rounding, set_total_may_reverse, .. } = assumptions;
            capacity.clamp(rule.target(size, percent_rounding, set_total_may_reverse))
        };
        let present = rule.adjustment.amount();
        let most = most_useful(rule.adjustment, capacity, size);
        let differs = |to: &u32| asked(*to) != asked(present);
        let set = |to: u32| Setting::of_policy(Parameter::Value, policy, to);
        let turns = |to: &u32| self.turns(set(*to));
        let below = (1..present.min(most.saturating_add(1))).rev().filter(differs).find(turns);
        let above = (present.saturating_add(1)..=most).filter(differs).find(turns);
        self.nearest(present, below.into_iter().chain(above), set)
    }

    /// The bounds act where they meet a size, so that only the sizes of this step and their
    /// neighbours can be the nearest.
    fn minimum(&self) -> Option<Setting> {
        let set = |to: u32| Setting::of_group(Parameter::Minimum, to);
        self.nearest(self.rules.capacity.min, self.sizes_met(), set)
    }

    fn maximum(&self) -> Option<Setting> {
        let set = |to: u32| Setting::of_group(Parameter::Maximum, to);
        self.nearest(self.rules.capacity.max, self.sizes_met(), set)
    }

    /// The order changes only where a priority passes another.
    fn priority(&self, policy: usize) -> Option<Setting> {
        let priority = self.rules.policies().get(policy)?.priority;
        let others = self.rules.policies().iter().map(|other| other.priority);
        let numbers = others.flat_map(around);
        self.nearest(priority, numbers, |to| Setting::of_policy(Parameter::Priority, policy, to))
    }

    fn signal(&self, policy: usize) -> Option<&Signal> {
        self.signals.iter().find(|signal| signal.policy == policy)
    }

    /// The size that a policy found when its turn came.
    fn size_at_turn(&self, policy: usize) -> u32 {
        let earlier = self.signals.iter().take_while(|signal| signal.policy != policy);
        let fired = |signal: &Signal| match signal.verdict {
            Verdict::Fired { to, .. } => Some(to),
            _ => None,
        };
        earlier.filter_map(fired).last().unwrap_or(self.decision.repaired)
    }

    /// The sizes that the step met or asked for, each with its neighbours.
    fn sizes_met(&self) -> Vec<u32> {
        let Decision { before, repaired, after, .. } = self.decision;
        let Capacity { min, max, .. } = self.rules.capacity;
        let mut sizes = vec![min, max, before, repaired, after];
        let signals = self.signals.iter().filter(|_| self.rules.target().is_some());
        sizes.extend(signals.filter_map(|signal| match signal.verdict {
            Verdict::Fired { wanted, .. }
            | Verdict::Denied { wanted, .. }
            | Verdict::NoEffect { wanted } => Some(wanted),
            _ => None,
        }));
        let Assumptions { percent_rounding, set_total_may_reverse, .. } = self.rules.assumptions;
        for policy in self.rules.policies() {
            for size in [before, repaired, after] {
                sizes.push(policy.target(size, percent_rounding, set_total_may_reverse));
            }
        }
        sizes.into_iter().flat_map(around).collect()
    }
}

/// A number and its neighbours.
fn around(number: u32) -> [u32; 3] {
    [number.saturating_sub(1), number, number.saturating_add(1)]
}

/// Beyond this amount a policy asks for a size past the bounds, whatever it asks.
fn most_useful(adjustment: Adjustment, capacity: Capacity, size: u32) -> u32 {
    let past = u64::from(capacity.max.max(size)) + 1;
    let most = match adjustment {
        Adjustment::FlatCount(_) | Adjustment::SetTotalGroup(_) => past,
        Adjustment::PercentOfTotalGroup(_) => past * 100 / u64::from(size.max(1)) + 100,
    };
    u32::try_from(most).unwrap_or(u32::MAX)
}

/// The points of a threshold's grid next to a value, on both sides, and at it.
fn grid_around(metric: Metric, value: f64) -> Vec<Float> {
    // Up to here a 32-bit float tells every tenth, and every whole number, from the next.
    let (per_unit, exact) = match metric.unit() {
        Unit::Percent => (10.0, 99_999.0),
        Unit::BytesPerSecond | Unit::Count => (1.0, 16_777_215.0),
    };
    if value.abs() < exact {
        let below = (value * per_unit).floor();
        return [-1.0, 0.0, 1.0, 2.0].map(|by| Float::new((below + by) / per_unit)).to_vec();
    }
    #[expect(clippy::cast_possible_truncation, reason = "the API keeps 32 bits")]
    let near = value as f32;
    [near.next_down(), near, near.next_up()].map(|point| Float::new(f64::from(point))).to_vec()
}
