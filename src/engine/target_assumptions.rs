//! What the second generation's contract leaves open (its section 13), as named choices.

use serde::{Deserialize, Serialize};

use super::MINUTE_MS;
use super::metric::excess;

/// How an average becomes a number of Instances (number 1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TargetFormula {
    /// Size times average over target, rounded up; nothing within the tolerance. The one candidate
    /// that agrees with both documented examples and lets a single Instance become two.
    #[default]
    CeilWithTolerance,
    /// The same without any tolerance. The documented 82 % over a target of 80 % would scale out.
    Ceil,
    /// Rounded to the nearest, halves up. A single Instance could never grow over a target of 66.
    Nearest,
    /// Rounded down when growing and up when shrinking. A single Instance could never grow over a
    /// target of 50.
    FloorOutCeilIn,
}

/// What a step is (number 2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepMeaning {
    /// The most that one event changes, so that none leads past the number that is needed.
    #[default]
    Limit,
    /// What each event changes, also past the number that is needed.
    Exact,
}

/// What a cooldown denies (number 6).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CooldownScope {
    /// Any change: after an event "the group" waits.
    #[default]
    BothDirections,
    /// A scale-out goes ahead during the cooldown of a scale-in, as elsewhere in the field.
    OutPassesIn,
}

/// What the scaler takes an Instance that is ordered and does not serve yet for (number 5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BootingInstances {
    /// Part of the size, but of no average: it has no samples.
    #[default]
    Unmeasured,
    /// Idle: it lowers the average that asks for more.
    Idle,
}

/// The rules of targets that no public source settles, each with the default that its contract
/// proposes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TargetAssumptions {
    /// How an average becomes a number of Instances.
    pub formula: TargetFormula,
    /// How far the average may lie off the target before anything changes, in per cent of the
    /// target; 10 as in Kubernetes. Matters only to [`TargetFormula::CeilWithTolerance`].
    pub tolerance_percent: u32,
    /// What a step is.
    pub step: StepMeaning,
    /// Over how long the metric is averaged, in milliseconds (number 4): a minute, as in the
    /// vendor's own rule for CPU.
    pub averaging_ms: i64,
    /// What an Instance that does not serve yet counts for.
    pub booting: BootingInstances,
    /// What a cooldown denies.
    pub cooldown_scope: CooldownScope,
    /// Whether bounds and a fixed size are approached by steps and cooldowns, too (number 8). No
    /// by default: 7 Instances at a step of 1 would take 7 minutes, which nobody documents.
    pub repair_by_steps: bool,
}

impl TargetAssumptions {
    /// The average over so many serving of `size` Instances, as the formula takes it. Booting ones
    /// only ever damp a scale-out.
    #[must_use]
    pub fn with_booting(&self, value: f64, serving: u32, size: u32, percent: u32) -> f64 {
        let is_idle = self.booting == BootingInstances::Idle;
        if !is_idle || serving >= size || value <= f64::from(percent) {
            return value;
        }
        let spread = value * f64::from(serving) / f64::from(size);
        spread.max(f64::from(percent))
    }

    /// Whether an average is so near to its target that nothing changes. Compared like a
    /// threshold, so that what a division loses in its last bit decides nothing.
    #[must_use]
    pub fn tolerates(&self, value: f64, percent: u32) -> bool {
        let (target, share) = (f64::from(percent), f64::from(self.tolerance_percent) / 100.0);
        self.formula == TargetFormula::CeilWithTolerance
            && excess(value, target * (1.0 + share)) <= 0.0
            && excess(value, target * (1.0 - share)) >= 0.0
    }
}

impl Default for TargetAssumptions {
    fn default() -> Self {
        Self {
            formula: TargetFormula::default(),
            tolerance_percent: 10,
            step: StepMeaning::default(),
            averaging_ms: MINUTE_MS,
            booting: BootingInstances::default(),
            cooldown_scope: CooldownScope::default(),
            repair_by_steps: false,
        }
    }
}
