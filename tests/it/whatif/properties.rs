//! What holds for every job.

use headroom::engine::Metric;
use headroom::whatif::{
    Detail, Job, Outcome, SizeAt, Variant, observed_samples, rules, run, scorecard_rows,
    serving_sizes,
};
use headroom::wire;
use serde::Serialize;
use serde_json::Value;

use super::naive_demand::demands;
use super::random::{LONGEST_MS, random_job, seeds};
use super::{capacity, history, job};
use crate::oracle::aggregate;

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

/// Whatever stands for a sample that is missing: what the scaler is said to have seen leads to
/// the decision that the ledger notes, from the size and the look-backs of that moment.
#[test]
fn what_the_scaler_saw_leads_to_what_it_decided() {
    let (mut values, mut filled) = (0, 0);
    for (seed, job) in jobs(400) {
        let outcome = run(&job, Detail::Ledger).unwrap();
        for (variant, outcome) in job.variants.iter().zip(&outcome.variants) {
            let rules = rules(&job, variant).unwrap();
            let ledger = outcome.ledger.as_ref().unwrap();
            for (index, decision) in ledger.decisions().iter().enumerate() {
                let (from_ms, to_ms) = (decision.at_ms - 3_600_000, decision.at_ms);
                let seen = observed_samples(&job, &rules, outcome, from_ms, to_ms);
                let said = format!("HEADROOM_SEED={seed} at {}", decision.at_ms);
                for signal in ledger.signals(index) {
                    let policy = &rules.policies()[signal.policy];
                    let looked_at: Vec<f64> = seen
                        .iter()
                        .filter(|(metric, at_ms, _)| {
                            *metric == policy.metric && to_ms - at_ms < policy.look_back_ms
                        })
                        .map(|(_, _, value)| *value)
                        .collect();
                    assert_eq!(looked_at.len(), signal.samples, "{said}");
                    let found = aggregate(policy.aggregate, &looked_at);
                    let near = found.zip(signal.value).is_none_or(|(found, value)| {
                        (found - value).abs() <= 1e-9 * value.abs().max(1.0)
                    });
                    assert!(near && found.is_some() == signal.value.is_some(), "{said}");
                    values += u32::from(found.is_some());
                }
                let own = |at_ms: &i64| job.histories.iter().any(|h| h.times_ms.contains(at_ms));
                filled += seen.iter().filter(|(_, at_ms, _)| !own(at_ms)).count();
            }
        }
    }
    assert!(values > 10_000 && filled > 10_000, "{values} values, {filled} filled");
}

/// What served, added up from the curve of sizes alone: at every instant as much of the demand
/// as the Instances there can carry.
#[test]
fn overload_and_served_demand_are_all_demand() {
    let (mut checked, mut short) = (0, 0);
    for (seed, mut job) in jobs(600) {
        job.failed_launches.share = 0.0;
        let outcome = run(&job, Detail::Curves).unwrap();
        let demands = demands(&job);
        for variant in &outcome.variants {
            let card = &variant.scorecard;
            let Some(demand_hours) = card.demand_hours else { continue };
            let serving = serving_sizes(&variant.sizes, job.boot_delay_ms);
            let served: f64 = demands.iter().map(|demand| served(&serving, *demand)).sum();
            let off = served + card.overload_hours.unwrap() - demand_hours;
            assert!(off.abs() < 1e-9 * demand_hours.max(1.0), "HEADROOM_SEED={seed}: off {off}");
            checked += 1;
            short += u32::from(card.overload_hours > Some(0.0));
        }
    }
    assert!(checked > 300 && short > 100, "{checked} checked, {short} of them short");
}

/// How much of a demand from one instant to another was carried, in hours of one Instance.
fn served(serving: &[SizeAt], (demand, from_ms, to_ms): (f64, i64, i64)) -> f64 {
    let mut hours = 0.0;
    for (index, entry) in serving.iter().enumerate() {
        let next_ms = serving.get(index + 1).map_or(i64::MAX, |next| next.at_ms);
        let ms = (next_ms.min(to_ms) - entry.at_ms.max(from_ms)).max(0);
        let ms = f64::from(u32::try_from(ms).unwrap());
        hours += demand.min(100.0 * f64::from(entry.size)) / 100.0 * ms / 3_600_000.0;
    }
    hours
}

