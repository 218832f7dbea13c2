//! The visible window over time; zoom and pan.

use super::layout::Margins;
use super::scale::{TimeScale, whole};

/// No view is shorter than this: half an hour, six samples.
pub const MIN_SPAN_MS: i64 = 30 * 60_000;

/// The visible window and the room to draw it in.
///
/// ```
/// use headroom::chart::view::{Limits, View};
///
/// const DAY_MS: i64 = 86_400_000;
/// let limits = Limits { from_ms: 0, to_ms: 14 * DAY_MS };
/// let view = View { from_ms: 0, to_ms: DAY_MS, width: 800.0 }.last(2 * DAY_MS, limits);
/// assert_eq!((view.from_ms, view.to_ms), (12 * DAY_MS, 14 * DAY_MS));
/// let zoomed = view.zoom(0.5, 13 * DAY_MS, limits);
/// assert_eq!(zoomed.span_ms(), DAY_MS);
/// // Panning stops where the data ends.
/// assert_eq!(zoomed.pan(5.0, limits).to_ms, limits.to_ms);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// The time at the left edge.
    pub from_ms: i64,
    /// The time at the right edge.
    pub to_ms: i64,
    /// The width of the whole chart in pixels, margins included.
    pub width: f64,
}

/// The span of the data: no view is moved out of it, unless it is shorter than [`MIN_SPAN_MS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The first time worth showing.
    pub from_ms: i64,
    /// The last time worth showing.
    pub to_ms: i64,
}

impl Limits {
    /// From the first to the last of ascending times; none without data.
    pub fn of(times: &[i64]) -> Option<Self> {
        Some(Self { from_ms: *times.first()?, to_ms: *times.last()? })
    }

    /// The span of the data and of what is shown of the time around it.
    #[must_use]
    pub fn including(self, view: &View) -> Self {
        Self { from_ms: self.from_ms.min(view.from_ms), to_ms: self.to_ms.max(view.to_ms) }
    }

    /// Data shorter than the shortest view is extended into the past.
    fn widened(self) -> Self {
        let latest_from = self.to_ms.saturating_sub(MIN_SPAN_MS);
        Self { from_ms: self.from_ms.min(latest_from), to_ms: self.to_ms }
    }
}

impl View {
    /// How long the view is.
    pub fn span_ms(&self) -> i64 {
        self.to_ms.saturating_sub(self.from_ms).max(0)
    }

    /// Everything.
    pub fn all(self, limits: Limits) -> Self {
        let Limits { from_ms, to_ms } = limits.widened();
        Self { from_ms, to_ms, ..self }
    }

    /// The last `duration_ms` of the data.
    pub fn last(self, duration_ms: i64, limits: Limits) -> Self {
        let from_ms = limits.to_ms.saturating_sub(duration_ms);
        self.placed(from_ms, duration_ms, limits)
    }

    /// The same moment under the pointer, `factor` times as much time around it: 0.5 shows half.
    pub fn zoom(self, factor: f64, around_ms: i64, limits: Limits) -> Self {
        if !(factor.is_finite() && factor > 0.0) {
            return self.clamped(limits);
        }
        let around_ms = around_ms.clamp(self.from_ms, self.to_ms.max(self.from_ms));
        let wanted = whole(self.span_ms() as f64 * factor + 0.5);
        // The share left of the pointer must be that of the span that is shown in the end.
        let shown = wanted.clamp(MIN_SPAN_MS, limit_span(limits));
        let share = around_ms.saturating_sub(self.from_ms) as f64 / self.span_ms().max(1) as f64;
        let left = whole(share * shown as f64 + 0.5);
        self.placed(around_ms.saturating_sub(left), shown, limits)
    }

    /// Moved by a share of its length, to the future if positive.
    pub fn pan(self, fraction: f64, limits: Limits) -> Self {
        let by = whole(self.span_ms() as f64 * fraction);
        self.placed(self.from_ms.saturating_add(by), self.span_ms(), limits)
    }

    /// Moved as little as it takes to show a moment, for a cursor that walks out of view.
    pub fn reveal(self, at_ms: i64, limits: Limits) -> Self {
        let span = self.span_ms();
        if at_ms < self.from_ms {
            return self.placed(at_ms, span, limits);
        }
        if at_ms > self.to_ms {
            return self.placed(at_ms.saturating_sub(span), span, limits);
        }
        self.clamped(limits)
    }

    /// Kept within the data and no shorter than [`MIN_SPAN_MS`], as after new data or a link.
    pub fn clamped(self, limits: Limits) -> Self {
        self.placed(self.from_ms, self.span_ms(), limits)
    }

    /// The plot between the margins; at least a pixel wide.
    pub fn time_scale(&self, margins: Margins) -> TimeScale {
        let width = if self.width.is_finite() { self.width } else { 0.0 };
        let right = (width - margins.right).max(margins.left + 1.0);
        TimeScale { from_ms: self.from_ms, to_ms: self.to_ms, left: margins.left, right }
    }

    fn placed(self, from_ms: i64, span_ms: i64, limits: Limits) -> Self {
        let span = span_ms.clamp(MIN_SPAN_MS, limit_span(limits));
        let limits = limits.widened();
        let latest_from = limits.to_ms.saturating_sub(span);
        let from_ms = from_ms.min(latest_from).max(limits.from_ms);
        Self { from_ms, to_ms: from_ms.saturating_add(span), ..self }
    }
}

fn limit_span(limits: Limits) -> i64 {
    let limits = limits.widened();
    limits.to_ms.saturating_sub(limits.from_ms).max(MIN_SPAN_MS)
}
