//! Which settings to try: parameters and their values.

use serde::{Deserialize, Serialize};

use crate::base::sort_by;
use crate::whatif::replay::as_f64;
use crate::whatif::{Job, Parameter, Variant};
use crate::wire::{Action, AdjustmentType, Aggregate, Float, ManagedMetric};

/// The highest CPU threshold or target that is suggested, and advised, in per cent: more leaves no
/// room for what the recording does not show.
pub const HIGHEST_CPU: f64 = 90.0;

/// Values in even steps, both ends included where the steps meet the end.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Range {
    /// The first, in the parameter's unit.
    pub from: f64,
    /// The last, or the first that is too many.
    pub to: f64,
    /// From one to the next, above 0.
    pub step: f64,
}

/// One parameter and the values to try: a list or a range.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Axis {
    /// Which parameter.
    pub parameter: Parameter,
    /// The policy's index, for a parameter of a policy; `None` for one of the group.
    pub policy: Option<usize>,
    /// The values, in the parameter's unit; empty where they are a range.
    pub values: Vec<f64>,
    /// The values, unless they are a list.
    pub range: Option<Range>,
}

impl Axis {
    /// How many values it has; as many as fit where they are more.
    #[must_use]
    pub fn count(&self) -> u64 {
        /// Steps that end so short of a whole one still meet the end: decimals are not exact.
        const NEARLY: f64 = 1e-9;
        let Some(Range { from, to, step }) = self.range else { return self.values.len() as u64 };
        let steps = (to - from) / step;
        if !steps.is_finite() || steps < 0.0 || step <= 0.0 {
            return 0;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a float cast saturates"
        )]
        let whole = (steps + NEARLY) as u64;
        whole.saturating_add(1)
    }
}

/// What to try: every value of every axis with every value of the others.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sweep {
    /// The axes; the last one's values change the fastest.
    pub axes: Vec<Axis>,
}

/// Why a sweep cannot run.
///
/// ```
/// use headroom::whatif::{Axis, Grid, Parameter, Sweep, from_file};
///
/// let job = from_file(&std::fs::read("tests/examples/hour.json")?)?;
/// let ninth =
///     Axis { parameter: Parameter::Threshold, policy: Some(9), values: vec![70.0], range: None };
/// let error = Grid::new(&job.variants[0], &Sweep { axes: vec![ninth] }).unwrap_err();
/// assert_eq!(error.path, "axes[0].policy");
/// assert_eq!(error.message, "There are 2 policies, numbered from 0.");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {message}")]
pub struct SweepError {
    /// Where, as a path into the sweep's JSON.
    pub path: String,
    /// What is wrong and what would be right.
    pub message: String,
}

impl Sweep {
    /// The most points that are run: a hundred times what the page runs in a second.
    pub const MOST_POINTS: u32 = 1_000_000;

    /// The most points that are suggested: what the page runs in about a second.
    pub const SUGGESTED_POINTS: u64 = 10_000;

    /// How many points it has.
    #[must_use]
    pub fn count(&self) -> u128 {
        self.axes.iter().fold(1, |count, axis| count.saturating_mul(u128::from(axis.count())))
    }

