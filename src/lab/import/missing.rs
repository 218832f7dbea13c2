//! Rules whose metric no history holds.

use crate::engine::Metric;
use crate::whatif::{InForce, Variant};

/// The rules that take no part in a replay, since it has no history of what they watch: a sentence
/// each.
#[must_use]
pub fn without_history(rules: &Variant, metrics: &[Metric]) -> Vec<String> {
    let mut found = Vec::new();
    for policy in rules.policies() {
        let word = policy.metric.managed_metric.as_ref();
        let watched = word.and_then(Metric::from_wire).unwrap_or(Metric::Custom);
        if !metrics.contains(&watched) {
            found.push(t!(
                "“{}” watches {}, which this history does not hold: it takes no part.",
                policy.name,
                watched.label()
            ));
        }
    }
    let target = rules.target().and_then(|policy| {
        let cpu = policy.cpu_target.map(|_| Metric::Cpu);
        cpu.or(policy.memory_target.map(|_| Metric::Memory))
    });
    if let Some(metric) = target.filter(|metric| !metrics.contains(metric)) {
        found.push(t!(
            "The target is one of {}, which this history does not hold: nothing scales.",
            metric.label()
        ));
    }
    found
}

/// The same of rules that were in force before the last ones: a calibration replays them too.
#[must_use]
pub fn earlier_without_history(in_force: &[InForce], metrics: &[Metric]) -> Vec<String> {
    let earlier = in_force.split_last().map_or(&[][..], |(_, earlier)| earlier);
    let mut found: Vec<String> = Vec::new();
    for sentence in earlier.iter().flat_map(|own| without_history(&own.rules, metrics)) {
        if !found.contains(&sentence) {
            found.push(sentence);
        }
    }
    found
}
