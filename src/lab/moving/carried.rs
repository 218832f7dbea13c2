//! What becomes of rules in the other generation, line by line.

use crate::base::duration_text;
use crate::forms::scaling_policy;
use crate::lab::words;
use crate::whatif::VariantRules;
use crate::wire::Duration;
use crate::wire::v1alpha2::ScalingPolicy;

/// Something that both generations say, each in its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// What it is.
    pub what: &'static str,
    /// How it is saved.
    pub old: String,
    /// What it becomes.
    pub new: String,
}

/// What becomes of rules, in the order of a group's page.
#[must_use]
pub fn carried(old: &VariantRules, new: &VariantRules) -> Vec<Carried> {
    let row = |what: &'static str, say: fn(&VariantRules) -> String| Carried {
        what,
        old: say(old),
        new: say(new),
    };
    vec![
        row(t!("Rule"), rule),
        row(t!("Bounds"), bounds),
        row(t!("Steps"), steps),
        row(t!("Cooldown"), cooldown),
    ]
}

/// Rules by themselves, in the same words.
pub(super) fn in_words(rules: &VariantRules) -> [(&'static str, String); 4] {
    [
        (t!("Rule"), rule(rules)),
        (t!("Bounds"), bounds(rules)),
        (t!("Steps"), steps(rules)),
        (t!("Cooldown"), cooldown(rules)),
    ]
}

fn rule(rules: &VariantRules) -> String {
    match rules {
        VariantRules::Thresholds(rules) => {
            let conditions: Vec<String> = rules.policies.iter().map(words::condition).collect();
            match conditions.is_empty() {
                true => t!("rules" => "none").to_owned(),
                false => conditions.join(t!("; ")),
            }
        }
        VariantRules::Target(policy) => {
            let draft = scaling_policy::draft(policy);
            let sections = scaling_policy::sections(&draft);
            let value = sections[0].fields.last().map(|field| field.shown(&draft));
            let goal = scaling_policy::goal_label(&scaling_policy::goal(policy));
            let value = value.unwrap_or_default();
            t!("{goal} of {value}")
        }
    }
}

fn bounds(rules: &VariantRules) -> String {
    let (min, max) = match rules {
        VariantRules::Thresholds(rules) => {
            (rules.capacity.min_replicas, rules.capacity.max_replicas)
        }
        VariantRules::Target(policy) => (policy.minimum_size, policy.maximum_size),
    };
    t!("{min} to {max}")
}

fn steps(rules: &VariantRules) -> String {
    match rules {
        VariantRules::Thresholds(rules) => {
            let actions: Vec<String> = rules.policies.iter().map(words::action).collect();
            match actions.is_empty() {
                true => t!("steps" => "none").to_owned(),
                false => actions.join(t!("; ")),
            }
        }
        VariantRules::Target(ScalingPolicy { scale_out_step, scale_in_step, .. }) => {
            t!("at most {scale_out_step} out, {scale_in_step} in")
        }
    }
}

fn cooldown(rules: &VariantRules) -> String {
    let text = |delay: Option<Duration>| {
        delay.map_or_else(
            || t!("delay" => "unset").to_owned(),
            |delay| duration_text(delay.as_millis()),
        )
    };
    match rules {
        VariantRules::Thresholds(rules) => text(rules.capacity.cooldown_delay),
        VariantRules::Target(policy) => {
            let (out, back) = (text(policy.scale_out_cooldown), text(policy.scale_in_cooldown));
            t!("{out} after out, {back} after in")
        }
    }
}
