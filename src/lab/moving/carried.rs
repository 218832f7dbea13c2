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
    vec![row("Rule", rule), row("Bounds", bounds), row("Steps", steps), row("Cooldown", cooldown)]
}

/// Rules by themselves, in the same words.
pub(super) fn in_words(rules: &VariantRules) -> [(&'static str, String); 4] {
    [
        ("Rule", rule(rules)),
        ("Bounds", bounds(rules)),
        ("Steps", steps(rules)),
        ("Cooldown", cooldown(rules)),
    ]
}

fn rule(rules: &VariantRules) -> String {
    match rules {
        VariantRules::Thresholds(rules) => {
            let conditions: Vec<String> = rules.policies.iter().map(words::condition).collect();
            if conditions.is_empty() { "none".to_owned() } else { conditions.join("; ") }
        }
        VariantRules::Target(policy) => {
            let draft = scaling_policy::draft(policy);
            let sections = scaling_policy::sections(&draft);
            let value = sections[0].fields.last().map(|field| field.shown(&draft));
            let goal = scaling_policy::goal_label(&scaling_policy::goal(policy));
            format!("{goal} of {}", value.unwrap_or_default())
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
    format!("{min} to {max}")
}

fn steps(rules: &VariantRules) -> String {
    match rules {
        VariantRules::Thresholds(rules) => {
            let actions: Vec<String> = rules.policies.iter().map(words::action).collect();
            if actions.is_empty() { "none".to_owned() } else { actions.join("; ") }
        }
        VariantRules::Target(ScalingPolicy { scale_out_step, scale_in_step, .. }) => {
            format!("at most {scale_out_step} out, {scale_in_step} in")
        }
    }
}

fn cooldown(rules: &VariantRules) -> String {
    let text = |delay: Option<Duration>| {
        delay.map_or_else(|| "unset".to_owned(), |delay| duration_text(delay.as_millis()))
    };
    match rules {
        VariantRules::Thresholds(rules) => text(rules.capacity.cooldown_delay),
        VariantRules::Target(policy) => {
            let (out, back) = (policy.scale_out_cooldown, policy.scale_in_cooldown);
            format!("{} after out, {} after in", text(out), text(back))
        }
    }
}
