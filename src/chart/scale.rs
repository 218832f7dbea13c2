//! Straight lines from data to pixels and back.

/// Values to pixels. `end_px` may be less than `start_px`: SVG counts downwards.
///
/// ```
/// use headroom::chart::scale::Linear;
///
/// // From 0 to 100 %, upwards: y falls from 200 to 20 px.
/// let y = Linear { from: 0.0, to: 100.0, start_px: 200.0, end_px: 20.0 };
/// assert_eq!(y.px(50.0), 110.0);
/// assert_eq!(y.value(110.0), 50.0);
/// assert_eq!(y.clamped(250.0), 20.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Linear {
    /// The value drawn at `start_px`.
    pub from: f64,
    /// The value drawn at `end_px`.
    pub to: f64,
    /// Pixels of `from`.
    pub start_px: f64,
    /// Pixels of `to`.
    pub end_px: f64,
}

impl Linear {
    /// Where `value` is drawn; not clamped. Without a domain, everything is in the middle.
    pub fn px(&self, value: f64) -> f64 {
        let share = (value - self.from) / (self.to - self.from);
        let share = if share.is_finite() { share } else { 0.5 };
        self.start_px + share * (self.end_px - self.start_px)
    }

    /// Where `value` is drawn, kept between the two ends.
    pub fn clamped(&self, value: f64) -> f64 {
        let low = self.start_px.min(self.end_px);
        let high = self.start_px.max(self.end_px);
        self.px(value).max(low).min(high)
    }

    /// The value drawn at `px`; `from` if the range has no pixels.
    pub fn value(&self, px: f64) -> f64 {
        let share = (px - self.start_px) / (self.end_px - self.start_px);
        let share = if share.is_finite() { share } else { 0.0 };
        self.from + share * (self.to - self.from)
    }
}

/// Times to pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeScale {
    /// The time at the left edge of the plot.
    pub from_ms: i64,
    /// The time at the right edge of the plot.
    pub to_ms: i64,
    /// The left edge of the plot.
    pub left: f64,
    /// The right edge of the plot.
    pub right: f64,
}

impl TimeScale {
    /// How long the plot is, in milliseconds, never negative.
    pub fn span_ms(&self) -> i64 {
        self.to_ms.saturating_sub(self.from_ms).max(0)
    }

    /// How wide the plot is.
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// Where `at_ms` is drawn; not clamped. Without a span, everything is at the left edge.
    pub fn px(&self, at_ms: i64) -> f64 {
        let span = self.span_ms();
        if span == 0 {
            return self.left;
        }
        self.left + at_ms.saturating_sub(self.from_ms) as f64 / span as f64 * self.width()
    }

    /// Where `at_ms` is drawn, kept inside the plot.
    pub fn clamped(&self, at_ms: i64) -> f64 {
        self.px(at_ms).max(self.left).min(self.right)
    }

    /// The time drawn at `px`, kept inside the view: what a pointer means.
    pub fn ms(&self, px: f64) -> i64 {
        let share = (px - self.left) / self.width();
        let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
        self.from_ms.saturating_add(whole(share * self.span_ms() as f64 + 0.5))
    }
}

/// The whole part of a number: truncated, saturating, and 0 for no number.
#[expect(clippy::cast_possible_truncation, reason = "`as` truncates and saturates, as wanted")]
pub fn whole(number: f64) -> i64 {
    number as i64
}
