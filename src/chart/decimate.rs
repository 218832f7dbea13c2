//! Many samples to few points, without losing a peak.
//!
//! The contract, per line:
//! - at most two points a pixel column, its minimum and its maximum, in the order of the data;
//!   the first and the last sample of the line are kept besides;
//! - two neighbouring points are joined exactly if no gap lies between their samples;
//! - a line with no more samples than pixel columns is kept as it is.

use std::ops::Range;

use super::scale::{TimeScale, whole};

/// A point that is drawn, still in the unit of the data.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Where it is drawn.
    pub x: f64,
    /// The value of the sample.
    pub value: f64,
    /// Whether a line joins it to the point before.
    pub joined: bool,
}

/// The indexes of the samples in the view of `scale`, and one more at either side.
pub fn visible(times: &[i64], scale: &TimeScale) -> Range<usize> {
    let first = times.partition_point(|at| *at < scale.from_ms);
    let end = times.partition_point(|at| *at <= scale.to_ms);
    let start = first.saturating_sub(1);
    start..(end + 1).min(times.len()).max(start)
}

/// The points of one line over the view of `scale`.
///
/// `times` ascend. The segments that cross the edge of the plot end exactly on it, by
/// interpolation, so nothing is drawn outside and no slope changes.
pub fn line_points(times: &[i64], values: &[f64], scale: &TimeScale) -> Vec<Point> {
    let samples = clipped(times, values, scale);
    let dense = samples.len() as f64 > scale.width();
    decimate(samples.map(|(at_ms, value)| (scale.clamped(at_ms), value)), dense)
}

/// The samples of one line over the view of `scale`, those beyond its edges moved onto them.
pub fn clipped(
    times: &[i64],
    values: &[f64],
    scale: &TimeScale,
) -> impl ExactSizeIterator<Item = (i64, f64)> {
    let count = times.len().min(values.len());
    let (times, values) = (&times[..count], &values[..count]);
    let (from_ms, to_ms) = (scale.from_ms, scale.to_ms);
    visible(times, scale).map(move |index| match times[index] {
        at_ms if at_ms < from_ms => (from_ms, between(times, values, index, from_ms)),
        at_ms if at_ms > to_ms => {
            let before = index.checked_sub(1);
            let value = before.map(|index| between(times, values, index, to_ms));
            (to_ms, value.unwrap_or(f64::NAN))
        }
        at_ms => (at_ms, values[index]),
    })
}

/// Keeps the points that matter of `(x, value)` pairs with ascending x. Without `dense`, every
/// sample with a value is kept.
///
/// ```
/// use headroom::chart::decimate::decimate;
///
/// // A thousand samples in ten pixel columns, and one peak among them.
/// let samples = (0..1_000_u32).map(|at| {
///     let value = if at == 517 { 90.0 } else { 40.0 };
///     (f64::from(at) / 100.0, value)
/// });
/// let points = decimate(samples, true);
/// assert!(points.len() <= 2 * 10 + 2);
/// assert!(points.iter().any(|point| point.value == 90.0), "no peak is lost");
/// ```
pub fn decimate(samples: impl ExactSizeIterator<Item = (f64, f64)>, dense: bool) -> Vec<Point> {
    let mut kept = Decimator::default();
    if !dense {
        kept.points.reserve(samples.len());
    }
    let mut run = 0;
    let mut column: Option<Column> = None;
    let mut latest = None;
    for (order, (x, value)) in samples.enumerate() {
        if !value.is_finite() {
            run += 1;
            continue;
        }
        let sample = Sample { x, value, order, run };
        latest = Some(sample);
        if !dense || kept.last.is_none() {
            kept.push(sample);
        }
        match &mut column {
            Some(column) if column.number == whole(x) => column.add(sample),
            _ => {
                kept.flush(column);
                column = Some(Column { number: whole(x), low: sample, high: sample });
            }
        }
    }
    kept.flush(column);
    if let Some(sample) = latest {
        kept.push(sample);
    }
    kept.points
}

/// The value on the segment from `index` to the next sample, at a time between the two; no value
/// if there is no such segment.
fn between(times: &[i64], values: &[f64], index: usize, at_ms: i64) -> f64 {
    let (Some(&end), Some(&to)) = (times.get(index + 1), values.get(index + 1)) else {
        return f64::NAN;
    };
    let (start, from) = (times[index], values[index]);
    let span = end.saturating_sub(start) as f64;
    if span <= 0.0 {
        return f64::NAN;
    }
    let share = at_ms.saturating_sub(start) as f64 / span;
    // Weighted, not from + share × (to − from): the difference of huge values overflows.
    from * (1.0 - share) + to * share
}

/// A sample with its place in the data; `run` counts the gaps before it.
#[derive(Clone, Copy)]
struct Sample {
    x: f64,
    value: f64,
    order: usize,
    run: usize,
}

/// The extremes of one pixel column.
#[derive(Clone, Copy)]
struct Column {
    number: i64,
    low: Sample,
    high: Sample,
}

impl Column {
    fn add(&mut self, sample: Sample) {
        if sample.value < self.low.value {
            self.low = sample;
        }
        if sample.value > self.high.value {
            self.high = sample;
        }
    }
}

#[derive(Default)]
struct Decimator {
    points: Vec<Point>,
    last: Option<Sample>,
}

impl Decimator {
    fn flush(&mut self, column: Option<Column>) {
        let Some(Column { low, high, .. }) = column else { return };
        let (first, second) = if low.order <= high.order { (low, high) } else { (high, low) };
        self.push(first);
        self.push(second);
    }

    /// Samples come in the order of the data; one that is kept already is not kept again.
    fn push(&mut self, sample: Sample) {
        if self.last.is_some_and(|last| last.order >= sample.order) {
            return;
        }
        let joined = self.last.is_some_and(|last| last.run == sample.run);
        self.points.push(Point { x: sample.x, value: sample.value, joined });
        self.last = Some(sample);
    }
}
