//! All that one decision goes by, simulated or real, so that it can be taken again.

use crate::engine::{
    CooldownStart, Decision, Ledger, MINUTE_MS, Metric, Rules, Scaler, Signal, Verdict,
};
use crate::whatif::{Job, SizeAt, VariantOutcome, observed_samples};

/// The longest look-back there is (contract, section 6).
const LONGEST_LOOK_BACK_MS: i64 = 60 * MINUTE_MS;

/// What a decision was taken by: the moment, the size and the cooldown that it found, the
/// samples, and the rules.
#[derive(Clone, Debug)]
pub struct Situation<'a> {
    pub(super) at_ms: i64,
    /// The ordered size before the decision.
    pub(super) size: u32,
    /// The instant from which the cooldown counts.
    pub(super) cooldown_from_ms: Option<i64>,
    /// What the real group's size was after it, when the situation is a real one.
    pub(super) really: Option<u32>,
    pub(super) rules: &'a Rules,
    /// The decision as the replay's ledger has it.
    noted: Option<(Decision, &'a [Signal])>,
    /// The samples that any look-back could hold, as the scaler sees them.
    seen: Vec<(Metric, i64, f64)>,
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
        Some(Self {
            at_ms: decision.at_ms,
            size: decision.before,
            cooldown_from_ms: cooldown_from_ms(rules, ledger, index),
            really: None,
            rules,
            noted: Some((decision, ledger.signals(index))),
            seen: seen(job, &outcome.values, decision.at_ms),
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
        let at_ms = evaluated_ms(job, at_ms)?;
        let next_ms = at_ms.saturating_add(job.evaluation_period_ms);
        // A change that is stamped with the evaluation's own instant is what it decided.
        let before = ordered.partition_point(|entry| entry.at_ms < at_ms);
        let after = ordered.partition_point(|entry| entry.at_ms < next_ms);
        let size = |until: usize| ordered.get(until.saturating_sub(1)).map(|entry| entry.size);
        let grew = |at: usize| ordered[at].size > ordered[at - 1].size;
        let cooldown_from_ms = (before > 1)
            .then(|| ordered[before - 1].at_ms.saturating_add(delay_ms(rules, grew(before - 1))));
        Some(Self {
            at_ms,
            size: size(before)?,
            cooldown_from_ms,
            really: size(after),
            rules,
            noted: None,
            seen: seen(job, job.histories.iter().map(|own| &own.values), at_ms),
        })
    }

    /// What is left of the cooldown, in milliseconds, once the bounds are repaired.
    #[must_use]
    pub fn cooldown_left_ms(&self) -> Option<i64> {
        let mut scaler = Scaler::new(self.rules.clone(), self.size, self.cooldown_from_ms);
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
        let mut scaler = Scaler::new(rules, self.size, self.cooldown_from_ms);
        for &(metric, at_ms, value) in &self.seen {
            scaler.observe(metric, at_ms, value);
        }
        let mut ledger = Ledger::default();
        let decision = scaler.step(self.at_ms, &mut ledger);
        (decision, ledger.signals(0).to_vec())
    }
}

/// What the scaler saw in the hour up to `at_ms`, given each history's values.
fn seen<'a>(
    job: &Job,
    values: impl IntoIterator<Item = &'a Vec<f64>>,
    at_ms: i64,
) -> Vec<(Metric, i64, f64)> {
    observed_samples(job, values, at_ms.saturating_sub(LONGEST_LOOK_BACK_MS), at_ms)
}

/// The last instant of the evaluation's rhythm at or before `at_ms` and within the histories.
fn evaluated_ms(job: &Job, at_ms: i64) -> Option<i64> {
    let first_ms = job.histories.iter().filter_map(|own| own.times_ms.first()).min()?;
    let last_ms = job.histories.iter().filter_map(|own| own.times_ms.last()).max()?;
    let period_ms = Some(job.evaluation_period_ms).filter(|period_ms| *period_ms > 0)?;
    let phase_ms = job.evaluation_phase_ms.unwrap_or(*first_ms).rem_euclid(period_ms);
    let until_ms = at_ms.min(*last_ms);
    let past_ms = (until_ms.rem_euclid(period_ms) - phase_ms).rem_euclid(period_ms);
    until_ms.checked_sub(past_ms).filter(|at_ms| at_ms >= first_ms)
}

/// How long after a change its cooldown starts.
fn delay_ms(rules: &Rules, grew: bool) -> i64 {
    let waits = grew && rules.assumptions.cooldown_start == CooldownStart::Serving;
    if waits { rules.boot_delay_ms } else { 0 }
}

/// The instant from which the cooldown counts before the decision at `index`, from all that
/// started one in the ledger. One pass over it, with no sample read.
fn cooldown_from_ms(rules: &Rules, ledger: &Ledger, index: usize) -> Option<i64> {
    let mut from_ms: Option<i64> = None;
    for (at, decision) in ledger.decisions().iter().enumerate().take(index) {
        let starts = |grew| Some(decision.at_ms.saturating_add(delay_ms(rules, grew)));
        if decision.repaired != decision.before && rules.assumptions.repair_starts_cooldown {
            from_ms = from_ms.max(starts(decision.repaired > decision.before));
        }
        let running = runs(rules, from_ms, decision.at_ms);
        for signal in ledger.signals(at) {
            match signal.verdict {
                Verdict::Fired { from, to, .. } => from_ms = from_ms.max(starts(to > from)),
                Verdict::NoEffect { .. }
                    if rules.assumptions.no_effect_starts_cooldown && !running =>
                {
                    from_ms = from_ms.max(starts(false));
                }
                _ => {}
            }
        }
    }
    from_ms
}

/// Whether a cooldown that counts from `from_ms` still denies at `now_ms`.
fn runs(rules: &Rules, from_ms: Option<i64>, now_ms: i64) -> bool {
    let cooldown_ms = rules.capacity.cooldown_ms;
    let end_ms = from_ms.map(|from_ms| from_ms.saturating_add(cooldown_ms));
    let includes_end = rules.assumptions.cooldown_includes_end;
    let denies = |end_ms| now_ms < end_ms || (now_ms == end_ms && includes_end);
    cooldown_ms > 0 && end_ms.is_some_and(denies)
}
