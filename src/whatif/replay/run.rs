//! The replay itself.

use super::fleet::Fleet;
use super::prepared::Sample;
use super::recorder::{Curves, ReplayRecorder};
use super::rhythm::Rhythm;
use super::shown::Reader;
use super::totals::Totals;
use super::{
    Change, Interval, Job, JobError, MissingData, Outcome, Plan, RulesError, SizeAt, Variant,
    VariantOutcome,
};
use crate::base::nth_float;
use crate::engine::{Decision, Ledger, Recorder, Rules, Scaler, Signal, Verdict};

/// How much a run keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Everything but the ledger.
    Curves,
    /// Everything.
    Ledger,
}

/// Replays every variant of a job over its histories.
///
/// # Errors
/// Names the first part of the job that cannot be used.
pub fn run(job: &Job, detail: Detail) -> Result<Outcome, JobError> {
    run_variants(job, &job.variants, detail)
}

/// Replays other variants than the job's own over its histories, so that a preview need not copy
/// the histories to try another threshold.
///
/// # Errors
/// Names the first part of the job or the variants that cannot be used.
pub fn run_variants(job: &Job, variants: &[Variant], detail: Detail) -> Result<Outcome, JobError> {
    let plan = Plan::new(job)?;
    let variants = variants
        .iter()
        .enumerate()
        .map(|(index, variant)| {
            let refuse = |error| JobError::Rules { variant: index, error };
            plan.replay(variant, detail).map_err(refuse)
        })
        .collect::<Result<Vec<_>, JobError>>()?;
    Ok(plan.outcome(job, variants))
}

impl Plan {
    /// The answer that holds these replayed variants of the job.
    #[must_use]
    pub fn outcome(&self, job: &Job, variants: Vec<VariantOutcome>) -> Outcome {
        let Self { span, saturated_samples, unserved_samples, .. } = *self;
        Outcome { span, variants, saturated_samples, unserved_samples, price: job.price() }
    }

    /// Replays one variant.
    ///
    /// # Errors
    /// Names the part of the variant that is not valid.
    pub fn replay(&self, variant: &Variant, detail: Detail) -> Result<VariantOutcome, RulesError> {
        let rules = self.rules(variant)?;
        let curves = Curves {
            values: self
                .histories
                .iter()
                .map(|history| Vec::with_capacity(history.samples))
                .collect(),
            sizes: vec![SizeAt { at_ms: self.span.from_ms, size: self.start_size }],
            changes: Vec::new(),
            overload: Vec::new(),
            cooldowns: Vec::new(),
        };
        let replay = Replay::new(self, rules, curves);
        let (replay, ledger) = match detail {
            Detail::Curves => (replay.run(&mut ()), None),
            Detail::Ledger => {
                let mut ledger =
                    Ledger::with_capacity(self.ticks(variant), replay.scaler.rules().signals());
                (replay.run(&mut ledger), Some(ledger))
            }
        };
        let curves = replay.recorder;
        let p95 = curves.values.first().and_then(|values| percentile_95(values));
        Ok(VariantOutcome {
            name: variant.name.clone(),
            scorecard: replay.totals.scorecard(self, replay.rhythm.period_ms, p95),
            sizes: curves.sizes,
            changes: curves.changes,
            values: curves.values,
            overload: curves.overload,
            cooldowns: curves.cooldowns,
            ledger,
        })
    }

    /// Replays rules for their sums alone.
    pub(in crate::whatif) fn totals(&self, rules: Rules) -> Totals {
        self.totals_told(rules, &mut ())
    }

    /// The same, told of every decision.
    pub(in crate::whatif) fn totals_told<R: Recorder>(&self, rules: Rules, told: &mut R) -> Totals {
        Replay::new(self, rules, ()).run(told).totals
    }

    /// Replays rules for what a recorder keeps.
    pub(super) fn recorded<K: ReplayRecorder>(&self, rules: Rules, recorder: K) -> K {
        Replay::new(self, rules, recorder).run(&mut ()).recorder
    }
}

/// Passes everything on, and notes whether the cooldown denied any policy: a decision names only
/// what held it back first.
struct Denials<'a, R> {
    told: &'a mut R,
    denied: bool,
}

impl<R: Recorder> Recorder for Denials<'_, R> {
    #[inline]
    fn signal(&mut self, signal: Signal) {
        self.denied |= matches!(signal.verdict, Verdict::Denied { .. });
        self.told.signal(signal);
    }

    #[inline]
    fn decision(&mut self, decision: Decision) {
        self.told.decision(decision);
    }
}

struct Replay<'a, K> {
    plan: &'a Plan,
    samples: &'a [Sample],
    reader: Reader<'a>,
    rhythm: Rhythm,
    scaler: Scaler,
    fleet: Fleet,
    /// The next sample's index.
    next: usize,
    /// What the scaler last saw of each history.
    last_seen: Vec<Option<f64>>,
    totals: Totals,
    recorder: K,
}

