//! The same second replay for targets, with a second decision as plain as it can be made, from
//! the contract of v1alpha2, sections 9 and 13: whole Instances counted one by one, every part of
//! every sample walked at every tick.

use headroom::engine::{
    BootingInstances, CooldownScope, CooldownStart, Decision, Limit, Metric, Rules, Scaling,
    Signal, StepMeaning, TargetAssumptions, TargetFormula, Verdict,
};
use headroom::whatif::{
    Detail, History, Interval, Job, Removal, SampleReading, Variant, VariantOutcome, rules, run,
};
use headroom::wire::Duration;
use headroom::wire::v1alpha2::{FixedSize, ScalingPolicy, UtilizationTarget};

use super::naive::{Naive, Stamp, conclude, interval, span, start_size, step_ms};
use super::near::{near, rounded};
use super::random::{decimal_job, random_job, random_model, seeds};
use crate::chance::Chance;
use crate::oracle::Outcome;

/// Every end of a part of a sample, or of a gap, with the sample's index.
pub fn part_stamps(history: &History, part_ms: i64, end_ms: i64) -> Vec<Stamp> {
    let mut stamps = Vec::new();
    let mut cut = |from_ms: i64, to_ms: i64, index| {
        let mut at_ms = from_ms;
        while at_ms < to_ms {
            let end_ms = (at_ms + part_ms).min(to_ms);
            stamps.push((at_ms, end_ms, index));
            at_ms = end_ms;
        }
    };
    let step_ms = step_ms(history);
    for index in 0..history.times_ms.len() {
        let (from_ms, to_ms) = interval(history, index);
        cut(from_ms, to_ms, Some(index));
        // The gap after it, a step at a time.
        let mut at_ms = to_ms;
        let until_ms = match index + 1 < history.times_ms.len() {
            true => interval(history, index + 1).0,
            false => end_ms,
        };
        while at_ms < until_ms {
            let next_ms = (at_ms + step_ms).min(until_ms);
            cut(at_ms, next_ms, None);
            at_ms = next_ms;
        }
    }
    stamps
}

/// What the target's metric showed on average over the last while, and from how many parts.
fn average(
    naive: &Naive,
    history: &History,
    stamps: &[Stamp],
    now_ms: i64,
) -> Option<(f64, usize)> {
    let now_ms = now_ms - naive.job.model.metric_delay_ms;
    let from_ms = now_ms - naive.job.assumptions.target.averaging_ms;
    let (mut sum, mut count) = (0.0, 0);
    for (at, stamp) in stamps.iter().enumerate() {
        if stamp.1 <= from_ms || stamp.1 > now_ms {
            continue;
        }
        if let Some(value) = naive.seen(history, stamps, at) {
            sum += value;
            count += 1;
        }
    }
    (count > 0).then(|| (sum / f64::from(u32::try_from(count).unwrap()), count))
}

/// A group with a target, as little as it needs to decide.
struct Group<'a> {
    rules: &'a Rules,
    assumed: TargetAssumptions,
    goal: Goal,
    out_step: u32,
    in_step: u32,
    size: u32,
    /// From when the cooldown after growing counts, and after shrinking.
    out_ms: Option<i64>,
    in_ms: Option<i64>,
}

#[derive(Clone, Copy)]
enum Goal {
    Fixed(u32),
    Average(Metric, u32),
}

