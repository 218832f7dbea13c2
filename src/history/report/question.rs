//! What only the user of a file can answer, as data. `asking` says it in words.

use serde::{Deserialize, Serialize};

use super::guess::Guess;
use super::notation::{DateOrder, DecimalMark};
use super::span::Span;

/// What only the user of a file can answer. Series are told by their place in the import.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Question {
    /// Every date fits both orders. Answered by `ImportOptions::date_order`.
    DateOrder {
        /// A date of the file.
        example: String,
        /// Its line.
        line: u32,
        /// How it was read for now.
        read_as: DateOrder,
        /// The time that the file covers if the day comes first.
        day_first: Span,
        /// The time that it covers if the month does.
        month_first: Span,
    },
    /// Every number fits both decimal marks. Answered by `ImportOptions::decimal`.
    Decimal {
        /// A number of the file.
        example: String,
        /// Its line.
        line: u32,
        /// How it was read for now.
        read_as: DecimalMark,
        /// What it is with a decimal point.
        point: f64,
        /// What it is with a decimal comma.
        comma: f64,
    },
    /// Times name no zone, and are read as UTC for now. Answered by `ImportOptions::zone`.
    Zone {
        /// A time of the file.
        example: String,
        /// Its line.
        line: u32,
        /// The first local time, as milliseconds from 1970 on the same clock.
        first_local_ms: i64,
        /// The last local time.
        last_local_ms: i64,
    },
    /// Nothing tells for sure what a series holds.
    Metric {
        /// Which series.
        series: usize,
        /// What it would be most often; nothing to take without asking.
        likely: Option<Guess>,
    },
    /// A series only grows, as counters do: its rate ([`rate`](crate::history::rate)) is what a
    /// rule looks at.
    Counter {
        /// Which series.
        series: usize,
    },
    /// A usage counts several cores, as its unit says or its values over 100 %: or those are at
    /// fault.
    OverFull {
        /// Which series.
        series: usize,
        /// Its highest value in %.
        highest: f64,
        /// The fewest cores that explain it, by which its values would be divided.
        cores: u32,
        /// Its unit says that it counts cores, so that only their number is open.
        in_cores: bool,
    },
    /// A usage has no unit, and its values are as those of a ratio and of an idle machine in %.
    Ratio {
        /// Which series.
        series: usize,
        /// Its highest value as it is written.
        highest: f64,
    },
    /// Series of several Instances: a rule looks at their average, or at their sum
    /// ([`combine`](crate::history::combine)).
    Several {
        /// The label that tells them apart, such as `host`.
        label: String,
        /// Which series, at least two.
        series: Vec<usize>,
    },
}

impl Question {
    /// The series that it is about; none where it is about the whole file.
    #[must_use]
    pub fn series(&self) -> &[usize] {
        match self {
            Self::DateOrder { .. } | Self::Decimal { .. } | Self::Zone { .. } => &[],
            Self::Metric { series, .. }
            | Self::Counter { series }
            | Self::OverFull { series, .. }
            | Self::Ratio { series, .. } => std::slice::from_ref(series),
            Self::Several { series, .. } => series,
        }
    }
}
