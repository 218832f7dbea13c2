//! The what-if of one group as plain data.

mod activity;
mod anew;
mod asking;
mod checkups;
mod compared;
mod deletions;
mod drafts;
mod exports;
mod following;
mod fronts;
mod generations;
mod holds;
mod import_lines;
mod imports;
mod incidents;
mod instances;
mod jobs;
mod lent;
mod lines;
mod marks;
mod measures;
mod moving;
mod naming;
mod now;
mod past_rules;
mod past_targets;
mod pictures;
mod pointing;
mod programs;
mod ranges;
mod recordings;
mod responses;
mod runs;
mod saving;
mod scores;
mod shadows;
mod stops;
mod sweepings;
mod swept;
mod trust;
mod typed;
mod unknown;
mod watched_rows;
mod watching;
mod why;
mod windows;
mod words;

use headroom::engine::Metric;
use headroom::lab::{LogEntry, Run, Samples};
use headroom::whatif::{Detail, History, Job, LoadModel, SizeAt, Variant, rules, run};
use headroom::wire::{
    Action, AdjustmentType, Aggregate, Capacity, Duration, Event, Float, Group, Level, Operator,
    Policy, PolicyId, Timestamp,
};
use headroom::worker::replay::Replayed;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// 12 April 2026, 00:00 UTC.
const START: i64 = 1_775_952_000_000;

fn samples(pairs: &[(i64, f64)]) -> Samples {
    let (times_ms, values) = pairs.iter().copied().unzip();
    Samples { times_ms, values }
}

fn policy(id: &str, up: bool, threshold: f64) -> Policy {
    Policy {
        id: PolicyId(id.to_owned()),
        name: id.to_owned(),
        metric: headroom::wire::Metric {
            name: id.to_owned(),
            managed_metric: Metric::Cpu.to_wire(),
            cockpit_metric_name: None,
            operator: if up { Operator::GreaterThan } else { Operator::LessThan },
            aggregate: Aggregate::Average,
            sampling_range_min: 5,
            threshold: Float::new(threshold),
        },
        action: if up { Action::ScaleUp } else { Action::ScaleDown },
        adjustment: AdjustmentType::FlatCount,
        value: 1,
        priority: if up { 1 } else { 2 },
        instance_group_id: "group".into(),
        zone: None,
    }
}

/// 1 to 5 Instances with a cooldown of 300 s, up over 70 %, down under 30 %.
fn saved() -> Variant {
    let cooldown_delay = Some(Duration::from_secs(300));
    Variant::of_thresholds(
        "saved".to_owned(),
        Capacity { max_replicas: 5, min_replicas: 1, cooldown_delay },
        vec![policy("up", true, 70.0), policy("down", false, 30.0)],
    )
}

/// Two hours of CPU by the minute on two Instances, at 100 % in the second hour.
fn job() -> Job {
    let times_ms: Vec<i64> = (1..=120).map(|minute| START + minute * MINUTE).collect();
    let value = |at_ms: &i64| if *at_ms > START + HOUR { 100.0 } else { 50.0 };
    let values = times_ms.iter().map(value).collect();
    let load = LoadModel::of(Metric::Cpu);
    Job {
        histories: vec![History { metric: Metric::Cpu, load, times_ms, values }],
        recorded_sizes: vec![SizeAt { at_ms: START, size: 2 }],
        ..Job::default()
    }
}

fn replayed(job: &Job, variant: &Variant) -> Run {
    let whole = Job { variants: vec![variant.clone()], ..job.clone() };
    let mut outcome = run(&whole, Detail::Curves).unwrap();
    let (variant_outcome, common) = (outcome.variants.remove(0), outcome);
    let replayed = Replayed { common, variant: variant_outcome };
    Run::of(job, rules(job, variant).unwrap(), replayed, None)
}

fn entry(at_ms: i64, name: &str) -> LogEntry {
    LogEntry::from(&event(at_ms, name))
}

fn event(at_ms: i64, name: &str) -> Event {
    Event {
        created_at: Timestamp::from_millis(at_ms),
        level: Level::Info,
        name: name.to_owned(),
        ..Event::default()
    }
}

fn group() -> Group {
    let created_at = Timestamp::from_millis(START - DAY);
    Group {
        id: "group".into(),
        capacity: saved().thresholds().unwrap().capacity.clone(),
        created_at,
        ..Group::default()
    }
}
