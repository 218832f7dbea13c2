//! A second replay, as plain as it can be made, from the text of design.md, section 3. It shares
//! no code with the what-if: it keeps every Instance that ever was with its times, walks every
//! sample at every tick, works each out anew, and leaves the decisions to the oracle.

use std::cell::RefCell;
use std::collections::HashMap;

use headroom::engine::{Metric, Verdict};
use headroom::whatif::{
    Detail, History, Interval, Job, LoadModel, MissingData, Removal, SampleReading, Scorecard,
    SizeAt, Variant, VariantOutcome, rules, run,
};

use super::naive_backlog::waits;
use super::naive_demand::{
    at_recorded, carried, demand, demands, idle, is_lost, millis, spread, tells,
};
use super::naive_target::part_stamps;
use super::near::{near, rounded};
use super::random::{decimal_job, random_job, random_model, seeds};
use crate::oracle::{Oracle, Outcome, Twist};

/// From when it serves, and until when it is there. One whose launch failed never serves.
pub struct Instance {
    pub serves_ms: i64,
    pub gone_ms: i64,
    pub failed: bool,
}

pub struct Naive<'a> {
    pub job: &'a Job,
    pub instances: Vec<Instance>,
    pub steps: Vec<Outcome>,
    /// What samples showed, which nothing later changes: by history, index and stretch.
    shown: RefCell<HashMap<Key, Option<f64>>>,
}

type Key = (usize, usize, i64, i64);

/// How many served in the instant before `at_ms`.
pub fn served_before(instances: &[Instance], at_ms: i64) -> u32 {
    let serves = |i: &&Instance| !i.failed && i.serves_ms < at_ms && at_ms <= i.gone_ms;
    u32::try_from(instances.iter().filter(serves).count()).unwrap()
}

/// The recorded size in the instant before `at_ms`.
pub fn recorded_before(sizes: &[SizeAt], at_ms: i64) -> u32 {
    let mut size = sizes[0].size;
    for entry in sizes {
        if entry.at_ms < at_ms {
            size = entry.size;
        }
    }
    size
}

pub fn step_ms(history: &History) -> i64 {
    let times = &history.times_ms;
    let mut steps = Vec::new();
    for later in 1..times.len() {
        steps.push(times[later] - times[later - 1]);
    }
    steps.sort_unstable();
    steps[steps.len() / 2]
}

/// Where the interval of a sample begins: at the last sample, or after a gap one step before.
pub fn interval(history: &History, index: usize) -> (i64, i64) {
    let (times, step_ms) = (&history.times_ms, step_ms(history));
    let to_ms = times[index];
    if index > 0 && to_ms - times[index - 1] <= step_ms + step_ms / 2 {
        return (times[index - 1], to_ms);
    }
    (to_ms - step_ms, to_ms)
}

/// A stretch at whose end a history has a sample, or a part of one, by index, or would have.
pub type Stamp = (i64, i64, Option<usize>);

/// The instants that cut a stretch: those given within it, and its end.
pub fn cuts(from_ms: i64, to_ms: i64, at: impl Iterator<Item = i64>) -> Vec<(i64, i64)> {
    let mut ends: Vec<i64> = at.filter(|ms| *ms > from_ms && *ms < to_ms).collect();
    ends.push(to_ms);
    ends.sort_unstable();
    let mut from_ms = from_ms;
    let mut found = Vec::new();
    for to_ms in ends {
        if to_ms > from_ms {
            found.push((from_ms, to_ms));
            from_ms = to_ms;
        }
    }
    found
}

fn stamps(history: &History, end_ms: i64) -> Vec<Stamp> {
    let (mut stamps, step_ms) = (Vec::new(), step_ms(history));
    for (index, &at_ms) in history.times_ms.iter().enumerate() {
        stamps.push((interval(history, index).0, at_ms, Some(index)));
        // The gap after it, up to the next one's interval or to the end of all histories.
        let next_ms = match history.times_ms.get(index + 1) {
            Some(_) => interval(history, index + 1).0,
            None => end_ms,
        };
        let mut at_ms = at_ms + step_ms;
        while at_ms <= next_ms {
            stamps.push((at_ms - step_ms, at_ms, None));
            at_ms += step_ms;
        }
    }
    stamps
}

