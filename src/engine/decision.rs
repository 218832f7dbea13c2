//! What a step decided, and why, as plain data.

use serde::{Deserialize, Serialize};

/// What became of one policy, or of the target, in one step.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It changed the size.
    Fired {
        /// The size before.
        from: u32,
        /// The size after, within the bounds.
        to: u32,
        /// The size that it asked for, before the bounds.
        wanted: u32,
    },
    /// It was breached, but another came first.
    Outranked {
        /// That policy's index.
        by: usize,
    },
    /// It was not breached.
    NotBreached {
        /// How far the value is from the threshold, in the metric's unit; 0 for a tie.
        margin: f64,
    },
    /// It is a target, and the group has as many Instances as it needs.
    OnTarget {
        /// That many.
        size: u32,
    },
    /// Its look-back held no sample.
    NoData,
    /// It was breached within the cooldown.
    Denied {
        /// The size that it would have changed to.
        wanted: u32,
        /// What is left of the cooldown, in milliseconds.
        left_ms: i64,
    },
    /// It was breached, but the bounds, its own amount or a step of 0 left the size as it was.
    NoEffect {
        /// The size that it asked for, before the bounds.
        wanted: u32,
    },
}

/// One policy's part in a decision, or the target's.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Signal {
    /// The policy's index in the rules; 0 for a target.
    pub policy: usize,
    /// The aggregate over its look-back, in the metric's unit; `None` without samples.
    pub value: Option<f64>,
    /// How many samples that was.
    pub samples: usize,
    /// What became of it.
    pub verdict: Verdict,
}

/// What held a decision back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// The group's minimum.
    Minimum(u32),
    /// The group's maximum.
    Maximum(u32),
    /// The cooldown, with what is left of it in milliseconds.
    Cooldown(i64),
    /// The target's step.
    Step(u32),
}

/// What one step did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// When, in milliseconds since the Unix epoch.
    pub at_ms: i64,
    /// The size before.
    pub before: u32,
    /// The size after the bounds or a fixed size were repaired and before any policy or target.
    pub repaired: u32,
    /// The size after.
    pub after: u32,
    /// The last policy that fired, by index; 0 for a target; `None` where no rule changed the size.
    pub fired: Option<usize>,
    /// What first held it back: a change that a bound or a step cut short is held back too, and so
    /// is a fixed size that the bounds do not allow. `None` where nothing did.
    pub limit: Option<Limit>,
}

/// Receives what a step sees and decides. The unit type keeps nothing and costs nothing.
pub trait Recorder {
    /// One policy's part, in the order of evaluation.
    fn signal(&mut self, signal: Signal);
    /// The step's end, after its signals.
    fn decision(&mut self, decision: Decision);
}

impl Recorder for () {
    fn signal(&mut self, _: Signal) {}
    fn decision(&mut self, _: Decision) {}
}

/// Every decision of a run with every policy's part in it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ledger {
    decisions: Vec<Decision>,
    /// The signals of all decisions, one after the other: each has one for every policy.
    signals: Vec<Signal>,
}

impl Ledger {
    /// An empty one with room for so many decisions of so many policies.
    #[must_use]
    pub fn with_capacity(decisions: usize, policies: usize) -> Self {
        let signals = decisions.saturating_mul(policies);
        Self { decisions: Vec::with_capacity(decisions), signals: Vec::with_capacity(signals) }
    }

    /// How many decisions it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.decisions.len()
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.decisions.is_empty()
    }

    /// The decisions in order of time.
    #[must_use]
    pub fn decisions(&self) -> &[Decision] {
        &self.decisions
    }

    /// The signals of the decision at `index`, in the order of evaluation.
    #[must_use]
    pub fn signals(&self, index: usize) -> &[Signal] {
        let policies = self.signals.len().checked_div(self.decisions.len()).unwrap_or(0);
        self.signals.get(index * policies..(index + 1) * policies).unwrap_or(&[])
    }

    /// The last decision at or before `at_ms`, by index; `None` before the first.
    #[must_use]
    pub fn index_at(&self, at_ms: i64) -> Option<usize> {
        self.decisions.partition_point(|decision| decision.at_ms <= at_ms).checked_sub(1)
    }
}

impl Recorder for Ledger {
    fn signal(&mut self, signal: Signal) {
        self.signals.push(signal);
    }

    fn decision(&mut self, decision: Decision) {
        self.decisions.push(decision);
        // What `signals` finds a decision's own by.
        let even = self.signals.len().is_multiple_of(self.decisions.len());
        debug_assert!(even, "every decision has a signal for every policy");
    }
}