    /// A grid around a variant's own values, which are among its points: the thresholds first,
    /// then the cooldown, the steps up, the maximum and the look-backs, as long as they fit. The
    /// job tells what its evaluations can tell apart; its histories do not matter.
    #[must_use]
    pub fn suggested(around: &Variant, job: &Job) -> Self {
        let mut sweep = Self::default();
        let policies = || around.policies().iter().enumerate();
        let thresholds = policies().map(|(index, _)| (Parameter::Threshold, Some(index)));
        let grows = |policy: &crate::wire::Policy| {
            policy.action == Action::ScaleUp && policy.adjustment == AdjustmentType::FlatCount
        };
        let steps = policies().filter(|(_, policy)| grows(policy));
        let steps = steps.map(|(index, _)| (Parameter::Value, Some(index)));
        let group = [(Parameter::Cooldown, None)];
        let looks = policies().map(|(index, _)| (Parameter::LookBack, Some(index)));
        let target = [
            Parameter::Target,
            Parameter::FixedSize,
            Parameter::OutCooldown,
            Parameter::InCooldown,
            Parameter::OutStep,
            Parameter::InStep,
        ];
        let target = target.map(|parameter| (parameter, None));
        let all = thresholds.chain(group).chain(steps).chain(target);
        let all = all.chain([(Parameter::Maximum, None)]);
        for (parameter, policy) in all.chain(looks) {
            let values = near(around, job, parameter, policy);
            let axis = Axis { parameter, policy, values, range: None };
            let fits = sweep.count() * u128::from(axis.count());
            if axis.count() > 1 && fits <= u128::from(Self::SUGGESTED_POINTS) {
                sweep.axes.push(axis);
            }
        }
        sweep
    }
}

/// Sensible values around a variant's own, ascending and without repeats.
fn near(around: &Variant, job: &Job, parameter: Parameter, policy: Option<usize>) -> Vec<f64> {
    let own = parameter.of(around, policy).filter(|own| parameter.holds(*own));
    let Some(own) = own else { return Vec::new() };
    let mut values: Vec<f64> = match parameter {
        Parameter::Threshold => {
            let cpu = policy.and_then(|index| around.policies().get(index)).is_some_and(|policy| {
                policy.metric.managed_metric == Some(ManagedMetric::InstanceCpu)
                    && policy.metric.aggregate != Aggregate::Sum
            });
            let tenths = [-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0];
            let scaled = tenths.map(|tenth| Float::new(own + own * tenth / 10.0).get());
            scaled
                .into_iter()
                .filter(|value| !cpu || *value <= HIGHEST_CPU || *value == own)
                .collect()
        }
        Parameter::Value | Parameter::OutStep | Parameter::InStep => {
            vec![own, own + 1.0, own + 2.0]
        }
        Parameter::Cooldown => {
            cooldowns(own, &[120.0, 300.0, 600.0, 900.0], job.evaluation_period_ms, job)
        }
        Parameter::Target => {
            let near = [-20.0, -15.0, -10.0, -5.0, 0.0, 5.0, 10.0].map(|by| own + by);
            near.into_iter()
                .filter(|value| (1.0..=HIGHEST_CPU).contains(value) || *value == own)
                .collect()
        }
        Parameter::OutCooldown | Parameter::InCooldown => {
            cooldowns(own, &[30.0, 120.0, 300.0], job.target_period_ms, job)
        }
        Parameter::Maximum => vec![own, own + libm::ceil(own / 4.0), own + libm::ceil(own / 2.0)],
        Parameter::LookBack => vec![5.0, 10.0, 15.0, own],
        Parameter::Priority | Parameter::Minimum | Parameter::FixedSize => vec![own],
    };
    values.retain(|value| parameter.holds(*value));
    sort_by(&mut values, f64::total_cmp);
    values.dedup();
    values
}

/// Cooldowns to try, in seconds: of those that end between the same two evaluations one, which is
/// the rules' own or else the longest, since it promises no more than it does.
fn cooldowns(own: f64, usual: &[f64], period_ms: i64, job: &Job) -> Vec<f64> {
    let period = as_f64(period_ms) / 1_000.0;
    let mut values = usual.to_vec();
    values.push(period);
    sort_by(&mut values, f64::total_cmp);
    let denied = |value: f64| match job.assumptions.cooldown_includes_end {
        // A cooldown of 0 denies nothing all the same.
        true if value > 0.0 => (value / period).floor(),
        true => 0.0,
        false => ((value / period).ceil() - 1.0).max(0.0),
    };
    let mut kept = vec![own];
    for value in values.into_iter().rev() {
        if kept.iter().all(|other| denied(*other) != denied(value)) {
            kept.push(value);
        }
    }
    kept
}
