//! What was different in a stretch, counted a second time by other code.

use headroom::engine::{Ledger, Limit, Metric, Rules, Target, Verdict};
use headroom::whatif::{
    Count, Difference, Differences, Distance, Feature, FeatureKind, Interval, Job, LimitKind,
    VariantOutcome, VerdictKind, differences, rules,
};

use super::naive_target::random_target_job;
use super::random::{random_job, seeds};
use super::{at, capacity, first, history, job, ran};

fn stretch(from: i64, to: i64) -> Interval {
    Interval { from_ms: at(from), to_ms: at(to) }
}

fn found(job: &Job, from: i64, to: i64) -> Differences {
    let rules = rules(job, &job.variants[0]).unwrap();
    differences(&rules, &first(job), stretch(from, to), |at_ms| at_ms).unwrap()
}

fn told(one: &Difference) -> String {
    let Count { count, of } = one.inside;
    let outside = one.outside;
    format!("{} ({}): {count} of {of}, {} of {}", one.label, one.note, outside.count, outside.of)
}

/// Four hours of calm on two, of which minutes 100 to 120 ask for more than the maximum.
fn burst() -> Job {
    let value = |sample: usize| if (20..24).contains(&sample) { 100.0 } else { 50.0 };
    let values: Vec<f64> = (0..48).map(value).collect();
    let of = history(Metric::Cpu, 5, &values);
    job(of, "0:2", capacity(1, 2, 300), &["cpu > 70 +1", "cpu < 30 -1"])
}

#[test]
fn a_burst_differs_by_its_use_and_its_maximum() {
    let found = found(&burst(), 105, 120);
    assert_eq!((found.inside, found.outside), (4, 44));
    let told: Vec<String> = found.found.iter().map(told).collect();
    assert_eq!(
        told,
        [
            "CPU at 100 % (no room was left; Blocked by the maximum; “cpu > 70 +1” had no effect; \
             CPU far over 70 %): 4 of 4, 0 of 44",
            "CPU jumped (half as much again as at the evaluation before): 1 of 4, 0 of 44",
        ]
    );
    let same = [FeatureKind::MissingSamples, FeatureKind::Size, FeatureKind::Cooldown];
    assert_eq!(found.same, same);
}

#[test]
fn hour_and_weekday_stand_apart() {
    // The histories begin on a Monday at 8 o'clock in the morning, UTC.
    let all = found(&burst(), 105, 120);
    let when: Vec<String> = all.when.iter().map(told).collect();
    let hour = "09:00 to 11:00 (local time): 4 of 4, 20 of 44";
    assert_eq!(when, [hour, "Monday (local time): 4 of 4, 44 of 44"]);
    let job = burst();
    let rules = rules(&job, &job.variants[0]).unwrap();
    let late = |at_ms: i64| at_ms + 14 * 3_600_000;
    let late = differences(&rules, &first(&job), stretch(105, 120), late).unwrap();
    assert_eq!(late.when[0].label, "23:00 to 01:00", "past midnight");
    assert_eq!(late.when[1].label, "Monday to Tuesday");
}

#[test]
fn without_a_ledger_nothing_is_counted() {
    let job = burst();
    let rules = rules(&job, &job.variants[0]).unwrap();
    let outcome = VariantOutcome { ledger: None, ..first(&job) };
    assert_eq!(differences(&rules, &outcome, stretch(0, 9), |at_ms| at_ms), None);
}

#[test]
fn a_stretch_without_evaluations_has_no_differences() {
    let found = found(&burst(), 900, 950);
    assert_eq!((found.inside, found.when.len()), (0, 0));
    assert!(found.found.iter().all(|one| one.inside.of == 0 && !one.feature.is_one_of_several()));
}

