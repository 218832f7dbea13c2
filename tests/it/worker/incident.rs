//! A marked stretch, asked about as the page does.

use headroom::engine::{MINUTE_MS, Metric};
use headroom::whatif::{Detail, Interval, Job, RepairSearch, Variant, differences, rules, run};
use headroom::wire::{Action, Float, Operator};
use headroom::worker::protocol::Refusal;
use headroom::worker::replay::{
    CompareStretch, RepairPart, ReplayWorker, StartRepair, ZoneOffset, offsets_between,
};

use super::{ask, job, replay, set};

/// A group that is too small in the last hour.
fn overloaded() -> Job {
    let mut job = job();
    job.histories[0].values[..540].fill(30.0);
    job.histories[0].values[540..].fill(100.0);
    job.saturation_multiple = 2.5;
    let policy = &mut job.variants[0].thresholds_mut().unwrap().policies[0];
    policy.action = Action::ScaleUp;
    let metric = &mut policy.metric;
    (metric.managed_metric, metric.sampling_range_min) = (Metric::Cpu.to_wire(), 5);
    (metric.operator, metric.threshold) = (Operator::GreaterThan, Float::new(60.0));
    job.recorded_sizes[0].size = 2;
    job
}

fn last_hour() -> Interval {
    Interval { from_ms: 530 * MINUTE_MS, to_ms: 600 * MINUTE_MS }
}

fn offsets() -> Vec<ZoneOffset> {
    vec![ZoneOffset { from_ms: 0, offset_min: 60 }]
}

#[test]
fn the_differences_are_those_of_the_replay() {
    let (mut worker, job) = (ReplayWorker::default(), overloaded());
    set(&mut worker, &job);
    let variant = "saved".to_owned();
    let asked = CompareStretch { variant, stretch: last_hour(), offsets: offsets() };
    let early = ask(&mut worker, asked.clone());
    assert_eq!(early, Err(Refusal::NotReplayed("saved".to_owned())));
    replay(&mut worker, &job).unwrap();
    let found = ask(&mut worker, asked).unwrap();
    let outcome = &run(&job, Detail::Ledger).unwrap().variants[0];
    let rules = rules(&job, &job.variants[0]).unwrap();
    let expected = differences(&rules, outcome, last_hour(), |at_ms| at_ms + 3_600_000);
    assert!(!found.found.is_empty(), "{found:?}");
    assert_eq!(Some(found), expected);
}

#[test]
fn a_repair_goes_on_part_by_part() {
    let (mut worker, job) = (ReplayWorker::default(), overloaded());
    let base = job.variants[0].clone();
    let asked = StartRepair { variant: base.clone(), stretch: last_hour(), offsets: offsets() };
    assert_eq!(ask(&mut worker, asked.clone()), Err(Refusal::NoJob));
    set(&mut worker, &job);
    assert_eq!(ask(&mut worker, RepairPart), Err(Refusal::NoRepair));
    let mut found = ask(&mut worker, asked).unwrap();
    assert_eq!((found.tried, found.is_done()), (0, false));
    while !found.is_done() {
        let next = ask(&mut worker, RepairPart).unwrap();
        assert!(next.tried > found.tried, "it goes on");
        found = next;
    }
    let local = |at_ms| at_ms + 3_600_000;
    let mut search = RepairSearch::new(&job, base, last_hour(), local).unwrap();
    while search.advance(1_000) {}
    assert_eq!(found, search.found());
    assert!(!found.found.is_empty());
    // A job that grows meanwhile does not stop it.
    set(&mut worker, &job);
    assert_eq!(ask(&mut worker, RepairPart), Ok(found));
    let invalid = StartRepair { variant: Variant::default(), ..StartRepair::default() };
    assert!(matches!(ask(&mut worker, invalid), Err(Refusal::Invalid(_))));
}

#[test]
fn a_zone_is_told_by_its_changes() {
    let hour = 3_600_000;
    let span = Interval { from_ms: 0, to_ms: 50 * hour };
    let offset = |at_ms: i64| if at_ms < 20 * hour { hour } else { 2 * hour };
    let expected = [(0, 60), (20 * hour, 120)];
    let expected = expected.map(|(from_ms, offset_min)| ZoneOffset { from_ms, offset_min });
    assert_eq!(offsets_between(span, offset), expected);
}
