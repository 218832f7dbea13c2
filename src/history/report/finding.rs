//! One thing to tell about a file, as data. `sentences` says it in words.

use serde::{Deserialize, Serialize};

use super::format::Encoding;
use super::places::{Places, Source};
use super::quantity::Quantity;

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
    /// A number in a unit that is not known here.
    UnknownUnit,
    /// The value is not a number.
    TextValue,
}

/// Why a column or a series is left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LeftOutReason {
    /// It has no value.
    NoValue,
    /// It has no number.
    NoNumber {
        /// The first text in it, shortened.
        example: String,
    },
    /// Its numbers are in a unit that is not known here.
    UnknownUnit {
        /// The first of them, shortened.
        example: String,
    },
    /// It has one sample alone, and a series needs two.
    OneSample,
    /// Its text is another one in every row, or there are more than series: no label.
    AllDifferent {
        /// The first text in it, shortened.
        example: String,
    },
    /// Its texts tell no series apart.
    Notes {
        /// The first text in it, shortened.
        example: String,
    },
    /// It holds times, and the samples have theirs from another column.
    Times,
    /// A tool writes it for itself.
    Bookkeeping,
}

impl Skip {
    /// Every reason, in the order in which they are reported.
    pub(in crate::history) const ALL: [Self; 9] = [
        Self::TooFewColumns,
        Self::UnreadableTime,
        Self::NoSuchTime,
        Self::FarTime,
        Self::NoValue,
        Self::InfiniteValue,
        Self::NegativeValue,
        Self::UnknownUnit,
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
        /// Indices of the columns of the labels that tell series apart.
        labels: Vec<usize>,
    },
    /// The text is not UTF-8.
    Encoded {
        /// How it is encoded.
        encoding: Encoding,
    },
    /// Lines above the header that are no part of the table; left out.
    Preamble {
        /// Where.
        places: Places,
        /// The first of them, shortened.
        example: String,
    },
    /// The server warned that its answer may not be whole.
    Warned {
        /// Its words, shortened.
        words: String,
    },
    /// Local times that the clocks of their zone skip; read as if they had not been changed yet.
    SkippedByZone {
        /// Where.
        places: Places,
        /// The zone.
        zone: String,
    },
    /// A column that makes no series.
    LeftOut {
        /// A column of a table, or a series of an answer.
        source: Source,
        /// Its index.
        column: usize,
        /// Its name; empty without a header.
        name: String,
        /// Why.
        why: LeftOutReason,
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
        /// Line and text of the first other unit; `None` where there is no other.
        other: Option<(u32, String)>,
        /// What the units measure.
        quantity: Quantity,
    },
    /// Times without a zone.
    Zoneless {
        /// Where.
        places: Places,
        /// The zone they were read in, such as `UTC` or `Europe/Paris`.
        zone: String,
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
        /// How many of them have another value.
        differing: u32,
    },
    /// A gap of exactly one hour and one step in times without a zone; kept as a gap.
    MissingHour {
        /// The rows after such a gap.
        places: Places,
        /// The last sample before the first one, in milliseconds since the Unix epoch.
        after_ms: i64,
    },
    /// Holes in the series; kept as holes.
    Gaps {
        /// The rows after them.
        places: Places,
        /// From the sample before the longest to the one after it, in milliseconds.
        longest_ms: i64,
        /// The last sample before the longest, in milliseconds since the Unix epoch.
        longest_after_ms: i64,
        /// The line of the first sample after the longest.
        longest_line: u32,
    },
    /// Distances that are no gaps but differ from the step by more than a tenth; kept.
    IrregularStep {
        /// The rows after them.
        places: Places,
        /// The usual distance, in milliseconds.
        step_ms: i64,
        /// The shortest distance, in milliseconds.
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
    pub(in crate::history) fn set_source(&mut self, of: Source) {
        match self {
            Self::LeftOut { source, .. } => *source = of,
            Self::Skipped { places, .. }
            | Self::Sorted { places }
            | Self::Duplicates { places, .. }
            | Self::Gaps { places, .. }
            | Self::IrregularStep { places, .. } => places.source = of,
            _ => {}
        }
    }

    /// How much it matters.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::LeftOut { why: LeftOutReason::Bookkeeping, .. }
            | Self::ColumnsChosen { .. }
            | Self::Encoded { .. }
            | Self::Preamble { .. }
            | Self::Zoneless { .. }
            | Self::DecimalComma { .. }
            | Self::Elsewhere { .. }
            | Self::Units { .. }
            | Self::Reversed => Severity::Note,
            _ => Severity::Warning,
        }
    }
}