impl<'a, K: ReplayRecorder> Replay<'a, K> {
    fn new(plan: &'a Plan, rules: Rules, recorder: K) -> Self {
        let (from_ms, size) = (plan.span.from_ms, plan.start_size);
        Self {
            plan,
            samples: plan.samples(&rules),
            reader: plan.reader(),
            rhythm: plan.rhythm(&rules),
            totals: Totals::new(rules.capacity, from_ms, size),
            scaler: Scaler::new(rules, size, None),
            fleet: Fleet::new(from_ms, size, plan.boot_delay_ms, plan.failed_launches),
            next: 0,
            last_seen: vec![None; plan.histories.len()],
            recorder,
        }
    }

    fn run<R: Recorder>(mut self, recorder: &mut R) -> Self {
        let end_ms = self.plan.span.to_ms;
        let mut now_ms = self.rhythm.first_ms;
        while now_ms <= end_ms {
            self.observe(now_ms);
            self.step(now_ms, recorder);
            now_ms = now_ms.saturating_add(self.rhythm.period_ms);
        }
        self.observe(end_ms);
        self.totals.held.hold_until(end_ms);
        self
    }

    /// Turns the recorded samples up to `now_ms` into simulated ones.
    fn observe(&mut self, now_ms: i64) {
        self.fleet.settle(now_ms);
        let samples = self.samples;
        while let Some(sample) = samples.get(self.next)
            && sample.at_ms <= now_ms
        {
            self.next += 1;
            self.take(sample);
        }
    }

    #[inline]
    fn take(&mut self, sample: &Sample) {
        let index = usize::from(sample.history);
        // As a slice, since the index of a vector stays a call where the build is for size.
        let history = &self.plan.histories.as_slice()[index];
        let pieces = self.fleet.pieces(sample.from_ms);
        let shown = match sample.arrival.is_shown() {
            true => self.reader.shown(history, sample, pieces),
            false => None,
        };
        if sample.arrival.is_sample() {
            self.recorder.value(index, shown.unwrap_or(f64::NAN));
            if let Some(full) = history.full
                && self.plan.capacity_history == Some(index)
            {
                let stretch = sample.span();
                self.totals.demand(sample.demand, stretch);
                overloads(sample.demand, full, pieces, stretch, |unmet, stretch| {
                    self.totals.unmet(unmet, stretch);
                    self.recorder.overload(stretch);
                });
            }
        }
        if sample.arrival.is_observed()
            && let Some(value) = self.seen(index, shown)
        {
            self.scaler.observe(history.metric, sample.at_ms, value);
        }
    }

    /// What the scaler sees of a sample.
    #[inline]
    fn seen(&mut self, history: usize, shown: Option<f64>) -> Option<f64> {
        match (shown, self.plan.missing_data) {
            (_, MissingData::Gap) => shown,
            (_, MissingData::Zero) => Some(shown.unwrap_or(0.0)),
            (Some(_), MissingData::HoldLast) => {
                self.last_seen[history] = shown;
                shown
            }
            (None, MissingData::HoldLast) => self.last_seen[history],
        }
    }

    fn step<R: Recorder>(&mut self, now_ms: i64, recorder: &mut R) {
        let mut denials = Denials { told: recorder, denied: false };
        self.scaler.set_serving(self.fleet.serving());
        let decision = self.scaler.step(now_ms, &mut denials);
        self.totals.evaluation(denials.denied);
        let (from, to) = (decision.before, decision.after);
        self.fleet.evaluated(now_ms, from, to);
        if from == to {
            return;
        }
        let reversal = self.totals.held.change(now_ms, to, self.plan.reversal_window_ms);
        self.recorder.change(Change { at_ms: now_ms, from, to, policy: decision.fired, reversal });
        self.note_cooldown(now_ms);
    }

    fn note_cooldown(&mut self, now_ms: i64) {
        let Some(left_ms) = self.scaler.cooldown_left_ms(now_ms) else { return };
        let to_ms = now_ms.saturating_add(left_ms).min(self.plan.span.to_ms);
        if to_ms > now_ms {
            self.recorder.cooldown(Interval { from_ms: now_ms, to_ms });
        }
    }
}

/// The stretches of a sample's interval in which the demand exceeded what served, and by how much.
#[inline]
pub fn overloads(
    demand: f64,
    full: f64,
    pieces: &[(i64, u32)],
    span: Interval,
    mut found: impl FnMut(f64, Interval),
) {
    for (index, &(began_ms, serving)) in pieces.iter().enumerate() {
        let ended_ms = pieces.get(index + 1).map_or(i64::MAX, |&(next_ms, _)| next_ms);
        let stretch =
            Interval { from_ms: began_ms.max(span.from_ms), to_ms: ended_ms.min(span.to_ms) };
        if stretch.from_ms >= span.to_ms {
            return;
        }
        let unmet = demand - full * f64::from(serving);
        if unmet > 0.0 && stretch.to_ms > stretch.from_ms {
            found(unmet, stretch);
        }
    }
}

fn percentile_95(values: &[f64]) -> Option<f64> {
    let known = values.iter().copied().filter(|value| !value.is_nan());
    // The nearest rank: the smallest value that at least 95 % do not exceed.
    let rank = (known.clone().count() * 95).div_ceil(100).checked_sub(1)?;
    nth_float(known, rank)
}
