//! What is tried: a set of rules of either generation, as the API has them.

use serde::{Deserialize, Serialize};

use crate::wire::v1alpha2::ScalingPolicy;
use crate::wire::{Capacity, Policy};

/// Rules of the first generation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Thresholds {
    /// The group's bounds and cooldown.
    pub capacity: Capacity,
    /// Its policies, the oldest first.
    pub policies: Vec<Policy>,
}

/// Rules of either generation.
#[derive(Clone, Debug, PartialEq)]
pub enum VariantRules {
    /// Policies with thresholds.
    Thresholds(Thresholds),
    /// A scaling policy with a target.
    Target(ScalingPolicy),
}

/// One set of rules to replay. Its JSON has `capacity` and `policies`, or `scaling_policy`; of
/// one that has neither, the group's bounds and cooldown are the defaults.
///
/// ```
/// use headroom::whatif::Variant;
///
/// let variant: Variant = serde_json::from_str(
///     r#"{"name": "target", "scaling_policy": {"minimum_size": 1, "maximum_size": 4,
///         "cpu_target": {"target_avg_percent": 60}}}"#,
/// )?;
/// assert_eq!(variant.target().unwrap().maximum_size, 4);
/// assert!(variant.policies().is_empty());
/// // Rules of both kinds are none.
/// let both = r#"{"policies": [], "scaling_policy": {}}"#;
/// assert!(serde_json::from_str::<Variant>(both).is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Variant {
    /// A name for people.
    pub name: String,
    /// The rules.
    pub rules: VariantRules,
}

impl Variant {
    /// Rules of the first generation.
    #[must_use]
    pub const fn of_thresholds(name: String, capacity: Capacity, policies: Vec<Policy>) -> Self {
        Self { name, rules: VariantRules::Thresholds(Thresholds { capacity, policies }) }
    }

    /// Rules of the second generation.
    #[must_use]
    pub const fn of_target(name: String, policy: ScalingPolicy) -> Self {
        Self { name, rules: VariantRules::Target(policy) }
    }

    /// Its rules, where they are thresholds.
    #[must_use]
    pub const fn thresholds(&self) -> Option<&Thresholds> {
        match &self.rules {
            VariantRules::Thresholds(thresholds) => Some(thresholds),
            VariantRules::Target(_) => None,
        }
    }

    /// Its rules, where they are thresholds, to be changed.
    #[must_use]
    pub const fn thresholds_mut(&mut self) -> Option<&mut Thresholds> {
        match &mut self.rules {
            VariantRules::Thresholds(thresholds) => Some(thresholds),
            VariantRules::Target(_) => None,
        }
    }

    /// Its rules, where they are a target.
    #[must_use]
    pub const fn target(&self) -> Option<&ScalingPolicy> {
        match &self.rules {
            VariantRules::Target(policy) => Some(policy),
            VariantRules::Thresholds(_) => None,
        }
    }

    /// Its policies with thresholds, the oldest first; none beside a target.
    #[must_use]
    pub fn policies(&self) -> &[Policy] {
        self.thresholds().map_or(&[], |thresholds| thresholds.policies.as_slice())
    }

    /// One of its policies, to be changed; `None` beyond the last one, and beside a target.
    #[must_use]
    pub fn policy_mut(&mut self, index: usize) -> Option<&mut Policy> {
        self.thresholds_mut()?.policies.get_mut(index)
    }
}

impl Default for Variant {
    fn default() -> Self {
        Self::of_thresholds(String::new(), Capacity::default(), Vec::new())
    }
}

/// A variant as JSON has it.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Written {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    capacity: Option<Capacity>,
    #[serde(skip_serializing_if = "Option::is_none")]
    policies: Option<Vec<Policy>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scaling_policy: Option<ScalingPolicy>,
}

/// A variant that has rules of both kinds.
#[derive(Debug, thiserror::Error)]
#[error("a variant has either `capacity` and `policies`, or a `scaling_policy`")]
struct BothKinds;

impl TryFrom<Written> for Variant {
    type Error = BothKinds;

    fn try_from(written: Written) -> Result<Self, BothKinds> {
        let Written { name, capacity, policies, scaling_policy } = written;
        match (scaling_policy, &capacity, &policies) {
            (Some(policy), None, None) => Ok(Self::of_target(name, policy)),
            (Some(_), ..) => Err(BothKinds),
            (None, ..) => {
                let (capacity, policies) =
                    (capacity.unwrap_or_default(), policies.unwrap_or_default());
                Ok(Self::of_thresholds(name, capacity, policies))
            }
        }
    }
}

impl From<Variant> for Written {
    fn from(Variant { name, rules }: Variant) -> Self {
        match rules {
            VariantRules::Thresholds(Thresholds { capacity, policies }) => Self {
                name,
                capacity: Some(capacity),
                policies: Some(policies),
                scaling_policy: None,
            },
            VariantRules::Target(policy) => {
                Self { name, scaling_policy: Some(policy), ..Self::default() }
            }
        }
    }
}