/// Until a change is capped the two are the same; from then on the one with the higher maximum
/// has at least as many Instances, for nothing ever goes: neither the cooldown, nor percentages,
/// nor failed launches, nor any other assumption changes that. The one exception is a `scale_up`
/// that may shrink: see the next test.
#[test]
fn with_scale_up_policies_alone_a_higher_maximum_never_raises_the_overload() {
    let mut lowered = 0;
    for (seed, mut job) in jobs(2_000) {
        job.assumptions.set_total_may_reverse = false;
        job.variants.truncate(1);
        let policies = &mut job.variants[0].thresholds_mut().unwrap().policies;
        policies.iter_mut().for_each(|policy| policy.action = wire::Action::ScaleUp);
        let mut higher = job.variants[0].clone();
        higher.thresholds_mut().unwrap().capacity.max_replicas +=
            1 + u32::try_from(seed % 4).unwrap();
        job.variants.push(higher);
        let outcome = run(&job, Detail::Curves).unwrap();
        let [low, high] = [0, 1].map(|index| &outcome.variants[index].scorecard);
        let said = format!("HEADROOM_SEED={seed}: {low:?} became {high:?}");
        assert!(high.overload_hours <= low.overload_hours, "{said}");
        assert!(high.overload_minutes <= low.overload_minutes, "{said}");
        lowered += u32::from(high.overload_hours < low.overload_hours);
    }
    assert!(lowered > 100, "only {lowered} jobs were relieved");
}

/// At a maximum of 3 the first policy stays breached, and ends every step. With 5 the load comes
/// down between the two thresholds, and the second policy sets the group to 1.
#[test]
fn a_scale_up_that_may_shrink_is_the_exception() {
    let rules = &["cpu > 80 +5", "cpu > 50 =1"];
    let mut job = job(history(Metric::Cpu, 5, &[90.0; 6]), "0:3", capacity(1, 3, 0), rules);
    let mut higher = job.variants[0].clone();
    higher.thresholds_mut().unwrap().capacity.max_replicas = 5;
    job.variants.push(higher);
    let overload = |job: &Job| {
        let outcome = run(job, Detail::Curves).unwrap();
        [0, 1].map(|index| outcome.variants[index].scorecard.overload_hours)
    };
    assert_eq!(overload(&job), [Some(0.0), Some(0.0)]);
    job.assumptions.set_total_may_reverse = true;
    let [low, high] = overload(&job);
    assert!(low == Some(0.0) && high > low, "{low:?} {high:?}");
}

/// Its differences are zero too: equal scorecards show `same` in every row.
#[test]
fn a_variant_equal_to_the_saved_one_differs_in_nothing() {
    for (seed, mut job) in jobs(300) {
        let same = Variant { name: "edited".to_owned(), ..job.variants[0].clone() };
        job.variants = vec![job.variants[0].clone(), same];
        let outcome = run(&job, Detail::Curves).unwrap();
        let [saved, edited] = [0, 1].map(|index| &outcome.variants[index].scorecard);
        for row in scorecard_rows(saved, edited, job.histories[0].metric) {
            assert_eq!(row.saved_exact, row.edited_exact, "HEADROOM_SEED={seed}");
            assert!(matches!(row.difference.as_str(), "same" | "–"), "HEADROOM_SEED={seed}");
        }
    }
}

#[test]
fn policies_of_different_priorities_may_be_listed_in_any_order() {
    for (seed, mut job) in jobs(500) {
        for variant in &mut job.variants {
            for (priority, policy) in (0..).zip(&mut variant.thresholds_mut().unwrap().policies) {
                policy.priority = priority;
            }
        }
        let listed = run(&job, Detail::Curves).unwrap();
        for variant in &mut job.variants {
            variant.thresholds_mut().unwrap().policies.reverse();
        }
        let mut reversed = run(&job, Detail::Curves).unwrap();
        // Changes name their policy by its place in the list.
        for (variant, outcome) in job.variants.iter().zip(&mut reversed.variants) {
            let last = variant.thresholds().unwrap().policies.len().saturating_sub(1);
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