#[expect(clippy::cast_possible_truncation, reason = "the API keeps 32 bits")]
fn same(a: f64, b: f64) -> bool {
    a as f32 == b as f32
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
fn whole(number: f64) -> u32 {
    number as u32
}

impl Group<'_> {
    fn clamped(&self, size: u32) -> u32 {
        size.max(self.rules.capacity.min).min(self.rules.capacity.max)
    }

    fn left_after(&self, from_ms: Option<i64>, cooldown_ms: i64, now_ms: i64) -> Option<i64> {
        let left_ms = from_ms? + cooldown_ms - now_ms;
        let at_end = left_ms == 0 && self.rules.assumptions.cooldown_includes_end;
        (cooldown_ms > 0 && (left_ms > 0 || at_end)).then_some(left_ms)
    }

    /// What is left of what denies a change.
    fn left(&self, now_ms: i64, grows: bool) -> Option<i64> {
        let cooldown = self.rules.capacity.cooldown;
        let out = self.left_after(self.out_ms, cooldown.after_out_ms, now_ms);
        let passes = grows && self.assumed.cooldown_scope == CooldownScope::OutPassesIn;
        let back = self.left_after(self.in_ms, cooldown.after_in_ms, now_ms);
        if passes { out } else { out.max(back) }
    }

    fn note(&mut self, now_ms: i64, grew: bool) {
        let serving = self.rules.assumptions.cooldown_start == CooldownStart::Serving;
        let from_ms = now_ms + if grew && serving { self.rules.boot_delay_ms } else { 0 };
        let place = if grew { &mut self.out_ms } else { &mut self.in_ms };
        *place = Some(place.map_or(from_ms, |before_ms| before_ms.max(from_ms)));
    }

    /// Returns what keeps the group from its bounds or its fixed size.
    fn repair(&mut self, now_ms: i64) -> Option<Limit> {
        let goal = match self.goal {
            Goal::Fixed(size) => size,
            Goal::Average(..) => self.clamped(self.size),
        };
        let wanted = self.clamped(goal);
        let bound = self.bound(goal);
        let grows = wanted > self.size;
        if wanted == self.size {
            return bound;
        }
        if !self.assumed.repair_by_steps {
            self.size = wanted;
            if self.rules.assumptions.repair_starts_cooldown {
                self.note(now_ms, grows);
            }
            return bound;
        }
        if let Some(left_ms) = self.left(now_ms, grows) {
            return Some(Limit::Cooldown(left_ms));
        }
        let before = self.size;
        for _ in 0..if grows { self.out_step } else { self.in_step } {
            match () {
                () if self.size < wanted => self.size += 1,
                () if self.size > wanted => self.size -= 1,
                () => {}
            }
        }
        if self.size != before {
            self.note(now_ms, grows);
        }
        let step = if grows { self.out_step } else { self.in_step };
        if self.size == wanted { bound } else { Some(Limit::Step(step)) }
    }

    /// The bound that a size is beyond.
    fn bound(&self, size: u32) -> Option<Limit> {
        let (min, max) = (self.rules.capacity.min, self.rules.capacity.max);
        match () {
            () if size > max => Some(Limit::Maximum(max)),
            () if size < min => Some(Limit::Minimum(min)),
            () => None,
        }
    }

    /// Where one event ends: not beyond the bounds, nor further beyond them.
    fn ended(&self, stepped: u32) -> u32 {
        let (min, max) = (self.rules.capacity.min, self.rules.capacity.max);
        match () {
            () if stepped > self.size => stepped.min(max.max(self.size)),
            () => stepped.max(min.min(self.size)),
        }
    }

    fn needed(&self, value: f64, percent: u32) -> u32 {
        let (target, size) = (f64::from(percent), self.size);
        if same(value, target) || size == 0 {
            return size;
        }
        if percent == 0 {
            return u32::MAX;
        }
        let share = f64::from(self.assumed.tolerance_percent) / 100.0;
        let (low, high) = (target * (1.0 - share), target * (1.0 + share));
        let within = (value <= high || same(value, high)) && (value >= low || same(value, low));
        let exact = f64::from(size) * value / target;
        let near = if exact.fract() < 0.5 { exact.floor() } else { exact.ceil() };
        let up = if same(exact, near) { near } else { exact.ceil() };
        let down = if same(exact, near) { near } else { exact.floor() };
        match self.assumed.formula {
            TargetFormula::CeilWithTolerance if within => size,
            TargetFormula::CeilWithTolerance | TargetFormula::Ceil => whole(up),
            TargetFormula::Nearest => {
                let half = exact + 0.5;
                whole(if same(half, half.round()) { half.round() } else { half.floor() })
            }
            TargetFormula::FloorOutCeilIn if value > target => whole(down).max(size),
            TargetFormula::FloorOutCeilIn => whole(up).min(size),
        }
    }

    /// Where one event leads, before the bounds.
    fn stepped(&self, wanted: u32) -> u32 {
        let exact = self.assumed.step == StepMeaning::Exact;
        if wanted > self.size {
            let far = self.size.saturating_add(self.out_step);
            if exact { far } else { far.min(wanted) }
        } else {
            let far = self.size.saturating_sub(self.in_step);
            if exact { far } else { far.max(wanted) }
        }
    }

    fn held(&self, wanted: u32) -> Option<Limit> {
        let (stepped, grows) = (self.stepped(wanted), wanted > self.size);
        let ended = self.ended(stepped);
        if if grows { ended >= wanted } else { ended <= wanted } {
            return None;
        }
        let step = if grows { self.out_step } else { self.in_step };
        if ended == stepped { Some(Limit::Step(step)) } else { self.bound(stepped) }
    }

    fn step(&mut self, now_ms: i64, seen: Option<(f64, usize)>, serving: u32) -> Outcome {
        let before = self.size;
        let held = self.repair(now_ms);
        let repaired = self.size;
        let (mut signals, mut limit) = (Vec::new(), None);
        if let Goal::Average(_, percent) = self.goal {
            let verdict = match seen {
                None => Verdict::NoData,
                Some((value, _)) => self.approach(now_ms, value, percent, serving, &mut limit),
            };
            let (value, samples) = seen.map_or((None, 0), |(value, count)| (Some(value), count));
            signals.push(Signal { policy: 0, value, samples, verdict });
        }
        let fired = signals.iter().any(|own| matches!(own.verdict, Verdict::Fired { .. }));
        let (fired, limit) = (fired.then_some(0), held.or(limit));
        let decision = Decision { at_ms: now_ms, before, repaired, after: self.size, fired, limit };
        let cooldown = self.rules.capacity.cooldown;
        let cooldown_left_ms = self
            .left_after(self.out_ms, cooldown.after_out_ms, now_ms)
            .max(self.left_after(self.in_ms, cooldown.after_in_ms, now_ms));
        Outcome { decision, signals, cooldown_left_ms }
    }

    fn approach(
        &mut self,
        now_ms: i64,
        value: f64,
        percent: u32,
        serving: u32,
        limit: &mut Option<Limit>,
    ) -> Verdict {
        let target = f64::from(percent);
        let idle = self.assumed.booting == BootingInstances::Idle;
        let damped = match idle && serving < self.size && value > target {
            true => (value * f64::from(serving) / f64::from(self.size)).max(target),
            false => value,
        };
        let wanted = self.needed(damped, percent);
        if wanted == self.size {
            return Verdict::OnTarget { size: wanted };
        }
        let (from, to) = (self.size, self.ended(self.stepped(wanted)));
        *limit = self.held(wanted);
        if to == from {
            return Verdict::NoEffect { wanted };
        }
        if let Some(left_ms) = self.left(now_ms, wanted > from) {
            *limit = Some(Limit::Cooldown(left_ms));
            return Verdict::Denied { wanted: to, left_ms };
        }
        self.size = to;
        self.note(now_ms, wanted > from);
        Verdict::Fired { from, to, wanted }
    }
}

