//! What a replay answers.

use serde::{Deserialize, Serialize};

use super::{Interval, Price, SizeAt};
use crate::base::is_one;
use crate::engine::Ledger;

/// A change of the ordered size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// When it was ordered, in milliseconds since the Unix epoch.
    pub at_ms: i64,
    /// The size before.
    pub from: u32,
    /// The size after.
    pub to: u32,
    /// The policy that fired, by index; `None` when only the bounds were repaired.
    pub policy: Option<usize>,
    /// Whether it undoes the change before it within the job's reversal window.
    pub reversal: bool,
}

/// A variant in numbers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Scorecard {
    /// The integral of the ordered size over the history's span, in hours.
    pub instance_hours: f64,
    /// That in EUR; `None` where the price is not known.
    pub cost_eur: Option<f64>,
    /// What that comes to a day, in EUR; `None` likewise.
    #[serde(default)]
    pub cost_per_day_eur: Option<f64>,
    /// What that comes to a month of [`super::HOURS_PER_MONTH`], in EUR; `None` likewise.
    #[serde(default)]
    pub cost_per_month_eur: Option<f64>,
    /// How long the demand exceeded what the serving Instances can carry, in minutes; `None`
    /// when no history tells what an Instance can carry.
    pub overload_minutes: Option<f64>,
    /// The demand, in hours of one fully busy Instance; `None` likewise.
    pub demand_hours: Option<f64>,
    /// The part of the demand that could not be carried, in hours of one fully busy Instance;
    /// `None` likewise.
    pub overload_hours: Option<f64>,
    /// The 95th percentile of the first history's simulated values, by nearest rank and in its
    /// metric's unit; `None` where it has none.
    pub p95: Option<f64>,
    /// Changes of the ordered size.
    pub changes: usize,
    /// Changes that undo the one before them within the job's reversal window.
    pub reversals: usize,
    /// How long the ordered size was the minimum, in minutes.
    pub minutes_at_minimum: f64,
    /// How long the ordered size was the maximum, in minutes.
    pub minutes_at_maximum: f64,
    /// Evaluations at which the cooldown denied a breached policy, in minutes of their period.
    pub denied_minutes: f64,
}

/// What one variant would have done.
///
/// ```
/// use headroom::engine::Verdict;
/// use headroom::whatif::{Detail, from_file, run};
///
/// let job = from_file(&std::fs::read("tests/examples/hour.json")?)?;
/// let outcome = run(&job, Detail::Ledger)?;
/// let saved = &outcome.variants[0];
/// let ledger = saved.ledger.as_ref().unwrap();
/// // Each change of the ordered size is a decision of the ledger, with the policy that fired.
/// let change = saved.changes[0];
/// let index = ledger.index_at(change.at_ms).unwrap();
/// assert_eq!(ledger.decisions()[index].fired, change.policy);
/// let verdict = ledger.signals(index)[0].verdict;
/// assert_eq!(verdict, Verdict::Fired { from: 2, to: 3, wanted: 3 });
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct VariantOutcome {
    /// The variant's name.
    pub name: String,
    /// Its numbers.
    pub scorecard: Scorecard,
    /// The ordered size over time; the first entry stands at the span's start.
    pub sizes: Vec<SizeAt>,
    /// Its changes in order of time.
    pub changes: Vec<Change>,
    /// The simulated values of each history at its times; not a number where nothing served
    /// and where the sample was lost.
    #[serde(with = "nan_as_null")]
    pub values: Vec<Vec<f64>>,
    /// When the demand exceeded what the serving Instances can carry.
    pub overload: Vec<Interval>,
    /// When the cooldown ran.
    pub cooldowns: Vec<Interval>,
    /// Every decision, when asked for.
    pub ledger: Option<Ledger>,
}

/// The answer to a job.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// The time that the histories cover.
    pub span: Interval,
    /// One entry a variant, in the job's order.
    pub variants: Vec<VariantOutcome>,
    /// Samples of the recording at which an Instance was full: the demand behind them is unknown
    /// and was taken as the job's `saturation_multiple` of full.
    pub saturated_samples: usize,
    /// Samples of a metric that is spread over the Instances that are above 0 although the
    /// recorded size is 0. They contradict it, and their demand is taken as 0: see
    /// [`Self::contradiction`].
    #[serde(default)]
    pub unserved_samples: usize,
    /// Samples that are under the idle share of the job's [`super::ModelOptions`]; their demand is
    /// taken as 0: see [`Self::contradiction`].
    #[serde(default, skip_serializing_if = "is_none")]
    pub under_idle_samples: usize,
    /// The price behind every cost; `None` where it is not known.
    #[serde(default)]
    pub price: Option<Price>,
}

impl Outcome {
    /// What a recording whose size does not fit its samples makes of the numbers, in a sentence;
    /// `None` where they fit.
    #[must_use]
    pub fn contradiction(&self) -> Option<String> {
        let sentences = [self.unserved(), self.under_idle()];
        let said: Vec<String> = sentences.into_iter().flatten().collect();
        (!said.is_empty()).then(|| said.join(" "))
    }

    fn unserved(&self) -> Option<String> {
        let count = self.unserved_samples;
        Some(match count {
            0 => return None,
            _ if is_one(count) => t!(
                "{count} sample of the recording shows load while its size is 0: that load counts \
                 as nothing here. Check the recorded sizes."
            ),
            _ => t!(
                "{count} samples of the recording show load while its size is 0: that load counts \
                 as nothing here. Check the recorded sizes."
            ),
        })
    }

    fn under_idle(&self) -> Option<String> {
        let count = self.under_idle_samples;
        Some(match count {
            0 => return None,
            _ if is_one(count) => t!(
                "{count} sample of the recording shows less CPU than the idle share: they count as \
                 no load at all here. Lower the idle share."
            ),
            _ => t!(
                "{count} samples of the recording show less CPU than the idle share: they count as \
                 no load at all here. Lower the idle share."
            ),
        })
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference over")]
const fn is_none(count: &usize) -> bool {
    *count == 0
}

/// JSON has no NaN; a missing value travels as `null`.
mod nan_as_null {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(columns: &[Vec<f64>], to: S) -> Result<S::Ok, S::Error> {
        columns.serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Vec<f64>>, D::Error> {
        let columns = Vec::<Vec<Option<f64>>>::deserialize(from)?;
        let column = |values: Vec<Option<f64>>| {
            values.into_iter().map(|value| value.unwrap_or(f64::NAN)).collect()
        };
        Ok(columns.into_iter().map(column).collect())
    }
}
