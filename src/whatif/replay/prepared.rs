//! A history as a replay takes it: demand instead of values, every sample with its interval.

use super::model::divisor;
use super::served::{Alike, RecordedSizes};
use super::shape::{factor_at, is_lost};
use super::{Interval, Job, JobError, LoadModel, MissingData};
use crate::base::{nth, sort_by_key};
use crate::engine::Metric;

/// The most that one Instance carries of a metric, where that is known: CPU stops at 100 %.
const fn full(metric: Metric) -> Option<f64> {
    match metric {
        Metric::Cpu => Some(100.0),
        _ => None,
    }
}

/// The largest demand that can be added up over any span without a care.
const LARGEST_DEMAND: f64 = 1e30;

/// The most samples that may fill gaps.
const MOST_FILLED: i64 = 10_000_000;

/// What a history's samples have in common.
#[derive(Clone, Copy, Debug)]
pub struct PreparedHistory {
    pub metric: Metric,
    /// Whether the demand is spread over the Instances that serve.
    pub spread: bool,
    /// What one Instance shows at most, where that is known and size matters.
    pub full: Option<f64>,
    /// What one shows without any load.
    pub idle: f64,
    /// What the demand is divided by, as a power of the number of Instances.
    pub elasticity: f64,
    /// The start of its first sample's interval.
    pub from_ms: i64,
    /// How many samples it has.
    pub samples: usize,
    /// How many of them show a full Instance.
    pub saturated_samples: usize,
    /// How many of them show load on Instances where none is said to have served.
    pub unserved_samples: usize,
    /// How many of them show less than an Instance without any load.
    pub under_idle_samples: usize,
    /// How long the longest of their intervals is, in milliseconds.
    pub longest_ms: i64,
}

impl PreparedHistory {
    /// The demand that so many carry, where that is known.
    #[inline]
    pub fn carried(&self, instances: u32) -> Option<f64> {
        self.full.map(|full| (full - self.idle) * divisor(instances, self.elasticity))
    }

    /// What each of so many, at least one, shows of a demand.
    #[inline]
    pub fn share(&self, demand: f64, instances: u32) -> f64 {
        let share = self.idle + demand / divisor(instances, self.elasticity);
        self.full.filter(|full| *full < share).unwrap_or(share)
    }
}

/// What became of a sample on its way to the scaler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// It came.
    Seen,
    /// It did not, though the traffic went on.
    Lost,
    /// A part of the interval of a sample that came.
    SeenPart,
    /// There was none, or a part of one that did not come, and the scaler sees what stands for it.
    Filled,
    /// It came, and the scaler has seen all of it in parts.
    SeenInParts,
    /// It did not come, and the scaler has seen what stands for its parts.
    LostInParts,
}

impl Arrival {
    /// Whether it is a sample of the history rather than a part of one, or nothing at all.
    pub const fn is_sample(self) -> bool {
        !matches!(self, Self::SeenPart | Self::Filled)
    }

    /// Whether its demand is traffic that was there, rather than nothing.
    #[inline]
    pub const fn is_traffic(self) -> bool {
        !matches!(self, Self::Filled)
    }

    /// Whether its metric showed something.
    #[inline]
    pub const fn is_shown(self) -> bool {
        matches!(self, Self::Seen | Self::SeenPart | Self::SeenInParts)
    }

    /// Whether the scaler sees it, or what stands for it, rather than its parts.
    #[inline]
    pub const fn is_observed(self) -> bool {
        !matches!(self, Self::SeenInParts | Self::LostInParts)
    }
}

/// A sample, ready to replay.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// The end of its interval.
    pub at_ms: i64,
    /// The start of its interval.
    pub from_ms: i64,
    /// The value times the Instances that served where the history is spread, else the value.
    pub demand: f64,
    /// What the metric shows on the recorded fleet: the recorded value itself, to the bit, unless
    /// something multiplies the traffic. Dividing the demand again would lose the last bit.
    pub at_recorded: f64,
    /// How many served at its end during the recording.
    pub recorded: u32,
    /// When it shows [`Self::at_recorded`].
    pub alike: Alike,
    /// Its history's index.
    pub history: u8,
    pub arrival: Arrival,
}

impl Sample {
    /// Its interval.
    pub const fn span(&self) -> Interval {
        Interval { from_ms: self.from_ms, to_ms: self.at_ms }
    }
}