impl<'a> Naive<'a> {
    /// A replay that has yet to begin, with so many Instances.
    pub fn new(job: &'a Job, start: u32) -> Self {
        let instances = (0..start).map(present).collect();
        Self { job, instances, steps: Vec::new(), shown: RefCell::default() }
    }

    /// The sample as the simulated group shows it over a stretch of its interval; `None` where
    /// nothing serves to show it.
    pub fn shown(&self, history: &History, index: usize, from_ms: i64, to_ms: i64) -> Option<f64> {
        let place = self.job.histories.iter().position(|own| own.metric == history.metric);
        let key = (place.unwrap(), index, from_ms, to_ms);
        if let Some(known) = self.shown.borrow().get(&key) {
            return *known;
        }
        let shown = self.worked_out(history, index, from_ms, to_ms);
        self.shown.borrow_mut().insert(key, shown);
        shown
    }

    fn worked_out(&self, history: &History, index: usize, from_ms: i64, to_ms: i64) -> Option<f64> {
        let job = self.job;
        if is_lost(job, history.times_ms[index]) {
            return None;
        }
        let demand = demand(job, history, index);
        if history.load != LoadModel::PerInstance {
            return Some(demand);
        }
        let (own_from_ms, own_to_ms) = interval(history, index);
        let (from_ms, to_ms, own_from_ms, own_to_ms) = match job.sample_reading {
            SampleReading::Interval => (from_ms, to_ms, own_from_ms, own_to_ms),
            SampleReading::Instant => (to_ms - 1, to_ms, own_to_ms - 1, own_to_ms),
        };
        // What served, and what served of the recording, from turn to turn.
        let instances = self.instances.iter().filter(|instance| !instance.failed);
        let turns = instances.flat_map(|instance| [instance.serves_ms, instance.gone_ms]);
        let is_queued = job.model.backlog && tells(&history);
        let busy = if is_queued { waits(self, to_ms) } else { Vec::new() };
        let turns = turns.chain(busy.iter().flat_map(|(own, _)| [own.from_ms, own.to_ms]));
        let recorded = job.recorded_sizes.iter().map(|entry| entry.at_ms);
        let of = |to_ms| recorded_before(&job.recorded_sizes, to_ms);
        let own = cuts(own_from_ms, own_to_ms, recorded.clone());
        let steady = own.iter().all(|&(_, to_ms)| of(to_ms) == of(own_to_ms));
        let (mut served_ms, mut total, mut same) = (0.0, 0.0, true);
        let mut sizes = Vec::new();
        let mut waited = false;
        for (from_ms, to_ms) in cuts(from_ms, to_ms, turns.chain(recorded)) {
            let serving = served_before(&self.instances, to_ms);
            same &= serving == if steady { of(own_to_ms) } else { of(to_ms) };
            sizes.push(serving);
            if serving > 0 {
                let busy = busy.iter().any(|(own, _)| own.holds(to_ms));
                waited |= busy;
                let share = idle(job, history) + demand / spread(job, serving);
                let share = if busy { 100.0 } else { share };
                let shown = if history.metric == Metric::Cpu { share.min(100.0) } else { share };
                served_ms += millis(from_ms, to_ms);
                total += shown * millis(from_ms, to_ms);
            }
        }
        let whole = (from_ms, to_ms) == (own_from_ms, own_to_ms);
        let value = history.values[index];
        let grown = at_recorded(job, history, index);
        if same && !waited && served_ms > 0.0 && (steady || (whole && grown == value)) {
            // As it was recorded, which may be a little over full.
            let over = tells(&history) && grown > 100.0 && grown != value;
            return Some(if over { 100.0 } else { grown });
        }
        sizes.dedup();
        match sizes[..] {
            [0] => None,
            // The whole of one share, without the dust of a mean.
            [serving] if !waited => {
                let share = idle(job, history) + demand / spread(job, serving);
                Some(if history.metric == Metric::Cpu { share.min(100.0) } else { share })
            }
            _ => (served_ms > 0.0).then(|| total / served_ms),
        }
    }

    /// What the scaler sees of a history at a stamp: the sample, or what stands for it.
    pub fn seen(&self, history: &History, stamps: &[Stamp], at: usize) -> Option<f64> {
        let shown = |&(from_ms, to_ms, index): &Stamp| self.shown(history, index?, from_ms, to_ms);
        let value = shown(&stamps[at]);
        match self.job.missing_data {
            MissingData::Gap => value,
            MissingData::HoldLast => stamps[..=at].iter().rev().find_map(shown),
            MissingData::Zero => Some(value.unwrap_or(0.0)),
        }
    }

