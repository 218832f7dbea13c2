//! What a replay is asked.

use serde::{Deserialize, Serialize};

use super::{FailedLaunches, ModelOptions, Price, PriceSource, Shape, Variant};
use crate::engine::{
    Assumptions, EVALUATION_PERIOD_MS, MINUTE_MS, Metric, Rules, Scaling, Scope, TARGET_PERIOD_MS,
};

/// How a recorded metric answers to another number of Instances.
///
/// ```
/// use headroom::engine::Metric;
/// use headroom::whatif::LoadModel;
///
/// // A third Instance lowers the CPU of two, but not the connections to all of them.
/// assert_eq!(LoadModel::of(Metric::Cpu), LoadModel::PerInstance);
/// assert_eq!(LoadModel::of(Metric::Connections), LoadModel::Total);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LoadModel {
    /// The recording is one Instance's share: the demand behind it, value times recorded size,
    /// is spread over the Instances that serve.
    PerInstance,
    /// The recording is the group's total, which its size does not change.
    Total,
    /// The recording as it is, with no feedback at all.
    AsRecorded,
}

impl LoadModel {
    /// The model that fits a metric (contract, section 5.1).
    #[must_use]
    pub const fn of(metric: Metric) -> Self {
        match metric.scope() {
            Scope::Instance => Self::PerInstance,
            Scope::Backend => Self::Total,
            Scope::Unknown => Self::AsRecorded,
        }
    }
}

/// What the scaler sees of a metric where it has no sample: in a gap of the history, in a
/// blackout, and where nothing serves. Contract, section 5.1, leaves it open. A gap is filled at
/// the history's own step, from its last sample on to the next one's interval or to the end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MissingData {
    /// Nothing: a policy whose look-back holds no sample has no data.
    #[default]
    Gap,
    /// The last value that it saw; nothing before the first.
    HoldLast,
    /// Zero.
    Zero,
}

/// What a sample's value is of. No export says it: most tools write the mean over the interval that
/// ends at the stamp, and some the metric at that instant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SampleReading {
    /// The mean over its interval: every number of Instances that served within it counts for the
    /// time that it did. Policies see a sample that is longer than their look-back in parts.
    #[default]
    Interval,
    /// The metric at its stamp: only the Instances that served just before it count. A look-back
    /// that holds no stamp sees nothing.
    Instant,
}

/// Which Instances go when the group shrinks. No source says it (contract, section 7; contract of
/// v1alpha2, assumption 15); those whose launch failed go before all others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Removal {
    /// The newest, so that what still boots goes before anything that serves.
    #[default]
    NewestFirst,
    /// The oldest, so that what serves goes while others boot.
    OldestFirst,
}

/// A recorded metric, in columns: as many values as times.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct History {
    /// Which metric.
    pub metric: Metric,
    /// How it answers to another number of Instances.
    pub load: LoadModel,
    /// The ends of the samples' intervals in milliseconds since the Unix epoch, ascending.
    pub times_ms: Vec<i64>,
    /// The values in the metric's unit, finite and not negative.
    pub values: Vec<f64>,
}

/// A size from an instant on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SizeAt {
    /// Milliseconds since the Unix epoch.
    pub at_ms: i64,
    /// Instances.
    pub size: u32,
}