fn group<'a>(rules: &'a Rules, policy: &ScalingPolicy, size: u32) -> Group<'a> {
    let Scaling::Target(_) = rules.scaling else { panic!("{rules:?}") };
    let average = |target: UtilizationTarget| target.target_avg_percent;
    let goal = match (policy.fixed_size, policy.cpu_target, policy.memory_target) {
        (Some(fixed), None, None) => Goal::Fixed(fixed.size),
        (None, Some(cpu), None) => Goal::Average(Metric::Cpu, average(cpu)),
        (None, None, Some(memory)) => Goal::Average(Metric::Memory, average(memory)),
        _ => panic!("{policy:?}"),
    };
    Group {
        rules,
        assumed: rules.assumptions.target,
        goal,
        out_step: policy.scale_out_step,
        in_step: policy.scale_in_step,
        size,
        out_ms: None,
        in_ms: None,
    }
}

fn replay<'a>(job: &'a Job, variant: &Variant) -> (VariantOutcome, Naive<'a>) {
    let (span, start) = (span(job), start_size(job));
    let part_ms = job.target_period_ms.min(job.assumptions.target.averaging_ms);
    let rules = rules(job, variant).unwrap();
    let mut group = group(&rules, variant.target().unwrap(), start);
    let watched = match group.goal {
        Goal::Average(metric, _) => job.histories.iter().find(|own| own.metric == metric),
        Goal::Fixed(_) => None,
    };
    let watched = watched.map(|own| (own, part_stamps(own, part_ms, span.to_ms)));
    let mut naive = Naive::new(job, start);
    let first_ms = job.histories.iter().map(|history| history.times_ms[0]).min().unwrap();
    let mut now_ms = job.evaluation_phase_ms.unwrap_or(first_ms);
    while now_ms < first_ms {
        now_ms += job.target_period_ms;
    }
    while now_ms - job.target_period_ms >= first_ms {
        now_ms -= job.target_period_ms;
    }
    while now_ms <= span.to_ms {
        let seen = watched.as_ref();
        let seen = seen.and_then(|(history, stamps)| average(&naive, history, stamps, now_ms));
        let serves = |own: &&super::naive::Instance| {
            !own.failed && own.serves_ms <= now_ms && own.gone_ms == i64::MAX
        };
        let serving = u32::try_from(naive.instances.iter().filter(serves).count()).unwrap();
        let outcome = group.step(now_ms, seen, serving);
        naive.resize(now_ms, outcome.decision.before, outcome.decision.after);
        naive.steps.push(outcome);
        now_ms += job.target_period_ms;
    }
    let bounds = (rules.capacity.min, rules.capacity.max);
    let outcome = conclude(&naive, variant, start, bounds, job.target_period_ms);
    (outcome, naive)
}

