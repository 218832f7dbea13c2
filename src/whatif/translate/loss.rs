//! What a translation cannot carry.

use serde::Serialize;

/// What a loss is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LossKind {
    /// A policy on a metric that no target has.
    Metric,
    /// A policy on a maximum, minimum or sum.
    Aggregate,
    /// A policy that grows where its metric is low, or shrinks where it is high.
    WrongWay,
    /// A policy beside another one of its direction.
    SurplusPolicy,
    /// Another look-back than a target's.
    LookBack,
    /// A change in per cent of the group, or to a total.
    Adjustment,
    /// A step that is only a limit from now on.
    StepIsLimit,
    /// A threshold that is no whole per cent.
    FractionalThreshold,
    /// The order in which policies acted.
    Priorities,
    /// A group that only grew, or only shrank.
    OneDirection,
    /// The gap between the two thresholds.
    Hysteresis,
    /// One cooldown for both directions, or two that differ.
    Cooldown,
    /// A target of memory.
    Memory,
    /// A minimum of 0.
    MinimumZero,
    /// A maximum under 2.
    MaximumOne,
    /// A fixed size.
    FixedSize,
    /// An average that CPU never has.
    OutOfReach,
    /// Healing by the load balancer's health check.
    Healing,
    /// The kind of address of each backend, or its own network.
    BackendAddress,
}

/// Something that the translated rules do otherwise, or not at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Loss {
    /// What it is about.
    pub kind: LossKind,
    /// The policy's index in the old rules; `None` for the group's own.
    pub policy: Option<usize>,
    /// What is lost and what comes in its place, in a sentence or two.
    pub sentence: String,
}

impl Loss {
    pub(super) fn of_group(kind: LossKind, sentence: impl Into<String>) -> Self {
        Self { kind, policy: None, sentence: sentence.into() }
    }

    pub(super) fn of_policy(kind: LossKind, policy: usize, sentence: String) -> Self {
        Self { kind, policy: Some(policy), sentence }
    }
}
