//! What a job's settings may be.

use super::{Job, JobError, Shape, ShapeKind};

/// How far from the Unix epoch a time may lie: as far as a page's own dates reach, some 270,000
/// years, so that spans can be reckoned without a care.
const LATEST_MS: u64 = 8_640_000_000_000_000;

/// The most that traffic may be multiplied by.
const MOST_TIMES: f64 = 1_000.0;

/// The most evaluations of a replay.
const MOST_TICKS: i64 = 10_000_000;

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

/// Refuses the first setting that is out of range.
pub fn settings(job: &Job) -> Result<(), JobError> {
    let ensure = |met: bool, path: &str, message: &str| match met {
        true => Ok(()),
        false => Err(JobError::invalid(path, message)),
    };
    ensure(
        !job.recorded_sizes.is_empty(),
        "recorded_sizes",
        "Give the size at the start at least.",
    )?;
    if let Some(at) = first_descent(job.recorded_sizes.iter().map(|entry| entry.at_ms)) {
        ensure(false, &format!("recorded_sizes[{at}].at_ms"), "Times must ascend.")?;
    }
    let period = job.evaluation_period_ms > 0;
    ensure(period, "evaluation_period_ms", "Give a period above 0.")?;
    ensure(job.boot_delay_ms >= 0, "boot_delay_ms", "A boot delay cannot be negative.")?;
    let price = job.price_per_hour.is_none_or(|price| price.is_finite() && price >= 0.0);
    ensure(price, "price_per_hour", "Give a price of 0 or more.")?;
    let dated = job.price_source.as_ref().is_none_or(|source| in_range(source.at_ms));
    ensure(dated, "price_source.at_ms", "The time is out of range.")?;
    let times = (0.0..=MOST_TIMES).contains(&job.growth);
    ensure(times, "growth", "Give a factor from 0 to 1000; 1 is the recording itself.")?;
    let multiple = (1.0..=MOST_TIMES).contains(&job.saturation_multiple);
    ensure(multiple, "saturation_multiple", "Give a multiple from 1, exactly full, to 1000.")?;
    let share = (0.0..=1.0).contains(&job.failed_launches.share);
    ensure(share, "failed_launches.share", "Give a share from 0 to 1.")?;
    job.shapes.iter().enumerate().try_for_each(|(index, entry)| shape(index, entry))?;
    ticks(job)
}

fn shape(index: usize, shape: &Shape) -> Result<(), JobError> {
    let refuse = |part: &str, message: &str| {
        Err(JobError::invalid(format!("shapes[{index}].{part}"), message))
    };
    for (part, at_ms) in [("from_ms", shape.from_ms), ("to_ms", shape.to_ms)] {
        if !in_range(at_ms) {
            return refuse(part, "The time is out of range.");
        }
    }
    if shape.to_ms <= shape.from_ms {
        return refuse("to_ms", "The end must be after the start.");
    }
    let multiplies = matches!(shape.kind, ShapeKind::Spike | ShapeKind::Ramp);
    if multiplies && !(0.0..=MOST_TIMES).contains(&shape.factor) {
        return refuse("factor", "Give a factor from 0 to 1000; 1 changes nothing.");
    }
    Ok(())
}

fn ticks(job: &Job) -> Result<(), JobError> {
    let ends = job.histories.iter().filter_map(|history| history.times_ms.last());
    let starts = job.histories.iter().filter_map(|history| history.times_ms.first());
    match (starts.min(), ends.max()) {
        (Some(from), Some(to))
            if to.saturating_sub(*from) / job.evaluation_period_ms > MOST_TICKS =>
        {
            let message = "The histories span more than ten million evaluations. Cut them.";
            Err(JobError::invalid("histories", message))
        }
        _ => Ok(()),
    }
}
