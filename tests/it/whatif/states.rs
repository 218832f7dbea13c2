//! What every decision of a replay went by, found by the oracle from the replay's samples alone.

use headroom::engine::{Metric, Rules};
use headroom::whatif::{Job, VariantOutcome, observed_samples};

use crate::oracle::{Oracle, Outcome, Twist};

/// What stands before a decision.
#[derive(Clone, Copy, Debug)]
pub struct State {
    pub at_ms: i64,
    pub size: u32,
    pub cooldown_from_ms: Option<i64>,
}

impl State {
    /// The decision under any rules, over these samples.
    pub fn decide(&self, rules: &Rules, samples: &[(Metric, i64, f64)]) -> Outcome {
        self.oracle(rules, samples).step(self.at_ms)
    }

    fn oracle(&self, rules: &Rules, samples: &[(Metric, i64, f64)]) -> Oracle {
        let (size, from_ms) = (self.size, self.cooldown_from_ms);
        let mut oracle = Oracle::new(rules.clone(), size, from_ms, Twist::Faithful);
        for &(metric, at_ms, value) in samples {
            if at_ms <= self.at_ms && at_ms > self.at_ms - 3_600_000 {
                oracle.observe(metric, at_ms, value);
            }
        }
        oracle
    }
}

/// Every sample as the scaler saw it.
pub fn samples(job: &Job, rules: &Rules, outcome: &VariantOutcome) -> Vec<(Metric, i64, f64)> {
    observed_samples(job, rules, outcome, i64::MIN, i64::MAX)
}

/// The states before all decisions of a replay's ledger.
pub fn states(rules: &Rules, outcome: &VariantOutcome, seen: &[(Metric, i64, f64)]) -> Vec<State> {
    let (mut size, mut cooldown_from_ms) = (outcome.sizes[0].size, None);
    let mut states = Vec::new();
    for decision in outcome.ledger.as_ref().unwrap().decisions() {
        let state = State { at_ms: decision.at_ms, size, cooldown_from_ms };
        let mut oracle = state.oracle(rules, seen);
        size = oracle.step(state.at_ms).decision.after;
        cooldown_from_ms = oracle.changed_at_ms();
        states.push(state);
    }
    states
}
