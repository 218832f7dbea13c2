//! Why a file could not be imported at all.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

use super::words::thousands;
use crate::base::translated;
use crate::history::{MAX_BYTES, MAX_JSON_BYTES, MAX_LINE_BYTES, MAX_SAMPLES, MAX_SERIES};

/// A file that yields no series. Each says what is wrong and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportError {
    /// No byte, or nothing but blank lines and comments.
    Empty,
    /// Column names and nothing under them.
    OnlyHeader {
        /// Where the header stands.
        line: u32,
        /// The start of it.
        header: String,
    },
    /// What starts like JSON and is none, or not all of it.
    BrokenJson {
        /// What is wrong, and where.
        what: String,
    },
    /// JSON of another kind.
    OtherJson {
        /// What differs.
        what: String,
    },
    /// JSON of a known kind that is not read.
    OtherTool {
        /// What it is, to be translated.
        what: &'static str,
        /// What to do instead, likewise.
        instead: &'static str,
    },
    /// Times of day without a date.
    NoDate {
        /// Where the first one stands.
        line: u32,
        /// How it is written.
        example: String,
    },
    /// A second header.
    SecondTable {
        /// Where the second header stands.
        line: u32,
    },
    /// Rows of several things without a label that tells them apart.
    SeveralRowsPerTime {
        /// Where the first one stands.
        line: u32,
        /// How many there are.
        rows: u32,
    },
    /// Numbers of days, as spreadsheets count them.
    DayNumbers {
        /// Where the first one stands.
        line: u32,
        /// How it is written.
        example: String,
    },
    /// Epoch numbers that were rounded until they are the same.
    RoundedTimes {
        /// Where the first one stands.
        line: u32,
        /// How it is written.
        example: String,
    },
    /// The answer of a Prometheus that refused the query.
    Refused {
        /// The server's words.
        words: String,
    },
    /// An answer without a series that can be used.
    NoSeries {
        /// What is wrong with the first ones.
        why: String,
    },
    /// A JSON file over its limit.
    LargeJson,
    /// A zero byte, which no text has.
    Binary {
        /// The line, from 1.
        line: u32,
        /// The place in the file, from 1.
        byte: u64,
    },
    /// Text in another encoding, or no text.
    NotText {
        /// The line, from 1.
        line: u32,
        /// The place in the file, from 1.
        byte: u64,
    },
    /// A row without end.
    LongLine {
        /// Where the row starts.
        line: u32,
    },
    /// The file ends inside quotes.
    OpenQuote {
        /// Where the quote opens.
        line: u32,
    },
    /// More columns than are imported at once.
    TooManySeries {
        /// How many there are.
        series: usize,
    },
    /// Units of different quantities in one column.
    MixedUnits {
        /// The column, from 0.
        column: usize,
        /// Where the first value and the first that does not fit stand.
        lines: [u32; 2],
        /// Their units; empty for a bare number.
        units: [String; 2],
    },
    /// Rows, but not one sample.
    NoNumbers {
        /// Rows under the header.
        rows: u32,
        /// What was wrong with most of them.
        why: String,
    },
    /// One sample has no step, so it is no history.
    TooFewSamples {
        /// Rows under the header.
        rows: u32,
        /// What became of the others.
        why: String,
    },
    /// The file is over the limit by its size.
    TooLarge {
        /// Its size.
        bytes: u64,
    },
    /// The file turned out to be over the limit while it was read.
    TooMuch,
    /// More samples than the simulation takes.
    TooManySamples {
        /// The first line beyond the limit.
        line: u32,
    },
}

impl Error for ImportError {}

impl Display for ImportError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.of_json().or_else(|| self.of_times()).unwrap_or_else(|| self.of_text()))
    }
}

impl ImportError {
    /// The words about a JSON file.
    fn of_json(&self) -> Option<String> {
        Some(match self {
            Self::BrokenJson { what } => t!(
                "The file starts like JSON and is not whole, or it is no JSON: {what}. Nothing was \
                 imported; save the answer again and import all of it."
            ),
            Self::OtherJson { what } => {
                t!("The file is JSON, but not the answer of Prometheus to a range query: {what}. \
                 Nothing was imported; save the answer of /api/v1/query_range, which holds \
                 \"data\", \"result\" and in each series \"values\". JSON of CloudWatch, Azure \
                 Monitor, Grafana, Datadog and VictoriaMetrics is read too, as their queries \
                 answer it.")
            }
            Self::OtherTool { what, instead } => {
                let (what, instead) = (translated(what), translated(instead));
                t!("The file is {what}. Nothing was imported; {instead}.")
            }
            Self::Refused { words } => {
                t!("The file holds no history but the refusal of a query by Prometheus ({words}). \
                 Correct the query and save its answer again.")
            }
            Self::NoSeries { why } => t!(
                "No series could be used. {why} Check the query and its time range, and save the \
                 answer again."
            ),
            Self::LargeJson => {
                let most = thousands(MAX_JSON_BYTES as u64);
                t!("The file is JSON of more than {most} bytes (16\u{a0}MB). Nothing was \
                     imported. Query a shorter time range or a longer step, or import the series \
                     as CSV.")
            }
            Self::TooManySeries { series } => t!(
                "The file has {series} series, and at most {MAX_SERIES} can be imported at once. \
                 Nothing was imported; export fewer series."
            ),
            _ => return None,
        })
    }

