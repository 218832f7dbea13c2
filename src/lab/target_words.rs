//! A group with a target in words.

use crate::base::{duration_text, is_one};
use crate::wire::Duration;
use crate::wire::v1alpha2::{Group, LoadBalancerConfiguration, ScalingPolicy};

/// What it keeps to: `CPU at 70 %`.
///
/// ```
/// use headroom::lab::target_words::goal;
/// use headroom::wire::v1alpha2::{ScalingPolicy, UtilizationTarget};
///
/// let cpu_target = Some(UtilizationTarget { target_avg_percent: 70 });
/// let policy = ScalingPolicy { cpu_target, ..ScalingPolicy::default() };
/// assert_eq!(goal(&policy), "CPU at 70 %");
/// ```
#[must_use]
pub fn goal(policy: &ScalingPolicy) -> String {
    let percent = |metric: &str, percent: u32| t!("{metric} at {percent} %");
    match policy {
        ScalingPolicy { fixed_size: Some(fixed), .. } => match fixed.size {
            size if is_one(size as usize) => t!("{size} Instance, whatever the load"),
            size => t!("{size} Instances, whatever the load"),
        },
        ScalingPolicy { cpu_target: Some(target), .. } => percent("CPU", target.target_avg_percent),
        ScalingPolicy { memory_target: Some(target), .. } => {
            percent(t!("Memory"), target.target_avg_percent)
        }
        _ => t!("nothing that this console knows").to_owned(),
    }
}

/// Its size, and where it is going: `3, on its way to 5`.
#[must_use]
pub fn size(group: &Group) -> String {
    match (group.current_size, group.target_size) {
        (now, to) if now == to => now.to_string(),
        (now, to) => t!("{now}, on its way to {to}"),
    }
}

/// Its bounds, beside its size.
#[must_use]
pub fn bounds(policy: &ScalingPolicy) -> String {
    t!("between {} and {}", policy.minimum_size, policy.maximum_size)
}

/// How much one change adds and removes.
#[must_use]
pub fn steps(policy: &ScalingPolicy) -> String {
    t!("at most {} added, {} removed", policy.scale_out_step, policy.scale_in_step)
}

/// How long it waits after a change.
#[must_use]
pub fn cooldowns(policy: &ScalingPolicy) -> String {
    let text = |delay: Option<Duration>| {
        delay.map_or(t!("delay" => "none").to_owned(), |delay| duration_text(delay.as_millis()))
    };
    let (out, back) = (text(policy.scale_out_cooldown), text(policy.scale_in_cooldown));
    t!("{out} after adding, {back} after removing")
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
