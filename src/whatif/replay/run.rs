//! The replay itself.

use super::backlog::Backlog;
use super::fleet::Fleet;
use super::prepared::{PreparedHistory, Sample};
use super::recorder::{Curves, ReplayRecorder};
use super::rhythm::Rhythm;
use super::shown::Reader;
use super::totals::Totals;
use super::{
    Change, Interval, Job, JobError, MissingData, Outcome, Plan, RulesError, SizeAt, Variant,
    VariantOutcome,
};
use crate::base::nth_float;
use std::collections::VecDeque;

use crate::engine::{Decision, Ledger, Metric, Recorder, Rules, Scaler, Signal, Verdict};

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
///
/// ```
/// use headroom::whatif::{Detail, Setting, Parameter, from_file, run_variants};
///
/// let job = from_file(&std::fs::read("tests/examples/hour.json")?)?;
/// // What would 50 % instead of 70 % have cost?
/// let edited = Setting::of_policy(Parameter::Threshold, 0, 50).made(&job.variants[0]);
/// let variants = [job.variants[0].clone(), edited];
/// let outcome = run_variants(&job, &variants, Detail::Curves)?;
/// let [saved, edited] = &outcome.variants[..] else { panic!("one a variant") };
/// assert!(edited.scorecard.cost_eur > saved.scorecard.cost_eur);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
        Outcome {
            span: self.span,
            variants,
            saturated_samples: self.saturated_samples,
            unserved_samples: self.unserved_samples,
            under_idle_samples: self.under_idle_samples,
            price: job.price(),
        }
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
    /// What the scaler has yet to see, with when it does.
    delayed: VecDeque<(i64, Metric, f64)>,
    /// What waits, where it is not lost.
    backlog: Option<Backlog>,
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
            fleet: Fleet::new(from_ms, size, plan.launches),
            next: 0,
            last_seen: vec![None; plan.histories.len()],
            delayed: VecDeque::new(),
            backlog: plan.model.backlog.then(Backlog::new),
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
        while let Some((at_ms, metric, value)) = self.delayed.pop_front_if(|own| own.0 <= now_ms) {
            self.scaler.observe(metric, at_ms, value);
        }
    }

    #[inline]
    fn take(&mut self, sample: &Sample) {
        let index = usize::from(sample.history);
        // As a slice, since the index of a vector stays a call where the build is for size.
        let history = &self.plan.histories.as_slice()[index];
        let pieces = self.fleet.pieces(sample.from_ms);
        let tells = self.plan.capacity_history == Some(index);
        let mut unmet = |unmet, stretch| {
            self.totals.unmet(unmet, stretch);
            self.recorder.overload(stretch);
        };
        let shown = match &mut self.backlog {
            Some(backlog) if tells => {
                self.reader.shown_after(backlog, (history, sample), pieces, unmet)
            }
            _ => {
                if tells && sample.arrival.is_sample() {
                    overloads(history, sample, pieces, &mut unmet);
                }
                self.reader.shown_if_came(history, sample, pieces)
            }
        };
        if sample.arrival.is_sample() {
            self.recorder.value(index, shown.unwrap_or(f64::NAN));
            if tells {
                self.totals.demand(sample.demand, sample.span());
            }
        }
        if sample.arrival.is_observed()
            && let Some(value) = self.seen(index, shown)
        {
            self.note(history.metric, sample.at_ms, value);
        }
    }

    /// Shows the scaler a value, as late as it sees it.
    #[inline]
    fn note(&mut self, metric: Metric, at_ms: i64, value: f64) {
        match self.plan.model.metric_delay_ms {
            0 => self.scaler.observe(metric, at_ms, value),
            delay_ms => self.delayed.push_back((at_ms.saturating_add(delay_ms), metric, value)),
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
        let gone = self.fleet.evaluated(now_ms, from, to);
        if from == to {
            return;
        }
        let reversal = self.totals.held.change(now_ms, to, self.plan.reversal_window_ms);
        let draining = self.plan.draining(now_ms);
        self.totals.held.drain(gone, draining);
        self.recorder.draining(draining, gone);
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
    history: &PreparedHistory,
    sample: &Sample,
    pieces: &[(i64, u32)],
    mut found: impl FnMut(f64, Interval),
) {
    let span = sample.span();
    for (index, &(began_ms, serving)) in pieces.iter().enumerate() {
        let ended_ms = pieces.get(index + 1).map_or(i64::MAX, |&(next_ms, _)| next_ms);
        let stretch =
            Interval { from_ms: began_ms.max(span.from_ms), to_ms: ended_ms.min(span.to_ms) };
        if stretch.from_ms >= span.to_ms {
            return;
        }
        let unmet = sample.demand - history.carried(serving).unwrap_or(f64::INFINITY);
        if unmet > 0.0 && stretch.to_ms > stretch.from_ms {
            found(unmet, stretch);
        }
    }
}

fn percentile_95(values: &[f64]) -> Option<f64> {
    let known = values.iter().filter(|value| !value.is_nan()).count();
    // The nearest rank: the smallest value that at least 95 % do not exceed.
    let rank = (known * 95).div_ceil(100).checked_sub(1)?;
    // What is not known stands after all that is.
    let last = |value: &f64| if value.is_nan() { f64::INFINITY } else { *value };
    nth_float(values.iter().map(last), rank)
}
