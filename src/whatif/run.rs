//! The replay itself.

use super::fleet::Fleet;
use super::plan::{Plan, Track, rules};
use super::{
    Change, Interval, Job, JobError, LoadModel, Outcome, Scorecard, SizeAt, Variant, VariantOutcome,
};
use crate::engine::{Decision, Ledger, Recorder, Rules, Scaler, Signal, Verdict};

const MINUTE_MS: f64 = 60_000.0;
const HOUR_MS: f64 = 3_600_000.0;

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
            let rules = rules(job, variant).map_err(|(part, errors)| JobError::Rules {
                variant: index,
                part,
                errors,
            })?;
            Ok(replay(job, &plan, rules, variant.name.clone(), detail))
        })
        .collect::<Result<Vec<_>, JobError>>()?;
    Ok(Outcome { span: plan.span, variants, saturated_samples: plan.saturated_samples })
}

fn replay(job: &Job, plan: &Plan, rules: Rules, name: String, detail: Detail) -> VariantOutcome {
    match detail {
        Detail::Curves => Replay::new(job, plan, rules).run(&mut ()).finish(name),
        Detail::Ledger => {
            let mut ledger = Ledger::default();
            let outcome = Replay::new(job, plan, rules).run(&mut ledger).finish(name);
            VariantOutcome { ledger: Some(ledger), ..outcome }
        }
    }
}

/// Where a track's replay stands.
struct Position {
    sample: usize,
    /// The last entry of the serving curve that began before the sample's interval.
    curve: usize,
    values: Vec<f64>,
}

/// Passes everything on, and notes whether the cooldown denied any policy: a decision names only
/// what held it back first.
struct Denials<'a, R> {
    told: &'a mut R,
    denied: bool,
}

impl<R: Recorder> Recorder for Denials<'_, R> {
    fn signal(&mut self, signal: Signal) {
        self.denied |= matches!(signal.verdict, Verdict::Denied { .. });
        self.told.signal(signal);
    }

    fn decision(&mut self, decision: Decision) {
        self.told.decision(decision);
    }
}

/// Demand that was met and demand that was not, of the first track that tells.
#[derive(Default)]
struct Demand {
    total: f64,
    unmet: f64,
    overload: Vec<Interval>,
}

struct Replay<'a> {
    job: &'a Job,
    plan: &'a Plan<'a>,
    scaler: Scaler,
    fleet: Fleet,
    positions: Vec<Position>,
    sizes: Vec<SizeAt>,
    changes: Vec<Change>,
    cooldowns: Vec<Interval>,
    demand: Demand,
    denied: u32,
}

impl<'a> Replay<'a> {
    fn new(job: &'a Job, plan: &'a Plan, rules: Rules) -> Self {
        let (from_ms, size) = (plan.span.from_ms, plan.start_size);
        let position = |track: &Track| Position {
            sample: 0,
            curve: 0,
            values: Vec::with_capacity(track.times_ms.len()),
        };
        Self {
            job,
            plan,
            scaler: Scaler::new(rules, size, None),
            fleet: Fleet::new(from_ms, size, job.boot_delay_ms),
            positions: plan.tracks.iter().map(position).collect(),
            sizes: vec![SizeAt { at_ms: from_ms, size }],
            changes: Vec::new(),
            cooldowns: Vec::new(),
            demand: Demand::default(),
            denied: 0,
        }
    }

    fn run<R: Recorder>(mut self, recorder: &mut R) -> Self {
        let mut now_ms = self.plan.first_tick_ms;
        while now_ms <= self.plan.span.to_ms {
            self.observe(now_ms);
            self.step(now_ms, recorder);
            now_ms = now_ms.saturating_add(self.job.evaluation_period_ms);
        }
        self.observe(self.plan.span.to_ms);
        self
    }

    /// Turns the recorded samples up to `now_ms` into simulated ones.
    fn observe(&mut self, now_ms: i64) {
        self.fleet.settle(now_ms);
        let plan = self.plan;
        let tells = plan.tracks.iter().position(|track| track.full.is_some());
        for (index, track) in plan.tracks.iter().enumerate() {
            let position = &mut self.positions[index];
            let curve = self.fleet.curve();
            while let Some(&at_ms) = track.times_ms.get(position.sample)
                && at_ms <= now_ms
            {
                let from_ms = track.start_ms(position.sample);
                while curve.get(position.curve + 1).is_some_and(|&(next, _)| next <= from_ms) {
                    position.curve += 1;
                }
                let pieces = &curve[position.curve..];
                let demand = track.demand[position.sample];
                let value = simulated(track, demand, serving_before(pieces, at_ms));
                if let Some(value) = value {
                    self.scaler.observe(track.metric, at_ms, value);
                }
                position.values.push(value.unwrap_or(f64::NAN));
                if let Some(full) = track.full
                    && tells == Some(index)
                {
                    self.demand.add(demand, full, pieces, Interval { from_ms, to_ms: at_ms });
                }
                position.sample += 1;
            }
        }
    }

    fn step<R: Recorder>(&mut self, now_ms: i64, recorder: &mut R) {
        let mut denials = Denials { told: recorder, denied: false };
        let decision = self.scaler.step(now_ms, &mut denials);
        self.denied += u32::from(denials.denied);
        let (from, to) = (decision.before, decision.after);
        if from == to {
            return;
        }
        if to > from {
            self.fleet.grow(now_ms, to - from);
        } else {
            self.fleet.shrink(now_ms, from - to);
        }
        self.sizes.push(SizeAt { at_ms: now_ms, size: to });
        let reversal = self.changes.last().is_some_and(|last| {
            (last.to > last.from) != (to > from)
                && now_ms - last.at_ms <= self.job.reversal_window_ms
        });
        self.changes.push(Change { at_ms: now_ms, from, to, policy: decision.fired, reversal });
        self.note_cooldown(now_ms);
    }