fn random_target(chance: &mut Chance) -> ScalingPolicy {
    let minimum_size = chance.within(0, 4);
    let mut policy = ScalingPolicy {
        minimum_size,
        maximum_size: minimum_size + chance.within(0, 9),
        scale_out_cooldown: random_cooldown(chance),
        scale_in_cooldown: random_cooldown(chance),
        scale_in_step: chance.pick(&[0, 1, 1, 1, 2, 5]),
        scale_out_step: chance.pick(&[0, 1, 1, 2, 3, 20]),
        ..ScalingPolicy::default()
    };
    let target_avg_percent = match chance.once_in(8) {
        true => chance.pick(&[0, 1, 99, 100]),
        false => chance.within(10, 90),
    };
    let average = Some(UtilizationTarget { target_avg_percent });
    match chance.within(0, 5) {
        0 => policy.fixed_size = Some(FixedSize { size: chance.within(0, 14) }),
        1 => policy.memory_target = average,
        _ => policy.cpu_target = average,
    }
    policy
}

fn random_cooldown(chance: &mut Chance) -> Option<Duration> {
    let seconds = chance.pick(&[0, 30, 60, 60, 61, 180, 300, 900]);
    (!chance.once_in(5)).then(|| Duration::from_secs(seconds))
}

fn random_assumptions(chance: &mut Chance) -> TargetAssumptions {
    if chance.once_in(3) {
        return TargetAssumptions::default();
    }
    TargetAssumptions {
        formula: chance.pick(&[
            TargetFormula::CeilWithTolerance,
            TargetFormula::Ceil,
            TargetFormula::Nearest,
            TargetFormula::FloorOutCeilIn,
        ]),
        tolerance_percent: chance.pick(&[0, 5, 10, 10, 30, 120]),
        step: chance.pick(&[StepMeaning::Limit, StepMeaning::Exact]),
        averaging_ms: chance.pick(&[1_000, 30_000, 60_000, 60_000, 150_000, 300_000]),
        booting: chance.pick(&[BootingInstances::Unmeasured, BootingInstances::Idle]),
        cooldown_scope: chance.pick(&[CooldownScope::BothDirections, CooldownScope::OutPassesIn]),
        repair_by_steps: chance.once_in(2),
    }
}

/// A random job whose variants have targets; one metric of it may be memory.
pub fn random_target_job(seed: u64) -> Job {
    let mut job = if seed.is_multiple_of(2) { random_job(seed) } else { decimal_job(seed) };
    let mut chance = Chance(seed ^ 0x54_4152_4745_5453);
    for history in job.histories.iter_mut().filter(|own| own.metric == Metric::NetworkIn) {
        history.metric = Metric::Memory;
        history.values.iter_mut().for_each(|value| *value = (*value / 10.0).min(100.0));
    }
    job.assumptions.target = random_assumptions(&mut chance);
    job.target_period_ms = chance.pick(&[60_000, 60_000, 30_000, 47_000, 300_000]);
    job.variants = (0..chance.within(1, 2))
        .map(|_| Variant::of_target("random".to_owned(), random_target(&mut chance)))
        .collect();
    job
}

