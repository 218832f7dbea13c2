//! The way from nothing to a group that scales, in steps.

use crate::wire::{Action, Generation};

/// One step of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// What the Instances are.
    Template,
    /// Where and how many.
    Group,
    /// When there are more.
    ScaleUp,
    /// When there are fewer.
    ScaleDown,
}

impl Step {
    /// The steps of a generation; with a target, the group has its rules.
    #[must_use]
    pub const fn all(generation: Generation) -> &'static [Self] {
        match generation {
            Generation::V1alpha1 => &[Self::Template, Self::Group, Self::ScaleUp, Self::ScaleDown],
            Generation::V1alpha2 => &[Self::Template, Self::Group],
        }
    }

    /// Its name, and what it asks.
    #[must_use]
    pub fn words(self, generation: Generation) -> (&'static str, &'static str) {
        match (self, generation) {
            (Self::Template, _) => (t!("Template"), t!("What each Instance is")),
            (Self::Group, Generation::V1alpha1) => {
                (t!("Group"), t!("Where, how many, behind what"))
            }
            (Self::Group, Generation::V1alpha2) => {
                (t!("Group"), t!("Where, how many, by which target"))
            }
            (Self::ScaleUp, _) => (t!("Scale up"), t!("When Instances are added")),
            (Self::ScaleDown, _) => (t!("Scale down"), t!("When Instances are removed")),
        }
    }

    /// The step of a policy's form; of none where the action is unknown.
    #[must_use]
    pub fn of_policy(action: &Action) -> Option<Self> {
        match action {
            Action::ScaleUp => Some(Self::ScaleUp),
            Action::ScaleDown => Some(Self::ScaleDown),
            _ => None,
        }
    }

    /// The step that is left to a group with policies of these actions.
    ///
    /// ```
    /// use headroom::forms::steps::Step;
    /// use headroom::wire::Action::{ScaleDown, ScaleUp};
    ///
    /// assert_eq!(Step::after_policy(&[ScaleUp]), Some(Step::ScaleDown));
    /// assert_eq!(Step::after_policy(&[ScaleDown]), Some(Step::ScaleUp));
    /// assert_eq!(Step::after_policy(&[ScaleUp, ScaleDown]), None);
    /// ```
    #[must_use]
    pub fn after_policy(of_group: &[Action]) -> Option<Self> {
        let all = [Action::ScaleUp, Action::ScaleDown];
        all.iter().find(|action| !of_group.contains(action)).and_then(Self::of_policy)
    }
}
