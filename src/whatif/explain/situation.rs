//! All that one decision goes by, simulated or real, so that it can be taken again.

use crate::engine::{
    CooldownFrom, CooldownStart, Decision, Direction, Ledger, MINUTE_MS, Metric, Rules, Scaler,
    Signal, Target, Verdict,
};
use crate::whatif::replay::led;
use crate::whatif::{
    Job, SizeAt, VariantOutcome, observed_samples, recorded_samples, serving_sizes,
};

/// The longest look-back there is (contract, section 6).
const LONGEST_LOOK_BACK_MS: i64 = 60 * MINUTE_MS;

/// What a decision was taken by: the moment, the size and the cooldown that it found, the
/// samples, and the rules.
#[derive(Clone, Debug)]
pub struct Situation<'a> {
    pub(super) at_ms: i64,
    /// The ordered size before the decision.
    pub(super) size: u32,
    /// The instants from which the cooldowns count.
    pub(super) cooldown_from: CooldownFrom,
    /// What the real group's size was after it, when the situation is a real one.
    pub(super) really: Option<u32>,
    pub(super) rules: &'a Rules,
    /// The decision as the replay's ledger has it.
    noted: Option<(Decision, &'a [Signal])>,
    /// The samples that any look-back could hold, as the scaler sees them. Of a target's replay it
    /// is the average alone: no change of its rules asks for another one.
    seen: Vec<(Metric, i64, f64)>,
    /// How many served, where the rules ask.
    serving: Option<u32>,
}

impl<'a> Situation<'a> {
    /// The last decision of a replay at or before `at_ms`; `None` before the first one or
    /// without a ledger. Costs no replay: all of it stands in the outcome.
    #[must_use]
    pub fn simulated(
        job: &'a Job,
        rules: &'a Rules,
        outcome: &'a VariantOutcome,
        at_ms: i64,
    ) -> Option<Self> {
        let ledger = outcome.ledger.as_ref()?;
        let index = ledger.index_at(at_ms)?;
        let decision = *ledger.decisions().get(index)?;
        let signals = ledger.signals(index);
        let (seen, serving) = match rules.target() {
            None => {
                let from_ms = decision.at_ms.saturating_sub(LONGEST_LOOK_BACK_MS);
                (observed_samples(job, rules, outcome, from_ms, decision.at_ms), None)
            }
            Some(target) => {
                let mut fleet = led(job, outcome, &ledger.decisions()[..index])?;
                fleet.settle(decision.at_ms);
                (averaged(target, signals, decision.at_ms), Some(fleet.serving()))
            }
        };
        Some(Self {
            at_ms: decision.at_ms,
            size: decision.before,
            cooldown_from: cooldown_from(rules, ledger, index),
            really: None,
            rules,
            noted: Some((decision, signals)),
            seen,
            serving,
        })
    }

    /// The last evaluation of the real group at or before `at_ms`, with the rules applied to the
    /// samples as they were recorded and to the size that the group really had. `ordered` are
    /// its sizes as ordered, not as served; each entry after the first is a change, which
    /// started the cooldown. `None` before the first sample.
    #[must_use]
    pub fn recorded(
        job: &'a Job,
        rules: &'a Rules,
        ordered: &[SizeAt],
        at_ms: i64,
    ) -> Option<Self> {
        let period_ms = job.period_ms(rules);
        let at_ms = evaluated_ms(job, period_ms, at_ms)?;
        let next_ms = at_ms.saturating_add(period_ms);
        // A change that is stamped with the evaluation's own instant is what it decided.
        let before = ordered.partition_point(|entry| entry.at_ms < at_ms);
        let after = ordered.partition_point(|entry| entry.at_ms < next_ms);
        let size = |until: usize| ordered.get(until.saturating_sub(1)).map(|entry| entry.size);
        let mut cooldown_from = CooldownFrom::default();
        for pair in ordered[..before].windows(2) {
            note_change(&mut cooldown_from, rules, pair[1].at_ms, pair[1].size > pair[0].size);
        }
        let (seen, serving) = match rules.target() {
            None => {
                let from_ms = at_ms.saturating_sub(LONGEST_LOOK_BACK_MS);
                (recorded_samples(job, rules, from_ms, at_ms), None)
            }
            Some(_) => {
                let from_ms = at_ms.saturating_sub(rules.assumptions.target.averaging_ms);
                let served = serving_sizes(&ordered[..before], job.boot_delay_ms);
                let served = served.iter().rfind(|entry| entry.at_ms <= at_ms);
                let serving = served.map_or(size(before)?, |entry| entry.size);
                (recorded_samples(job, rules, from_ms, at_ms), Some(serving))
            }
        };
        Some(Self {
            at_ms,
            size: size(before)?,
            cooldown_from,
            really: size(after),
            rules,
            noted: None,
            seen,
            serving,
        })
    }

