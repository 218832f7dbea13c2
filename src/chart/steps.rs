//! A size over time as a step curve, thinned to one stair a pixel column.

use super::path::Path;
use super::scale::{Linear, TimeScale, whole};
use super::timeline::Step;

/// All changes of the size within one pixel column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stair {
    /// Where the first of them happens.
    pub x: f64,
    /// The smallest size reached.
    pub low: f64,
    /// The largest size reached.
    pub high: f64,
    /// The size that holds from here on; no value for a gap.
    pub size: f64,
}

/// A step curve over the view.
#[derive(Clone, Debug, PartialEq)]
pub struct Staircase {
    /// Ascending, one a pixel column.
    pub stairs: Vec<Stair>,
    /// Where the last size ends.
    pub end_x: f64,
}

/// The visible stairs of ascending steps. The last size holds until `until_ms`.
pub fn stairs(steps: &[Step], until_ms: i64, time: &TimeScale) -> Staircase {
    let until_ms = until_ms.min(time.to_ms);
    let end_x = time.clamped(until_ms);
    let first = steps.partition_point(|step| step.at_ms <= time.from_ms).saturating_sub(1);
    let end = steps.partition_point(|step| step.at_ms < until_ms);
    let mut stairs: Vec<Stair> = Vec::new();
    for step in steps.iter().take(end).skip(first) {
        let (x, size) = (time.clamped(step.at_ms), step.size);
        if let Some(stair) = stairs.last_mut()
            && whole(stair.x) == whole(x)
        {
            // `min` and `max` pass over what is no number.
            stair.low = stair.low.min(size);
            stair.high = stair.high.max(size);
            stair.size = size;
            continue;
        }
        stairs.push(Stair { x, low: size, high: size, size });
    }
    // A view wholly after the end of the data.
    if until_ms < time.from_ms {
        stairs.clear();
    }
    Staircase { stairs, end_x }
}

/// The curve itself: across to each change, then up or down to the new size, by way of the
/// extremes where several changes share a column.
pub fn step_line(staircase: &Staircase, y: &Linear) -> String {
    let mut path = Path::with_capacity(staircase.stairs.len() * 2);
    let mut before: Option<f64> = None;
    for stair in &staircase.stairs {
        if before.is_some() {
            path.across_to(stair.x);
        }
        if !stair.size.is_finite() {
            before = None;
            continue;
        }
        let Some(size) = before else {
            path.move_to(stair.x, y.px(stair.size));
            before = Some(stair.size);
            continue;
        };
        if stair.low < size.min(stair.size) {
            path.down_to(y.px(stair.low));
        }
        if stair.high > size.max(stair.size) {
            path.down_to(y.px(stair.high));
        }
        if stair.size != size || stair.low != stair.high {
            path.down_to(y.px(stair.size));
        }
        before = Some(stair.size);
    }
    if before.is_some() {
        path.across_to(staircase.end_x);
    }
    path.d
}

/// The ground under the curve, closed along the line of size 0.
pub fn step_area(staircase: &Staircase, y: &Linear) -> String {
    let ground = y.px(0.0);
    let mut path = Path::with_capacity(staircase.stairs.len() * 2);
    let mut open = false;
    for stair in &staircase.stairs {
        if open {
            path.across_to(stair.x);
        }
        match (open, stair.size.is_finite()) {
            (false, true) => path.move_to(stair.x, ground),
            (true, false) => fall(&mut path, ground),
            (true, true) | (false, false) => {}
        }
        open = stair.size.is_finite();
        if open {
            path.down_to(y.px(stair.size));
        }
    }
    if open {
        path.across_to(staircase.end_x);
        fall(&mut path, ground);
    }
    path.d
}

fn fall(path: &mut Path, ground: f64) {
    path.down_to(ground);
    path.close();
}
