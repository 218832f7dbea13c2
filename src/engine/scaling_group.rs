//! The rules of a group of the second generation, beside those of its policy.

use super::{FieldErrors, Reason, ScalingPolicy};
use crate::wire::{Duration, v1alpha2};

/// Checks the body that makes a group: contract of the second generation, sections 3 and 13. The
/// policy is that of the new group.
///
/// # Errors
/// Every broken rule, by field; those of the policy as `scaling_policy_spec.minimum_size`.
pub fn check_new_scaling_group(
    body: &v1alpha2::CreateGroup,
) -> Result<v1alpha2::ScalingPolicy, FieldErrors> {
    let mut errors = FieldErrors::default();
    let project = !body.project_id.as_str().is_empty();
    errors.require(project, "project_id", t!("Enter the project's id."));
    errors.name(&body.name, "name");
    let template = !body.template_id.as_str().is_empty();
    errors.require(template, "template_id", t!("Choose the template of the group's Instances."));
    let policy = match &body.scaling_policy_spec {
        Some(spec) => new_policy(spec, &mut errors),
        None => {
            errors.add("scaling_policy_spec", Reason::Required, t!("Say how the group scales."));
            None
        }
    };
    if let Some(spec) = &body.load_balancer_configuration_spec {
        check_load_balancer(spec, true, &mut errors);
    }
    match policy {
        Some(policy) => errors.or(policy),
        None => Err(errors),
    }
}

/// Checks a change of a group, whose policy is `policy` once the change is merged into it.
///
/// # Errors
/// Every broken rule, by field.
pub fn check_changed_scaling_group(
    change: &v1alpha2::UpdateGroup,
    policy: &v1alpha2::ScalingPolicy,
) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::default();
    if let Some(name) = &change.name {
        errors.name(name, "name");
    }
    let template = change.template_id.as_ref().is_none_or(|id| !id.as_str().is_empty());
    errors.require(template, "template_id", t!("Choose the template of the group's Instances."));
    if let Err(more) = ScalingPolicy::try_from(policy) {
        put_under_spec(more, &mut errors);
    }
    if let Some(spec) = &change.load_balancer_configuration_spec {
        check_load_balancer(spec, false, &mut errors);
    }
    errors.or(())
}

fn new_policy(
    spec: &v1alpha2::ScalingPolicySpec,
    errors: &mut FieldErrors,
) -> Option<v1alpha2::ScalingPolicy> {
    let unset = v1alpha2::ScalingPolicy::default();
    let made = ScalingPolicy::of_new_group(spec);
    // Bounds that are missing hide nothing else that is wrong: 0 crosses no maximum, and a missing
    // maximum is as large as can be.
    let whole = v1alpha2::ScalingPolicySpec {
        maximum_size: spec.maximum_size.or(Some(u32::MAX)),
        ..spec.clone()
    };
    let checked = ScalingPolicy::try_from(&ScalingPolicy::changed(&unset, &whole));
    let missing = made.as_ref().err().cloned().unwrap_or_default();
    put_under_spec(missing, errors);
    put_under_spec(checked.err().unwrap_or_default(), errors);
    made.ok()
}

fn put_under_spec(from: FieldErrors, errors: &mut FieldErrors) {
    for error in from.0 {
        let field = format!("scaling_policy_spec.{}", error.field);
        errors.add(field, error.reason, error.message);
    }
}

/// No call checks whether anything of it is there (section 3: recorded), so nothing is checked
/// here but its form. An empty id takes a load balancer away, which a new group cannot ask for.
fn check_load_balancer(
    spec: &v1alpha2::LoadBalancerConfigurationSpec,
    is_new: bool,
    errors: &mut FieldErrors,
) {
    let field = |rest: &str| format!("load_balancer_configuration_spec.{rest}");
    let given = spec.load_balancer_id.as_ref().is_some_and(|id| !id.as_str().is_empty());
    errors.require(given || !is_new, field("load_balancer_id"), t!("Choose the load balancer."));
    for (index, backend) in spec.backends.iter().flatten().enumerate() {
        let id = !backend.backend_id.as_str().is_empty();
        let message = t!("Choose a backend of the load balancer.");
        errors.require(id, field(&format!("backends.{index}.backend_id")), message);
        let family = field(&format!("backends.{index}.address_family"));
        match backend.address_family {
            v1alpha2::AddressFamily::Ipv4 | v1alpha2::AddressFamily::Ipv6 => {}
            v1alpha2::AddressFamily::Unknown => {
                errors.add(family, Reason::Required, t!("Choose ipv4 or ipv6."));
            }
            v1alpha2::AddressFamily::Other(_) => {
                errors.add(family, Reason::Constraint, t!("Choose ipv4 or ipv6."));
            }
        }
    }
    let grace = spec.auto_healing.as_ref().and_then(|healing| healing.grace_period);
    let negative = grace.is_some_and(Duration::is_negative);
    let message = t!("The grace period cannot be negative.");
    errors.ensure(!negative, field("auto_healing.grace_period"), message);
}
