//! A clean series with what is known of it.

use serde::{Deserialize, Serialize};

use super::series::Series;
use crate::base::plain;
use crate::history::report::words::{length, thousands};
use crate::history::report::{Finding, Unit};

/// What tells a series from others of the same name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// The label's name, such as `host`.
    pub key: String,
    /// Its value, such as `web-a`.
    pub value: String,
}

/// One series of a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NamedSeries {
    /// Its name in the file; empty without a header.
    pub name: String,
    /// What tells it from other series of its name, in the order of the file.
    pub labels: Vec<Label>,
    /// Index of the column that the values were taken from.
    pub column: Option<usize>,
    /// The unit of the values, where the cells or the name tell it.
    pub unit: Option<Unit>,
    /// The clean series.
    pub series: Series,
    /// Notes first, then what was left out or is missing. Each renders to one sentence.
    pub findings: Vec<Finding>,
}

impl NamedSeries {
    /// Its name, or which column it is.
    #[must_use]
    pub fn title(&self) -> String {
        match self.column {
            Some(column) if self.name.is_empty() => {
                let number = column.saturating_add(1);
                t!("Column {number}")
            }
            _ => self.name.clone(),
        }
    }

    /// The value of a label; `None` where it has no such label.
    #[must_use]
    pub fn label(&self, key: &str) -> Option<&str> {
        self.labels.iter().find(|label| label.key == key).map(|label| label.value.as_str())
    }

    /// Whether it is the same measurement of something else: one name, one unit, the same labels
    /// with other values.
    #[must_use]
    pub fn is_sibling_of(&self, other: &Self) -> bool {
        let keys =
            |one: &Self| one.labels.iter().map(|label| label.key.clone()).collect::<Vec<_>>();
        let is_same = self.measured() == other.measured() && self.column == other.column;
        is_same && self.unit == other.unit && keys(self) == keys(other)
    }

    /// Its name without the labels that some tools write behind it.
    fn measured(&self) -> &str {
        let ends = if self.labels.is_empty() { &['{'][..] } else { &['{', '('][..] };
        self.name.split(ends).next().unwrap_or_default()
    }

    /// Its samples, step and range in one sentence.
    #[must_use]
    pub fn summary(&self) -> String {
        let count = |count: usize| thousands(count as u64);
        let all = self.series.samples().len();
        let (lowest, highest) = self.series.range();
        let (lowest, highest) = (plain(lowest), plain(highest));
        let unit = self.unit.as_ref().map_or(String::new(), |unit| format!("\u{a0}{}", unit.word));
        let of = match self.column {
            Some(index) if !self.name.is_empty() => {
                let number = index.saturating_add(1);
                t!(" of column {number}")
            }
            _ => String::new(),
        };
        let samples = count(all);
        let step = length(self.series.step_ms());
        let (differing, steps) =
            (count(self.series.irregular_steps()), count(all.saturating_sub(1)));
        t!("{samples} samples{of}, one every {step} ({differing} of {steps} steps differ), from \
             {lowest} to {highest}{unit}.")
    }
}
