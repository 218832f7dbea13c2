//! What shows at a glance whether a series is what it is taken for.

use serde::{Deserialize, Serialize};

use crate::base::nth_float;
use crate::history::clean::{Sample, Series};

/// The most values of a sketch.
const SKETCH: usize = 60;

/// What shows at a glance whether a series is what it is taken for. In the unit of the series.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    /// The lowest value.
    pub lowest: f64,
    /// The (lower) median of the values.
    pub median: f64,
    /// The highest value.
    pub highest: f64,
    /// The mean value of each of at most 60 equal stretches of time; `None` where one is empty.
    pub sketch: Vec<Option<f64>>,
}

impl Profile {
    /// The profile of a series.
    #[must_use]
    pub fn of(series: &Series) -> Self {
        let samples = series.samples();
        let (lowest, highest) = series.range();
        let values = samples.iter().map(|sample| sample.value);
        let median = nth_float(values, samples.len().saturating_sub(1) / 2).unwrap_or_default();
        debug_assert!(lowest <= median && median <= highest, "the median lies within the range");
        Self { lowest, median, highest, sketch: sketch(series) }
    }
}

fn sketch(series: &Series) -> Vec<Option<f64>> {
    let samples = series.samples();
    let span = series.span();
    let length_ms = span.until_ms.saturating_sub(span.from_ms).max(1);
    let steps = usize::try_from(length_ms / series.step_ms().max(1)).unwrap_or(SKETCH);
    let count = steps.clamp(1, SKETCH);
    let mut rest = samples;
    let end = |stretch: usize| {
        let parts = i128::from(length_ms) * (stretch as i128 + 1) / count as i128;
        span.from_ms.saturating_add(i64::try_from(parts).unwrap_or(i64::MAX))
    };
    let stretch = |number: usize| {
        let until_ms = end(number);
        let (own, later) = rest.split_at(rest.partition_point(|sample| sample.at_ms <= until_ms));
        rest = later;
        mean(own)
    };
    (0..count).map(stretch).collect()
}

/// The mean, as a sum of parts so that large values do not overflow.
fn mean(samples: &[Sample]) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "no file has so many samples")]
    let count = samples.len() as f64;
    (!samples.is_empty()).then(|| samples.iter().map(|sample| sample.value / count).sum())
}
