//! A job to start from.

use crate::engine::{Metric, Operator as Comparison};
use crate::whatif::{History, Job, LoadModel, PriceSource, SizeAt, Variant};
use crate::wire;
use crate::wire::v1alpha2::{ScalingPolicy, UtilizationTarget};

/// Monday, 2 March 2026, 08:00 UTC.
const START_MS: i64 = 1_772_438_400_000;
const STEP_MS: i64 = 300_000;

/// What `--example` shows: an hour of CPU on two Instances, a policy in each direction, and a
/// target beside them.
#[must_use]
pub fn example() -> String {
    let values = vec![42.0, 55.0, 68.0, 74.0, 81.0, 88.0, 91.0, 86.0, 72.0, 51.0, 33.0, 24.0];
    let history = History {
        metric: Metric::Cpu,
        load: LoadModel::PerInstance,
        times_ms: (1..).map(|step| START_MS + step * STEP_MS).take(values.len()).collect(),
        values,
    };
    let cooldown_delay = Some(wire::Duration::from_secs(300));
    let capacity = wire::Capacity { min_replicas: 1, max_replicas: 5, cooldown_delay };
    let job = Job {
        histories: vec![history],
        recorded_sizes: vec![SizeAt { at_ms: START_MS, size: 2 }],
        variants: vec![
            Variant::of_thresholds(
                "saved".to_owned(),
                capacity,
                vec![
                    policy("scale-up", Comparison::GreaterThan, 70.0),
                    policy("scale-down", Comparison::LessThan, 40.0),
                ],
            ),
            Variant::of_target("target".to_owned(), target()),
        ],
        price_per_hour: Some(0.05508),
        price_source: Some(PriceSource { name: "PLAY2-MICRO".to_owned(), at_ms: START_MS }),
        ..Job::default()
    };
    serde_json::to_string_pretty(&job).unwrap_or_default() + "\n"
}

/// The highest target that scales out wherever the policies do.
fn target() -> ScalingPolicy {
    ScalingPolicy {
        minimum_size: 1,
        maximum_size: 5,
        scale_out_cooldown: Some(wire::Duration::from_secs(60)),
        scale_in_cooldown: Some(wire::Duration::from_secs(60)),
        scale_in_step: 1,
        scale_out_step: 1,
        cpu_target: Some(UtilizationTarget { target_avg_percent: 63 }),
        ..ScalingPolicy::default()
    }
}

/// One Instance more above the threshold, or one less under it.
fn policy(name: &str, comparison: Comparison, threshold: f64) -> wire::Policy {
    let (operator, action, priority) = match comparison {
        Comparison::GreaterThan => (wire::Operator::GreaterThan, wire::Action::ScaleUp, 1),
        Comparison::LessThan => (wire::Operator::LessThan, wire::Action::ScaleDown, 2),
    };
    wire::Policy {
        name: name.to_owned(),
        metric: wire::Metric {
            name: "cpu".to_owned(),
            managed_metric: Metric::Cpu.to_wire(),
            operator,
            aggregate: wire::Aggregate::Average,
            sampling_range_min: 5,
            threshold: wire::Float::new(threshold),
            ..wire::Metric::default()
        },
        action,
        adjustment: wire::AdjustmentType::FlatCount,
        value: 1,
        priority,
        instance_group_id: "group".into(),
        ..wire::Policy::default()
    }
}
