//! A target as policies with thresholds.

use super::{Loss, LossKind};
use crate::base::duration_text;
use crate::engine::{Assumptions, Capacity, Goal, MINUTE_MS, Metric, Rules, Target, quantity};
use crate::whatif::replay::validated;
use crate::whatif::{RulesError, ScalingPoints, Thresholds, Variant};
use crate::wire::v1alpha2::{AddressFamily, LoadBalancerConfiguration, ScalingPolicy};
use crate::wire::{self, Duration, Float};

/// The fewest and the most Instances that a group with thresholds may have (contract, section 6).
const LEAST_MINIMUM: u32 = 1;
const LEAST_MAXIMUM: u32 = 2;

/// The rules of a group with a target as policies with thresholds.
#[derive(Clone, Debug, PartialEq)]
pub struct ToThresholds {
    /// The bounds, the cooldown and the policies, which are of no group yet.
    pub rules: Thresholds,
    /// What is lost.
    pub losses: Vec<Loss>,
}

/// A target as policies with thresholds: one that grows over the load at which the target does,
/// and one that shrinks under the load at which it does at the minimum, 2 at least. Of the group's
/// load balancer only the losses are told.
///
/// # Errors
/// When the rules are not valid.
///
/// ```
/// use headroom::engine::Assumptions;
/// use headroom::whatif::to_thresholds;
/// use headroom::wire::v1alpha2::ScalingPolicy;
///
/// let target: ScalingPolicy = serde_json::from_str(
///     r#"{"minimum_size": 2, "maximum_size": 6, "scale_out_step": 1, "scale_in_step": 1,
///         "cpu_target": {"target_avg_percent": 60}}"#,
/// )?;
/// let moved = to_thresholds(&target, Assumptions::default(), None)?;
/// let [up, down] = &moved.rules.policies[..] else { panic!("one a direction") };
/// assert_eq!(up.metric.threshold.get(), 66.0, "a tenth over the target");
/// assert!(down.metric.threshold < up.metric.threshold);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn to_thresholds(
    policy: &ScalingPolicy,
    assumptions: Assumptions,
    balancer: Option<&LoadBalancerConfiguration>,
) -> Result<ToThresholds, RulesError> {
    let old = validated(&Variant::of_target(String::new(), policy.clone()), assumptions, 0)?;
    let mut losses = Vec::new();
    let policies = policies(&old, &mut losses);
    let capacity = capacity(&old, policy, &mut losses);
    losses.extend(balancer.into_iter().flat_map(of_balancer));
    Ok(ToThresholds { rules: Thresholds { capacity, policies }, losses })
}

fn policies(old: &Rules, losses: &mut Vec<Loss>) -> Vec<wire::Policy> {
    let Some(target) = old.target() else { return Vec::new() };
    let percent = match target.goal {
        Goal::Average { metric: Metric::Cpu, percent } => percent,
        Goal::Average { percent, .. } => {
            losses.push(Loss::of_group(
                LossKind::Memory,
                t!("Thresholds cannot watch memory: nothing stands for its target of \
                     {percent}\u{a0}%, and the group keeps its size."),
            ));
            return Vec::new();
        }
        Goal::FixedSize(size) => {
            losses.push(fixed(old.capacity.clamp(size)));
            return Vec::new();
        }
    };
    let size = old.capacity.min.max(2);
    let points = ScalingPoints::of(percent, size, &old.assumptions.target);
    let averaging_ms = old.assumptions.target.averaging_ms;
    let minutes = averaging_ms.saturating_add(MINUTE_MS - 1) / MINUTE_MS;
    let look_back_min = u32::try_from(minutes).unwrap_or(60).clamp(1, 60);
    if points.out_over >= 100.0 {
        let limit = quantity(Metric::Cpu, points.out_over);
        let sentence = t!("It grows over {limit}, which CPU never passes, as before.");
        losses.push(Loss::of_group(LossKind::OutOfReach, sentence));
    }
    let limit = quantity(Metric::Cpu, points.in_under);
    losses.push(Loss::of_group(
        LossKind::Hysteresis,
        t!("It shrinks under {limit} at every size: the target did so at {size}, and at larger \
             sizes earlier."),
    ));
    rows(target, points, look_back_min, losses)
}

