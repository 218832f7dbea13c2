//! Where the saving of an edit stands.

use super::{Conflict, VariantDraft};
use crate::forms::apply::{Plan, Sent, Step, Stored};
use crate::whatif::VariantRules;
use crate::wire::{Policy, PolicyId};

/// Where the saving of an edit stands. A plan stays with what became of its calls, so that what is
/// shown is what is sent.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Saving {
    /// Nothing was sent.
    #[default]
    Reviewing,
    /// Calls are going out, whether or not anybody watches.
    Sending(Plan, Vec<Sent>),
    /// A call failed.
    Stopped(Plan, Vec<Sent>, Rest),
}

/// What is left of a plan that stopped.
#[derive(Clone, Debug, PartialEq)]
pub enum Rest {
    /// The way from the rules as they were read since.
    Planned(Box<Plan>),
    /// Nobody knows: the rules could not be read since, or are such that no call leads on; why, in
    /// a sentence.
    Unknown(String),
}

impl Rest {
    /// Whether all of it was done after all.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        matches!(self, Self::Planned(plan) if plan.steps.is_empty())
    }

    /// What is in force of a plan that stopped, and how to go on.
    #[must_use]
    pub fn words(&self, plan: &Plan, sent: &[Sent]) -> String {
        let standing = plan.standing(sent).sentence;
        match self {
            Self::Planned(_) => {
                t!("{standing} What is left of your edit is kept; save again to finish it.")
            }
            Self::Unknown(why) => {
                t!("{standing} Your edit is kept. What is in force now is not known: {why}")
            }
        }
    }
}

impl Saving {
    /// The call to send now; `None` when nothing is being sent, or all was.
    #[must_use]
    pub fn next_call(&self) -> Option<&Step> {
        let Self::Sending(plan, sent) = self else { return None };
        let has_failed = sent.iter().any(|result| !matches!(result, Sent::Done(_)));
        plan.steps.get(sent.len()).filter(|_| !has_failed)
    }

    /// Notes what became of the call.
    pub fn record(&mut self, result: Sent) {
        debug_assert!(self.next_call().is_some(), "only a call that was sent has a result");
        if let Self::Sending(_, sent) = self {
            sent.push(result);
        }
    }

    /// Whether calls are going out.
    #[must_use]
    pub const fn is_under_way(&self) -> bool {
        matches!(self, Self::Sending(..))
    }

    /// The plan that goes out when it is saved now, given what would be planned afresh; nothing
    /// while another one does.
    #[must_use]
    pub fn to_send(&self, fresh: Option<Plan>) -> Option<Plan> {
        match self {
            Self::Reviewing => fresh,
            Self::Stopped(_, _, Rest::Planned(rest)) => Some((**rest).clone()),
            Self::Sending(..) | Self::Stopped(..) => None,
        }
    }

    /// What it is when nobody looks any more: what is under way goes on, what stopped is told.
    #[must_use]
    pub fn unseen(self) -> Self {
        if self.is_under_way() { self } else { Self::Reviewing }
    }
}

/// The plan that goes out, given the rules as they were just read, so that it overwrites nothing of
/// somebody else unsaid. What is left of an earlier plan goes out as it is shown; an edit, as it
/// comes to the rules as they are now, once somebody has `agreed` to what it overwrites.
///
/// # Errors
/// Why nothing can be sent, in a sentence.
pub fn checked(
    saving: &Saving,
    typed: &VariantDraft,
    agreed: &[Conflict],
    now: &Stored,
    size: Option<u32>,
) -> Result<Plan, String> {
    let overtaken = t!(
        "The rules were changed elsewhere meanwhile, and nothing was sent. Look at what is there \
         now, and save again."
    );
    if let Saving::Stopped(_, _, Rest::Planned(rest)) = saving {
        let same = now.is_planned_from(rest);
        return same.then(|| (**rest).clone()).ok_or_else(|| overtaken.to_owned());
    }
    let saved = now.variant();
    let conflicts = typed.conflicts(&saved);
    if !conflicts.is_empty() && conflicts != agreed {
        return Err(overtaken.to_owned());
    }
    let wanted = typed.read(&saved).map_err(|errors| errors.to_string())?;
    now.plan(&wanted.rules, size).map_err(|refusal| refusal.to_string())
}

/// The rules that are still wanted after some calls of a plan, and the way there from the rules as
/// they are now. A policy whose creation had no answer is found again by what it is.
#[must_use]
pub fn what_is_left(
    sent_plan: &Plan,
    sent: &[Sent],
    now: &Stored,
    size: Option<u32>,
) -> (VariantRules, Rest) {
    let standing = sent_plan.standing(sent);
    let mut wanted = standing.wanted;
    if let (
        VariantRules::Thresholds(wanted),
        VariantRules::Thresholds(in_force),
        Stored::Thresholds(_, policies),
    ) = (&mut wanted, standing.in_force, now)
    {
        let known: Vec<PolicyId> = in_force.policies.into_iter().map(|row| row.id).collect();
        find_created(&mut wanted.policies, &known, policies);
    }
    let rest = match now.plan(&wanted, size) {
        Ok(rest) => Rest::Planned(Box::new(rest)),
        Err(refusal) => Rest::Unknown(refusal.to_string()),
    };
    (wanted, rest)
}

/// Gives wanted policies that are not `known` the ids of those that are there now and are alike.
fn find_created(wanted: &mut [Policy], known: &[PolicyId], now: &[Policy]) {
    for row in wanted.iter_mut().filter(|row| !known.contains(&row.id)) {
        let like = |one: &&Policy| {
            let alike = Policy { id: row.id.clone(), zone: row.zone.clone(), ..(*one).clone() };
            !known.contains(&one.id) && alike == *row
        };
        if let Some(created) = now.iter().find(like) {
            row.id = created.id.clone();
        }
    }
}
