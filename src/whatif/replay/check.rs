//! What a job may be.

use super::{History, Job, JobError, Shape, ShapeKind};

/// How far from the Unix epoch a time may lie: as far as a page's own dates reach, some 270,000
/// years, so that spans can be reckoned without a care.
const LATEST_MS: u64 = 8_640_000_000_000_000;

/// The most that traffic may be multiplied by.
const MOST_TIMES: f64 = 1_000.0;

/// The most evaluations of a replay.
const MOST_TICKS: i64 = 10_000_000;

/// The most parts of a history's samples that targets see; at the usual periods, as many as there
/// are evaluations of a minute in [`MOST_TICKS`] of five.
const MOST_PARTS: i64 = 5 * MOST_TICKS;

/// Many times shorter than the shortest that was ever thought of, so that no slip makes a replay
/// of years.
const SHORTEST_TARGET_PERIOD_MS: i64 = 1_000;

/// Whether a time is near enough to be reckoned with.
pub const fn in_range(at_ms: i64) -> bool {
    at_ms.abs_diff(0) <= LATEST_MS
}

/// The first time that is not after the one before it, by index.
pub fn first_descent(times_ms: impl Iterator<Item = i64>) -> Option<usize> {
    let mut before_ms = None;
    for (index, at_ms) in times_ms.enumerate() {
        if before_ms.is_some_and(|before_ms| at_ms <= before_ms) {
            return Some(index);
        }
        before_ms = Some(at_ms);
    }
    None
}

/// Refuses the first part that is out of range.
pub fn job(job: &Job) -> Result<(), JobError> {
    settings(job)?;
    if job.histories.is_empty() {
        return Err(JobError::invalid("histories", t!("Give at least one history.")));
    }
    (0..job.histories.len()).try_for_each(|index| history(&job.histories, index))?;
    // Only times that are in range can be reckoned with.
    ticks(job)
}

fn settings(job: &Job) -> Result<(), JobError> {
    let ensure = |met: bool, path: &str, message: &str| match met {
        true => Ok(()),
        false => Err(JobError::invalid(path, message)),
    };
    ensure(
        !job.recorded_sizes.is_empty(),
        "recorded_sizes",
        t!("Give the size at the start at least."),
    )?;
    if let Some(at) = first_descent(job.recorded_sizes.iter().map(|entry| entry.at_ms)) {
        ensure(false, &format!("recorded_sizes[{at}].at_ms"), t!("Times must ascend."))?;
    }
    let period = job.evaluation_period_ms > 0;
    ensure(period, "evaluation_period_ms", t!("Give a period above 0."))?;
    let period = job.target_period_ms >= SHORTEST_TARGET_PERIOD_MS;
    ensure(period, "target_period_ms", t!("Give a period of at least a second."))?;
    let averaging = job.assumptions.target.averaging_ms >= SHORTEST_TARGET_PERIOD_MS;
    let path = "assumptions.target.averaging_ms";
    ensure(averaging, path, t!("Give a time of at least a second."))?;
    ensure(job.boot_delay_ms >= 0, "boot_delay_ms", t!("A boot delay cannot be negative."))?;
    let price = job.price_per_hour.is_none_or(|price| price.is_finite() && price >= 0.0);
    ensure(price, "price_per_hour", t!("Give a price of 0 or more."))?;
    let dated = job.price_source.as_ref().is_none_or(|source| in_range(source.at_ms));
    ensure(dated, "price_source.at_ms", t!("The time is out of range."))?;
    let times = (0.0..=MOST_TIMES).contains(&job.growth);
    ensure(times, "growth", t!("Give a factor from 0 to 1000; 1 is the recording itself."))?;
    let multiple = (1.0..=MOST_TIMES).contains(&job.saturation_multiple);
    ensure(multiple, "saturation_multiple", t!("Give a multiple from 1, exactly full, to 1000."))?;
    let share = (0.0..=1.0).contains(&job.failed_launches.share);
    ensure(share, "failed_launches.share", t!("Give a share from 0 to 1."))?;
    job.model.check()?;
    job.shapes.iter().enumerate().try_for_each(|(index, entry)| shape(index, entry))
}

/// What is wrong with a history by itself or beside those before it.
fn history(histories: &[History], index: usize) -> Result<(), JobError> {
    let History { metric, times_ms, values, .. } = &histories[index];
    let refuse = |part: &str, message: &str| {
        Err(JobError::invalid(format!("histories[{index}].{part}"), message))
    };
    if times_ms.len() != values.len() {
        let (times, values) = (times_ms.len(), values.len());
        return refuse("values", &t!("There are {times} times but {values} values."));
    }
    if times_ms.len() < 2 {
        return refuse("times_ms", t!("A history needs at least two samples."));
    }
    if let Some(at) = times_ms.iter().position(|at_ms| !in_range(*at_ms)) {
        return refuse(&format!("times_ms[{at}]"), t!("The time is out of range."));
    }
    if let Some(at) = first_descent(times_ms.iter().copied()) {
        return refuse(&format!("times_ms[{at}]"), t!("Times must ascend."));
    }
    if let Some(at) = values.iter().position(|value| !value.is_finite() || *value < 0.0) {
        return refuse(&format!("values[{at}]"), t!("Values must be numbers of 0 or more."));
    }
    if histories[..index].iter().any(|other| other.metric == *metric) {
        let label = metric.label();
        return refuse("metric", &t!("There are two histories of {label}."));
    }
    Ok(())
}

fn shape(index: usize, shape: &Shape) -> Result<(), JobError> {
    let refuse = |part: &str, message: &str| {
        Err(JobError::invalid(format!("shapes[{index}].{part}"), message))
    };
    for (part, at_ms) in [("from_ms", shape.from_ms), ("to_ms", shape.to_ms)] {
        if !in_range(at_ms) {
            return refuse(part, t!("The time is out of range."));
        }
    }
    if shape.to_ms <= shape.from_ms {
        return refuse("to_ms", t!("The end must be after the start."));
    }
    let multiplies = matches!(shape.kind, ShapeKind::Spike | ShapeKind::Ramp);
    if multiplies && !(0.0..=MOST_TIMES).contains(&shape.factor) {
        return refuse("factor", t!("Give a factor from 0 to 1000; 1 changes nothing."));
    }
    Ok(())
}

/// Refuses what would take too many evaluations, at the time that alone is too far, if one is.
fn ticks(job: &Job) -> Result<(), JobError> {
    let too_far = |ms: i64| {
        ms / job.evaluation_period_ms > MOST_TICKS || ms / job.target_part_ms() > MOST_PARTS
    };
    for (index, history) in job.histories.iter().enumerate() {
        let far = history.times_ms.windows(2).position(|pair| too_far(pair[1] - pair[0]));
        if let Some(before) = far {
            let message = t!(
                "This time is more than ten million evaluations after the one before it. Correct \
                 it, or cut the history there."
            );
            let path = format!("histories[{index}].times_ms[{}]", before + 1);
            return Err(JobError::invalid(path, message));
        }
    }
    let ends = job.histories.iter().filter_map(|history| history.times_ms.last());
    let starts = job.histories.iter().filter_map(|history| history.times_ms.first());
    match starts.min().zip(ends.max()) {
        Some((from_ms, to_ms)) if too_far(to_ms - from_ms) => {
            let message = t!("The histories span more than ten million evaluations. Cut them.");
            Err(JobError::invalid("histories", message))
        }
        _ => Ok(()),
    }
}