    pub fn resize(&mut self, now_ms: i64, from: u32, to: u32) {
        for _ in to..from {
            let present = |i: &&mut Instance| i.gone_ms == i64::MAX;
            let failed = self.instances.iter_mut().find(|i| present(i) && i.failed);
            let gone = match failed {
                Some(failed) => failed,
                None => match self.job.removal {
                    Removal::NewestFirst => self.instances.iter_mut().rfind(present).unwrap(),
                    Removal::OldestFirst => self.instances.iter_mut().find(present).unwrap(),
                },
            };
            gone.gone_ms = now_ms;
        }
        let waiting = |i: &Instance| i.failed && i.gone_ms == i64::MAX;
        let again = self.instances.iter().filter(|i| waiting(i)).count();
        self.instances.retain(|i| !waiting(i));
        let launches = to.saturating_sub(from) + u32::try_from(again).unwrap();
        let failed = self.job.failed_launches.among(launches, now_ms);
        for ordinal in 0..launches {
            let serves_ms = now_ms.saturating_add(self.job.boot_delay_ms);
            let failed = ordinal < failed;
            self.instances.push(Instance { serves_ms, gone_ms: i64::MAX, failed });
        }
    }
}

/// The time that the histories cover.
pub fn span(job: &Job) -> Interval {
    let starts = job.histories.iter().map(|history| interval(history, 0).0);
    Interval {
        from_ms: starts.min().unwrap(),
        to_ms: job.histories.iter().flat_map(|h| h.times_ms.iter().copied()).max().unwrap(),
    }
}

pub fn start_size(job: &Job) -> u32 {
    recorded_before(&job.recorded_sizes, span(job).from_ms + 1)
}

/// An Instance that serves from the start.
fn present(_: u32) -> Instance {
    Instance { serves_ms: i64::MIN, gone_ms: i64::MAX, failed: false }
}

/// How long the parts are in which the policies see the samples, where one is longer.
fn part_ms(job: &Job, variant: &Variant) -> Option<i64> {
    let look_backs = variant.policies().iter().map(|own| own.metric.sampling_range_min);
    let part_ms = i64::from(look_backs.min()?) * 60_000;
    let longer = |own: &History| {
        (0..own.times_ms.len()).any(|at| interval(own, at).1 - interval(own, at).0 > part_ms)
    };
    let is_parted = job.sample_reading == SampleReading::Interval;
    (is_parted && job.histories.iter().any(longer)).then_some(part_ms)
}

fn replay(job: &Job, variant: &Variant) -> VariantOutcome {
    let (span, start) = (span(job), start_size(job));
    let part_ms = part_ms(job, variant);
    let stamps = job.histories.iter().map(|history| match part_ms {
        Some(part_ms) => part_stamps(history, part_ms, span.to_ms),
        None => stamps(history, span.to_ms),
    });
    let stamps: Vec<_> = stamps.collect();
    let mut naive = Naive::new(job, start);
    let rules = rules(job, variant).unwrap();
    let (mut size, mut cooldown_from_ms) = (start, None);
    let first_ms = job.histories.iter().map(|history| history.times_ms[0]).min().unwrap();
    let mut now_ms = job.evaluation_phase_ms.unwrap_or(first_ms);
    while now_ms < first_ms {
        now_ms += job.evaluation_period_ms;
    }
    while now_ms - job.evaluation_period_ms >= first_ms {
        now_ms -= job.evaluation_period_ms;
    }
    while now_ms <= span.to_ms {
        let mut oracle = Oracle::new(rules.clone(), size, cooldown_from_ms, Twist::Faithful);
        for (history, stamps) in job.histories.iter().zip(&stamps) {
            for (at, &(_, at_ms, _)) in stamps.iter().enumerate() {
                // No look-back is longer than an hour.
                let seen_ms = at_ms + job.model.metric_delay_ms;
                if seen_ms > now_ms || seen_ms <= now_ms - 3_600_000 {
                    continue;
                }
                if let Some(value) = naive.seen(history, stamps, at) {
                    oracle.observe(history.metric, seen_ms, value);
                }
            }
        }
        let outcome = oracle.step(now_ms);
        naive.resize(now_ms, size, outcome.decision.after);
        size = outcome.decision.after;
        cooldown_from_ms = oracle.changed_at_ms();
        naive.steps.push(outcome);
        now_ms += job.evaluation_period_ms;
    }
    let capacity = &variant.thresholds().unwrap().capacity;
    let bounds = (capacity.min_replicas, capacity.max_replicas);
    conclude(&naive, variant, start, bounds, job.evaluation_period_ms)
}

