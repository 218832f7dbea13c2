//! How a file is written.

use serde::{Deserialize, Serialize};

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

/// How a time is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TimeForm {
    /// Date and time with `Z` or an offset (RFC 3339).
    Zoned,
    /// Date and time without a zone.
    Zoneless,
    /// A count since the Unix epoch.
    Epoch,
}

/// What an epoch number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EpochUnit {
    /// Seconds, with or without a fraction.
    Seconds,
    /// Milliseconds.
    Milliseconds,
    /// Microseconds.
    Microseconds,
    /// Nanoseconds.
    Nanoseconds,
}