/// A policy for each direction that has a step.
fn rows(
    target: &Target,
    points: ScalingPoints,
    look_back_min: u32,
    losses: &mut Vec<Loss>,
) -> Vec<wire::Policy> {
    let ways = [
        ("CPU scale out", wire::Action::ScaleUp, points.out_over, target.out_step),
        ("CPU scale in", wire::Action::ScaleDown, points.in_under, target.in_step),
    ];
    let mut rows = Vec::new();
    for (priority, (name, action, threshold, step)) in (1..).zip(ways) {
        if step == 0 {
            let sentence = t!("“{name}” is left out, as its step is 0.");
            losses.push(Loss::of_group(LossKind::OneDirection, sentence));
            continue;
        }
        let operator = match action {
            wire::Action::ScaleUp => wire::Operator::GreaterThan,
            _ => wire::Operator::LessThan,
        };
        rows.push(wire::Policy {
            name: name.to_owned(),
            metric: wire::Metric {
                name: name.to_owned(),
                managed_metric: Metric::Cpu.to_wire(),
                cockpit_metric_name: None,
                operator,
                aggregate: wire::Aggregate::Average,
                sampling_range_min: look_back_min,
                threshold: Float::new(threshold),
            },
            action,
            adjustment: wire::AdjustmentType::FlatCount,
            value: step,
            priority,
            ..wire::Policy::default()
        });
    }
    rows
}

fn fixed(size: u32) -> Loss {
    let sentence = match size {
        0 | 1 => t!(
            "A fixed size of {size} has no counterpart: the maximum is at least {LEAST_MAXIMUM}, \
             and no policy changes the size."
        ),
        _ => t!("The fixed size becomes a minimum and a maximum of {size}, with no policy."),
    };
    Loss::of_group(LossKind::FixedSize, sentence)
}

fn capacity(old: &Rules, policy: &ScalingPolicy, losses: &mut Vec<Loss>) -> wire::Capacity {
    let Capacity { min, max, cooldown } = old.capacity;
    let fixed = old.target().and_then(Target::fixed_size).map(|size| old.capacity.clamp(size));
    let (min, max) = fixed.map_or((min, max), |size| (size, size));
    let (min_replicas, max_replicas) = (min.max(LEAST_MINIMUM), max.max(LEAST_MAXIMUM));
    if min < LEAST_MINIMUM && fixed.is_none() {
        let sentence = t!("The minimum becomes 1: a group with thresholds never has none.");
        losses.push(Loss::of_group(LossKind::MinimumZero, sentence));
    }
    if max < LEAST_MAXIMUM && fixed.is_none() {
        let sentence = t!("The maximum becomes 2: no group with thresholds has a lower one.");
        losses.push(Loss::of_group(LossKind::MaximumOne, sentence));
    }
    let (out_ms, in_ms) = (cooldown.after_out_ms, cooldown.after_in_ms);
    if out_ms != in_ms {
        let [after_out, after_in] = [out_ms, in_ms].map(duration_text);
        let sentence =
            t!("The cooldowns of {after_out} after growing and {after_in} after shrinking become \
             one, the longer.");
        losses.push(Loss::of_group(LossKind::Cooldown, sentence));
    }
    let longer_ms = out_ms.max(in_ms);
    let mut own = [policy.scale_out_cooldown, policy.scale_in_cooldown].into_iter().flatten();
    let own = own.rfind(|own| own.as_millis() == longer_ms);
    let cooldown_delay = own.unwrap_or(Duration::from_secs(longer_ms / 1_000));
    wire::Capacity { max_replicas, min_replicas, cooldown_delay: Some(cooldown_delay) }
}

/// What a group with thresholds does otherwise with its load balancer.
fn of_balancer(balancer: &LoadBalancerConfiguration) -> Vec<Loss> {
    let mut found = Vec::new();
    let mut add = |kind, sentence: &str| found.push(Loss::of_group(kind, sentence));
    let heals = balancer.auto_healing.as_ref().is_some_and(|healing| healing.enabled);
    if heals {
        add(
            LossKind::Healing,
            t!("Instances that fail the load balancer's health check are not replaced: a group \
                 with thresholds goes by their own status."),
        );
    }
    let networks = balancer.backends.iter().map(|backend| &backend.private_network_id);
    let several = networks.clone().zip(networks.skip(1)).any(|(one, next)| one != next);
    let ipv6 = balancer.backends.iter().any(|own| own.address_family == AddressFamily::Ipv6);
    if several || ipv6 {
        add(
            LossKind::BackendAddress,
            t!("All backends get the IPv4 addresses of one private network, whatever each has \
                 now."),
        );
    }
    found
}
