//! The way from nothing to a group that scales, in steps.

use crate::wire::Generation;

/// One step of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// What the Instances are.
    Template,
    /// Where and how many.
    Group,
    /// When there are more and fewer.
    Rules,
}

impl Step {
    /// The steps of a generation; with a target, the group has its rules.
    #[must_use]
    pub const fn all(generation: Generation) -> &'static [Self] {
        match generation {
            Generation::V1alpha1 => &[Self::Template, Self::Group, Self::Rules],
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
            (Self::Rules, _) => (t!("Rules"), t!("When it grows and shrinks")),
        }
    }
}
