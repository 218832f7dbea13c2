//! What is in force when only some of a plan's calls went through.

use super::plan::{Effect, Plan, Step};
use crate::whatif::VariantRules;
use crate::wire::{Policy, PolicyId};

/// What became of one call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// The API did it; what was created has this id.
    Done(Option<String>),
    /// The API refused it, with this sentence: nothing of it is in force.
    Refused(String),
    /// No answer came: the API may have done it or not.
    Unknown(String),
}

/// Where a plan stands after some of its calls.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// The rules in force; a call without an answer counts as not done.
    pub in_force: VariantRules,
    /// The rules that are wanted, with the ids of the policies that were created: a plan from
    /// the rules in force to these has the steps that are left.
    pub wanted: VariantRules,
    /// The indices of the steps that are left, the failed one first.
    pub left: Vec<usize>,
    /// Whether a call had no answer, so that the rules should be read anew before going on.
    pub uncertain: bool,
    /// All of it in sentences.
    pub sentence: String,
}

impl Plan {
    /// Where it stands, given what became of its calls in order; calls after the last one given
    /// were not sent. Stop at the first that is not done: each has its place for a reason.
    #[must_use]
    pub fn standing(&self, sent: &[Sent]) -> Standing {
        let (mut in_force, mut wanted) = (self.saved.clone(), self.wanted.clone());
        let mut left = Vec::new();
        for (index, step) in self.steps.iter().enumerate() {
            let Some(Sent::Done(id)) = sent.get(index) else {
                left.push(index);
                continue;
            };
            let id = PolicyId(id.clone().unwrap_or_default());
            if let Effect::Created(row, _) = step.effect
                && let VariantRules::Thresholds(wanted) = &mut wanted
                && let Some(row) = wanted.policies.get_mut(row)
            {
                row.id = id.clone();
            }
            take_effect(&mut in_force, &step.effect, id);
        }
        let uncertain = sent.iter().any(|result| matches!(result, Sent::Unknown(_)));
        let sentence = self.sentence(sent, &left);
        Standing { in_force, wanted, left, uncertain, sentence }
    }

    fn sentence(&self, sent: &[Sent], left: &[usize]) -> String {
        let (total, done) = (self.steps.len(), self.steps.len() - left.len());
        let titles = |indices: &[usize]| {
            let titles = indices.iter().filter_map(|index| self.steps.get(*index));
            titles.map(|step| step.title.as_str()).collect::<Vec<_>>().join(", ")
        };
        if left.is_empty() {
            return t!("All changes are in force.").to_owned();
        }
        let done_at: Vec<usize> = (0..total).filter(|index| !left.contains(index)).collect();
        let mut text = match done {
            0 => t!("Nothing was changed.").to_owned(),
            _ => {
                let titles = titles(&done_at);
                t!("{done} of {total} changes are in force: {titles}.")
            }
        };
        for (Step { title, .. }, result) in self.steps.iter().zip(sent) {
            match result {
                Sent::Done(_) => {}
                Sent::Refused(why) => text.push_str(&t!(" Refused: {title}. {why}")),
                Sent::Unknown(why) => {
                    text.push_str(&t!(" No answer to: {title}. It may be in force or not. {why}"));
                }
            }
        }
        text.push_str(&t!(" Left: {}.", titles(left)));
        text
    }
}

fn take_effect(rules: &mut VariantRules, effect: &Effect, id: PolicyId) {
    let rules = match (rules, effect) {
        (VariantRules::Thresholds(rules), _) => rules,
        (VariantRules::Target(policy), Effect::Target(new)) => return policy.clone_from(new),
        (VariantRules::Target(_), _) => return debug_assert!(false, "a plan is of one generation"),
    };
    match effect {
        Effect::Capacity(capacity) => rules.capacity = capacity.clone(),
        Effect::Target(_) => debug_assert!(false, "a plan is of one generation"),
        Effect::Deleted(gone) => rules.policies.retain(|policy| policy.id != *gone),
        Effect::Created(_, policy) => rules.policies.push(Policy { id, ..(**policy).clone() }),
        Effect::Changed(policy) => {
            let changed = rules.policies.iter_mut().filter(|old| old.id == policy.id);
            changed.for_each(|old| old.clone_from(policy));
        }
    }
}