/// What a replay of a group of these bounds came to, evaluated so often.
pub fn conclude(
    naive: &Naive,
    variant: &Variant,
    start: u32,
    bounds: (u32, u32),
    period_ms: i64,
) -> VariantOutcome {
    let (job, span) = (naive.job, span(naive.job));
    let mut sizes = vec![SizeAt { at_ms: span.from_ms, size: start }];
    let mut outcome = VariantOutcome { name: variant.name.clone(), ..VariantOutcome::default() };
    for step in &naive.steps {
        let decision = step.decision;
        let (at_ms, from, to) = (decision.at_ms, decision.before, decision.after);
        if from == to {
            continue;
        }
        let reversal = outcome.changes.last().is_some_and(|last: &headroom::whatif::Change| {
            (last.to > last.from) != (to > from) && at_ms - last.at_ms <= job.reversal_window_ms
        });
        let policy = decision.fired;
        outcome.changes.push(headroom::whatif::Change { at_ms, from, to, policy, reversal });
        sizes.push(SizeAt { at_ms, size: to });
        let to_ms = (at_ms + step.cooldown_left_ms.unwrap_or(0)).min(span.to_ms);
        if to_ms > at_ms {
            outcome.cooldowns.push(Interval { from_ms: at_ms, to_ms });
        }
    }
    for history in &job.histories {
        let shown = (0..history.times_ms.len()).map(|at| {
            let (from_ms, to_ms) = interval(history, at);
            naive.shown(history, at, from_ms, to_ms).unwrap_or(f64::NAN)
        });
        outcome.values.push(shown.collect());
    }
    outcome.scorecard = card(naive, bounds, &sizes, &outcome, period_ms);
    outcome.overload = overload(naive).map_or(Vec::new(), |found| found.stretches);
    outcome.sizes = sizes;
    outcome
}

fn hours(ms: f64) -> f64 {
    ms / 3_600_000.0
}

fn card(
    naive: &Naive,
    (min, max): (u32, u32),
    sizes: &[SizeAt],
    outcome: &VariantOutcome,
    period_ms: i64,
) -> Scorecard {
    let (job, span) = (naive.job, span(naive.job));
    let mut card = Scorecard::default();
    let (mut at_min, mut at_max, mut all) = (0.0, 0.0, 0.0);
    for (index, entry) in sizes.iter().enumerate() {
        let until_ms = sizes.get(index + 1).map_or(span.to_ms, |next| next.at_ms);
        let ms = millis(entry.at_ms, until_ms);
        all += ms * f64::from(entry.size);
        at_min += if entry.size == min { ms } else { 0.0 };
        at_max += if entry.size == max { ms } else { 0.0 };
    }
    for instance in naive.instances.iter().filter(|own| !own.failed && own.gone_ms < i64::MAX) {
        if instance.serves_ms <= instance.gone_ms {
            let until_ms = (instance.gone_ms + job.model.draining_ms).min(span.to_ms);
            all += millis(instance.gone_ms, until_ms);
        }
    }
    card.instance_hours = hours(all);
    card.cost_eur = job.price_per_hour.map(|price| price * card.instance_hours);
    let hourly = card.cost_eur.map(|cost| cost / hours(millis(span.from_ms, span.to_ms)));
    card.cost_per_day_eur = hourly.map(|hourly| hourly * 24.0);
    card.cost_per_month_eur = hourly.map(|hourly| hourly * 730.0);
    (card.minutes_at_minimum, card.minutes_at_maximum) =
        (hours(at_min * 60.0), hours(at_max * 60.0));
    if let Some(found) = overload(naive) {
        let stretches = found.stretches.iter();
        let ms = stretches.fold(0.0, |ms, stretch| ms + millis(stretch.from_ms, stretch.to_ms));
        card.overload_minutes = Some(hours(ms * 60.0));
        card.demand_hours = Some(hours(found.demand / carried(job, 1)));
        card.overload_hours = Some(hours(found.unmet / carried(job, 1)));
    }
    let mut seen: Vec<f64> = outcome.values[0].iter().copied().filter(|v| !v.is_nan()).collect();
    seen.sort_by(f64::total_cmp);
    let rank = (seen.len() * 95).div_ceil(100);
    card.p95 = (rank > 0).then(|| seen[rank - 1]);
    card.changes = outcome.changes.len();
    card.reversals = outcome.changes.iter().filter(|change| change.reversal).count();
    let denied = |step: &&Outcome| {
        step.signals.iter().any(|signal| matches!(signal.verdict, Verdict::Denied { .. }))
    };
    let denied = u32::try_from(naive.steps.iter().filter(denied).count()).unwrap();
    card.denied_minutes = f64::from(denied) * hours(millis(0, period_ms) * 60.0);
    card
}

