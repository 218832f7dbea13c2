//! What real groups do beyond the plain model of a replay, each off unless it is set.

use serde::{Deserialize, Serialize};

use super::JobError;
use crate::engine::Metric;

/// How a group's load, its metrics and its Instances behave beyond the plain model: load that is
/// spread evenly, seen at once, lost when it is too much, on Instances that are gone when they
/// are ordered away.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ModelOptions {
    /// How old samples are at least when the rules see them, in milliseconds: every sample counts
    /// as if it were stamped so much later, so that a short look-back does not run dry.
    pub metric_delay_ms: i64,
    /// For how long an Instance that is ordered away is billed while it drains, in milliseconds.
    /// As behind a load balancer it takes no new work meanwhile, and it is no part of the metric.
    pub draining_ms: i64,
    /// Whether work beyond what the Instances carry waits and is done later, instead of being
    /// lost. Instances are full for as long as any waits.
    pub backlog: bool,
    /// The CPU that an Instance shows without any load, in per cent: another size does not change
    /// this part of it.
    pub idle_percent: f64,
    /// What a metric that is one Instance's share is divided by as the fleet grows, as a power of
    /// its size: 1 where it halves when the fleet doubles, 0 where it does not fall at all.
    pub elasticity: f64,
}

impl ModelOptions {
    /// The longest delay and draining, in seconds: a day.
    pub const LONGEST_S: u32 = 86_400;
    /// The most idle CPU, in per cent: what is left must carry something.
    pub const MOST_IDLE_PERCENT: f64 = 90.0;
    /// The most elasticity, as far as it is estimated.
    pub const MOST_ELASTICITY: f64 = 2.0;

    /// Whether all of them are off.
    #[must_use]
    pub fn is_off(&self) -> bool {
        *self == Self::default()
    }

    /// Refuses the first that is out of range.
    pub(super) fn check(&self) -> Result<(), JobError> {
        let ms = |ms: i64| (0..=i64::from(Self::LONGEST_S) * 1_000).contains(&ms);
        let idle = (0.0..=Self::MOST_IDLE_PERCENT).contains(&self.idle_percent);
        let elasticity = (0.0..=Self::MOST_ELASTICITY).contains(&self.elasticity);
        let refuse = |name, message| Err(JobError::invalid(format!("model.{name}"), message));
        match () {
            () if !ms(self.metric_delay_ms) => {
                refuse("metric_delay_ms", t!("Give a delay from 0 to 86400000, which is a day."))
            }
            () if !ms(self.draining_ms) => {
                refuse("draining_ms", t!("Give a time from 0 to 86400000, which is a day."))
            }
            () if !idle => refuse("idle_percent", t!("Give a CPU from 0 to 90\u{a0}%.")),
            () if !elasticity => {
                let message =
                    t!("Give a power from 0 to 2; 1 halves the metric when the fleet doubles.");
                refuse("elasticity", message)
            }
            () => Ok(()),
        }
    }
}

impl Default for ModelOptions {
    fn default() -> Self {
        Self {
            metric_delay_ms: 0,
            draining_ms: 0,
            backlog: false,
            idle_percent: 0.0,
            elasticity: 1.0,
        }
    }
}

impl ModelOptions {
    /// What each of `to` Instances shows of the load of which each of `from` shows a value of this
    /// metric.
    #[must_use]
    pub fn moved(&self, metric: Metric, value: f64, from: u32, to: u32) -> f64 {
        let idle = if metric == Metric::Cpu { self.idle_percent } else { 0.0 };
        let (from, to) = (divisor(from, self.elasticity), divisor(to.max(1), self.elasticity));
        match idle {
            // Exactly, whatever the order of the operations would round.
            0.0 => value * from / to,
            _ => idle + (value - idle).max(0.0) * from / to,
        }
    }
}

/// What so many Instances divide a load by.
#[inline]
pub fn divisor(instances: u32, elasticity: f64) -> f64 {
    match (instances, elasticity) {
        (0, _) => 0.0,
        (_, 1.0) => f64::from(instances),
        _ => libm::pow(f64::from(instances), elasticity),
    }
}
