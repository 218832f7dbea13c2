//! The form of a scaling policy with a target, which a group's form, the what-if and the move
//! share.

use super::reader::Reader;
use super::{Choice, Control, Draft, Field, Section};
use crate::engine::{FieldErrors, ScalingPolicy as Checked};
use crate::wire::Duration;
use crate::wire::v1alpha2::{
    FixedSize, ScalingPolicy, ScalingPolicySpec, TargetType, UtilizationTarget,
};

/// Which of the three goals is chosen.
pub const GOAL: &str = "goal";

/// How the path of an average's field ends.
pub const TARGET: &str = "_target.target_avg_percent";

/// The path of a fixed size.
pub(super) const SIZE: &str = "fixed_size.size";
const CPU: &str = "cpu_target.target_avg_percent";
const MEMORY: &str = "memory_target.target_avg_percent";

/// The fields, as they stand for the goal that is chosen.
#[must_use]
pub fn sections(draft: &Draft) -> Vec<Section> {
    let number = |from, to, step| Control::Number { from, to, step };
    let instances = |path, label, from, to| {
        Field::new(path, label, number(from, to, 1.0)).unit(t!("Instances"))
    };
    let seconds = |path, label, help: &'static str| {
        Field::new(path, label, number(0.0, 900.0, 30.0)).unit("s").optional().help(help)
    };
    let goals = [TargetType::CpuTarget, TargetType::MemoryTarget, TargetType::FixedSize];
    let goals = goals.map(|goal| Choice {
        value: goal.as_str().to_owned().into(),
        label: goal_label(&goal).into(),
    });
    let goal = Field::new(GOAL, t!("Keep to"), Control::Choice(goals.to_vec()));
    let percent = |path| Field::new(path, t!("Target"), number(1.0, 100.0, 1.0)).unit("%");
    let target = match TargetType::from(draft.get(GOAL)) {
        TargetType::FixedSize => instances(SIZE, t!("Size"), 0.0, 50.0),
        TargetType::MemoryTarget => percent(MEMORY).help(t!(
            "The average over the group. Only an agent in each Instance measures memory; without \
             it nothing scales."
        )),
        _ => percent(CPU).help(t!("The average over the group that its size follows.")),
    };
    vec![
        Section::new(t!("Target"), vec![goal, target]),
        Section::new(
            t!("Size"),
            vec![
                instances("minimum_size", t!("Minimum"), 0.0, 50.0),
                instances("maximum_size", t!("Maximum"), 0.0, 50.0),
            ],
        ),
        Section::new(
            t!("Pace"),
            vec![
                instances("scale_out_step", t!("Scale-out step"), 0.0, 10.0)
                    .help(t!("How many Instances one scale-out adds. 0 adds none.")),
                instances("scale_in_step", t!("Scale-in step"), 0.0, 10.0)
                    .help(t!("How many Instances one scale-in removes. 0 removes none.")),
                seconds(
                    "scale_out_cooldown",
                    t!("Scale-out cooldown"),
                    t!("How long after a scale-out nothing changes; 60\u{a0}s when empty."),
                ),
                seconds(
                    "scale_in_cooldown",
                    t!("Scale-in cooldown"),
                    t!("How long after a scale-in nothing changes; 60\u{a0}s when empty."),
                ),
            ],
        ),
    ]
}

/// A goal's name for people.
#[must_use]
pub fn goal_label(goal: &TargetType) -> &'static str {
    match goal {
        TargetType::FixedSize => t!("A fixed size"),
        TargetType::CpuTarget => t!("An average CPU"),
        TargetType::MemoryTarget => t!("An average memory"),
        TargetType::Unknown | TargetType::Other(_) => t!("Not known here"),
    }
}

/// Which goal a policy has.
#[must_use]
pub const fn goal(policy: &ScalingPolicy) -> TargetType {
    match (policy.fixed_size, policy.cpu_target, policy.memory_target) {
        (Some(_), _, _) => TargetType::FixedSize,
        (None, Some(_), _) => TargetType::CpuTarget,
        (None, None, Some(_)) => TargetType::MemoryTarget,
        (None, None, None) => TargetType::Unknown,
    }
}

