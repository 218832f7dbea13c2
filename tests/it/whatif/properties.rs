//! What holds for every job.

use headroom::engine::Assumptions;
use headroom::whatif::{Detail, Job, Outcome, run};
use headroom::wire;
use serde::Serialize;
use serde_json::Value;

use super::random::{LONGEST_MS, random_job, seeds};

fn jobs(count: u64) -> impl Iterator<Item = (u64, Job)> {
    seeds(count).map(|seed| (seed, random_job(seed)))
}

#[test]
fn instance_hours_are_the_integral_of_the_sizes() {
    for (seed, job) in jobs(100) {
        let outcome = run(&job, Detail::Curves).unwrap();
        let (from_ms, to_ms) = (outcome.span.from_ms, outcome.span.to_ms);
        assert!(to_ms - from_ms <= LONGEST_MS, "HEADROOM_SEED={seed}");
        for variant in &outcome.variants {
            // Second by second where the curve steps on whole seconds, which ticks do.
            let sizes = &variant.sizes;
            assert!(sizes.is_sorted_by_key(|entry| entry.at_ms), "HEADROOM_SEED={seed}");
            let mut seconds = 0_u64;
            let mut at_ms = from_ms;
            while at_ms < to_ms {
                let holds = sizes.iter().rfind(|entry| entry.at_ms <= at_ms).unwrap();
                seconds += u64::from(holds.size);
                at_ms += 1_000;
            }
            let hours = f64::from(u32::try_from(seconds).unwrap()) / 3_600.0;
            let off = (variant.scorecard.instance_hours - hours).abs();
            assert!(off < 1e-9, "HEADROOM_SEED={seed}: off by {off}");
        }
    }
}

#[test]
fn parts_are_never_more_than_their_whole() {
    for (seed, job) in jobs(500) {
        let outcome = run(&job, Detail::Curves).unwrap();
        let minutes = (outcome.span.to_ms - outcome.span.from_ms) / 1_000;
        let minutes = f64::from(i32::try_from(minutes).unwrap()) / 60.0;
        for variant in &outcome.variants {
            let card = &variant.scorecard;
            let sane = card.overload_hours <= card.demand_hours
                && card.overload_minutes.is_none_or(|overload| overload <= minutes)
                && card.minutes_at_minimum <= minutes
                && card.minutes_at_maximum <= minutes
                && card.reversals <= card.changes.saturating_sub(1)
                && variant.sizes.len() == card.changes + 1;
            assert!(sane, "HEADROOM_SEED={seed}: {card:?} in {minutes} min");
            let order = variant.overload.windows(2).all(|pair| pair[0].to_ms < pair[1].from_ms);
            assert!(order, "HEADROOM_SEED={seed}: stretches of overload stand apart");
        }
    }
}

/// Until a change is capped the two are the same; from then on the one with the higher maximum
/// has at least as many Instances, for nothing ever goes.
#[test]
fn with_scale_up_policies_alone_a_higher_maximum_never_raises_the_overload() {
    let mut lowered = 0;
    for (seed, mut job) in jobs(500) {
        job.assumptions = Assumptions::default();
        job.variants.truncate(1);
        let policies = &mut job.variants[0].policies;
        policies.retain(|policy| policy.metric.managed_metric.is_some());
        policies.iter_mut().for_each(|policy| policy.action = wire::Action::ScaleUp);
        let mut higher = job.variants[0].clone();
        higher.capacity.max_replicas += 2;
        job.variants.push(higher);
        let outcome = run(&job, Detail::Curves).unwrap();
        let [low, high] = [0, 1].map(|index| outcome.variants[index].scorecard.overload_hours);
        assert!(high <= low, "HEADROOM_SEED={seed}: {low:?} became {high:?}");
        lowered += u32::from(high < low);
    }
    assert!(lowered > 20, "only {lowered} jobs were relieved");
}

#[test]
fn policies_of_different_priorities_may_be_listed_in_any_order() {
    for (seed, mut job) in jobs(500) {
        for variant in &mut job.variants {
            for (priority, policy) in (0..).zip(&mut variant.policies) {
                policy.priority = priority;
            }
        }
        let listed = run(&job, Detail::Curves).unwrap();
        for variant in &mut job.variants {
            variant.policies.reverse();
        }
        let mut reversed = run(&job, Detail::Curves).unwrap();
        // Changes name their policy by its place in the list.
        for (variant, outcome) in job.variants.iter().zip(&mut reversed.variants) {
            let last = variant.policies.len().saturating_sub(1);
            for change in &mut outcome.changes {
                change.policy = change.policy.map(|index| last - index);
            }
        }
        assert_eq!(json(&listed), json(&reversed), "HEADROOM_SEED={seed}");
    }
}

fn json(outcome: &Outcome) -> String {
    serde_json::to_string(outcome).unwrap()
}

/// The same but for the last bit of a number, which is all that JSON's reader may lose.
fn alike(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            let [one, other] = [one, other].map(|number| number.as_f64().unwrap());
            (one - other).abs() <= one.abs() * f64::EPSILON
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(a, b)| alike(a, b))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().zip(other).all(|((key, a), (k, b))| key == k && alike(a, b))
        }
        _ => one == other,
    }
}

fn value<T: Serialize>(of: &T) -> Value {
    serde_json::to_value(of).unwrap()
}

#[test]
fn the_same_job_gives_the_same_text_and_the_text_the_same_outcome() {
    let mut nobody = 0;
    for (seed, job) in jobs(300) {
        let outcome = run(&job, Detail::Ledger).unwrap();
        let text = json(&outcome);
        assert!(text == json(&run(&job, Detail::Ledger).unwrap()), "HEADROOM_SEED={seed}");
        let read: Outcome = serde_json::from_str(&text).unwrap();
        assert!(alike(&value(&read), &value(&outcome)), "HEADROOM_SEED={seed}");
        let values = outcome.variants.iter().flat_map(|variant| variant.values.iter().flatten());
        let read = read.variants.iter().flat_map(|variant| variant.values.iter().flatten());
        for (value, read) in values.zip(read) {
            assert_eq!(value.is_nan(), read.is_nan(), "HEADROOM_SEED={seed}");
            nobody += u32::from(value.is_nan());
        }
        let job_text = serde_json::to_string(&job).unwrap();
        let read: Job = serde_json::from_str(&job_text).unwrap();
        assert!(alike(&value(&read), &value(&job)), "HEADROOM_SEED={seed}");
    }
    assert!(nobody > 10, "{nobody} values travelled as null");
}

/// A variant stands on its own: what is beside it does not touch it.
#[test]
fn a_variant_equal_to_another_has_its_outcome() {
    for (seed, mut job) in jobs(300) {
        let same = job.variants[0].clone();
        job.variants.push(same);
        let mut outcome = run(&job, Detail::Ledger).unwrap();
        let last = outcome.variants.pop().unwrap();
        let [first, last] =
            [&outcome.variants[0], &last].map(|variant| serde_json::to_string(variant).unwrap());
        assert_eq!(first, last, "HEADROOM_SEED={seed}");
    }
}
