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
        goal if goal > kept => t!("to its" => "maximum"),
        goal if goal < kept => t!("to its" => "minimum"),
        _ => t!("to its" => "fixed size"),
    };
    if repaired == kept {
        return Some(t!("The group was brought to its {name} of {kept}."));
    }
    let target = rules.target()?;
    let direction = Direction::between(before, kept);
    Some(match decision.limit {
        Some(Limit::Cooldown(left_ms)) => {
            let cooldown = cooldown_text(left_ms);
            t!("Its {name} is {kept}, but {cooldown}.")
        }
        _ if target.step(direction) == 0 => {
            let step = step_name(direction);
            t!("Its {name} is {kept}, but the {step} is 0.")
        }
        _ => {
            let step = step_text(target, direction);
            t!("On its way to its {name} of {kept} the group is held back by the {step}.")
        }
    })
}