/// Adds the samples of a checked history to those of all.
pub fn prepare(
    job: &Job,
    index: usize,
    end_ms: i64,
    samples: &mut Vec<Sample>,
) -> Result<PreparedHistory, JobError> {
    let history = &job.histories[index];
    let step_ms = median_step_ms(&history.times_ms);
    let spread = history.load == LoadModel::PerInstance;
    let full = if spread { full(history.metric) } else { None };
    let idle = if full.is_some() { job.model.idle_percent } else { 0.0 };
    let saturated = |value: f64| full.is_some_and(|full| value >= full);
    let mut sizes = RecordedSizes::new(job);
    let (mut before_ms, mut unserved_samples, mut under_idle_samples) = (None, 0, 0);
    let mut longest_ms = step_ms;
    let number = u8::try_from(index).unwrap_or(u8::MAX);
    for (at, (&at_ms, &value)) in history.times_ms.iter().zip(&history.values).enumerate() {
        let from_ms = start_ms(before_ms, at_ms, step_ms);
        fill(job, number, before_ms, step_ms, from_ms, samples)?;
        longest_ms = longest_ms.max(at_ms - from_ms);
        let served = sizes.within(Interval { from_ms, to_ms: at_ms });
        unserved_samples +=
            usize::from(spread && served.size == 0 && !served.changed && value > 0.0);
        under_idle_samples += usize::from(value < idle);
        let above = (value - idle).max(0.0);
        let load = if spread { above * served.divisor } else { value };
        let multiple = if saturated(value) { job.saturation_multiple } else { 1.0 };
        let factor = factor_at(&job.shapes, at_ms);
        let demand = load * multiple * job.growth * factor;
        let grown = above * multiple * job.growth * factor;
        let grown = if grown == above { value } else { idle + grown };
        let at_recorded = full.filter(|full| *full < grown && grown != value).unwrap_or(grown);
        if demand > LARGEST_DEMAND {
            let message = t!("The value, times the size and the growth, is too large.");
            return Err(JobError::invalid(format!("histories[{index}].values[{at}]"), message));
        }
        let arrival = if is_lost(&job.shapes, at_ms) { Arrival::Lost } else { Arrival::Seen };
        samples.push(Sample {
            at_ms,
            from_ms,
            demand,
            at_recorded,
            recorded: served.size,
            alike: match served.changed {
                false => Alike::Size,
                true if grown == value => Alike::Sizes,
                true => Alike::Never,
            },
            history: number,
            arrival,
        });
        before_ms = Some(at_ms);
    }
    fill(job, number, before_ms, step_ms, end_ms, samples)?;
    Ok(PreparedHistory {
        metric: history.metric,
        spread,
        full,
        idle,
        elasticity: job.model.elasticity,
        from_ms: history.times_ms.first().map_or(end_ms, |at_ms| at_ms - step_ms),
        samples: history.times_ms.len(),
        saturated_samples: history.values.iter().filter(|value| saturated(**value)).count(),
        unserved_samples,
        under_idle_samples,
        longest_ms,
    })
}

/// The samples, each that is longer than `part_ms` after the parts of its interval. Where a rule
/// stands for what is missing, so it does in the rest of a gap that is shorter than a sample, up
/// to `end_ms`.
pub fn parted(
    samples: &[Sample],
    part_ms: i64,
    missing_data: MissingData,
    end_ms: i64,
) -> Vec<Sample> {
    debug_assert!(part_ms > 0, "parts have a length");
    let mut parts = Vec::with_capacity(samples.len());
    let mut last: Vec<Option<Sample>> = Vec::new();
    for sample in samples {
        let history = usize::from(sample.history);
        if last.len() <= history {
            last.resize(history + 1, None);
        }
        if let Some(before) = last[history].replace(*sample) {
            fill_rest(&before, part_ms, missing_data, sample.from_ms, &mut parts);
        }
        add_parts(sample, part_ms, &mut parts);
    }
    for before in last.into_iter().flatten() {
        fill_rest(&before, part_ms, missing_data, end_ms, &mut parts);
    }
    // Intervals of several histories overlap; those of one history keep their order.
    sort_by_key(&mut parts, |sample| sample.at_ms);
    parts
}

