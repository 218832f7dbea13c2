//! What a group's rules see at the moment.

use headroom::engine::Metric;
use headroom::lab::{Cooling, Fresh, Reading, Recording, reading, waiting};
use headroom::whatif::{Variant, VariantRules};
use headroom::wire::Duration;
use headroom::wire::v1alpha2::{FixedSize, ScalingPolicy, UtilizationTarget};

use super::{MINUTE, START, entry, samples, saved};

fn recorded(values: [f64; 5], now_ms: i64) -> Recording {
    let at = |index: usize| START + i64::try_from(index).unwrap() * MINUTE;
    let pairs: Vec<_> = values.iter().enumerate().map(|(at_, value)| (at(at_), *value)).collect();
    let fresh = Fresh { metrics: vec![(Metric::Cpu, samples(&pairs))], ..Fresh::default() };
    Recording::default().extended(fresh, now_ms)
}

fn target(percent: u32) -> Variant {
    let cpu_target = Some(UtilizationTarget { target_avg_percent: percent });
    let none = Some(Duration::from_secs(0));
    let policy = ScalingPolicy {
        minimum_size: 1,
        maximum_size: 6,
        cpu_target,
        scale_out_cooldown: none,
        scale_in_cooldown: none,
        ..ScalingPolicy::default()
    };
    Variant { name: "saved".to_owned(), rules: VariantRules::Target(policy) }
}

fn told(label: &str, value: &str, beyond: Option<&str>) -> Result<Reading, &'static str> {
    let (label, value, beyond) = (label.into(), value.into(), beyond.map(Into::into));
    Ok(Reading { label, value, beyond })
}

#[test]
fn the_reading_is_of_the_rule_that_is_breached_and_else_of_the_first() {
    let now_ms = START + 5 * MINUTE;
    let read = |values, variant: &Variant| reading(&recorded(values, now_ms), variant);
    let thresholds = saved();
    assert_eq!(read([90.0; 5], &thresholds), told("CPU, 5 min", "90 %", Some("over 70 %")));
    assert_eq!(read([60.0; 5], &thresholds), told("CPU, 5 min", "60 %", None));
    assert_eq!(read([10.0; 5], &thresholds), told("CPU, 5 min", "10 %", Some("under 30 %")));
    let last = [0.0, 0.0, 0.0, 0.0, 80.0];
    assert_eq!(read(last, &target(60)), told("CPU, 1 min", "80 %", Some("over 60 %")));
    assert_eq!(read(last, &target(80)), told("CPU, 1 min", "80 %", None));
    assert_eq!(read(last, &target(90)), told("CPU, 1 min", "80 %", Some("under 90 %")));
    // What was recorded long ago says nothing of now.
    let old = recorded([90.0; 5], now_ms + 20 * MINUTE);
    assert_eq!(reading(&old, &thresholds), Err("no recent sample"));
    assert_eq!(reading(&Recording::default(), &thresholds), Err("no recent sample"));
}

#[test]
fn what_no_rule_reads_is_not_said_to_be_missing() {
    let own = recorded([90.0; 5], START + 5 * MINUTE);
    let mut without = saved();
    if let VariantRules::Thresholds(thresholds) = &mut without.rules {
        thresholds.policies.clear();
    }
    assert_eq!(reading(&own, &without), Err("no rule reads it"));
    let mut fixed = target(60);
    if let VariantRules::Target(policy) = &mut fixed.rules {
        (policy.cpu_target, policy.fixed_size) = (None, Some(FixedSize { size: 3 }));
    }
    assert_eq!(reading(&own, &fixed), Err("no rule reads it"), "of a fixed size");
}

#[test]
fn a_group_waits_after_its_last_change_alone() {
    let mut change = entry(START, "Scaling event: added 1 instance(s)");
    change.change = Some(1);
    let other = entry(START + MINUTE, "Instance created");
    let log = [other, change];
    let waits = |until_ms| Some(Cooling { delay: "5 min".to_owned(), until_ms });
    let ends = START + 5 * MINUTE;
    assert_eq!(waiting(&log, &saved(), START + 2 * MINUTE), waits(Some(ends)));
    assert_eq!(waiting(&log, &saved(), ends), waits(None));
    assert_eq!(waiting(&[], &saved(), START), waits(None));
    assert_eq!(waiting(&log, &target(60), START), None, "it waits for nothing");
}
