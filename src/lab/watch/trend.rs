//! The last day of a group as two small lines, and in words.

use super::Day;
use crate::chart::spark::{Sparkline, spark_area, spark_between};
use crate::chart::timeline::Step;
use crate::engine::quantity;

/// How wide the drawing is, in pixels.
const WIDTH: f64 = 168.0;
/// How high the metric's part is.
const METRIC_HEIGHT: f64 = 24.0;
/// How high the size's part is, which stands under the metric's.
const SIZE_HEIGHT: f64 = 10.0;

/// The last day of a group: the metric that its rules watch, over its size.
#[derive(Clone, Debug, PartialEq)]
pub struct Trend {
    /// The metric's line; empty where it has no samples.
    pub metric: String,
    /// Where the metric's limit is drawn, from the top: the first threshold over which Instances
    /// are added, or the target.
    pub limit_y: Option<f64>,
    /// The ground under the size; empty where the size is not known.
    pub size: String,
    /// Lowest, highest and last value of both, in words.
    pub words: String,
}

impl Trend {
    /// The width and the height of its drawing, in pixels.
    pub const BOX: (f64, f64) = (WIDTH, METRIC_HEIGHT + SIZE_HEIGHT);

    /// The trend of a day until it was read; none where there is nothing to draw. `most` is the
    /// highest size that it may have, up to which the size's axis goes.
    #[must_use]
    pub fn of(day: &Day, most: u32) -> Option<Self> {
        let to_ms = day.read_ms;
        let view = Sparkline { from_ms: to_ms - Day::SPAN_MS, to_ms, width: WIDTH };
        let (times, values) = broken(day);
        let limit = day.limit();
        let high = values.iter().copied().fold(limit.unwrap_or(0.0), f64::max);
        let metric = spark_between(&times, &values, &view, (0.0, METRIC_HEIGHT), high);
        let at = |at_ms, size| Step { at_ms, size: f64::from(size) };
        let steps: Vec<Step> = day.sizes.iter().map(|own| at(own.at_ms, own.size)).collect();
        let foot = (METRIC_HEIGHT + 1.0, METRIC_HEIGHT + SIZE_HEIGHT);
        let top = day.sizes.iter().map(|own| own.size).fold(most, u32::max);
        let size = spark_area(&steps, &view, foot, f64::from(top));
        let words = words(day)?;
        let limit_y = limit.filter(|_| high > 0.0).map(|limit| {
            let room = METRIC_HEIGHT - 2.0;
            1.0 + room * (1.0 - limit / high)
        });
        Some(Self { metric, limit_y, size, words })
    }
}

/// The samples with a value that is none wherever some are missing, so that the line has a gap.
fn broken(day: &Day) -> (Vec<i64>, Vec<f64>) {
    let (mut times, mut values) = (Vec::new(), Vec::new());
    let Some(samples) = &day.samples else { return (times, values) };
    for (&at_ms, &value) in samples.times_ms.iter().zip(&samples.values) {
        if let Some(last) = times.last().copied()
            && at_ms - last > 2 * Day::STEP_MS
        {
            times.push(last + Day::STEP_MS);
            values.push(f64::NAN);
        }
        times.push(at_ms);
        values.push(value);
    }
    (times, values)
}

/// Lowest, highest and last; none where nothing is known of the day.
fn words(day: &Day) -> Option<String> {
    let metric = day.metric().zip(day.samples.as_ref()).and_then(|(metric, samples)| {
        let last = samples.values.last()?;
        let low = samples.values.iter().copied().fold(f64::INFINITY, f64::min);
        let high = samples.values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let text = |value| quantity(metric, value);
        let label = metric.label();
        let (low, high, last) = (text(low), text(high), text(*last));
        Some(t!("{label}: lowest {low}, highest {high}, last {last}."))
    });
    let sizes = || day.sizes.iter().map(|own| own.size);
    let size = sizes().next_back().map(|last| {
        let (low, high) = (sizes().min().unwrap_or(last), sizes().max().unwrap_or(last));
        t!("Size: lowest {low}, highest {high}, last {last}.")
    });
    let said: Vec<String> = metric.into_iter().chain(size).collect();
    (!said.is_empty()).then(|| t!("Last 24\u{a0}h. {}", said.join(" ")))
}
