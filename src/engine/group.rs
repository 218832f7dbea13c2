//! A group's bounds and cooldown, validated.

use super::{Cooldown, FieldErrors, Limit, Reason};
use crate::wire;

/// How many Instances a group may have, and how often it may change.
///
/// ```
/// use headroom::engine::{Capacity, Limit};
/// use headroom::wire;
///
/// let bounds = wire::Capacity { min_replicas: 2, max_replicas: 5, cooldown_delay: None };
/// let capacity = Capacity::try_from(&bounds)?;
/// assert_eq!((capacity.clamp(1), capacity.clamp(9)), (2, 5));
/// assert_eq!(capacity.broken_by(9), Some(Limit::Maximum(5)));
///
/// let bounds = wire::Capacity { min_replicas: 6, ..bounds };
/// let errors = Capacity::try_from(&bounds).unwrap_err();
/// assert_eq!(
///     errors.to_string(),
///     "capacity.max_replicas: The maximum is under the minimum of 6."
/// );
/// # Ok::<(), headroom::engine::FieldErrors>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capacity {
    /// The fewest Instances; at least 1 in the first generation.
    pub min: u32,
    /// The most Instances, not under `min`; at least 2 in the first generation.
    pub max: u32,
    /// How long after a change the next one is denied.
    pub cooldown: Cooldown,
}

impl Capacity {
    /// The cooldown of a group that states none. What the service does is not known (contract,
    /// section 12); no delay is stated, so none is applied.
    pub const UNSET_COOLDOWN_MS: i64 = 0;

    /// No maximum of the first generation is under this (contract, section 6).
    pub const LEAST_MAXIMUM: u32 = 2;

    /// The allowed size nearest to `size`.
    #[must_use]
    pub fn clamp(&self, size: u32) -> u32 {
        size.clamp(self.min, self.max)
    }

    /// Where a change from `size` to `to` ends: within the bounds, and no further out of them where
    /// `size` is out already.
    #[must_use]
    pub fn clamp_from(&self, size: u32, to: u32) -> u32 {
        to.clamp(self.min.min(size), self.max.max(size))
    }

    /// The bound that a size breaks; `None` for a size that keeps to both.
    #[must_use]
    pub const fn broken_by(&self, size: u32) -> Option<Limit> {
        match size {
            size if size > self.max => Some(Limit::Maximum(self.max)),
            size if size < self.min => Some(Limit::Minimum(self.min)),
            _ => None,
        }
    }
}

impl TryFrom<&wire::Capacity> for Capacity {
    type Error = FieldErrors;

    /// The rules of contract, section 6. That the maximum is not under the minimum is no
    /// published rule, but no size could meet both.
    fn try_from(capacity: &wire::Capacity) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let (min, max) = (capacity.min_replicas, capacity.max_replicas);
        errors.ensure(min >= 1, "capacity.min_replicas", t!("Enter a whole number of at least 1."));
        let enough = max >= Self::LEAST_MAXIMUM;
        errors.ensure(enough, "capacity.max_replicas", t!("Enter a whole number of at least 2."));
        if enough && max < min {
            let message = t!("The maximum is under the minimum of {min}.");
            errors.add("capacity.max_replicas", Reason::Constraint, message);
        }
        let negative = capacity.cooldown_delay.is_some_and(wire::Duration::is_negative);
        let message = t!("The cooldown cannot be negative.");
        errors.ensure(!negative, "capacity.cooldown_delay", message);
        let cooldown_ms =
            capacity.cooldown_delay.map_or(Self::UNSET_COOLDOWN_MS, wire::Duration::as_millis);
        errors.or(Self { min, max, cooldown: Cooldown::both(cooldown_ms) })
    }
}

impl TryFrom<&wire::CreateGroup> for Capacity {
    type Error = FieldErrors;

    fn try_from(body: &wire::CreateGroup) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let project = !body.project_id.as_str().is_empty();
        errors.require(project, "project_id", t!("Enter the project's id."));
        errors.name(&body.name, "name");
        let template = !body.template_id.as_str().is_empty();
        errors.require(
            template,
            "template_id",
            t!("Choose the template of the group's Instances."),
        );
        let capacity = merge(&mut errors, (&body.capacity).try_into());
        let balancer = !body.loadbalancer.id.as_str().is_empty();
        errors.require(balancer, "loadbalancer.id", t!("Enter the load balancer's id."));
        match capacity {
            Some(capacity) => errors.or(capacity),
            None => Err(errors),
        }
    }
}

/// Checks a stored group, as after a change was merged into it.
///
/// # Errors
/// Every broken rule, by field.
pub fn check_group(group: &wire::Group) -> Result<Capacity, FieldErrors> {
    let mut errors = FieldErrors::default();
    errors.name(&group.name, "name");
    match merge(&mut errors, (&group.capacity).try_into()) {
        Some(capacity) => errors.or(capacity),
        None => Err(errors),
    }
}

/// The value, or its errors moved into `errors`.
fn merge<T>(errors: &mut FieldErrors, result: Result<T, FieldErrors>) -> Option<T> {
    match result {
        Ok(value) => Some(value),
        Err(more) => {
            errors.0.extend(more.0);
            None
        }
    }
}
