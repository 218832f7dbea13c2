//! An oracle that goes along with a scenario.

use headroom::engine::{Decision, Metric, Rules};

use super::goal::tenths;
use crate::oracle::{Oracle, Twist};
use crate::targets::oracle::Oracle as TargetOracle;
use crate::targets::twist;

/// The oracle of either generation.
pub enum Witness {
    OfPolicies(Oracle),
    OfTarget(Metric, TargetOracle),
}

impl Witness {
    pub fn new(rules: &Rules, size: u32, last_change_ms: Option<i64>) -> Self {
        let rules = rules.clone();
        let Some(target) = rules.target() else {
            return Self::OfPolicies(Oracle::new(rules, size, last_change_ms, Twist::Faithful));
        };
        let metric = target.average().map_or(Metric::Custom, |(metric, _)| metric);
        let (from, faithful) = (last_change_ms.into(), twist::Twist::Faithful);
        Self::OfTarget(metric, TargetOracle::new(rules, size, from, faithful))
    }

    pub fn set_serving(&mut self, serving: u32) {
        if let Self::OfTarget(_, oracle) = self {
            oracle.set_serving(serving);
        }
    }

    pub fn observe(&mut self, metric: Metric, at_ms: i64, value: f64) {
        match self {
            Self::OfPolicies(oracle) => oracle.observe(metric, at_ms, value),
            Self::OfTarget(own, oracle) if *own == metric => {
                oracle.observe(at_ms, tenths(value));
            }
            Self::OfTarget(..) => {}
        }
    }

    pub fn step(&mut self, now_ms: i64) -> Decision {
        match self {
            Self::OfPolicies(oracle) => oracle.step(now_ms).decision,
            Self::OfTarget(_, oracle) => oracle.step(now_ms).decision,
        }
    }
}