/// A replay: histories, the size they were recorded under, and the variants to try.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Job {
    /// The recorded metrics; a policy on any other metric finds no data.
    pub histories: Vec<History>,
    /// The number of Instances that served during the recording, ascending in time; the first
    /// entry also holds before its time. At least one. Sizes as *served*, never as ordered: the
    /// demand is reckoned from them, and a booting Instance carries none of it. Where only the
    /// ordered sizes are known, [`super::serving_sizes`] makes serving ones of them.
    pub recorded_sizes: Vec<SizeAt>,
    /// The size that every variant starts at, where it is not the recorded one: another group's
    /// load says nothing of this group's size.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_size: Option<u32>,
    /// What to try, each on its own.
    pub variants: Vec<Variant>,
    /// The rules that no source settles.
    pub assumptions: Assumptions,
    /// From order to service, in milliseconds.
    pub boot_delay_ms: i64,
    /// How often a group with thresholds is evaluated, in milliseconds.
    pub evaluation_period_ms: i64,
    /// How often a group with a target is evaluated, in milliseconds.
    pub target_period_ms: i64,
    /// An instant of the evaluation's rhythm, in milliseconds since the Unix epoch; the first
    /// sample's when unset.
    pub evaluation_phase_ms: Option<i64>,
    /// What an Instance costs, in EUR an hour; unset, every cost is unknown.
    pub price_per_hour: Option<f64>,
    /// A change that undoes the one before it within this time is a reversal, in milliseconds.
    pub reversal_window_ms: i64,
    /// Where the price is from and of when; unset when it was typed.
    pub price_source: Option<PriceSource>,
    /// How many times the recorded traffic to replay; 1 is the recording itself.
    pub growth: f64,
    /// Traffic laid over the recorded one.
    pub shapes: Vec<Shape>,
    /// How many times full the demand was where the recording shows a full Instance, 1 or more:
    /// the true demand is not known there. A run with 1 and one with another multiple make a
    /// band, and [`super::Outcome::saturated_samples`] says how many samples it hangs on.
    pub saturation_multiple: f64,
    /// Which launches fail.
    pub failed_launches: FailedLaunches,
    /// Which Instances go when the group shrinks.
    pub removal: Removal,
    /// What the scaler sees where it has no sample.
    pub missing_data: MissingData,
    /// What a sample's value is of.
    pub sample_reading: SampleReading,
    /// What the group does beyond the plain model.
    #[serde(skip_serializing_if = "ModelOptions::is_off")]
    pub model: ModelOptions,
}

impl Job {
    /// From order to service unless told otherwise. No recording shows when an Instance joins
    /// the pool (contract, section 5.2): this is what the sandbox's Instances take, so that a
    /// replay of a sandbox's group starts out right.
    pub const BOOT_DELAY_MS: i64 = 90_000;

    /// How soon a change must be undone to count as a reversal unless told otherwise.
    pub const REVERSAL_WINDOW_MS: i64 = 60 * MINUTE_MS;

    /// How often a group with such rules is evaluated, in milliseconds.
    #[must_use]
    pub const fn period_ms(&self, rules: &Rules) -> i64 {
        match rules.scaling {
            Scaling::Thresholds(_) => self.evaluation_period_ms,
            Scaling::Target(_) => self.target_period_ms,
        }
    }

    /// How long the parts are in which rules see a longer sample, in milliseconds: none is so long
    /// that an average over the last of them finds nothing, or a period of a target passes without
    /// one. `None` where every sample is seen as it is.
    #[must_use]
    pub fn part_ms(&self, rules: &Rules) -> Option<i64> {
        match &rules.scaling {
            Scaling::Target(_) => Some(self.target_part_ms()),
            Scaling::Thresholds(policies) => {
                let look_backs = policies.iter().map(|policy| policy.look_back_ms);
                look_backs.min().filter(|_| self.sample_reading == SampleReading::Interval)
            }
        }
    }

    /// How long the parts are in which a target sees a longer sample, in milliseconds.
    #[must_use]
    pub fn target_part_ms(&self) -> i64 {
        self.target_period_ms.min(self.assumptions.target.averaging_ms)
    }

    /// What an Instance costs, with where that is from.
    #[must_use]
    pub fn price(&self) -> Option<Price> {
        let eur_per_hour = self.price_per_hour?;
        Some(Price { eur_per_hour, source: self.price_source.clone() })
    }

    /// How many samples all of its histories have.
    #[must_use]
    pub fn samples(&self) -> usize {
        self.histories.iter().map(|history| history.values.len()).sum()
    }
}

impl Default for Job {
    fn default() -> Self {
        Self {
            histories: Vec::new(),
            recorded_sizes: Vec::new(),
            start_size: None,
            variants: Vec::new(),
            assumptions: Assumptions::default(),
            boot_delay_ms: Self::BOOT_DELAY_MS,
            evaluation_period_ms: EVALUATION_PERIOD_MS,
            target_period_ms: TARGET_PERIOD_MS,
            evaluation_phase_ms: None,
            price_per_hour: None,
            reversal_window_ms: Self::REVERSAL_WINDOW_MS,
            price_source: None,
            growth: 1.0,
            shapes: Vec::new(),
            saturation_multiple: 1.0,
            failed_launches: FailedLaunches::default(),
            removal: Removal::default(),
            missing_data: MissingData::default(),
            sample_reading: SampleReading::default(),
            model: ModelOptions::default(),
        }
    }
}