#[derive(Default)]
struct Overload {
    demand: f64,
    unmet: f64,
    stretches: Vec<Interval>,
}

/// Cuts every interval at every instant at which an Instance came or went.
fn overload(naive: &Naive) -> Option<Overload> {
    naive.job.histories.iter().find(tells)?;
    let mut found = Overload::default();
    for (demand, from_ms, to_ms) in demands(naive.job) {
        found.demand += demand * millis(from_ms, to_ms);
        if naive.job.model.backlog {
            continue;
        }
        let turns = naive.instances.iter().flat_map(|i| [i.serves_ms, i.gone_ms]);
        let mut cuts: Vec<i64> = turns.filter(|ms| (from_ms..to_ms).contains(ms)).collect();
        cuts.extend([from_ms, to_ms]);
        cuts.sort_unstable();
        for cut in cuts.windows(2) {
            let carried = carried(naive.job, served_before(&naive.instances, cut[1]));
            if cut[0] == cut[1] || demand <= carried {
                continue;
            }
            found.add(Interval { from_ms: cut[0], to_ms: cut[1] }, demand - carried);
        }
    }
    if naive.job.model.backlog {
        for (stretch, unmet) in waits(naive, i64::MAX) {
            found.add(stretch, unmet);
        }
    }
    Some(found)
}

impl Overload {
    fn add(&mut self, stretch: Interval, unmet: f64) {
        self.unmet += unmet * millis(stretch.from_ms, stretch.to_ms);
        match self.stretches.last_mut() {
            Some(last) if last.to_ms == stretch.from_ms => last.to_ms = stretch.to_ms,
            _ => self.stretches.push(stretch),
        }
    }
}

#[test]
fn a_naive_replay_agrees_on_random_jobs() {
    let (mut changes, mut overloaded, mut silent) = (0, 0, 0);
    let jobs = seeds(1_500).flat_map(|seed| [(seed, random_job(seed)), (seed, decimal_job(seed))]);
    for (seed, mut job) in jobs {
        if seed.is_multiple_of(4) {
            job.sample_reading = SampleReading::Instant;
        }
        if seed.is_multiple_of(3) {
            job.removal = Removal::OldestFirst;
        }
        job.model = random_model(seed);
        let outcome = run(&job, Detail::Ledger).unwrap();
        for (variant, engine) in job.variants.iter().zip(&outcome.variants) {
            let naive = replay(&job, variant);
            let said = format!("HEADROOM_SEED={seed} brings it back");
            assert_eq!(engine.changes, naive.changes, "{said}");
            assert_eq!(engine.sizes, naive.sizes, "{said}");
            assert_eq!(engine.cooldowns, naive.cooldowns, "{said}");
            assert_eq!(engine.overload, naive.overload, "{said}");
            assert!(near(&engine.values, &naive.values), "{said}");
            assert_eq!(rounded(&engine.scorecard), rounded(&naive.scorecard), "{said}");
            changes += naive.changes.len();
            overloaded += naive.overload.len();
            silent += naive.values.iter().flatten().filter(|value| value.is_nan()).count();
        }
    }
    let seen = format!("{changes} changes, {overloaded} overloads, {silent} samples of nobody");
    assert!(changes > 10_000 && overloaded > 3_000 && silent > 100, "{seen}");
}
