//! What a series' values are as those of a metric: by what they are multiplied, and what must be
//! asked before.

use serde::{Deserialize, Serialize};

use super::suggest::{HIGHEST_RATIO, factor};
use crate::history::clean::{NamedSeries, rate};
use crate::history::report::{Guess, Quantity, Question, Unit};

/// Above 100 % by so little, a usage was rounded or measured unevenly.
const HIGHEST_PERCENT: f64 = HIGHEST_RATIO * 100.0;

/// What values are as those of a metric.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Conversion {
    /// The values times this are in the metric's own unit.
    pub factor: f64,
    /// What only their user can answer about it: [`Question::Ratio`] or [`Question::OverFull`].
    pub question: Option<Question>,
}

impl NamedSeries {
    /// What its values are as those of a metric, or the rates of them where they are a counter's;
    /// `None` where its unit is of something else. `index` is its place in the import.
    #[must_use]
    pub fn conversion(&self, index: usize, metric: Guess, as_rate: bool) -> Option<Conversion> {
        if as_rate { self.of_rate(index, metric) } else { self.of_values(index, metric) }
    }

    fn of_values(&self, index: usize, metric: Guess) -> Option<Conversion> {
        let (factor, ..) = factor(metric, self.unit.as_ref(), &self.series)?;
        let is_usage = metric.quantity() == Quantity::Percent && !self.is_counter();
        let question = is_usage.then(|| self.about_usage(index, factor)).flatten();
        Some(Conversion { factor, question })
    }

    fn about_usage(&self, index: usize, factor: f64) -> Option<Question> {
        let (_, highest) = self.series.range();
        if self.unit.is_none() && factor != 1.0 {
            return Some(Question::Ratio { series: index, highest });
        }
        let in_cores = self.unit.as_ref().is_some_and(|unit| unit.quantity == Quantity::Cores);
        let is_asked = in_cores || highest * factor > HIGHEST_PERCENT;
        is_asked.then(|| over_full(index, highest * factor, in_cores))
    }

    fn of_rate(&self, index: usize, metric: Guess) -> Option<Conversion> {
        let unit = self.unit.as_ref();
        if metric == Guess::Cpu {
            // Seconds of CPU in a second are cores.
            let in_cores = unit.filter(|unit| unit.quantity == Quantity::Cores);
            let factor = 100.0 * in_cores.map_or(1.0, |unit| unit.factor);
            let (_, highest) = rate(&self.series).ok()?.range();
            let question = Some(over_full(index, highest * factor, true));
            return Some(Conversion { factor, question });
        }
        let factor = rate_factor(metric.quantity(), unit)?;
        Some(Conversion { factor, question: None })
    }
}

/// By what so much a second of a unit must be multiplied.
fn rate_factor(base: Quantity, unit: Option<&Unit>) -> Option<f64> {
    let Some(unit) = unit else { return (base != Quantity::Percent).then_some(1.0) };
    let counted = match base {
        Quantity::ByteRate => matches!(unit.quantity, Quantity::Bytes | Quantity::ByteRate),
        Quantity::Rate => {
            matches!(unit.quantity, Quantity::Number | Quantity::Rate | Quantity::Unknown)
        }
        _ => false,
    };
    counted.then_some(unit.factor)
}

fn over_full(series: usize, highest: f64, in_cores: bool) -> Question {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast saturates")]
    let cores = (highest / HIGHEST_PERCENT).ceil().max(1.0) as u32;
    Question::OverFull { series, highest, cores, in_cores }
}
