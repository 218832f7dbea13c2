//! A scaling policy, validated.

use super::metric::excess;
use super::{Aggregate, FieldErrors, MINUTE_MS, Metric, Operator, PercentRounding, Reason};
use crate::wire;

/// The direction of a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Adds Instances.
    Up,
    /// Removes Instances.
    Down,
}

impl Direction {
    /// The direction of a change from one size to another.
    #[must_use]
    pub const fn between(from: u32, to: u32) -> Self {
        if to > from { Self::Up } else { Self::Down }
    }
}

/// How much a policy changes, at least 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Adjustment {
    /// So many Instances.
    FlatCount(u32),
    /// So many per cent of the group.
    PercentOfTotalGroup(u32),
    /// To so many Instances.
    SetTotalGroup(u32),
}

impl Adjustment {
    /// The same kind of change by another number.
    #[must_use]
    pub const fn with_amount(self, amount: u32) -> Self {
        match self {
            Self::FlatCount(_) => Self::FlatCount(amount),
            Self::PercentOfTotalGroup(_) => Self::PercentOfTotalGroup(amount),
            Self::SetTotalGroup(_) => Self::SetTotalGroup(amount),
        }
    }

    /// Its number.
    #[must_use]
    pub const fn amount(self) -> u32 {
        match self {
            Self::FlatCount(amount)
            | Self::PercentOfTotalGroup(amount)
            | Self::SetTotalGroup(amount) => amount,
        }
    }
}

/// A policy that the engine can evaluate.
///
/// ```
/// use headroom::engine::{Policy, Reason};
/// use headroom::wire::CreatePolicy;
///
/// let body: CreatePolicy = serde_json::from_str(
///     r#"{
///         "name": "up",
///         "metric": {
///             "name": "cpu",
///             "managed_metric": "managed_metric_instance_cpu",
///             "operator": "operator_greater_than",
///             "aggregate": "aggregate_average",
///             "sampling_range_min": 61,
///             "threshold": 70
///         },
///         "action": "scale_up",
///         "type": "flat_count",
///         "value": 0,
///         "instance_group_id": "6f4e3b0e-0d1c-4b51-9a4e-6a0f2f9c1a11"
///     }"#,
/// )?;
/// let errors = Policy::try_from(&body).unwrap_err();
/// assert_eq!(errors.at("value"), Some("Enter a whole number of at least 1."));
/// assert_eq!(errors.0[0].field, "metric.sampling_range_min");
/// assert_eq!(errors.0[0].reason, Reason::Constraint);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// A name for people.
    pub name: String,
    /// What it watches.
    pub metric: Metric,
    /// How the look-back's samples become one number.
    pub aggregate: Aggregate,
    /// The look-back in milliseconds, 1 to 60 minutes.
    pub look_back_ms: i64,
    /// How that number is compared.
    pub operator: Operator,
    /// With what, in the metric's unit; finite.
    pub threshold: f64,
    /// Its direction.
    pub direction: Direction,
    /// How much it changes.
    pub adjustment: Adjustment,
    /// Lower goes first.
    pub priority: u32,
}

impl Policy {
    /// How far a value lies above the threshold, in the metric's unit, below 0 where it lies under
    /// it; 0 where both are the same in the 32 bits that the API keeps.
    #[inline]
    #[must_use]
    pub fn excess(&self, value: f64) -> f64 {
        excess(value, self.threshold)
    }

    /// Whether a value breaches the threshold.
    #[inline]
    #[must_use]
    pub fn is_breached(&self, value: f64) -> bool {
        self.operator.is_breached(value, self.threshold)
    }

    /// The size that it asks for when the group has `size` Instances, before the bounds.
    #[must_use]
    pub fn target(&self, size: u32, rounding: PercentRounding, may_reverse: bool) -> u32 {
        let by = match self.adjustment {
            Adjustment::FlatCount(count) => count,
            Adjustment::PercentOfTotalGroup(percent) => percent_of(size, percent, rounding),
            Adjustment::SetTotalGroup(total) if may_reverse => return total,
            Adjustment::SetTotalGroup(total) => {
                return match self.direction {
                    Direction::Up => total.max(size),
                    Direction::Down => total.min(size),
                };
            }
        };
        match self.direction {
            Direction::Up => size.saturating_add(by),
            Direction::Down => size.saturating_sub(by),
        }
    }
}

fn percent_of(size: u32, percent: u32, rounding: PercentRounding) -> u32 {
    let hundredths = u64::from(size) * u64::from(percent);
    let count = match rounding {
        PercentRounding::AwayFromZero => hundredths.div_ceil(100).max(1),
        PercentRounding::Nearest => (hundredths + 50) / 100,
        PercentRounding::TowardsZero => hundredths / 100,
    };
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The fields that a policy's create body and its stored row share.
struct Parts<'a> {
    name: &'a str,
    metric: &'a wire::Metric,
    action: &'a wire::Action,
    adjustment: &'a wire::AdjustmentType,
    value: u32,
    priority: u32,
    group_id: &'a wire::GroupId,
}