    /// The moment of the decision, in milliseconds since the Unix epoch.
    #[must_use]
    pub const fn at_ms(&self) -> i64 {
        self.at_ms
    }

    /// What is left of the cooldown, in milliseconds, once the bounds are repaired; `None` when it
    /// is over.
    #[must_use]
    pub fn cooldown_left_ms(&self) -> Option<i64> {
        let mut scaler = Scaler::new(self.rules.clone(), self.size, self.cooldown_from);
        scaler.repair(self.at_ms);
        scaler.cooldown_left_ms(self.at_ms)
    }

    /// The decision and every policy's part in it: the ledger's own where there is one.
    #[must_use]
    pub fn decision(&self) -> (Decision, Vec<Signal>) {
        match self.noted {
            Some((decision, signals)) => (decision, signals.to_vec()),
            None => self.decide(self.rules.clone()),
        }
    }

    /// The decision under other rules, taken by the engine itself over the same samples, from
    /// the same size and the same cooldown.
    #[must_use]
    pub fn decide(&self, rules: Rules) -> (Decision, Vec<Signal>) {
        let mut scaler = Scaler::new(rules, self.size, self.cooldown_from);
        if let Some(serving) = self.serving {
            scaler.set_serving(serving);
        }
        for &(metric, at_ms, value) in &self.seen {
            scaler.observe(metric, at_ms, value);
        }
        let mut ledger = Ledger::default();
        let decision = scaler.step(self.at_ms, &mut ledger);
        (decision, ledger.signals(0).to_vec())
    }
}

/// The average that a target's formula took, as the only sample of its window.
fn averaged(target: &Target, signals: &[Signal], at_ms: i64) -> Vec<(Metric, i64, f64)> {
    let value = signals.first().and_then(|signal| signal.value);
    let metric = target.average().map(|(metric, _)| metric);
    metric.zip(value).map(|(metric, value)| (metric, at_ms, value)).into_iter().collect()
}

/// The last instant of the evaluation's rhythm at or before `at_ms` and within the histories.
fn evaluated_ms(job: &Job, period_ms: i64, at_ms: i64) -> Option<i64> {
    let first_ms = job.histories.iter().filter_map(|own| own.times_ms.first()).min()?;
    let last_ms = job.histories.iter().filter_map(|own| own.times_ms.last()).max()?;
    let period_ms = Some(period_ms).filter(|period_ms| *period_ms > 0)?;
    let phase_ms = job.evaluation_phase_ms.unwrap_or(*first_ms).rem_euclid(period_ms);
    let until_ms = at_ms.min(*last_ms);
    let past_ms = (until_ms.rem_euclid(period_ms) - phase_ms).rem_euclid(period_ms);
    until_ms.checked_sub(past_ms).filter(|at_ms| at_ms >= first_ms)
}

/// Starts the cooldown of a change.
fn note_change(cooldown_from: &mut CooldownFrom, rules: &Rules, at_ms: i64, grew: bool) {
    let waits = grew && rules.assumptions.cooldown_start == CooldownStart::Serving;
    let delay_ms = if waits { rules.boot_delay_ms } else { 0 };
    let direction = if grew { Direction::Up } else { Direction::Down };
    cooldown_from.start(at_ms.saturating_add(delay_ms), direction);
}

/// The instants from which the cooldowns count before the decision at `index`, from all that
/// started one in the ledger. One pass over it, with no sample read.
fn cooldown_from(rules: &Rules, ledger: &Ledger, index: usize) -> CooldownFrom {
    let mut from = CooldownFrom::default();
    let by_steps = rules.target().is_some() && rules.assumptions.target.repair_by_steps;
    let repair_starts = rules.assumptions.repair_starts_cooldown || by_steps;
    for (at, decision) in ledger.decisions().iter().enumerate().take(index) {
        if decision.repaired != decision.before && repair_starts {
            note_change(&mut from, rules, decision.at_ms, decision.repaired > decision.before);
        }
        let running = from.left_ms(rules, decision.at_ms).is_some();
        for signal in ledger.signals(at) {
            match signal.verdict {
                Verdict::Fired { from: before, to, .. } => {
                    note_change(&mut from, rules, decision.at_ms, to > before);
                }
                Verdict::NoEffect { .. }
                    if rules.assumptions.no_effect_starts_cooldown
                        && rules.target().is_none()
                        && !running =>
                {
                    note_change(&mut from, rules, decision.at_ms, false);
                }
                _ => {}
            }
        }
    }
    from
}
