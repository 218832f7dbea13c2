//! A group with a target in words.

use super::sentence::strong;
use crate::base::{duration_text, is_one};
use crate::wire::Duration;
use crate::wire::v1alpha2::{Group, LoadBalancerConfiguration, ScalingPolicy};

/// What it keeps to, and how, as a sentence in which the numbers stand out ([`super::pieces`]).
///
/// ```
/// use headroom::lab::{pieces, target_words::rule};
/// use headroom::wire::v1alpha2::{ScalingPolicy, UtilizationTarget};
///
/// let cpu_target = Some(UtilizationTarget { target_avg_percent: 70 });
/// let rule = rule(&ScalingPolicy { cpu_target, scale_out_step: 2, ..ScalingPolicy::default() });
/// let said: String = pieces(&rule).map(|(text, _)| text).collect();
/// assert_eq!(said, "Keep CPU at 70 %, adding at most 2 and removing at most 0 at a time.");
/// ```
#[must_use]
pub fn rule(policy: &ScalingPolicy) -> String {
    let average = |metric: &str, percent: u32| {
        let (metric, percent) = (strong(metric), strong(&t!("{percent}\u{a0}%")));
        let (added, removed) = (policy.scale_out_step, policy.scale_in_step);
        let (added, removed) = (strong(&added.to_string()), strong(&removed.to_string()));
        t!("Keep {metric} at {percent}, adding at most {added} and removing at most {removed} \
             at a time.")
    };
    match policy {
        ScalingPolicy { fixed_size: Some(fixed), .. } => {
            let size = strong(&fixed.size.to_string());
            match is_one(fixed.size as usize) {
                true => t!("Keep {size} Instance, whatever the load."),
                false => t!("Keep {size} Instances, whatever the load."),
            }
        }
        ScalingPolicy { cpu_target: Some(target), .. } => average("CPU", target.target_avg_percent),
        ScalingPolicy { memory_target: Some(target), .. } => {
            average(t!("Memory"), target.target_avg_percent)
        }
        _ => t!("It keeps to nothing that this console knows.").to_owned(),
    }
}

/// What holds whatever it keeps to, as a sentence in which the numbers stand out. Of a delay that
/// the API does not tell it says nothing, nor of one after which nothing would change.
#[must_use]
pub fn limits_rule(policy: &ScalingPolicy) -> String {
    let text = |delay: Duration| strong(&duration_text(delay.as_millis()));
    let (min, max) = (policy.minimum_size.to_string(), policy.maximum_size.to_string());
    let (min, max) = (strong(&min), strong(&max));
    let bounds = t!("Never under {min}, never over {max}.");
    let delays = policy.scale_out_cooldown.zip(policy.scale_in_cooldown);
    let Some((out, back)) = delays.filter(|_| policy.fixed_size.is_none()) else { return bounds };
    let (out, back) = (text(out), text(back));
    let wait = t!("After adding, wait {out}; after removing, {back}.");
    format!("{wait} {bounds}")
}

/// Its size, and where it is going: `3, on its way to 5`.
#[must_use]
pub fn size(group: &Group) -> String {
    match (group.current_size, group.target_size) {
        (now, to) if now == to => now.to_string(),
        (now, to) => t!("{now}, on its way to {to}"),
    }
}

/// Whether it replaces Instances that its load balancer finds ill.
#[must_use]
pub fn healing(configuration: &LoadBalancerConfiguration) -> String {
    let healing = configuration.auto_healing.as_ref().filter(|healing| healing.enabled);
    match healing.map(|healing| healing.grace_period) {
        Some(Some(grace)) => {
            let grace = duration_text(grace.as_millis());
            t!("replaces what fails its health check, from {grace} after its start")
        }
        Some(None) => t!("replaces what fails its health check").to_owned(),
        None => t!("replaces nothing by itself").to_owned(),
    }
}