/// Adds a sample, after its parts where it is longer than one.
fn add_parts(sample: &Sample, part_ms: i64, parts: &mut Vec<Sample>) {
    if sample.at_ms - sample.from_ms <= part_ms {
        return parts.push(*sample);
    }
    let shown = sample.arrival.is_shown();
    let arrival = if shown { Arrival::SeenPart } else { Arrival::Filled };
    // What the whole showed, no part of it need have.
    let alike = if sample.alike == Alike::Size { Alike::Size } else { Alike::Never };
    let part = |at_ms| Sample { at_ms, from_ms: at_ms - part_ms, alike, arrival, ..*sample };
    parts.extend(part_ends(sample.from_ms, sample.at_ms, part_ms).map(part));
    let last_ms = parts.last().map_or(sample.from_ms, |last| last.at_ms);
    parts.push(Sample { from_ms: last_ms, alike, arrival, ..*sample });
    if sample.arrival.is_sample() {
        let arrival = if shown { Arrival::SeenInParts } else { Arrival::LostInParts };
        parts.push(Sample { arrival, ..*sample });
    }
}

/// The ends of the parts of an interval before its last one.
pub fn part_ends(from_ms: i64, to_ms: i64, part_ms: i64) -> impl Iterator<Item = i64> {
    let ends = (1..).map(move |number| from_ms.saturating_add(number * part_ms));
    ends.take_while(move |end_ms| *end_ms < to_ms)
}

/// Fills what is left of a gap after the last sample that stands for something missing, or was
/// seen.
fn fill_rest(
    before: &Sample,
    part_ms: i64,
    missing_data: MissingData,
    until_ms: i64,
    parts: &mut Vec<Sample>,
) {
    if missing_data == MissingData::Gap || before.at_ms >= until_ms {
        return;
    }
    let ends = part_ends(before.at_ms, until_ms, part_ms).chain([until_ms]);
    parts.extend(ends.map(|at_ms| Sample {
        at_ms,
        from_ms: at_ms - part_ms,
        demand: 0.0,
        at_recorded: 0.0,
        arrival: Arrival::Filled,
        ..*before
    }));
}

/// The start of the interval that ends at a sample's stamp. After a gap a sample still stands for
/// one step only.
pub fn start_ms(before_ms: Option<i64>, at_ms: i64, step_ms: i64) -> i64 {
    match before_ms {
        Some(before_ms) if at_ms - before_ms <= step_ms + step_ms / 2 => before_ms,
        _ => at_ms - step_ms,
    }
}

/// Puts a sample at every step after the last one and up to `until_ms`, where a rule says what
/// the scaler sees there.
fn fill(
    job: &Job,
    history: u8,
    last_ms: Option<i64>,
    step_ms: i64,
    until_ms: i64,
    samples: &mut Vec<Sample>,
) -> Result<(), JobError> {
    let Some(last_ms) = last_ms else { return Ok(()) };
    let count = until_ms.saturating_sub(last_ms) / step_ms;
    if job.missing_data == MissingData::Gap || count < 1 {
        return Ok(());
    }
    let so_far = i64::try_from(samples.len()).unwrap_or(i64::MAX);
    if count.saturating_add(so_far) > MOST_FILLED {
        let message =
            t!("Its gaps hold more than ten million samples. Cut it, or leave gaps as gaps.");
        return Err(JobError::invalid(format!("histories[{history}].times_ms"), message));
    }
    samples.extend(filled(last_ms, until_ms, step_ms).map(|at_ms| Sample {
        at_ms,
        from_ms: at_ms - step_ms,
        demand: 0.0,
        at_recorded: 0.0,
        recorded: 0,
        alike: Alike::Never,
        history,
        arrival: Arrival::Filled,
    }));
    Ok(())
}

/// The instants of a gap at which a sample is missing: every step after the last one, up to
/// `until_ms`.
pub fn filled(last_ms: i64, until_ms: i64, step_ms: i64) -> impl Iterator<Item = i64> {
    let count = until_ms.saturating_sub(last_ms) / step_ms;
    (1..=count).map(move |step| last_ms + step * step_ms)
}

/// The nominal distance of two samples; 0 where there are no two.
pub fn median_step_ms(times_ms: &[i64]) -> i64 {
    let steps: Vec<i64> = times_ms.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let middle = steps.len() / 2;
    nth(steps, middle).unwrap_or_default()
}