    fn note_cooldown(&mut self, now_ms: i64) {
        let Some(left_ms) = self.scaler.cooldown_left_ms(now_ms) else { return };
        let to_ms = now_ms.saturating_add(left_ms).min(self.plan.span.to_ms);
        if to_ms > now_ms {
            self.cooldowns.push(Interval { from_ms: now_ms, to_ms });
        }
    }

    fn finish(self, name: String) -> VariantOutcome {
        let scorecard = self.scorecard();
        VariantOutcome {
            name,
            scorecard,
            sizes: self.sizes,
            changes: self.changes,
            values: self.positions.into_iter().map(|position| position.values).collect(),
            overload: self.demand.overload,
            cooldowns: self.cooldowns,
            ledger: None,
        }
    }

    fn scorecard(&self) -> Scorecard {
        let capacity = self.scaler.rules().capacity;
        let span = self.plan.span;
        let time_at = |wanted: Option<u32>| time_at_size(&self.sizes, span.to_ms, wanted);
        let instance_hours = time_at(None) / HOUR_MS;
        let tells = self.plan.tracks.iter().find_map(|track| track.full);
        let overload_ms: i64 =
            self.demand.overload.iter().map(|interval| interval.to_ms - interval.from_ms).sum();
        let period_minutes = as_f64(self.job.evaluation_period_ms) / MINUTE_MS;
        Scorecard {
            instance_hours,
            cost_eur: self.job.price_per_hour.map(|price| price * instance_hours),
            overload_minutes: tells.map(|_| as_f64(overload_ms) / MINUTE_MS),
            demand_hours: tells.map(|full| self.demand.total / full / HOUR_MS),
            overload_hours: tells.map(|full| self.demand.unmet / full / HOUR_MS),
            p95: self.positions.first().and_then(|position| percentile_95(&position.values)),
            changes: self.changes.len(),
            reversals: self.changes.iter().filter(|change| change.reversal).count(),
            minutes_at_minimum: time_at(Some(capacity.min)) / MINUTE_MS,
            minutes_at_maximum: time_at(Some(capacity.max)) / MINUTE_MS,
            denied_minutes: f64::from(self.denied) * period_minutes,
        }
    }
}

impl Demand {
    /// Counts one sample's interval against the Instances that served in it.
    fn add(&mut self, demand: f64, full: f64, pieces: &[(i64, u32)], span: Interval) {
        self.total += demand * as_f64(span.to_ms - span.from_ms);
        for (index, &(began_ms, serving)) in pieces.iter().enumerate() {
            let ended_ms = pieces.get(index + 1).map_or(i64::MAX, |&(next_ms, _)| next_ms);
            let from_ms = began_ms.max(span.from_ms);
            let to_ms = ended_ms.min(span.to_ms);
            if from_ms >= span.to_ms {
                return;
            }
            let unmet = demand - full * f64::from(serving);
            if unmet > 0.0 && to_ms > from_ms {
                self.unmet += unmet * as_f64(to_ms - from_ms);
                self.note_overload(from_ms, to_ms);
            }
        }
    }

    fn note_overload(&mut self, from_ms: i64, to_ms: i64) {
        match self.overload.last_mut() {
            Some(last) if last.to_ms == from_ms => last.to_ms = to_ms,
            _ => self.overload.push(Interval { from_ms, to_ms }),
        }
    }
}

/// The value that the metric would have shown; `None` when nothing served to show it.
fn simulated(track: &Track, demand: f64, serving: u32) -> Option<f64> {
    match track.load {
        LoadModel::Total | LoadModel::AsRecorded => Some(demand),
        LoadModel::PerInstance if serving == 0 => None,
        LoadModel::PerInstance => {
            let share = demand / f64::from(serving);
            Some(track.full.map_or(share, |full| share.min(full)))
        }
    }
}

/// How many served just before `at_ms`.
fn serving_before(pieces: &[(i64, u32)], at_ms: i64) -> u32 {
    let later = pieces.iter().take_while(|&&(from_ms, _)| from_ms < at_ms).last();
    later.or(pieces.first()).map_or(0, |&(_, serving)| serving)
}

/// The time in milliseconds at a size, or the integral of all sizes.
fn time_at_size(sizes: &[SizeAt], end_ms: i64, wanted: Option<u32>) -> f64 {
    let mut total = 0.0;
    for (index, entry) in sizes.iter().enumerate() {
        let until_ms = sizes.get(index + 1).map_or(end_ms, |next| next.at_ms);
        let weight = match wanted {
            None => f64::from(entry.size),
            Some(size) if size == entry.size => 1.0,
            Some(_) => continue,
        };
        total += weight * as_f64(until_ms - entry.at_ms);
    }
    total
}

fn percentile_95(values: &[f64]) -> Option<f64> {
    let mut known: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
    // The nearest rank: the smallest value that at least 95 % do not exceed.
    let rank = (known.len() * 95).div_ceil(100).checked_sub(1)?;
    Some(*known.select_nth_unstable_by(rank, f64::total_cmp).1)
}

#[expect(clippy::cast_precision_loss, reason = "spans stay far under 2^53 milliseconds")]
const fn as_f64(ms: i64) -> f64 {
    ms as f64
}