/// A policy's fields.
#[must_use]
pub fn draft(policy: &ScalingPolicy) -> Draft {
    let percent = |target: Option<UtilizationTarget>| {
        target.map_or_else(String::new, |target| target.target_avg_percent.to_string())
    };
    let cooldown = |delay: Option<Duration>| delay.map(seconds).unwrap_or_default();
    let goal = goal(policy);
    Draft::default()
        // One without any target is one of CPU that has yet to be typed.
        .with(GOAL, if goal == TargetType::Unknown { TargetType::CpuTarget } else { goal }.as_str())
        .with(SIZE, policy.fixed_size.map_or_else(String::new, |fixed| fixed.size.to_string()))
        .with(CPU, percent(policy.cpu_target))
        .with(MEMORY, percent(policy.memory_target))
        .with("minimum_size", policy.minimum_size.to_string())
        .with("maximum_size", policy.maximum_size.to_string())
        .with("scale_out_step", policy.scale_out_step.to_string())
        .with("scale_in_step", policy.scale_in_step.to_string())
        .with("scale_out_cooldown", cooldown(policy.scale_out_cooldown))
        .with("scale_in_cooldown", cooldown(policy.scale_in_cooldown))
}

/// Seconds as they are typed.
pub(super) fn seconds(delay: Duration) -> String {
    delay.to_string().trim_end_matches('s').to_owned()
}

/// The policy that the draft describes.
///
/// # Errors
/// Every wrong field.
pub fn read(draft: &Draft) -> Result<ScalingPolicy, FieldErrors> {
    let sections = sections(draft);
    let mut reader = Reader::of(draft, &sections);
    let mut policy = ScalingPolicy {
        minimum_size: reader.whole("minimum_size"),
        maximum_size: reader.whole("maximum_size"),
        scale_out_cooldown: reader.seconds("scale_out_cooldown"),
        scale_in_cooldown: reader.seconds("scale_in_cooldown"),
        scale_in_step: reader.whole("scale_in_step"),
        scale_out_step: reader.whole("scale_out_step"),
        ..ScalingPolicy::default()
    };
    // The API takes 0, which no average falls below: the group would stay at its maximum.
    let mut percent = |path| {
        let target_avg_percent = reader.whole_within(path, 1, 100);
        Some(UtilizationTarget { target_avg_percent })
    };
    match TargetType::from(draft.get(GOAL)) {
        TargetType::FixedSize => {
            policy.fixed_size = Some(FixedSize { size: reader.whole(SIZE) });
        }
        TargetType::MemoryTarget => policy.memory_target = percent(MEMORY),
        _ => policy.cpu_target = percent(CPU),
    }
    let rules = Checked::try_from(&policy).map(|_| ());
    reader.finish(policy, rules, &sections)
}

/// What of a policy differs; `None` when nothing does. A target goes whole.
#[must_use]
pub fn changes(new: &ScalingPolicy, old: &ScalingPolicy) -> Option<ScalingPolicySpec> {
    fn differing<T: PartialEq + Copy>(new: T, old: T) -> Option<T> {
        (new != old).then_some(new)
    }
    let cooldown = |new: Option<Duration>, old: Option<Duration>| new.filter(|_| new != old);
    let spec = ScalingPolicySpec {
        minimum_size: differing(new.minimum_size, old.minimum_size),
        maximum_size: differing(new.maximum_size, old.maximum_size),
        scale_out_cooldown: cooldown(new.scale_out_cooldown, old.scale_out_cooldown),
        scale_in_cooldown: cooldown(new.scale_in_cooldown, old.scale_in_cooldown),
        scale_in_step: differing(new.scale_in_step, old.scale_in_step),
        scale_out_step: differing(new.scale_out_step, old.scale_out_step),
        fixed_size: differing(new.fixed_size, old.fixed_size).flatten(),
        cpu_target: differing(new.cpu_target, old.cpu_target).flatten(),
        memory_target: differing(new.memory_target, old.memory_target).flatten(),
    };
    (spec != ScalingPolicySpec::default()).then_some(spec)
}

/// The cooldowns that were set and are not any more. A change cannot say so, since the API keeps
/// what is not sent.
pub(super) fn emptied(new: &ScalingPolicy, old: &ScalingPolicy) -> Vec<&'static str> {
    let emptied = [
        ("scale_out_cooldown", new.scale_out_cooldown, old.scale_out_cooldown),
        ("scale_in_cooldown", new.scale_in_cooldown, old.scale_in_cooldown),
    ];
    let gone = emptied.into_iter().filter(|(_, new, old)| new.is_none() && old.is_some());
    gone.map(|(path, ..)| path).collect()
}

/// A whole policy as a request gives it.
#[must_use]
pub fn spec(policy: &ScalingPolicy) -> ScalingPolicySpec {
    ScalingPolicySpec {
        minimum_size: Some(policy.minimum_size),
        maximum_size: Some(policy.maximum_size),
        scale_out_cooldown: policy.scale_out_cooldown,
        scale_in_cooldown: policy.scale_in_cooldown,
        scale_in_step: Some(policy.scale_in_step),
        scale_out_step: Some(policy.scale_out_step),
        fixed_size: policy.fixed_size,
        cpu_target: policy.cpu_target,
        memory_target: policy.memory_target,
    }
}
