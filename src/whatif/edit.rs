//! One number of the rules, changed on its own.

use serde::{Deserialize, Serialize};

use super::Variant;
use crate::engine::{Adjustment, MINUTE_MS, Policy, Rules, duration_text, quantity};
use crate::wire::{Duration, Float};

/// A parameter and the value that it is changed to. Policies go by their index.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edit {
    /// A policy's threshold.
    Threshold {
        /// The policy.
        policy: usize,
        /// The new threshold, in the metric's unit.
        to: Float,
    },
    /// The group's cooldown, in seconds.
    Cooldown(u32),
    /// A policy's look-back.
    LookBack {
        /// The policy.
        policy: usize,
        /// The new look-back in minutes, 1 to 60.
        to: u32,
    },
    /// A policy's amount.
    Value {
        /// The policy.
        policy: usize,
        /// The new amount, at least 1.
        to: u32,
    },
    /// The group's minimum.
    Minimum(u32),
    /// The group's maximum.
    Maximum(u32),
    /// A policy's priority.
    Priority {
        /// The policy.
        policy: usize,
        /// The new priority; lower goes first.
        to: u32,
    },
}

impl Edit {
    /// The policy that it changes; `None` for the group's own numbers.
    #[must_use]
    pub const fn policy(self) -> Option<usize> {
        match self {
            Self::Threshold { policy, .. }
            | Self::LookBack { policy, .. }
            | Self::Value { policy, .. }
            | Self::Priority { policy, .. } => Some(policy),
            Self::Cooldown(_) | Self::Minimum(_) | Self::Maximum(_) => None,
        }
    }

    /// The field that it changes, by its path in the API's body, as the forms name it.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::Threshold { .. } => "metric.threshold",
            Self::Cooldown(_) => "capacity.cooldown_delay",
            Self::LookBack { .. } => "metric.sampling_range_min",
            Self::Value { .. } => "value",
            Self::Minimum(_) => "capacity.min_replicas",
            Self::Maximum(_) => "capacity.max_replicas",
            Self::Priority { .. } => "priority",
        }
    }

    /// The variant with this change made; a policy that it does not have changes nothing.
    #[must_use]
    pub fn made(self, variant: &Variant) -> Variant {
        let mut variant = variant.clone();
        let capacity = &mut variant.capacity;
        match self {
            Self::Cooldown(to) => {
                capacity.cooldown_delay = Some(Duration::from_secs(i64::from(to)));
            }
            Self::Minimum(to) => capacity.min_replicas = to,
            Self::Maximum(to) => capacity.max_replicas = to,
            _ => {}
        }
        let policy = self.policy().and_then(|index| variant.policies.get_mut(index));
        let Some(policy) = policy else { return variant };
        match self {
            Self::Threshold { to, .. } => policy.metric.threshold = to,
            Self::LookBack { to, .. } => policy.metric.sampling_range_min = to,
            Self::Value { to, .. } => policy.value = to,
            Self::Priority { to, .. } => policy.priority = to,
            _ => {}
        }
        variant
    }

    /// The same change of validated rules.
    #[must_use]
    pub fn applied(self, rules: &Rules) -> Rules {
        let mut rules = rules.clone();
        match self {
            Self::Cooldown(to) => rules.capacity.cooldown_ms = i64::from(to) * 1_000,
            Self::Minimum(to) => rules.capacity.min = to,
            Self::Maximum(to) => rules.capacity.max = to,
            _ => {}
        }
        let policy = self.policy().and_then(|index| rules.policies.get_mut(index));
        let Some(policy) = policy else { return rules };
        match self {
            Self::Threshold { to, .. } => policy.threshold = to.get(),
            Self::LookBack { to, .. } => policy.look_back_ms = i64::from(to) * MINUTE_MS,
            Self::Value { to, .. } => policy.adjustment = with_amount(policy.adjustment, to),
            Self::Priority { to, .. } => policy.priority = to,
            _ => {}
        }
        rules
    }

    /// What the parameter is now, and what it would be, each in the parameter's unit.
    #[must_use]
    pub fn numbers(self, rules: &Rules) -> (f64, f64) {
        let policy = self.policy().and_then(|index| rules.policies.get(index));
        let of = |read: fn(&Policy) -> f64| policy.map_or(0.0, read);
        match self {
            Self::Threshold { to, .. } => (of(|policy| policy.threshold), to.get()),
            Self::Cooldown(to) => (seconds(rules.capacity.cooldown_ms), f64::from(to)),
            Self::LookBack { to, .. } => {
                (of(|policy| seconds(policy.look_back_ms) / 60.0), f64::from(to))
            }
            Self::Value { to, .. } => {
                (of(|policy| f64::from(amount(policy.adjustment))), f64::from(to))
            }
            Self::Minimum(to) => (f64::from(rules.capacity.min), f64::from(to)),
            Self::Maximum(to) => (f64::from(rules.capacity.max), f64::from(to)),
            Self::Priority { to, .. } => (of(|policy| f64::from(policy.priority)), f64::from(to)),
        }
    }

    /// The change in words: `a threshold of 68.3 % instead of 70 % for “up”`.
    #[must_use]
    pub fn words(self, rules: &Rules) -> String {
        let policy = self.policy().and_then(|index| rules.policies.get(index));
        let (from, to) = self.numbers(rules);
        let (name, text): (_, Box<dyn Fn(f64) -> String>) = match (self, policy) {
            (Self::Threshold { .. }, Some(policy)) => {
                ("threshold", Box::new(|number| quantity(policy.metric, number)))
            }
            (Self::Cooldown(_), _) => ("cooldown", Box::new(seconds_text)),
            (Self::LookBack { .. }, _) => ("look-back", Box::new(|n| seconds_text(n * 60.0))),
            (Self::Minimum(_), _) => ("minimum", Box::new(|number| number.to_string())),
            (Self::Maximum(_), _) => ("maximum", Box::new(|number| number.to_string())),
            (Self::Priority { .. }, _) => ("priority", Box::new(|number| number.to_string())),
            (_, Some(policy)) => (
                amount_name(policy.adjustment),
                Box::new(|number| amount_text(policy.adjustment, number)),
            ),
            (_, None) => ("value", Box::new(|number| number.to_string())),
        };
        let of = policy.map_or(String::new(), |policy| format!(" for “{}”", policy.name));
        format!("a {name} of {} instead of {}{of}", text(to), text(from))
    }
}

