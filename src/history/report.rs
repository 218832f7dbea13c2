//! What was found in a file and what was done about it, as data. `sentences` says it in words.

use serde::{Deserialize, Serialize};

use super::{EpochUnit, MAX_PLACES, Quantity, Series, TimeForm, Unit};

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

/// Why a row was skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Skip {
    /// The row ends before the time or the value.
    TooFewColumns,
    /// The time is in no known form.
    UnreadableTime,
    /// The 30th of February, 25 o'clock.
    NoSuchTime,
    /// Before 1970 or after 2099.
    FarTime,
    /// Empty, NaN or null.
    NoValue,
    /// An infinite value.
    InfiniteValue,
    /// A negative value; managed metrics have none.
    NegativeValue,
    /// The value is not a number.
    TextValue,
}

impl Skip {
    /// Every reason, in the order in which they are reported.
    pub(super) const ALL: [Self; 8] = [
        Self::TooFewColumns,
        Self::UnreadableTime,
        Self::NoSuchTime,
        Self::FarTime,
        Self::NoValue,
        Self::InfiniteValue,
        Self::NegativeValue,
        Self::TextValue,
    ];
}

/// One thing to tell about a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Finding {
    /// There are more columns than two, so what was taken for what must be said.
    ColumnsChosen {
        /// How many there are.
        columns: usize,
        /// Index of the column of the times.
        time: usize,
        /// Its name; empty without a header.
        time_name: String,
        /// Indices of the columns of the series.
        values: Vec<usize>,
    },
    /// A column that makes no series.
    LeftOut {
        /// A column of a table, or a series of an answer.
        source: Source,
        /// Its index.
        column: usize,
        /// Its name; empty without a header.
        name: String,
        /// How many samples it has: none or one.
        samples: usize,
        /// The first text in it that is no number, shortened; empty when there is none.
        example: String,
    },
    /// A series of another group than the expected one.
    OtherGroup {
        /// The group that its name tells.
        found: String,
        /// The group that was expected.
        expected: String,
    },
    /// Rows with more cells than there are columns.
    Surplus {
        /// Where.
        places: Places,
    },
    /// Rows that hold a value of another series only.
    Elsewhere {
        /// Where.
        places: Places,
    },
    /// Values with a unit; read in its base unit.
    Units {
        /// Where.
        places: Places,
        /// The first unit; empty where the first value has none.
        word: String,
        /// Line and text of the first other unit.
        other: Option<(u32, String)>,
        /// What the units measure.
        quantity: Quantity,
    },
    /// Times without a zone.
    Zoneless {
        /// Where.
        places: Places,
        /// The zone they were read in, in minutes east of UTC.
        offset_min: i32,
    },
    /// Commas in numbers.
    DecimalComma {
        /// Where.
        places: Places,
    },
    /// More than one form of time in the file.
    MixedForms {
        /// Rows with a zone, without one, and with epoch numbers.
        counts: [u32; 3],
        /// The first line whose form differs from the first row's.
        line: u32,
    },
    /// Rows that were left out.
    Skipped {
        /// Why.
        reason: Skip,
        /// Where.
        places: Places,
        /// The first offending text, shortened; empty for an empty cell.
        example: String,
    },
    /// Newest first; reversed.
    Reversed,
    /// Rows older than one above them; sorted in.
    Sorted {
        /// Where.
        places: Places,
    },
    /// A repeated hour: the clock was put back. Later rows were moved on by one hour.
    RepeatedHour {
        /// The line at which the time falls back.
        line: u32,
        /// The rows that were moved: that one and all later ones.
        moved: u32,
    },
    /// A skipped hour: the clock was put forward. Later rows were moved back by one hour.
    SkippedHour {
        /// The first line after it.
        line: u32,
        /// The rows that were moved: that one and all later ones.
        moved: u32,
        /// It lies in a longer gap, and is there because clocks were put back before and after.
        hidden: bool,
    },
    /// Clocks put back twice, and no missing hour between.
    UnpairedClock {
        /// The line of the second.
        line: u32,
    },
    /// Rows with the same time as a later row; the last one won.
    Duplicates {
        /// The rows that were dropped.
        places: Places,
    },
    /// A gap of exactly one hour and one step in times without a zone; kept as a gap.
    MissingHour {
        /// The rows after such a gap.
        places: Places,
        /// The last sample before the first one.
        after_ms: i64,
    },
    /// Holes in the series; kept as holes.
    Gaps {
        /// The rows after them.
        places: Places,
        /// From the sample before the longest to the one after it.
        longest_ms: i64,
        /// The last sample before the longest.
        longest_after_ms: i64,
        /// The line of the first sample after the longest.
        longest_line: u32,
    },
    /// Distances that are no gaps but differ from the step by more than a tenth; kept.
    IrregularStep {
        /// The rows after them.
        places: Places,
        /// The usual distance.
        step_ms: i64,
        /// The shortest distance.
        shortest_ms: i64,
    },
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// How the file was understood; the data are as they were.
    Note,
    /// Something is missing, was left out or was moved.
    Warning,
}

impl Finding {
    /// Says what its places count.
    pub(super) fn set_source(&mut self, of: Source) {
        match self {
            Self::LeftOut { source, .. } => *source = of,
            Self::Skipped { places, .. }
            | Self::Sorted { places }
            | Self::Duplicates { places }
            | Self::Gaps { places, .. }
            | Self::IrregularStep { places, .. } => places.source = of,
            _ => {}
        }
    }

    /// How much it matters.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::ColumnsChosen { .. }
            | Self::Zoneless { .. }
            | Self::DecimalComma { .. }
            | Self::Elsewhere { .. }
            | Self::Units { .. }
            | Self::Reversed => Severity::Note,
            _ => Severity::Warning,
        }
    }
}
