//! A small line for list rows.

use super::decimate::line_points;
use super::path::line;
use super::scale::{Linear, TimeScale};

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
    let right = (width - PAD).max(PAD + 1.0);
    let time = TimeScale { from_ms, to_ms, left: PAD, right };
    let points = line_points(times, values, &time);
    let values = points.iter().map(|point| point.value);
    let (from, to) =
        values.fold((0.0_f64, top), |(low, high), value| (low.min(value), high.max(value)));
    let y = Linear { from, to, start_px: (height - PAD).max(PAD), end_px: PAD };
    line(&points, &y)
}
