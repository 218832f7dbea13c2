//! A change of a scaling policy with a target: one call of what differs.

use super::call::Call;
use super::pairs::own_place;
use super::plan::{Effect, Plan, Step};
use super::refusal::Refusal;
use super::review::{Line, differences, instances};
use crate::engine::{FieldErrors, Reason, ScalingPolicy as Checked};
use crate::forms::scaling_policy::{changes, draft, emptied, goal, sections};
use crate::whatif::VariantRules;
use crate::wire::v1alpha2::{Group, ScalingPolicy, TargetType, UpdateGroup};

/// Plans the call from a group's policy to the wanted one.
///
/// # Errors
/// What of the wanted policy cannot be sent.
pub(super) fn plan_target(group: &Group, wanted: &ScalingPolicy) -> Result<Plan, Refusal> {
    let old = &group.scaling_policy;
    let refuse = |errors| Refusal::of_group(errors, sections(&draft(wanted)));
    Checked::try_from(wanted).map_err(refuse)?;
    let mut errors = FieldErrors::default();
    for path in emptied(wanted, old) {
        let message = t!("A change cannot empty this: the API keeps what is not sent. Enter 0.");
        errors.add(path, Reason::Constraint, message);
    }
    errors.or(()).map_err(refuse)?;
    let step = |spec| {
        let body = UpdateGroup { scaling_policy_spec: Some(spec), ..UpdateGroup::default() };
        Step {
            call: Call::UpdateTargetGroup(group.id.clone(), body),
            title: t!("Change the scaling policy").to_owned(),
            reason: t!("One call carries all of it, so that nothing in between is ever in force."),
            effect: Effect::Target(Box::new(wanted.clone())),
        }
    };
    Ok(Plan {
        steps: changes(wanted, old).map(step).into_iter().collect(),
        lines: lines(old, wanted),
        risks: if wanted == old { Vec::new() } else { risks(old, wanted, group.current_size) },
        meets: meets(old, wanted),
        saved: VariantRules::Target(old.clone()),
        wanted: VariantRules::Target(wanted.clone()),
    })
}

/// The fields that differ; that of a target which is replaced has no place among the new ones.
pub(super) fn lines(old: &ScalingPolicy, new: &ScalingPolicy) -> Vec<Line> {
    let (before, after) = (draft(old), draft(new));
    let mut lines = Vec::new();
    if goal(old) != goal(new) {
        let own = sections(&before).swap_remove(0);
        differences(own_place(), &[own], &before, &after, &mut lines);
        // The goal itself stands among the new fields too.
        lines.retain(|line| line.new == "–");
    }
    differences(own_place(), &sections(&after), &before, &after, &mut lines);
    lines
}

fn risks(old: &ScalingPolicy, new: &ScalingPolicy, size: u32) -> Vec<String> {
    let fixed = new.fixed_size.map(|fixed| fixed.size);
    let (min, max) = (new.minimum_size, new.maximum_size);
    let wanted = fixed.unwrap_or(size).clamp(min, max.max(min));
    let mut risks = Vec::new();
    let mut warn = |happens: bool, sentence: String| risks.extend(happens.then_some(sentence));
    warn(wanted < size, {
        let count = instances(size.saturating_sub(wanted));
        match fixed {
            Some(fixed) if fixed < size => {
                t!("The fixed size is under the present size of {size}: {count} removed at once.")
            }
            _ => {
                t!("The bounds ask for less than the present size of {size}: {count} removed at \
                    once.")
            }
        }
    });
    warn(wanted > size, {
        let count = instances(wanted.saturating_sub(size));
        match fixed {
            Some(fixed) if fixed > size => {
                t!("The fixed size is over the present size of {size}: {count} added at once.")
            }
            _ => {
                t!("The bounds ask for more than the present size of {size}: {count} added at \
                    once.")
            }
        }
    });
    warn(
        fixed.is_some_and(|fixed| fixed != wanted),
        t!("The fixed size lies outside the bounds, so the group stays at {wanted}."),
    );
    if fixed.is_some() {
        warn(
            goal(old) != TargetType::FixedSize,
            t!("The group stays at {wanted}, whatever its load."),
        );
        return risks;
    }
    warn(
        new.scale_out_step == 0 && old.scale_out_step != 0,
        t!("A scale-out step of 0: the group no longer answers load.").to_owned(),
    );
    warn(
        new.scale_in_step == 0 && old.scale_in_step != 0,
        t!("A scale-in step of 0: what was added stays, and costs.").to_owned(),
    );
    warn(
        min == 0 && old.minimum_size != 0,
        t!("With a minimum of 0, a group that has no Instance measures nothing: no target brings \
             it back.")
        .to_owned(),
    );
    warn(
        goal(new) == TargetType::MemoryTarget && goal(old) != TargetType::MemoryTarget,
        t!("Only an agent in each Instance measures memory. Without it nothing scales, and \
             nothing says so.")
        .to_owned(),
    );
    risks
}

/// That the bounds meet, where they did not; of a fixed size they tell nothing.
fn meets(old: &ScalingPolicy, new: &ScalingPolicy) -> Option<String> {
    let (min, max) = (new.minimum_size, new.maximum_size);
    let meet = min == max && (old.minimum_size, old.maximum_size) != (min, max);
    (meet && new.fixed_size.is_none())
        .then(|| t!("The bounds meet: the group stays at {min}, whatever its target."))
}
