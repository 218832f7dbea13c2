//! A job, checked and prepared once for all of its variants.

use std::sync::OnceLock;

use super::fleet::Launches;
use super::prepared::{PreparedHistory, Sample, parted, prepare};
use super::rhythm::Rhythm;
use super::shown::Reader;
use super::{
    Interval, Job, JobError, MissingData, ModelOptions, RulesError, RulesPart, SampleReading,
    SizeAt, Thresholds, Variant, VariantRules, check,
};
use crate::engine::{Assumptions, Capacity, MINUTE_MS, Policy, Rules, Scaling, ScalingPolicy};

/// The longest look-back that a policy can have (contract, section 6), in minutes.
const LONGEST_LOOK_BACK_MIN: usize = 60;

/// A job that can run: its histories as demand, in the order in which a replay takes them. It
/// holds what it needs, so that it outlives its job, and is read only: any number of variants
/// may be replayed over it, also at once.
///
/// ```
/// use headroom::whatif::{Detail, Parameter, Plan, Setting, from_file};
///
/// let job = from_file(&std::fs::read("tests/examples/hour.json")?)?;
/// let plan = Plan::new(&job)?;
/// assert_eq!(plan.span().hours(), 1.0);
/// // Prepared once, replayed for every threshold.
/// let changes = [60, 70, 90].map(|threshold| {
///     let variant = Setting::of_policy(Parameter::Threshold, 0, threshold).made(&job.variants[0]);
///     plan.replay(&variant, Detail::Curves).map(|outcome| outcome.scorecard.changes)
/// });
/// assert_eq!(changes, [Ok(5), Ok(3), Ok(3)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Plan {
    pub(super) histories: Vec<PreparedHistory>,
    /// The samples of all histories in order of time.
    pub(super) samples: Vec<Sample>,
    /// The first history that tells what an Instance can carry, by index.
    pub(in crate::whatif) capacity_history: Option<usize>,
    pub(super) span: Interval,
    /// When groups with thresholds are evaluated.
    thresholds: Rhythm,
    /// When groups with a target are.
    target: Rhythm,
    /// The samples as rules see them that see long ones in parts, once any is replayed: a target's
    /// first, then those of each minute of the shortest look-back. Empty where that is as they are.
    parts: Vec<OnceLock<Vec<Sample>>>,
    /// How long the parts of a target are at most, in milliseconds.
    target_part_ms: i64,
    /// What a sample's value is of.
    reading: SampleReading,
    recorded_sizes: Vec<SizeAt>,
    pub(super) start_size: u32,
    pub(super) saturated_samples: usize,
    pub(super) unserved_samples: usize,
    pub(super) assumptions: Assumptions,
    pub(in crate::whatif) boot_delay_ms: i64,
    pub(super) price_per_hour: Option<f64>,
    pub(super) reversal_window_ms: i64,
    pub(super) launches: Launches,
    pub(super) missing_data: MissingData,
    pub(super) model: ModelOptions,
    pub(super) under_idle_samples: usize,
}

impl Plan {
    /// Checks the job and prepares its histories.
    ///
    /// # Errors
    /// Names the first part that is out of range by its path in the job's JSON.
    pub fn new(job: &Job) -> Result<Self, JobError> {
        check::job(job)?;
        let ends = job.histories.iter().filter_map(|history| history.times_ms.last().copied());
        let to_ms = ends.max().unwrap_or_default();
        let mut histories = Vec::with_capacity(job.histories.len());
        let mut samples = Vec::new();
        for index in 0..job.histories.len() {
            let before = samples.len();
            histories.push(prepare(job, index, to_ms, &mut samples)?);
            let own = samples.split_off(before);
            samples = merged(samples, own);
        }
        debug_assert!(samples.is_sorted_by_key(|sample| sample.at_ms), "in order of time");
        let from_ms = histories.iter().map(|history| history.from_ms).min().unwrap_or(to_ms);
        let first_ms = samples.first().map_or(from_ms, |sample| sample.at_ms);
        Ok(Self {
            samples,
            capacity_history: histories.iter().position(|history| history.full.is_some()),
            saturated_samples: histories.iter().map(|history| history.saturated_samples).sum(),
            unserved_samples: histories.iter().map(|history| history.unserved_samples).sum(),
            under_idle_samples: histories.iter().map(|own| own.under_idle_samples).sum(),
            histories,
            span: Interval { from_ms, to_ms },
            thresholds: Rhythm::new(job, job.evaluation_period_ms, first_ms),
            target: Rhythm::new(job, job.target_period_ms, first_ms),
            parts: (0..=LONGEST_LOOK_BACK_MIN).map(|_| OnceLock::new()).collect(),
            target_part_ms: job.target_part_ms(),
            reading: job.sample_reading,
            recorded_sizes: job.recorded_sizes.clone(),
            start_size: job.start_size.unwrap_or_else(|| size_at(&job.recorded_sizes, from_ms)),
            assumptions: job.assumptions,
            boot_delay_ms: job.boot_delay_ms,
            price_per_hour: job.price_per_hour,
            reversal_window_ms: job.reversal_window_ms,
            launches: Launches::of(job),
            missing_data: job.missing_data,
            model: job.model,
        })
    }

    /// The time within the span in which what goes at an instant drains.
    pub(super) fn draining(&self, from_ms: i64) -> Interval {
        let to_ms = from_ms.saturating_add(self.model.draining_ms).min(self.span.to_ms);
        Interval { from_ms, to_ms: to_ms.max(from_ms) }
    }