#[test]
fn a_naive_replay_of_targets_agrees_on_random_jobs() {
    let (mut changes, mut denied, mut silent, mut overloaded) = (0, 0, 0, 0);
    for seed in seeds(700) {
        let mut job = random_target_job(seed);
        if seed.is_multiple_of(3) {
            job.sample_reading = SampleReading::Instant;
        }
        if seed.is_multiple_of(2) {
            job.removal = Removal::OldestFirst;
        }
        job.model = random_model(seed);
        let outcome = run(&job, Detail::Ledger).unwrap();
        for (variant, engine) in job.variants.iter().zip(&outcome.variants) {
            let (expected, naive) = replay(&job, variant);
            let said = format!("HEADROOM_SEED={seed} brings it back");
            let ledger = engine.ledger.as_ref().unwrap();
            assert_eq!(ledger.len(), naive.steps.len(), "{said}");
            for (index, step) in naive.steps.iter().enumerate() {
                let own = ledger.signals(index);
                assert_eq!(own.len(), step.signals.len(), "{said}, at {index}");
                for (own, other) in own.iter().zip(&step.signals) {
                    // A sum in another order may end in another last bit.
                    let near = own.value.zip(other.value).is_none_or(|(a, b)| same(a, b));
                    assert!(near && own.value.is_some() == other.value.is_some(), "{said}");
                    let own = Signal { value: other.value, ..*own };
                    assert_eq!(own, *other, "{said}, at {index}");
                }
                assert_eq!(ledger.decisions()[index], step.decision, "{said}, at {index}");
            }
            assert_eq!(engine.changes, expected.changes, "{said}");
            assert_eq!(engine.sizes, expected.sizes, "{said}");
            assert_eq!(engine.cooldowns, expected.cooldowns, "{said}");
            assert_eq!(engine.overload, expected.overload, "{said}");
            assert!(near(&engine.values, &expected.values), "{said}");
            assert_eq!(rounded(&engine.scorecard), rounded(&expected.scorecard), "{said}");
            let signals = naive.steps.iter().flat_map(|step| &step.signals);
            changes += expected.changes.len();
            overloaded += expected.overload.len();
            for signal in signals {
                denied += u32::from(matches!(signal.verdict, Verdict::Denied { .. }));
                silent += u32::from(signal.verdict == Verdict::NoData);
            }
        }
    }
    let seen = format!("{changes} changes, {denied} denied, {silent} silent, {overloaded} over");
    assert!(changes > 3_000 && denied > 3_000 && silent > 3_000 && overloaded > 1_000, "{seen}");
}

/// A part of a sample is what a tick in the middle of a coarse history sees.
#[test]
fn a_target_sees_coarse_samples_every_minute() {
    let history = super::history(Metric::Cpu, 5, &[90.0; 4]);
    let mut job = super::job(history, "0:2", super::capacity(1, 9, 0), &[]);
    let policy = ScalingPolicy {
        minimum_size: 1,
        maximum_size: 9,
        scale_out_cooldown: Some(Duration::from_secs(60)),
        scale_in_cooldown: Some(Duration::from_secs(60)),
        scale_in_step: 1,
        scale_out_step: 1,
        cpu_target: Some(UtilizationTarget { target_avg_percent: 30 }),
        ..ScalingPolicy::default()
    };
    job.variants = vec![Variant::of_target("target".to_owned(), policy)];
    // Instances serve at once: 180 in all, so six at 30 % each, one a minute from minute 5 on.
    assert_eq!(super::sizes_text(&super::first(&job).sizes), "0:2 5:3 6:4 7:5 8:6");
    let Interval { from_ms, to_ms } = super::ran(&job).span;
    assert_eq!((super::clock(from_ms), super::clock(to_ms)), ("0".into(), "20".into()));
}