/// Whether a feature holds at an evaluation, said as plainly as it can be.
fn holds(
    feature: Feature,
    (rules, outcome, usual): (&Rules, &VariantOutcome, &[usize]),
    index: usize,
) -> bool {
    let ledger = outcome.ledger.as_ref().unwrap();
    let decision = ledger.decisions()[index];
    let signal = |policy: usize| {
        ledger.signals(index).iter().find(|own| own.policy == policy).copied().unwrap()
    };
    let threshold = |policy: usize| match rules.target().and_then(Target::average) {
        Some((_, percent)) => f64::from(percent),
        None => rules.policies()[policy].threshold,
    };
    match feature {
        Feature::Full(policy) => signal(policy).value.is_some_and(|value| value >= 100.0),
        Feature::Limit(kind) => matches!(
            (decision.limit, kind),
            (Some(Limit::Maximum(_)), LimitKind::Maximum)
                | (Some(Limit::Minimum(_)), LimitKind::Minimum)
                | (Some(Limit::Cooldown(_)), LimitKind::Cooldown)
                | (Some(Limit::Step(_)), LimitKind::Step)
        ),
        Feature::Jump(policy) => {
            let before = (index > 0).then(|| ledger.signals(index - 1));
            let before = before.and_then(|all| all.iter().find(|own| own.policy == policy));
            match (before.and_then(|own| own.value), signal(policy).value) {
                (Some(before), Some(now)) => before > 0.0 && now >= before * 1.5,
                _ => false,
            }
        }
        Feature::FewSamples(policy) => signal(policy).samples < usual[policy],
        Feature::Verdict(policy, kind) => verdict(signal(policy).verdict) == kind,
        Feature::Size(size) => decision.before == size,
        Feature::Cooldown => outcome.cooldowns.iter().any(|one| {
            let end = decision.at_ms == one.to_ms && rules.assumptions.cooldown_includes_end;
            one.from_ms < decision.at_ms && (decision.at_ms < one.to_ms || end)
        }),
        Feature::Distance(policy, distance) => signal(policy).value.is_some_and(|value| {
            let (over, tenth) = (value - threshold(policy), threshold(policy).abs() / 10.0);
            distance
                == match over {
                    over if over > tenth => Distance::FarOver,
                    over if over > 0.0 => Distance::JustOver,
                    over if over >= -tenth => Distance::JustUnder,
                    _ => Distance::FarUnder,
                }
        }),
        Feature::Hours | Feature::Weekdays => panic!("they stand apart"),
    }
}

fn verdict(verdict: Verdict) -> VerdictKind {
    match verdict {
        Verdict::Fired { .. } => VerdictKind::Fired,
        Verdict::Outranked { .. } => VerdictKind::Outranked,
        Verdict::NotBreached { .. } => VerdictKind::NotBreached,
        Verdict::OnTarget { .. } => VerdictKind::OnTarget,
        Verdict::NoData => VerdictKind::NoData,
        Verdict::Denied { .. } => VerdictKind::Denied,
        Verdict::NoEffect { .. } => VerdictKind::NoEffect,
    }
}

/// The most frequent number of samples; of two the larger.
fn mostly(ledger: &Ledger, policy: usize) -> usize {
    let all: Vec<usize> = (0..ledger.len())
        .flat_map(|index| ledger.signals(index))
        .filter(|own| own.policy == policy)
        .map(|own| own.samples)
        .collect();
    let times = |samples: usize| all.iter().filter(|own| **own == samples).count();
    let mut best = 0;
    for &samples in &all {
        if (times(samples), samples) > (times(best), best) {
            best = samples;
        }
    }
    best
}

/// The first of the policies that see what a policy sees.
fn is_first(rules: &Rules, policy: usize) -> bool {
    let sees = |at: usize| {
        let own = &rules.policies()[at];
        (own.metric, own.aggregate, own.look_back_ms)
    };
    rules.policies().is_empty() || (0..policy).all(|other| sees(other) != sees(policy))
}

/// Every feature that could be found.
fn every(rules: &Rules, policies: usize, largest: u32) -> Vec<Feature> {
    use VerdictKind::{Denied, Fired, NoData, NoEffect, NotBreached, OnTarget, Outranked};
    let mut all: Vec<Feature> = (0..=largest).map(Feature::Size).collect();
    all.push(Feature::Cooldown);
    for kind in [LimitKind::Maximum, LimitKind::Minimum, LimitKind::Cooldown, LimitKind::Step] {
        all.push(Feature::Limit(kind));
    }
    for policy in 0..policies {
        for kind in [Denied, NoEffect, NoData, Fired, Outranked, NotBreached, OnTarget] {
            all.push(Feature::Verdict(policy, kind));
        }
        for distance in
            [Distance::FarOver, Distance::JustOver, Distance::JustUnder, Distance::FarUnder]
        {
            all.push(Feature::Distance(policy, distance));
        }
        if is_first(rules, policy) {
            all.extend([Feature::Jump(policy), Feature::FewSamples(policy)]);
            let metric = rules.policies().get(policy).map_or(Metric::Cpu, |own| own.metric);
            if matches!(metric, Metric::Cpu | Metric::Memory) {
                all.push(Feature::Full(policy));
            }
        }
    }
    all
}

