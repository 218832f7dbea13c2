//! A job, checked and prepared once for all of its variants.

use super::{Interval, Job, JobError, LoadModel, SizeAt, Variant};
use crate::engine::{Capacity, FieldErrors, Metric, Policy, Rules};

/// The most that one Instance carries of a metric, where that is known: CPU stops at 100 %.
const fn full(metric: Metric) -> Option<f64> {
    match metric {
        Metric::Cpu => Some(100.0),
        _ => None,
    }
}

/// How far from the Unix epoch a sample may lie: as far as a page's own dates reach, some 270,000
/// years, so that spans can be reckoned without a care.
const LATEST_MS: u64 = 8_640_000_000_000_000;

/// A history, ready to replay.
pub struct Track<'a> {
    pub metric: Metric,
    pub load: LoadModel,
    pub times_ms: &'a [i64],
    pub values: &'a [f64],
    /// The nominal distance of two samples: the median.
    pub step_ms: i64,
    /// The value times the recorded size for [`LoadModel::PerInstance`], else the value.
    pub demand: Vec<f64>,
    /// What one Instance carries, where that is known and size matters.
    pub full: Option<f64>,
}

impl Track<'_> {
    /// The start of the interval that ends at the sample's stamp. After a gap a sample still
    /// stands for one step only.
    pub fn start_ms(&self, index: usize) -> i64 {
        let at_ms = self.times_ms[index];
        let longest_ms = self.step_ms + self.step_ms / 2;
        match index.checked_sub(1).map(|before| self.times_ms[before]) {
            Some(before_ms) if at_ms - before_ms <= longest_ms => before_ms,
            _ => at_ms - self.step_ms,
        }
    }
}

/// A job that can run.
pub struct Plan<'a> {
    pub tracks: Vec<Track<'a>>,
    pub span: Interval,
    pub first_tick_ms: i64,
    pub start_size: u32,
    pub saturated_samples: usize,
}

impl<'a> Plan<'a> {
    /// Checks the job and prepares its histories.
    ///
    /// # Errors
    /// Names the first part that is out of range by its path in the job's JSON.
    pub fn new(job: &'a Job) -> Result<Self, JobError> {
        check_settings(job)?;
        let tracks = job
            .histories
            .iter()
            .enumerate()
            .map(|(index, _)| track(job, index))
            .collect::<Result<Vec<_>, _>>()?;
        let starts = tracks.iter().map(|track| track.start_ms(0));
        let ends = tracks.iter().filter_map(|track| track.times_ms.last().copied());
        let (Some(from_ms), Some(to_ms)) = (starts.min(), ends.max()) else {
            return Err(JobError::invalid("histories", "Give at least one history."));
        };
        let saturated = |track: &Track| {
            let full = track.full.unwrap_or(f64::INFINITY);
            track.values.iter().filter(|value| **value >= full).count()
        };
        let saturated_samples = tracks.iter().map(saturated).sum();
        let first_ms = tracks.iter().map(|track| track.times_ms[0]).min().unwrap_or(from_ms);
        let period_ms = job.evaluation_period_ms;
        let phase_ms = job.evaluation_phase_ms.unwrap_or(first_ms).rem_euclid(period_ms);
        let to_tick_ms = (phase_ms - first_ms.rem_euclid(period_ms)).rem_euclid(period_ms);
        let first_tick_ms = first_ms.saturating_add(to_tick_ms);
        let start_size = size_at(&job.recorded_sizes, from_ms);
        let span = Interval { from_ms, to_ms };
        Ok(Self { tracks, span, first_tick_ms, start_size, saturated_samples })
    }
}

/// Validates a variant's rules; an error names the part and its fields.
pub fn rules(job: &Job, variant: &Variant) -> Result<Rules, (String, FieldErrors)> {
    let capacity = Capacity::try_from(&variant.capacity).map_err(|e| ("capacity".to_owned(), e))?;
    let policies = variant
        .policies
        .iter()
        .enumerate()
        .map(|(at, policy)| Policy::try_from(policy).map_err(|e| (format!("policies[{at}]"), e)))
        .collect::<Result<Vec<_>, _>>()?;
    let (assumptions, boot_delay_ms) = (job.assumptions, job.boot_delay_ms);
    Ok(Rules { capacity, policies, assumptions, boot_delay_ms })
}

