//! Why a file could not be imported at all.

use thiserror::Error;

use super::words::thousands;
use crate::history::{MAX_BYTES, MAX_JSON_BYTES, MAX_LINE_BYTES, MAX_SAMPLES, MAX_SERIES};

/// A file that yields no series. Each says what is wrong and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ImportError {
    /// No byte, or nothing but blank lines and comments.
    #[error(
        "The file is empty: it has no row. Choose a CSV file with a time and a value in each row, \
         like \"{EXAMPLE}\"."
    )]
    Empty,
    /// Column names and nothing under them.
    #[error(
        "The file has only a header (line {line}: \"{header}\") and no row under it. Check the \
         time range of the export and import it again."
    )]
    OnlyHeader {
        /// Where the header stands.
        line: u32,
        /// The start of it.
        header: String,
    },
    /// What starts like JSON and is none, or not all of it.
    #[error(
        "The file starts like JSON and is not whole, or it is no JSON: {what}. Nothing was \
         imported; save the answer again and import all of it."
    )]
    BrokenJson {
        /// What is wrong, and where.
        what: String,
    },
    /// JSON of another kind.
    #[error(
        "The file is JSON, but not the answer of Prometheus to a range query: {what}. Nothing was \
         imported; save the answer of /api/v1/query_range, which holds \"data\", \"result\" and \
         in each series \"values\". JSON of CloudWatch, Azure Monitor, Grafana, Datadog and \
         VictoriaMetrics is read too, as their queries answer it."
    )]
    OtherJson {
        /// What differs.
        what: String,
    },
    /// JSON of a known kind that is not read.
    #[error("The file is {what}. Nothing was imported; {instead}.")]
    OtherTool {
        /// What it is.
        what: &'static str,
        /// What to do instead.
        instead: &'static str,
    },
    /// Times of day without a date.
    #[error(
        "The times have no date (line {line}: \"{example}\"), so nothing tells on which day they \
         were. Nothing was imported; export the times with their dates."
    )]
    NoDate {
        /// Where the first one stands.
        line: u32,
        /// How it is written.
        example: String,
    },
    /// A second header.
    #[error(
        "Another table begins at line {line}, with other columns. Nothing was imported; make a \
         file of each table."
    )]
    SecondTable {
        /// Where the second header stands.
        line: u32,
    },
    /// Rows of several things without a label that tells them apart.
    #[error(
        "Several rows have the same time and another value (first at line {line}, {} in all), and \
         no column tells which series they belong to. Nothing was imported; export them with a \
         column that names the series, such as the host, or aggregate them by time.",
        thousands(u64::from(*rows))
    )]
    SeveralRowsPerTime {
        /// Where the first one stands.
        line: u32,
        /// How many there are.
        rows: u32,
    },
    /// Numbers of days, as spreadsheets count them.
    #[error(
        "The times are numbers of days, as a spreadsheet counts them (line {line}: \"{example}\"). \
         Nothing was imported; give that column the format of a date with its time, and save the \
         table again."
    )]
    DayNumbers {
        /// Where the first one stands.
        line: u32,
        /// How it is written.
        example: String,
    },
    /// Epoch numbers that were rounded until they are the same.
    #[error(
        "The times are rounded until several are the same (line {line}: \"{example}\"). Nothing \
         was imported; export them with all of their digits."
    )]
    RoundedTimes {
        /// Where the first one stands.
        line: u32,
        /// How it is written.
        example: String,
    },
    /// The answer of a Prometheus that refused the query.
    #[error(
        "The file holds no history but the refusal of a query by Prometheus ({words}). Correct \
         the query and save its answer again."
    )]
    Refused {
        /// The server's words.
        words: String,
    },
    /// An answer without a series that can be used.
    #[error(
        "No series could be used. {why} Check the query and its time range, and save the answer \
         again."
    )]
    NoSeries {
        /// What is wrong with the first ones.
        why: String,
    },
    /// A JSON file over its limit.
    #[error(
        "The file is JSON of more than {} bytes (16 MB). Nothing was imported. Query a shorter \
         time range or a longer step, or import the series as CSV.",
        thousands(MAX_JSON_BYTES as u64)
    )]
    LargeJson,
    /// A zero byte, which no text has.
    #[error(
        "This is not a text file: byte {} (line {line}) is zero. Nothing was imported. If it came \
         from a spreadsheet, save it as \"CSV UTF-8\" and import that.",
        thousands(*byte)
    )]
    Binary {
        /// The line, from 1.
        line: u32,
        /// The place in the file, from 1.
        byte: u64,
    },
    /// Text in another encoding, or no text.
    #[error(
        "Line {line} is text in no encoding that is read (byte {} of the file): UTF-8, UTF-16 and \
         Windows-1252 are. Nothing was imported. Save the file as UTF-8 and import it again.",
        thousands(*byte)
    )]
    NotText {
        /// The line, from 1.
        line: u32,
        /// The place in the file, from 1.
        byte: u64,
    },
    /// A row without end.
    #[error(
        "The row at line {line} is longer than {} bytes, so this is not a CSV file of samples, or \
         a quote that opens there is never closed. Nothing was imported; look at that line.",
        thousands(MAX_LINE_BYTES as u64)
    )]
    LongLine {
        /// Where the row starts.
        line: u32,
    },
    /// The file ends inside quotes.
    #[error(
        "Line {line} opens a quote (\") that is never closed, so the rows after it cannot be told \
         apart. Nothing was imported; close or remove the quote and import the file again."
    )]
    OpenQuote {
        /// Where the quote opens.
        line: u32,
    },
    /// More columns than are imported at once.
    #[error(
        "The file has {series} series, and at most {MAX_SERIES} can be imported at once. Nothing \
         was imported; export fewer series."
    )]
    TooManySeries {
        /// How many there are.
        series: usize,
    },
    /// Units of different quantities in one column.
    #[error(
        "Column {} mixes units that do not convert into each other: {} at line {}, {} at line {}. \
         Nothing was imported; export that column in one unit.",
        column.saturating_add(1),
        quoted(&units[0]), thousands(u64::from(lines[0])),
        quoted(&units[1]), thousands(u64::from(lines[1]))
    )]
    MixedUnits {
        /// The column, from 0.
        column: usize,
        /// Where the first value and the first that does not fit stand.
        lines: [u32; 2],
        /// Their units; empty for a bare number.
        units: [String; 2],
    },
    /// Rows, but not one sample.
    #[error(
        "No row could be used ({} read). {why} Expected is a time and a number in each row, like \
         \"{EXAMPLE}\".",
        thousands(u64::from(*rows))
    )]
    NoNumbers {
        /// Rows under the header.
        rows: u32,
        /// What was wrong with most of them.
        why: String,
    },
    /// One sample has no step, so it is no history.
    #[error(
        "Only one sample could be used ({} read), and a history needs at least two. {why} Export a \
         longer time range and import it again.",
        thousands(u64::from(*rows))
    )]
    TooFewSamples {
        /// Rows under the header.
        rows: u32,
        /// What became of the others.
        why: String,
    },
    /// The file is over the limit by its size.
    #[error(
        "The file has {} bytes; at most {} (64 MB) can be imported. Export a shorter time range or \
         a longer step, or split the file.",
        thousands(*bytes), thousands(MAX_BYTES)
    )]
    TooLarge {
        /// Its size.
        bytes: u64,
    },
    /// The file turned out to be over the limit while it was read.
    #[error(
        "The file has more than {} bytes (64 MB). Nothing was imported. Export a shorter time \
         range or a longer step, or split the file.",
        thousands(MAX_BYTES)
    )]
    TooMuch,
    /// More samples than the simulation takes.
    #[error(
        "The file has more than {} samples (reached at line {}). Nothing was imported, as a \
         history that is cut off would be misleading. Export a shorter time range or a longer \
         step.",
        thousands(MAX_SAMPLES as u64), thousands(u64::from(*line))
    )]
    TooManySamples {
        /// The first line beyond the limit.
        line: u32,
    },
}

/// A row as it should be.
const EXAMPLE: &str = "2026-03-01 12:00:00,51.8";

/// A unit in a message.
fn quoted(unit: &str) -> String {
    if unit.is_empty() { "no unit".to_owned() } else { format!("\"{unit}\"") }
}
