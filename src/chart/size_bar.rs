//! A size against its bounds, as a small bar.

use super::path::Path;

/// Up to so many Instances each is a box of its own.
const MOST_BOXES: u32 = 24;

/// How far apart the lines of the hatch are, in pixels.
const HATCH: f64 = 3.0;

/// A bar from 0 to the largest of its numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SizeBar {
    /// The Instances that there are.
    pub have: String,
    /// The outline of those that are wanted beside them, or will go.
    pub wanted: String,
    /// The hatch of those.
    pub hatch: String,
    /// What parts one Instance from the next; empty where there are too many.
    pub parts: String,
    /// Where the minimum stands, below the bar.
    pub minimum: String,
}

/// The bar of a size, and of the wanted one, against its bounds, in a box of `width` × `height`.
/// The mark of the minimum stands in the lowest quarter.
#[must_use]
pub fn size_bar(
    (size, wanted): (u32, u32),
    (least, most): (u32, u32),
    (width, height): (f64, f64),
) -> SizeBar {
    let all = most.max(size).max(wanted).max(1);
    let x = |count: u32| width * f64::from(count) / f64::from(all);
    let bottom = height * 0.75;
    let rect = |from: u32, to: u32| {
        let mut path = Path::default();
        if from < to {
            path.rect(x(from), 0.0, x(to) - x(from), bottom);
        }
        path.d
    };
    let (low, high) = (size.min(wanted), size.max(wanted));
    let mut parts = Path::default();
    let boxes = if all <= MOST_BOXES { all } else { 1 };
    for count in 1..boxes {
        parts.move_to(x(count), 0.0);
        parts.down_to(bottom);
    }
    let mut minimum = Path::default();
    minimum.move_to(x(least), bottom + 1.0);
    minimum.down_to(height);
    SizeBar {
        have: rect(0, low),
        wanted: rect(low, high),
        hatch: hatch((x(low), x(high)), bottom),
        parts: parts.d,
        minimum: minimum.d,
    }
}

/// Slanted lines between two x, as high as the bar.
fn hatch((from, to): (f64, f64), bottom: f64) -> String {
    let mut path = Path::default();
    let mut x = from + HATCH;
    while x < to {
        path.move_to((x - HATCH).max(from), bottom);
        path.line_to(x, 0.0);
        x += HATCH;
    }
    path.d
}