/// The size that holds at `at_ms`; the first entry also holds before its time.
pub fn size_at(sizes: &[SizeAt], at_ms: i64) -> u32 {
    let next = sizes.partition_point(|entry| entry.at_ms <= at_ms);
    sizes.get(next.saturating_sub(1)).map_or(0, |entry| entry.size)
}

fn check_settings(job: &Job) -> Result<(), JobError> {
    const MOST_TICKS: i64 = 10_000_000;
    if job.recorded_sizes.is_empty() {
        return Err(JobError::invalid("recorded_sizes", "Give the size at the start at least."));
    }
    if let Some(at) = first_descent(job.recorded_sizes.iter().map(|entry| entry.at_ms)) {
        let path = format!("recorded_sizes[{at}].at_ms");
        return Err(JobError::invalid(path, "Times must ascend."));
    }
    if job.evaluation_period_ms <= 0 {
        return Err(JobError::invalid("evaluation_period_ms", "Give a period above 0."));
    }
    if job.boot_delay_ms < 0 {
        return Err(JobError::invalid("boot_delay_ms", "A boot delay cannot be negative."));
    }
    if job.price_per_hour.is_some_and(|price| !price.is_finite() || price < 0.0) {
        return Err(JobError::invalid("price_per_hour", "Give a price of 0 or more."));
    }
    let ends = job.histories.iter().filter_map(|history| history.times_ms.last());
    let starts = job.histories.iter().filter_map(|history| history.times_ms.first());
    if let (Some(from), Some(to)) = (starts.min(), ends.max())
        && to.saturating_sub(*from) / job.evaluation_period_ms > MOST_TICKS
    {
        let message = "The histories span more than ten million evaluations. Cut them.";
        return Err(JobError::invalid("histories", message));
    }
    Ok(())
}

fn track(job: &Job, index: usize) -> Result<Track<'_>, JobError> {
    let history = &job.histories[index];
    let (times_ms, values) = (&history.times_ms[..], &history.values[..]);
    let refuse = |part: &str, message: String| {
        Err(JobError::invalid(format!("histories[{index}].{part}"), message))
    };
    if times_ms.len() != values.len() {
        let (times, values) = (times_ms.len(), values.len());
        return refuse("values", format!("There are {times} times but {values} values."));
    }
    if times_ms.len() < 2 {
        return refuse("times_ms", "A history needs at least two samples.".to_owned());
    }
    if let Some(at) = first_descent(times_ms.iter().copied()) {
        return refuse(&format!("times_ms[{at}]"), "Times must ascend.".to_owned());
    }
    if let Some(at) = times_ms.iter().position(|at_ms| at_ms.abs_diff(0) > LATEST_MS) {
        return refuse(&format!("times_ms[{at}]"), "The time is out of range.".to_owned());
    }
    if let Some(at) = values.iter().position(|value| !value.is_finite() || *value < 0.0) {
        return refuse(&format!("values[{at}]"), "Values must be numbers of 0 or more.".to_owned());
    }
    if job.histories[..index].iter().any(|other| other.metric == history.metric) {
        let message = format!("There are two histories of {}.", history.metric.label());
        return refuse("metric", message);
    }
    let spread = history.load == LoadModel::PerInstance;
    Ok(Track {
        metric: history.metric,
        load: history.load,
        times_ms,
        values,
        step_ms: median_step_ms(times_ms),
        demand: if spread { demand(job, times_ms, values) } else { values.to_vec() },
        full: if spread { full(history.metric) } else { None },
    })
}

/// Value times the size that served until the sample's stamp.
fn demand(job: &Job, times_ms: &[i64], values: &[f64]) -> Vec<f64> {
    let sizes = &job.recorded_sizes;
    let mut next = 0;
    let value_times_size = |(&at_ms, &value): (&i64, &f64)| {
        while sizes.get(next).is_some_and(|entry| entry.at_ms < at_ms) {
            next += 1;
        }
        value * f64::from(sizes[next.saturating_sub(1)].size)
    };
    times_ms.iter().zip(values).map(value_times_size).collect()
}

fn first_descent(times_ms: impl Iterator<Item = i64>) -> Option<usize> {
    let mut before_ms = None;
    for (index, at_ms) in times_ms.enumerate() {
        if before_ms.is_some_and(|before_ms| at_ms <= before_ms) {
            return Some(index);
        }
        before_ms = Some(at_ms);
    }
    None
}

fn median_step_ms(times_ms: &[i64]) -> i64 {
    let mut steps: Vec<i64> = times_ms.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let middle = steps.len() / 2;
    *steps.select_nth_unstable(middle).1
}
