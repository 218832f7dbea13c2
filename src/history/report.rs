//! What was found in a file and what was done about it, as data. `sentences` says it in words.

use serde::{Deserialize, Serialize};

use super::{EpochUnit, Finding, MAX_PLACES, Series, TimeForm, Unit};

/// All that there is to say about an import that succeeded, but for what concerns one series.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// How the file is written. Renders to one sentence.
    pub format: Format,
    /// Rows under the header, without blank lines and comments; in JSON, values of all series.
    pub rows: u32,
    /// Samples in all series.
    pub samples: u32,
    /// Notes first, then what was left out or moved in all series. Each renders to one sentence.
    pub findings: Vec<Finding>,
}

/// One series of a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NamedSeries {
    /// Its name in the file; empty without a header.
    pub name: String,
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
            Some(column) if self.name.is_empty() => format!("Column {}", column.saturating_add(1)),
            _ => self.name.clone(),
        }
    }
}

/// How a file is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// A table with a time and values in each row.
    Table(Csv),
    /// The answer of Prometheus to a range query.
    Prometheus {
        /// How many series it has.
        series: usize,
    },
}

/// What a file is made of, for the words about its parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    /// Lines, rows and columns.
    #[default]
    Table,
    /// Samples of each series.
    Prometheus,
}

/// How a table is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Csv {
    /// `,`, `;` or a tab.
    pub delimiter: char,
    /// The first row names the columns.
    pub header: bool,
    /// The names of all columns; empty texts without a header.
    pub columns: Vec<String>,
    /// Index of the column that the times were taken from.
    pub time_column: usize,
    /// How the first readable time is written.
    pub time_form: TimeForm,
    /// What epoch numbers count, where there are any.
    pub epoch_unit: Option<EpochUnit>,
}

/// Where something was found: how often, and the first few lines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Places {
    /// What is counted.
    pub source: Source,
    /// How often.
    pub count: u32,
    /// The first lines of the file (from 1) on which it stands, at most [`MAX_PLACES`]; in JSON,
    /// the samples of the series (from 1).
    pub lines: Vec<u32>,
}

impl Places {
    /// Counts one more.
    pub(super) fn add(&mut self, line: u32) {
        self.count = self.count.saturating_add(1);
        if self.lines.len() < MAX_PLACES {
            self.lines.push(line);
        }
    }
}