/// Every feature that differs, with its counts, by going through all evaluations for each.
fn naive(rules: &Rules, outcome: &VariantOutcome, marked: Interval) -> Vec<(Feature, [usize; 4])> {
    let ledger = outcome.ledger.as_ref().unwrap();
    let within = |index: usize| {
        let at_ms = ledger.decisions()[index].at_ms;
        at_ms >= marked.from_ms && at_ms <= marked.to_ms
    };
    let all = 0..ledger.len();
    let inside = all.clone().filter(|index| within(*index)).count();
    let outside = ledger.len() - inside;
    let policies = ledger.decisions().first().map_or(0, |_| ledger.signals(0).len());
    let share = |count: usize, of: usize| if of == 0 { 0.0 } else { count as f64 / of as f64 };
    let mut found = Vec::new();
    let usual: Vec<usize> = (0..policies).map(|policy| mostly(ledger, policy)).collect();
    let largest = ledger.decisions().iter().map(|own| own.before).max().unwrap_or(0);
    for feature in every(rules, policies, largest) {
        let replayed = (rules, outcome, usual.as_slice());
        let held: Vec<usize> = all.clone().filter(|at| holds(feature, replayed, *at)).collect();
        let count = held.iter().filter(|at| within(**at)).count();
        let gap = share(count, inside) - share(held.len() - count, outside);
        let counts = !held.is_empty() && (gap >= 0.1 || gap <= -0.1);
        if counts && (gap > 0.0 || !feature.is_one_of_several()) {
            found.push((feature, [count, inside, held.len() - count, outside]));
        }
    }
    found
}

#[test]
fn the_counts_are_those_of_a_second_count() {
    let (mut told, mut marked) = (0, 0);
    let jobs =
        seeds(60).flat_map(|seed| [(seed, random_job(seed)), (seed, random_target_job(seed))]);
    for (seed, job) in jobs {
        for (variant, outcome) in job.variants.iter().zip(&ran(&job).variants) {
            let rules = rules(&job, variant).unwrap();
            let ledger = outcome.ledger.as_ref().unwrap();
            let times: Vec<i64> = ledger.decisions().iter().map(|own| own.at_ms).collect();
            let Some(&from_ms) = times.get(times.len() / 3) else { continue };
            let to_ms = times[times.len() / 2];
            let stretch = Interval { from_ms, to_ms };
            let found = differences(&rules, outcome, stretch, |at_ms| at_ms).unwrap();
            let expected = naive(&rules, outcome, stretch);
            for one in &found.found {
                let counts = [one.inside.count, one.inside.of, one.outside.count, one.outside.of];
                let own = expected.iter().find(|(feature, _)| *feature == one.feature);
                let (_, own) = own.unwrap_or_else(|| panic!("HEADROOM_SEED={seed}: {one:?}"));
                assert!(own.iter().eq(counts.map(|n| n as usize).iter()), "HEADROOM_SEED={seed}");
                told += 1;
            }
            let gaps: Vec<f64> = found.found.iter().map(|one| one.gap().abs()).collect();
            assert!(gaps.is_sorted_by(|a, b| a >= b), "HEADROOM_SEED={seed}: the widest first");
            for kind in FeatureKind::ALL {
                let differs = expected.iter().any(|(feature, _)| feature.kind() == kind);
                assert_eq!(differs, !found.same.contains(&kind), "HEADROOM_SEED={seed} {kind:?}");
            }
            marked += 1;
        }
    }
    assert!(told > 300 && marked > 100, "{told} of {marked}");
}
