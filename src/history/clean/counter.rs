//! Counters: what only grows, but for starting again at zero.

use super::named::NamedSeries;
use super::series::{Sample, Series, SeriesError};
use crate::history::report::Quantity;

impl NamedSeries {
    /// Whether it is a counter: it only grows, but for resets, and either its name says so or it
    /// grows in nearly every step and falls in none. A usage in % is none, however it grows.
    #[must_use]
    pub fn is_counter(&self) -> bool {
        if self.unit.as_ref().is_some_and(|unit| unit.quantity == Quantity::Percent) {
            return false;
        }
        let growth = Growth::of(&self.series);
        if growth.rises == 0 || growth.falls_to_more_than_half > 0 {
            return false;
        }
        let name = self.name.split('{').next().unwrap_or_default().trim_end();
        let is_named = name.ends_with("_total") || name.ends_with("_count");
        is_named
            || (growth.steps >= 8 && growth.falls == 0 && growth.rises * 10 >= growth.steps * 9)
    }
}

/// How the values of a series follow each other.
struct Growth {
    steps: usize,
    rises: usize,
    falls: usize,
    /// Falls that are none of a counter which starts again.
    falls_to_more_than_half: usize,
}

impl Growth {
    fn of(series: &Series) -> Self {
        let pairs = || series.samples().windows(2).map(|pair| (pair[0].value, pair[1].value));
        Self {
            steps: pairs().count(),
            rises: pairs().filter(|(one, next)| next > one).count(),
            falls: pairs().filter(|(one, next)| next < one).count(),
            falls_to_more_than_half: pairs()
                .filter(|(one, next)| next < one && *next > one / 2.0)
                .count(),
        }
    }
}

/// The rate of a counter per second: its growth since the sample before, over the time between.
///
/// Where it falls it has started again at zero, so that its value is its growth. The first sample
/// has none before it, and what follows a gap is the mean over all of it.
///
/// # Errors
/// When fewer than three samples leave fewer than two rates.
///
/// ```
/// use headroom::history::{Sample, Series, rate};
///
/// let at = |at_ms, value| Sample { at_ms, value };
/// // Bytes received, counted; the Instance starts anew after the third.
/// let counter = vec![at(0, 0.0), at(60_000, 600.0), at(120_000, 1_800.0), at(180_000, 300.0)];
/// let rates = rate(&Series::new(counter)?)?;
/// let values: Vec<f64> = rates.samples().iter().map(|sample| sample.value).collect();
/// assert_eq!(values, [10.0, 20.0, 5.0], "bytes per second");
/// # Ok::<(), headroom::history::SeriesError>(())
/// ```
pub fn rate(counter: &Series) -> Result<Series, SeriesError> {
    let pairs = counter.samples().windows(2);
    let rates = pairs.map(|pair| {
        let (before, now) = (pair[0], pair[1]);
        let growth = if now.value < before.value { now.value } else { now.value - before.value };
        #[expect(clippy::cast_precision_loss, reason = "a distance has far fewer than 53 bits")]
        let seconds = (now.at_ms - before.at_ms) as f64 / 1_000.0;
        Sample { at_ms: now.at_ms, value: growth / seconds }
    });
    Series::new(rates.collect())
}
