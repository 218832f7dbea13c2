//! Small lines for list rows.

use super::decimate::line_points;
use super::path::line;
use super::scale::{Linear, TimeScale};
use super::steps::{stairs, step_area};
use super::timeline::Step;

/// Room for half of the stroke at every edge.
const PAD: f64 = 1.0;

/// The path of a line over all of `times`, in a box of `width` × `height`.
///
/// The axis goes from 0, or below it if the data does, to the largest value, and at least to
/// `top`: with 100 for percentages, rows compare with each other. 0 fits each to itself.
pub fn spark(times: &[i64], values: &[f64], width: f64, height: f64, top: f64) -> String {
    let count = times.len().min(values.len());
    let (Some(&from_ms), Some(&to_ms)) = (times.first(), times[..count].last()) else {
        return String::new();
    };
    let view = Sparkline { from_ms, to_ms, width };
    spark_between(times, values, &view, (0.0, height), top)
}

/// A stretch of time, and how wide it is drawn, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sparkline {
    /// Where it begins, in milliseconds since the Unix epoch.
    pub from_ms: i64,
    /// Where it ends.
    pub to_ms: i64,
    /// How wide it is.
    pub width: f64,
}

impl Sparkline {
    fn time(&self) -> TimeScale {
        let right = (self.width - PAD).max(PAD + 1.0);
        TimeScale { from_ms: self.from_ms, to_ms: self.to_ms, left: PAD, right }
    }
}

/// As [`spark`], over a stretch of time that the samples need not fill, between two pixel rows.
pub fn spark_between(
    times: &[i64],
    values: &[f64],
    view: &Sparkline,
    (above, below): (f64, f64),
    top: f64,
) -> String {
    let points = line_points(times, values, &view.time());
    let values = points.iter().map(|point| point.value);
    let (from, to) =
        values.fold((0.0_f64, top), |(low, high), value| (low.min(value), high.max(value)));
    let y = Linear { from, to, start_px: (below - PAD).max(above + PAD), end_px: above + PAD };
    line(&points, &y)
}

/// The ground under a size over time, from 0 to `top`, between two pixel rows. The last size holds
/// to the end.
pub fn spark_area(
    steps: &[Step],
    view: &Sparkline,
    (above, below): (f64, f64),
    top: f64,
) -> String {
    let y = Linear { from: 0.0, to: top, start_px: below, end_px: above };
    step_area(&stairs(steps, view.to_ms, &view.time()), &y)
}
