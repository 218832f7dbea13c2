//! A stored group of either generation, with its rules.

use super::plan::{Plan, plan};
use super::refusal::Refusal;
use super::target::plan_target;
use crate::engine::{FieldErrors, Reason};
use crate::whatif::{Thresholds, Variant, VariantRules};
use crate::wire::v1alpha2::LoadBalancerConfiguration;
use crate::wire::{
    Generation, Group, GroupId, LoadBalancerId, Policy, ProjectId, TemplateId, Timestamp, v1alpha2,
};

/// A stored group with its rules.
#[derive(Clone, Debug, PartialEq)]
pub enum Stored {
    /// One with thresholds, and its policies, the oldest first.
    Thresholds(Group, Vec<Policy>),
    /// One with a target.
    Target(v1alpha2::Group),
}

impl Stored {
    /// Its id.
    #[must_use]
    pub const fn id(&self) -> &GroupId {
        match self {
            Self::Thresholds(group, _) => &group.id,
            Self::Target(group) => &group.id,
        }
    }

    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &str {
        match self {
            Self::Thresholds(group, _) => group.name.as_str(),
            Self::Target(group) => group.name.as_str(),
        }
    }

    /// Its project.
    #[must_use]
    pub const fn project_id(&self) -> &ProjectId {
        match self {
            Self::Thresholds(group, _) => &group.project_id,
            Self::Target(group) => &group.project_id,
        }
    }

    /// Its template, which its own generation of the API knows.
    #[must_use]
    pub const fn template_id(&self) -> &TemplateId {
        match self {
            Self::Thresholds(group, _) => &group.instance_template_id,
            Self::Target(group) => &group.template_id,
        }
    }

    /// When it was created.
    #[must_use]
    pub const fn created_at(&self) -> Timestamp {
        match self {
            Self::Thresholds(group, _) => group.created_at,
            Self::Target(group) => group.created_at,
        }
    }

    /// Its generation of the API.
    #[must_use]
    pub const fn generation(&self) -> Generation {
        match self {
            Self::Thresholds(..) => Generation::V1alpha1,
            Self::Target(_) => Generation::V1alpha2,
        }
    }

    /// It, where it goes by a target.
    #[must_use]
    pub const fn target(&self) -> Option<&v1alpha2::Group> {
        match self {
            Self::Target(group) => Some(group),
            Self::Thresholds(..) => None,
        }
    }

    /// The load balancer of one with thresholds, which its policies may watch; `None` for one with
    /// a target.
    #[must_use]
    pub const fn watched_balancer(&self) -> Option<&LoadBalancerId> {
        match self {
            Self::Thresholds(group, _) => Some(&group.loadbalancer.id),
            Self::Target(_) => None,
        }
    }

    /// The load balancer of one with a target, where it has one.
    #[must_use]
    pub const fn load_balancer(&self) -> Option<&LoadBalancerConfiguration> {
        match self {
            Self::Target(group) => group.load_balancer_configuration.as_ref(),
            Self::Thresholds(..) => None,
        }
    }

    /// Its rules as a variant.
    #[must_use]
    pub fn variant(&self) -> Variant {
        let rules = match self {
            Self::Thresholds(Group { capacity, .. }, policies) => {
                let (capacity, policies) = (capacity.clone(), policies.clone());
                VariantRules::Thresholds(Thresholds { capacity, policies })
            }
            Self::Target(group) => VariantRules::Target(group.scaling_policy.clone()),
        };
        Variant { name: "saved".to_owned(), rules }
    }

    /// Whether a plan starts from its rules as they are.
    #[must_use]
    pub fn is_planned_from(&self, plan: &Plan) -> bool {
        self.variant().rules == plan.saved
    }

    /// Plans the calls from its rules to the wanted ones. `size` is its present size where that is
    /// known, for the risks; a group with a target tells its own.
    ///
    /// # Errors
    /// Names the first part that cannot be sent. Rules of the other generation cannot: such a
    /// group has to be created.
    pub fn plan(&self, wanted: &VariantRules, size: Option<u32>) -> Result<Plan, Refusal> {
        match (self, wanted) {
            (Self::Thresholds(group, policies), VariantRules::Thresholds(wanted)) => {
                plan(group, policies, wanted, size)
            }
            (Self::Target(group), VariantRules::Target(wanted)) => plan_target(group, wanted),
            _ => {
                let mut errors = FieldErrors::default();
                let message =
                    t!("A group keeps its generation. Move it to have rules of the other.");
                errors.add("rules", Reason::Constraint, message);
                Err(Refusal::of_group(errors, Vec::new()))
            }
        }
    }
}
