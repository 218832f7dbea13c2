//! What is moved: a group with all that belongs to it.

use std::fmt;

use serde::Deserialize;
use serde_json::json;

use crate::forms::apply::Stored;
use crate::whatif::VariantRules;
use crate::wire::v1alpha2::{self, UserData};
use crate::wire::{CloudInit, Generation, Group, Policy, PolicyId, PolicyList, Template};

/// A group of one generation with its template.
#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// One with thresholds.
    Thresholds {
        /// The group.
        group: Group,
        /// Its policies, the oldest first.
        policies: Vec<Policy>,
        /// Its template.
        template: Template,
    },
    /// One with a target.
    Target {
        /// The group.
        group: v1alpha2::Group,
        /// Its template.
        template: v1alpha2::Template,
        /// The template's cloud-init, where it has one.
        cloud_init: Option<CloudInit>,
    },
}

/// Why a file is no group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotAnOrigin {
    /// It cannot be read.
    Json(String),
    /// It holds a part of a group by itself.
    Part(&'static str),
    /// A part is there and says nothing.
    NoId(&'static str),
}

/// What a file may hold by itself.
const A_TEMPLATE: &str = "a template";
const A_POLICY: &str = "a policy";

impl fmt::Display for NotAnOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(why) => f.write_str(&t!(
                "The file is not what the API answers: {why}. It needs an object with “group”, \
                 “template” and, for thresholds, “policies”, each as the API’s own reply."
            )),
            Self::Part(A_POLICY) => {
                f.write_str(t!("The file holds a policy by itself, and no group."))
            }
            Self::Part(_) => f.write_str(t!("The file holds a template by itself, and no group.")),
            Self::NoId(part) => {
                f.write_str(&t!("The file’s “{part}” has no id, so it is no reply of the API."))
            }
        }
    }
}

impl std::error::Error for NotAnOrigin {}

/// Policies as a list or as the reply to one.
#[derive(Deserialize)]
#[serde(untagged)]
enum Policies {
    List(Vec<Policy>),
    Reply(PolicyList),
}

/// The bodies of a group with thresholds.
#[derive(Deserialize)]
struct ThresholdFile {
    group: Group,
    policies: Policies,
    template: Template,
}

/// The bodies of a group with a target.
#[derive(Deserialize)]
struct TargetFile {
    group: v1alpha2::Group,
    template: v1alpha2::Template,
    cloud_init: Option<UserData>,
}

impl Origin {
    /// Reads a file of the API's replies: an object with `group`, `template` and, of a group with
    /// thresholds, `policies`; of one with a target, `cloud_init` where there is one.
    ///
    /// # Errors
    /// Why it is none.
    pub fn from_file(text: &[u8]) -> Result<Self, NotAnOrigin> {
        let json = |error: serde_json::Error| NotAnOrigin::Json(error.to_string());
        let value: serde_json::Value = serde_json::from_slice(text).map_err(json)?;
        if value.get("group").is_none() {
            for (key, part) in [("template", A_TEMPLATE), ("policy", A_POLICY)] {
                if value.get(key).is_some() {
                    return Err(NotAnOrigin::Part(part));
                }
            }
        }
        // A group with thresholds has bounds of its own; without its policies it is not whole.
        let has_thresholds =
            value.get("policies").is_some() || value.pointer("/group/capacity").is_some();
        let origin = if has_thresholds {
            let ThresholdFile { group, policies, template } =
                serde_json::from_value(value).map_err(json)?;
            let policies = match policies {
                Policies::List(policies) => policies,
                Policies::Reply(list) => list.policies,
            };
            Self::Thresholds { group, policies, template }
        } else {
            let TargetFile { group, template, cloud_init } =
                serde_json::from_value(value).map_err(json)?;
            Self::Target { group, template, cloud_init: cloud_init.map(|entry| entry.content) }
        };
        origin.checked()
    }

    /// The bodies as a file that [`Self::from_file`] reads.
    #[must_use]
    pub fn to_file(&self) -> String {
        let value = match self {
            Self::Thresholds { group, policies, template } => {
                json!({"group": group, "policies": policies, "template": template})
            }
            Self::Target { group, template, cloud_init } => {
                let cloud_init = cloud_init.as_ref().map(UserData::cloud_init);
                json!({"group": group, "template": template, "cloud_init": cloud_init})
            }
        };
        format!("{value:#}")
    }

    /// Every field of a reply has a default, so that an id alone tells it from anything else.
    fn checked(self) -> Result<Self, NotAnOrigin> {
        let (group, template) = match &self {
            Self::Thresholds { group, template, .. } => (group.id.as_str(), template.id.as_str()),
            Self::Target { group, template, .. } => (group.id.as_str(), template.id.as_str()),
        };
        match (group, template) {
            ("", _) => Err(NotAnOrigin::NoId("group")),
            (_, "") => Err(NotAnOrigin::NoId("template")),
            _ => Ok(self),
        }
    }

    /// Its generation.
    #[must_use]
    pub const fn generation(&self) -> Generation {
        match self {
            Self::Thresholds { .. } => Generation::V1alpha1,
            Self::Target { .. } => Generation::V1alpha2,
        }
    }

    /// The id of its template.
    #[must_use]
    pub fn template_id(&self) -> &str {
        match self {
            Self::Thresholds { template, .. } => template.id.as_str(),
            Self::Target { template, .. } => template.id.as_str(),
        }
    }

    /// The same group under other rules of its generation, as saving them would leave it. Policies
    /// that are yet to be created have no id.
    #[must_use]
    pub fn under(mut self, rules: &VariantRules) -> Self {
        match (&mut self, rules) {
            (Self::Thresholds { group, policies, .. }, VariantRules::Thresholds(wanted)) => {
                let known: Vec<PolicyId> = policies.drain(..).map(|policy| policy.id).collect();
                let own = |policy: &Policy| {
                    let is_known = known.contains(&policy.id);
                    let id = if is_known { policy.id.clone() } else { PolicyId::default() };
                    Policy { id, instance_group_id: group.id.clone(), ..policy.clone() }
                };
                *policies = wanted.policies.iter().map(own).collect();
                group.capacity = wanted.capacity.clone();
            }
            (Self::Target { group, .. }, VariantRules::Target(wanted)) => {
                group.scaling_policy = wanted.clone();
            }
            (Self::Thresholds { .. }, VariantRules::Target(_))
            | (Self::Target { .. }, VariantRules::Thresholds(_)) => {}
        }
        self
    }

    /// The group with its rules.
    #[must_use]
    pub fn stored(&self) -> Stored {
        match self {
            Self::Thresholds { group, policies, .. } => {
                Stored::Thresholds(group.clone(), policies.clone())
            }
            Self::Target { group, .. } => Stored::Target(group.clone()),
        }
    }
}
