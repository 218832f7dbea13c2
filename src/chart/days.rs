//! How much less something costs day by day, as bars.

use super::path::Path;

/// Height of the whole drawing.
const HEIGHT: f64 = 92.0;
/// How far the longest bar is from the top, and the labels from the bottom.
const TOP: f64 = 10.0;
/// Where the labels of the days stand.
const LABELS: f64 = 82.0;
/// The lowest that a bar reaches.
const BOTTOM: f64 = 66.0;
/// How much of a day's width its bar takes.
const SHARE: f64 = 0.72;
/// The least width of a day whose label is shown; narrower ones show every so many.
const LABEL_PX: f64 = 45.0;

/// A bar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
    /// Its width.
    pub width: f64,
    /// Its height; 0 where nothing differs.
    pub height: f64,
    /// Whether it is what one hopes for: less than before.
    pub is_less: bool,
    /// The middle of its label, from the left; none where there is no room.
    pub label_x: Option<f64>,
}

/// The drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct DayChart {
    /// Width of the view box.
    pub width: f64,
    /// Height of the view box.
    pub height: f64,
    /// The line of no difference, as a path.
    pub zero: String,
    /// The baseline of the labels.
    pub labels_y: f64,
    /// A bar a day.
    pub bars: Vec<Bar>,
}

/// Lays out differences, what is saved upwards and what is lost downwards.
#[must_use]
pub fn day_chart(saved: &[f64], width: f64) -> DayChart {
    /// Beyond any cost, so that sums of absurd numbers stay numbers.
    const MOST: f64 = 1e12;
    let known = |value: &f64| if value.is_finite() { value.clamp(-MOST, MOST) } else { 0.0 };
    let most = saved.iter().map(known).fold(0.0, f64::max);
    let least = saved.iter().map(known).fold(0.0, f64::min);
    let range = most - least;
    let px = |amount: f64| if range > 0.0 { amount / range * (BOTTOM - TOP) } else { 0.0 };
    let zero_y = if range > 0.0 { TOP + px(most) } else { BOTTOM };
    #[expect(clippy::cast_precision_loss, reason = "days stay far under 2^53")]
    let step = width.max(1.0) / saved.len().max(1) as f64;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a float cast saturates"
    )]
    let every = (libm::ceil(LABEL_PX / step) as usize).max(1);
    let mut bars = Vec::with_capacity(saved.len());
    let mut left = 0.0;
    for (index, value) in saved.iter().map(known).enumerate() {
        let height = px(value.abs());
        let y = if value > 0.0 { zero_y - height } else { zero_y };
        // The first and the last stay within the drawing.
        let half = (LABEL_PX / 2.0).min(width.max(1.0) / 2.0);
        let middle = (left + step / 2.0).clamp(half, width.max(1.0) - half);
        let label_x = index.is_multiple_of(every).then_some(middle);
        let x = left + step * (1.0 - SHARE) / 2.0;
        let (width, is_less) = (step * SHARE, value >= 0.0);
        bars.push(Bar { x, y, width, height, is_less, label_x });
        left += step;
    }
    let mut zero = Path::with_capacity(2);
    zero.move_to(0.0, zero_y);
    zero.across_to(width.max(1.0));
    DayChart { width, height: HEIGHT, zero: zero.d, labels_y: LABELS, bars }
}
