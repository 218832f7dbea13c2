//! The scaling policy of a group of the second generation, validated (its contract, section 3).

use super::{Capacity, Cooldown, FieldErrors, Goal, Metric, Reason, Scaling, Target};
use crate::wire::{Duration, v1alpha2};

/// The cooldown in either direction of a policy that states none (contract, section 3: recorded).
const UNSET_COOLDOWN: Duration = Duration::from_secs(60);

/// The step in either direction of a policy that states none (contract, section 3: recorded).
const UNSET_STEP: u32 = 1;

/// A group's bounds, and the target that it follows between them. Both are as the engine's
/// [`super::Rules`] take them.
///
/// ```
/// use headroom::engine::{Metric, Scaling, ScalingPolicy};
/// use headroom::wire::v1alpha2;
///
/// let spec: v1alpha2::ScalingPolicySpec = serde_json::from_str(
///     r#"{"minimum_size": 1, "maximum_size": 4, "cpu_target": {"target_avg_percent": 60}}"#,
/// )?;
/// // The service fills in what a request leaves out: a minute of cooldown, and steps of one.
/// let policy = ScalingPolicy::of_new_group(&spec)?;
/// let ScalingPolicy { capacity, scaling } = ScalingPolicy::try_from(&policy)?;
/// assert_eq!(capacity.cooldown.after_out_ms, 60_000);
/// let Scaling::Target(target) = scaling else { panic!("it has a target") };
/// assert_eq!((target.average(), target.out_step), (Some((Metric::Cpu, 60)), 1));
///
/// let nothing = v1alpha2::ScalingPolicySpec::default();
/// let errors = ScalingPolicy::of_new_group(&nothing).unwrap_err();
/// assert_eq!(errors.at("minimum_size"), Some("Enter the fewest Instances, such as 1."));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct ScalingPolicy {
    /// The bounds, which may be 0, and a cooldown for each direction.
    pub capacity: Capacity,
    /// The target.
    pub scaling: Scaling,
}

impl ScalingPolicy {
    /// The policy that a new group gets of what its request states.
    ///
    /// # Errors
    /// The bounds that are missing: they have no default that is known (section 13, number 20).
    pub fn of_new_group(
        spec: &v1alpha2::ScalingPolicySpec,
    ) -> Result<v1alpha2::ScalingPolicy, FieldErrors> {
        let mut errors = FieldErrors::default();
        let minimum = spec.minimum_size.is_some();
        errors.require(minimum, "minimum_size", t!("Enter the fewest Instances, such as 1."));
        let maximum = spec.maximum_size.is_some();
        errors.require(maximum, "maximum_size", t!("Enter the most Instances, such as 5."));
        let unset = v1alpha2::ScalingPolicy {
            scale_out_cooldown: Some(UNSET_COOLDOWN),
            scale_in_cooldown: Some(UNSET_COOLDOWN),
            scale_in_step: UNSET_STEP,
            scale_out_step: UNSET_STEP,
            ..v1alpha2::ScalingPolicy::default()
        };
        errors.or(Self::changed(&unset, spec))
    }

    /// The policy after a change: what is unset stays, and a target replaces the one before, of
    /// whatever kind. Nothing is checked.
    #[must_use]
    pub fn changed(
        policy: &v1alpha2::ScalingPolicy,
        spec: &v1alpha2::ScalingPolicySpec,
    ) -> v1alpha2::ScalingPolicy {
        let targets = (spec.fixed_size, spec.cpu_target, spec.memory_target);
        let (fixed_size, cpu_target, memory_target) = match targets {
            (None, None, None) => (policy.fixed_size, policy.cpu_target, policy.memory_target),
            given => given,
        };
        v1alpha2::ScalingPolicy {
            minimum_size: spec.minimum_size.unwrap_or(policy.minimum_size),
            maximum_size: spec.maximum_size.unwrap_or(policy.maximum_size),
            scale_out_cooldown: spec.scale_out_cooldown.or(policy.scale_out_cooldown),
            scale_in_cooldown: spec.scale_in_cooldown.or(policy.scale_in_cooldown),
            scale_in_step: spec.scale_in_step.unwrap_or(policy.scale_in_step),
            scale_out_step: spec.scale_out_step.unwrap_or(policy.scale_out_step),
            fixed_size,
            cpu_target,
            memory_target,
        }
    }
}

impl TryFrom<&v1alpha2::ScalingPolicy> for ScalingPolicy {
    type Error = FieldErrors;

    /// The rules of contract, section 13, number 19. A step of 0 scales nothing in its direction,
    /// and a fixed size outside the bounds is brought within them: both are allowed.
    fn try_from(policy: &v1alpha2::ScalingPolicy) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let (min, max) = (policy.minimum_size, policy.maximum_size);
        let message = t!("The maximum is under the minimum of {min}.");
        errors.ensure(max >= min, "maximum_size", message);
        let mut cooldown_ms = |cooldown: Option<Duration>, field: &'static str| {
            let cooldown = cooldown.unwrap_or(UNSET_COOLDOWN);
            let message = t!("The cooldown cannot be negative.");
            errors.ensure(!cooldown.is_negative(), field, message);
            cooldown.as_millis()
        };
        let cooldown = Cooldown {
            after_out_ms: cooldown_ms(policy.scale_out_cooldown, "scale_out_cooldown"),
            after_in_ms: cooldown_ms(policy.scale_in_cooldown, "scale_in_cooldown"),
        };
        let goal = goal(policy, &mut errors);
        let (out_step, in_step) = (policy.scale_out_step, policy.scale_in_step);
        match goal {
            Some(goal) => errors.or(Self {
                capacity: Capacity { min, max, cooldown },
                scaling: Scaling::Target(Target { goal, out_step, in_step }),
            }),
            None => Err(errors),
        }
    }
}

/// The only target of a policy, or `None` with an error noted. Of several, the second one in the
/// order of the body is blamed.
fn goal(policy: &v1alpha2::ScalingPolicy, errors: &mut FieldErrors) -> Option<Goal> {
    let fixed = policy.fixed_size.map(|fixed| ("fixed_size", Goal::FixedSize(fixed.size)));
    let mut average = |field: &'static str, target: Option<v1alpha2::UtilizationTarget>, metric| {
        let percent = target?.target_avg_percent;
        let message = t!("Enter a whole number from 0 to 100 per cent.");
        errors.ensure(percent <= 100, format!("{field}.target_avg_percent"), message);
        Some((field, Goal::Average { metric, percent }))
    };
    let cpu = average("cpu_target", policy.cpu_target, Metric::Cpu);
    let memory = average("memory_target", policy.memory_target, Metric::Memory);
    let mut goals = [fixed, cpu, memory].into_iter().flatten();
    let (first, second) = (goals.next(), goals.next());
    let Some((kept, goal)) = first else {
        let message = t!("Choose a target: a fixed size, or an average of CPU or memory.");
        errors.add("fixed_size", Reason::Required, message);
        return None;
    };
    if let Some((surplus, _)) = second {
        let message = t!("A group has one target alone; leave this one or {kept} out.");
        errors.add(surplus, Reason::Constraint, message);
    }
    Some(goal)
}
