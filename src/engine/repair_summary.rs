//! What became of a size that is not to be kept, in words.

use super::phrases::{cooldown_text, step_name, step_text};
use super::{Decision, Direction, Limit, Rules, Target};

/// How the group was brought to its bounds or its fixed size, or what keeps it from there; `None`
/// where it was there already.
pub(super) fn repair_sentence(rules: &Rules, decision: &Decision) -> Option<String> {
    let Decision { before, repaired, .. } = *decision;
    let kept = rules.kept_size(before);
    if before == kept {
        return None;
    }
    let goal = rules.target().and_then(Target::fixed_size).unwrap_or(before);
    let name = match goal {
        goal if goal > kept => "maximum",
        goal if goal < kept => "minimum",
        _ => "fixed size",
    };
    if repaired == kept {
        return Some(format!("The group was brought to its {name} of {kept}."));
    }
    let target = rules.target()?;
    let direction = Direction::between(before, kept);
    Some(match decision.limit {
        Some(Limit::Cooldown(left_ms)) => {
            format!("Its {name} is {kept}, but {}.", cooldown_text(left_ms))
        }
        _ if target.step(direction) == 0 => {
            format!("Its {name} is {kept}, but the {} is 0.", step_name(direction))
        }
        _ => {
            let step = step_text(target, direction);
            format!("On its way to its {name} of {kept} the group is held back by the {step}.")
        }
    })
}
