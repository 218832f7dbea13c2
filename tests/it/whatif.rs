//! The what-if: jobs in, outcomes out. Times are minutes after the first sample's interval began.

mod advice;
mod advice_by_hand;
mod advice_choice;
mod advice_held_out;
mod advice_traces;
mod band;
mod blocks;
mod calibrate;
mod compare;
mod counterfactual;
mod difference;
mod explain;
mod fit;
mod flap;
mod front;
mod in_force;
mod jobs;
mod jump;
mod lint;
mod lint_turns;
mod load;
mod load_estimate;
mod measures;
mod model;
mod naive;
mod naive_backlog;
mod naive_demand;
mod naive_target;
mod names;
mod near;
mod outcomes;
mod price;
mod properties;
pub mod random;
mod reading;
mod recorded;
mod refusals;
mod repair;
mod response;
mod sandbox;
mod scores;
mod sensitivity;
mod shadow;
mod share;
mod states;
mod strict;
mod sweep;
mod target_lint;
mod targets;
mod traces;
mod translate;
mod truth;
mod work_queue;

use headroom::engine::{MINUTE_MS, Metric};
use headroom::whatif::{
    Detail, History, Job, LoadModel, Outcome, Scorecard, SizeAt, Variant, VariantOutcome, run,
};
use headroom::wire::{self, Duration, Float};

const START_MS: i64 = 1_772_438_400_000;

const fn at(minute: i64) -> i64 {
    START_MS + minute * MINUTE_MS
}

/// Samples one a `step` of minutes, from the end of the first step on.
fn history(metric: Metric, step: i64, values: &[f64]) -> History {
    let times_ms = (1..).take(values.len()).map(|index| at(index * step)).collect();
    History { metric, load: LoadModel::of(metric), times_ms, values: values.to_vec() }
}

/// Sizes such as `0:2 5:4`: two from the start and four from minute 5 on.
fn sizes(text: &str) -> Vec<SizeAt> {
    let entry = |word: &str| {
        let (minute, size) = word.split_once(':').unwrap();
        SizeAt { at_ms: at(minute.parse().unwrap()), size: size.parse().unwrap() }
    };
    text.split_whitespace().map(entry).collect()
}

/// The same the other way; what is not on the minute shows its seconds.
fn sizes_text(sizes: &[SizeAt]) -> String {
    let words = sizes.iter().map(|entry| format!("{}:{}", clock(entry.at_ms), entry.size));
    words.collect::<Vec<_>>().join(" ")
}

fn clock(at_ms: i64) -> String {
    let seconds = (at_ms - START_MS) / 1_000;
    match seconds % 60 {
        0 => (seconds / 60).to_string(),
        rest => format!("{}m{rest}", seconds / 60),
    }
}

/// A capacity such as `1 to 5, 300 s`.
fn capacity(min_replicas: u32, max_replicas: u32, cooldown_s: i64) -> wire::Capacity {
    let cooldown_delay = Some(Duration::from_secs(cooldown_s));
    wire::Capacity { max_replicas, min_replicas, cooldown_delay }
}

/// Policies such as `cpu > 70 +1` (an average over 5 minutes), the first with priority 1;
/// `-20%` and `=3` are the other changes, where `=` goes the way of its comparison.
fn policies(rules: &[&str]) -> Vec<wire::Policy> {
    (1..).zip(rules).map(|(priority, rule)| policy(rule, priority)).collect()
}

fn policy(rule: &str, priority: u32) -> wire::Policy {
    let words: Vec<&str> = rule.split(' ').collect();
    let [metric, operator, threshold, change] = words[..] else { panic!("{rule}") };
    let over = operator == ">";
    let (sign, amount) = change.split_at(1);
    let up = sign == "+" || (sign == "=" && over);
    let (adjustment, value) = match (sign, amount.strip_suffix('%')) {
        ("=", _) => (wire::AdjustmentType::SetTotalGroup, amount),
        (_, Some(percent)) => (wire::AdjustmentType::PercentOfTotalGroup, percent),
        _ => (wire::AdjustmentType::FlatCount, amount),
    };
    wire::Policy {
        id: wire::PolicyId(format!("policy-{priority}")),
        name: rule.to_owned(),
        metric: wire::Metric {
            name: metric.to_owned(),
            managed_metric: named(metric).to_wire(),
            cockpit_metric_name: None,
            operator: if over { wire::Operator::GreaterThan } else { wire::Operator::LessThan },
            aggregate: wire::Aggregate::Average,
            sampling_range_min: 5,
            threshold: Float::new(threshold.parse().unwrap()),
        },
        action: if up { wire::Action::ScaleUp } else { wire::Action::ScaleDown },
        adjustment,
        value: value.parse().unwrap(),
        priority,
        instance_group_id: "group".into(),
        zone: None,
    }
}

fn named(word: &str) -> Metric {
    match word {
        "cpu" => Metric::Cpu,
        "in" => Metric::NetworkIn,
        "out" => Metric::NetworkOut,
        "connections" => Metric::Connections,
        "throughput" => Metric::Throughput,
        other => panic!("no metric {other}"),
    }
}

/// One history recorded under these sizes and one variant, with Instances that serve at once.
fn job(history: History, recorded: &str, capacity: wire::Capacity, rules: &[&str]) -> Job {
    let variant = Variant::of_thresholds("saved".to_owned(), capacity, policies(rules));
    Job {
        histories: vec![history],
        recorded_sizes: sizes(recorded),
        variants: vec![variant],
        boot_delay_ms: 0,
        ..Job::default()
    }
}

/// A made-up wave with noise, one a minute, and two policies.
fn long_job(minutes: i64) -> Job {
    let mut noise = 7_u32;
    let value = |minute: i64| {
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let wave = (minute % 480 - 240).abs();
        let burst = if noise >> 26 == 0 { 25.0 } else { 0.0 };
        let value = 25.0 + f64::from(u32::try_from(wave).unwrap()) / 5.0 + burst;
        (value + f64::from(noise >> 16) / 8_192.0).min(100.0)
    };
    let values: Vec<f64> = (1..=minutes).map(value).collect();
    let rules = &["cpu > 70 +1", "cpu < 40 -1"];
    let job = job(history(Metric::Cpu, 1, &values), "0:4", capacity(2, 12, 300), rules);
    Job { boot_delay_ms: 90_000, ..job }
}

fn ran(job: &Job) -> Outcome {
    run(job, Detail::Ledger).unwrap()
}

/// The first variant's outcome.
fn first(job: &Job) -> VariantOutcome {
    ran(job).variants.swap_remove(0)
}

/// A scorecard in one line: hours, cost, overload in minutes, the demand and its unmet part in
/// hours, the percentile, changes and reversals, minutes at the bounds and denied.
fn card_text(card: &Scorecard) -> String {
    let maybe = |value: Option<f64>, decimals: usize| {
        value.map_or("-".to_owned(), |value| format!("{value:.decimals$}"))
    };
    format!(
        "{:.3} h {} eur; overload {} of {} h unmet {}; p95 {}; {} changes {} back; \
         min {:.1} max {:.1} denied {:.1}",
        card.instance_hours,
        maybe(card.cost_eur, 3),
        maybe(card.overload_minutes, 1),
        maybe(card.demand_hours, 3),
        maybe(card.overload_hours, 3),
        maybe(card.p95, 2),
        card.changes,
        card.reversals,
        card.minutes_at_minimum,
        card.minutes_at_maximum,
        card.denied_minutes,
    )
}