/// The number in an adjustment.
#[must_use]
pub const fn amount(adjustment: Adjustment) -> u32 {
    match adjustment {
        Adjustment::FlatCount(amount)
        | Adjustment::PercentOfTotalGroup(amount)
        | Adjustment::SetTotalGroup(amount) => amount,
    }
}

/// An adjustment of the same kind by another number.
#[must_use]
pub const fn with_amount(adjustment: Adjustment, to: u32) -> Adjustment {
    match adjustment {
        Adjustment::FlatCount(_) => Adjustment::FlatCount(to),
        Adjustment::PercentOfTotalGroup(_) => Adjustment::PercentOfTotalGroup(to),
        Adjustment::SetTotalGroup(_) => Adjustment::SetTotalGroup(to),
    }
}

const fn amount_name(adjustment: Adjustment) -> &'static str {
    match adjustment {
        Adjustment::FlatCount(_) => "step",
        Adjustment::PercentOfTotalGroup(_) => "share",
        Adjustment::SetTotalGroup(_) => "total",
    }
}

fn amount_text(adjustment: Adjustment, amount: f64) -> String {
    match adjustment {
        Adjustment::PercentOfTotalGroup(_) => format!("{amount} %"),
        Adjustment::FlatCount(_) | Adjustment::SetTotalGroup(_) => amount.to_string(),
    }
}

#[expect(clippy::cast_precision_loss, reason = "cooldowns and look-backs stay far under 2^53 ms")]
fn seconds(ms: i64) -> f64 {
    ms as f64 / 1_000.0
}

#[expect(clippy::cast_possible_truncation, reason = "a float cast saturates")]
fn seconds_text(seconds: f64) -> String {
    duration_text((seconds * 1_000.0).round() as i64)
}