impl TryFrom<&wire::CreatePolicy> for Policy {
    type Error = FieldErrors;

    fn try_from(body: &wire::CreatePolicy) -> Result<Self, FieldErrors> {
        validate(&Parts {
            name: &body.name,
            metric: &body.metric,
            action: &body.action,
            adjustment: &body.adjustment,
            value: body.value,
            priority: body.priority,
            group_id: &body.instance_group_id,
        })
    }
}

impl TryFrom<&wire::Policy> for Policy {
    type Error = FieldErrors;

    fn try_from(row: &wire::Policy) -> Result<Self, FieldErrors> {
        validate(&Parts {
            name: &row.name,
            metric: &row.metric,
            action: &row.action,
            adjustment: &row.adjustment,
            value: row.value,
            priority: row.priority,
            group_id: &row.instance_group_id,
        })
    }
}

/// The rules of contract, section 6, every broken one noted.
fn validate(parts: &Parts) -> Result<Policy, FieldErrors> {
    let mut errors = FieldErrors::default();
    errors.name(parts.name, "name");
    let watched = validate_metric(parts.metric, &mut errors);
    let direction = direction(parts.action, &mut errors);
    let adjustment = adjustment(parts.adjustment, parts.value, &mut errors);
    errors.ensure(parts.value >= 1, "value", t!("Enter a whole number of at least 1."));
    let group = !parts.group_id.as_str().is_empty();
    errors.require(group, "instance_group_id", t!("Choose the group that the policy scales."));
    let (Some(watched), Some(direction), Some(adjustment)) = (watched, direction, adjustment)
    else {
        return Err(errors);
    };
    errors.or(Policy {
        name: parts.name.to_owned(),
        metric: watched.metric,
        aggregate: watched.aggregate,
        look_back_ms: i64::from(parts.metric.sampling_range_min) * MINUTE_MS,
        operator: watched.operator,
        threshold: parts.metric.threshold.get(),
        direction,
        adjustment,
        priority: parts.priority,
    })
}

struct Watched {
    metric: Metric,
    operator: Operator,
    aggregate: Aggregate,
}

fn validate_metric(metric: &wire::Metric, errors: &mut FieldErrors) -> Option<Watched> {
    errors.name(&metric.name, "metric.name");
    let watched = watched(metric, errors);
    let operator = match &metric.operator {
        wire::Operator::GreaterThan => Some(Operator::GreaterThan),
        wire::Operator::LessThan => Some(Operator::LessThan),
        word => refuse_word(word.as_str(), word.is_unset(), "metric.operator", errors),
    };
    let aggregate = match &metric.aggregate {
        wire::Aggregate::Average => Some(Aggregate::Average),
        wire::Aggregate::Max => Some(Aggregate::Max),
        wire::Aggregate::Min => Some(Aggregate::Min),
        wire::Aggregate::Sum => Some(Aggregate::Sum),
        word => refuse_word(word.as_str(), word.is_unset(), "metric.aggregate", errors),
    };
    let in_range = (1..=60).contains(&metric.sampling_range_min);
    let message = t!("Enter a look-back of 1 to 60 whole minutes.");
    errors.ensure(in_range, "metric.sampling_range_min", message);
    Some(Watched { metric: watched?, operator: operator?, aggregate: aggregate? })
}

fn watched(metric: &wire::Metric, errors: &mut FieldErrors) -> Option<Metric> {
    const FIELD: &str = "metric.managed_metric";
    let custom = metric.cockpit_metric_name.as_deref().is_some_and(|name| !name.is_empty());
    match &metric.managed_metric {
        Some(word) if !word.is_unset() => {
            Metric::from_wire(word).or_else(|| refuse_word(word.as_str(), false, FIELD, errors))
        }
        _ if custom => Some(Metric::Custom),
        _ => refuse_word("", true, FIELD, errors),
    }
}

fn direction(action: &wire::Action, errors: &mut FieldErrors) -> Option<Direction> {
    match action {
        wire::Action::ScaleUp => Some(Direction::Up),
        wire::Action::ScaleDown => Some(Direction::Down),
        word => refuse_word(word.as_str(), word.is_unset(), "action", errors),
    }
}

fn adjustment(
    kind: &wire::AdjustmentType,
    value: u32,
    errors: &mut FieldErrors,
) -> Option<Adjustment> {
    match kind {
        wire::AdjustmentType::FlatCount => Some(Adjustment::FlatCount(value)),
        wire::AdjustmentType::PercentOfTotalGroup => Some(Adjustment::PercentOfTotalGroup(value)),
        wire::AdjustmentType::SetTotalGroup => Some(Adjustment::SetTotalGroup(value)),
        word => refuse_word(word.as_str(), word.is_unset(), "type", errors),
    }
}

fn refuse_word<T>(
    word: &str,
    unset: bool,
    field: &'static str,
    errors: &mut FieldErrors,
) -> Option<T> {
    if unset {
        errors.add(field, Reason::Required, t!("Choose one."));
    } else {
        errors.add(field, Reason::Constraint, t!("“{word}” is not known here. Choose one."));
    }
    None
}