    /// The words about the times and samples of a file.
    fn of_times(&self) -> Option<String> {
        Some(match self {
            Self::NoDate { line, example } => t!(
                "The times have no date (line {line}: \"{example}\"), so nothing tells on which \
                 day they were. Nothing was imported; export the times with their dates."
            ),
            Self::SeveralRowsPerTime { line, rows } => {
                let rows = thousands(u64::from(*rows));
                t!("Several rows have the same time and another value (first at line {line}, \
                     {rows} in all), and no column tells which series they belong to. Nothing was \
                     imported; export them with a column that names the series, such as the host, \
                     or aggregate them by time.")
            }
            Self::DayNumbers { line, example } => {
                t!("The times are numbers of days, as a spreadsheet counts them (line {line}: \
                 \"{example}\"). Nothing was imported; give that column the format of a date with \
                 its time, and save the table again.")
            }
            Self::RoundedTimes { line, example } => t!(
                "The times are rounded until several are the same (line {line}: \"{example}\"). \
                 Nothing was imported; export them with all of their digits."
            ),
            Self::NoNumbers { rows, why } => {
                let rows = thousands(u64::from(*rows));
                t!("No row could be used ({rows} read). {why} Expected is a time and a number in \
                     each row, like \"{EXAMPLE}\".")
            }
            Self::TooFewSamples { rows, why } => {
                let rows = thousands(u64::from(*rows));
                t!("Only one sample could be used ({rows} read), and a history needs at least \
                     two. {why} Export a longer time range and import it again.")
            }
            Self::TooManySamples { line } => {
                let (most, line) = (thousands(MAX_SAMPLES as u64), thousands(u64::from(*line)));
                t!("The file has more than {most} samples (reached at line {line}). Nothing was \
                     imported, as a history that is cut off would be misleading. Export a shorter \
                     time range or a longer step.")
            }
            _ => return None,
        })
    }

    /// The words about all other files.
    fn of_text(&self) -> String {
        match self {
            Self::OnlyHeader { line, header } => t!(
                "The file has only a header (line {line}: \"{header}\") and no row under it. Check \
                 the time range of the export and import it again."
            ),
            Self::SecondTable { line } => t!(
                "Another table begins at line {line}, with other columns. Nothing was imported; \
                 make a file of each table."
            ),
            Self::Binary { line, byte } => {
                let byte = thousands(*byte);
                t!("This is not a text file: byte {byte} (line {line}) is zero. Nothing was \
                     imported. If it came from a spreadsheet, save it as \"CSV UTF-8\" and import \
                     that.")
            }
            Self::NotText { line, byte } => {
                let byte = thousands(*byte);
                t!("Line {line} is text in no encoding that is read (byte {byte} of the file): \
                     UTF-8, UTF-16 and Windows-1252 are. Nothing was imported. Save the file as \
                     UTF-8 and import it again.")
            }
            Self::LongLine { line } => {
                let most = thousands(MAX_LINE_BYTES as u64);
                t!("The row at line {line} is longer than {most} bytes, so this is not a CSV file \
                     of samples, or a quote that opens there is never closed. Nothing was \
                     imported; look at that line.")
            }
            Self::OpenQuote { line } => t!(
                "Line {line} opens a quote (\") that is never closed, so the rows after it cannot \
                 be told apart. Nothing was imported; close or remove the quote and import the \
                 file again."
            ),
            Self::MixedUnits { column, lines, units } => mixed_units(*column, *lines, units),
            Self::TooLarge { bytes } => {
                let (bytes, most) = (thousands(*bytes), thousands(MAX_BYTES));
                t!("The file has {bytes} bytes; at most {most} (64\u{a0}MB) can be imported. \
                     Export a shorter time range or a longer step, or split the file.")
            }
            Self::TooMuch => {
                let most = thousands(MAX_BYTES);
                t!("The file has more than {most} bytes (64\u{a0}MB). Nothing was imported. \
                     Export a shorter time range or a longer step, or split the file.")
            }
            _ => t!(
                "The file is empty: it has no row. Choose a CSV file with a time and a value in \
                 each row, like \"{EXAMPLE}\"."
            ),
        }
    }
}

fn mixed_units(column: usize, lines: [u32; 2], [first, other]: &[String; 2]) -> String {
    let number = column.saturating_add(1);
    let (first, other) = (quoted(first), quoted(other));
    let [line, at] = lines.map(|line| thousands(u64::from(line)));
    t!("Column {number} mixes units that do not convert into each other: {first} at line {line}, \
         {other} at line {at}. Nothing was imported; export that column in one unit.")
}

/// A row as it should be.
const EXAMPLE: &str = "2026-03-01 12:00:00,51.8";

/// A unit in a message.
fn quoted(unit: &str) -> String {
    if unit.is_empty() { t!("no unit").to_owned() } else { t!("\"{unit}\"") }
}