    /// The time that the histories cover.
    #[must_use]
    pub const fn span(&self) -> Interval {
        self.span
    }

    /// How many samples show a full Instance, so that the demand behind them is not known.
    #[must_use]
    pub const fn saturated_samples(&self) -> usize {
        self.saturated_samples
    }

    /// When a group with such rules is evaluated.
    #[must_use]
    pub const fn rhythm(&self, rules: &Rules) -> Rhythm {
        match rules.scaling {
            Scaling::Thresholds(_) => self.thresholds,
            Scaling::Target(_) => self.target,
        }
    }

    /// How many samples and evaluations a replay of a variant goes through.
    pub(in crate::whatif) fn steps(&self, variant: &Variant) -> usize {
        self.ticks(variant).saturating_add(self.samples.len())
    }

    /// How many evaluations a replay of a variant takes.
    #[must_use]
    pub fn ticks(&self, variant: &Variant) -> usize {
        match variant.rules {
            VariantRules::Thresholds(_) => self.thresholds.ticks(self.span.to_ms),
            VariantRules::Target(_) => self.target.ticks(self.span.to_ms),
        }
    }

    /// The samples as rules see them. A target averages over less time than lies between the
    /// samples of many histories, and so may a look-back; a sample stands for its whole interval,
    /// so it is seen in each part ([`Job::part_ms`]).
    pub(super) fn samples(&self, rules: &Rules) -> &[Sample] {
        match self.part(rules) {
            None => &self.samples,
            Some((parts, part_ms)) => parts
                .get_or_init(|| parted(&self.samples, part_ms, self.missing_data, self.span.to_ms)),
        }
    }

    /// How long the parts are in which rules see the samples, where they see any.
    pub(super) fn part_ms(&self, rules: &Rules) -> Option<i64> {
        self.part(rules).map(|(_, part_ms)| part_ms)
    }

    /// Where the parts are kept, and how long they are.
    fn part(&self, rules: &Rules) -> Option<(&OnceLock<Vec<Sample>>, i64)> {
        let longer = |part_ms| self.histories.iter().any(|own| own.longest_ms > part_ms);
        let (slot, part_ms, parted) = match &rules.scaling {
            Scaling::Target(_) => {
                let part_ms = self.target_part_ms;
                // The rest of a gap is filled even where no sample is longer.
                (0, part_ms, longer(part_ms) || self.missing_data != MissingData::Gap)
            }
            Scaling::Thresholds(_) if self.reading == SampleReading::Instant => return None,
            Scaling::Thresholds(policies) => {
                let part_ms = policies.iter().map(|policy| policy.look_back_ms).min()?;
                (usize::try_from(part_ms / MINUTE_MS).ok()?, part_ms, longer(part_ms))
            }
        };
        debug_assert!(slot < self.parts.len(), "look-backs are checked");
        self.parts.get(slot).filter(|_| parted).map(|parts| (parts, part_ms))
    }

    /// How its samples are read.
    pub(super) fn reader(&self) -> Reader<'_> {
        Reader { reading: self.reading, recorded: &self.recorded_sizes }
    }

    /// Validates a variant's rules.
    ///
    /// # Errors
    /// Names the part and its fields.
    pub fn rules(&self, variant: &Variant) -> Result<Rules, RulesError> {
        validated(variant, self.assumptions, self.boot_delay_ms)
    }
}

/// Two lists in order of time as one; the samples of an instant stay in the lists' order.
fn merged(first: Vec<Sample>, second: Vec<Sample>) -> Vec<Sample> {
    if first.is_empty() {
        return second;
    }
    let mut all = Vec::with_capacity(first.len() + second.len());
    let mut second = second.into_iter().peekable();
    for sample in first {
        while let Some(earlier) = second.next_if(|other| other.at_ms < sample.at_ms) {
            all.push(earlier);
        }
        all.push(sample);
    }
    all.extend(second);
    all
}

/// Validates a variant's rules.
///
/// # Errors
/// Names the part and its fields.
pub fn rules(job: &Job, variant: &Variant) -> Result<Rules, RulesError> {
    validated(variant, job.assumptions, job.boot_delay_ms)
}

/// A variant's rules under these assumptions.
pub fn validated(
    variant: &Variant,
    assumptions: Assumptions,
    boot_delay_ms: i64,
) -> Result<Rules, RulesError> {
    let refuse = |part| move |errors| RulesError { part, errors };
    let (capacity, scaling) = match &variant.rules {
        VariantRules::Thresholds(Thresholds { capacity, policies }) => {
            let policy =
                |(index, row)| Policy::try_from(row).map_err(refuse(RulesPart::Policy(index)));
            let capacity = Capacity::try_from(capacity).map_err(refuse(RulesPart::Capacity))?;
            let policies = policies.iter().enumerate().map(policy).collect::<Result<_, _>>()?;
            (capacity, Scaling::Thresholds(policies))
        }
        VariantRules::Target(policy) => {
            let ScalingPolicy { capacity, scaling } =
                ScalingPolicy::try_from(policy).map_err(refuse(RulesPart::Target))?;
            (capacity, scaling)
        }
    };
    Ok(Rules { capacity, scaling, assumptions, boot_delay_ms })
}

/// The size that holds at `at_ms`; the first entry also holds before its time.
fn size_at(sizes: &[SizeAt], at_ms: i64) -> u32 {
    let next = sizes.partition_point(|entry| entry.at_ms <= at_ms);
    sizes.get(next.saturating_sub(1)).map_or(0, |entry| entry.size)
}
