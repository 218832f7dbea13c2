//! The layout of a file, learned from its first row.

use super::cells::{Cells, unescape};
use super::{stamp, value};

const TIME_NAMES: [&str; 14] = [
    "timestamp",
    "datetime",
    "time",
    "date",
    "ts",
    "at",
    "when",
    "epoch",
    "unix",
    "unixtime",
    "timestamputc",
    "datetimeutc",
    "timeutc",
    "atms",
];
/// The first cells of the rows that CloudWatch writes above its samples.
const HEADINGS: [&str; 5] = ["Id", "StatusCode", "Messages", "Full label", "Label"];

/// Which column is what.
pub(in crate::history) struct Layout {
    pub(in crate::history) delimiter: u8,
    pub(in crate::history) header: bool,
    /// The names of all columns; empty texts without a header.
    pub(in crate::history) names: Vec<String>,
    /// The column of the times; all others may hold values.
    pub(in crate::history) time: usize,
    /// The names are the short ones of CloudWatch's, which win over its full ones.
    labelled: bool,
}

impl Layout {
    /// Learns from the first row that is neither blank nor a comment. `delimiter` is set where the
    /// file declares it.
    pub(in crate::history) fn learn(record: &str, delimiter: Option<u8>) -> Self {
        let delimiter = delimiter.unwrap_or_else(|| guess_delimiter(record));
        let cells: Vec<&str> = Cells::new(record, delimiter).collect();
        let header = is_header(&cells);
        let time = if header { find(&cells, &TIME_NAMES).unwrap_or(0) } else { 0 };
        let name = |cell: &&str| if header { unescape(cell) } else { String::new() };
        let names = cells.iter().map(name).collect();
        Self { delimiter, header, time, names, labelled: false }
    }

    /// Whether the row is one of those that CloudWatch writes above its samples; the names are
    /// taken from its labels.
    pub(in crate::history) fn take_heading(&mut self, record: &str) -> bool {
        let is_cloud_watch = self.names.first().is_some_and(|name| name == HEADINGS[0]);
        if !is_cloud_watch || self.time != 0 {
            return false;
        }
        let mut cells = Cells::new(record, self.delimiter);
        let Some(heading) = cells.next().filter(|cell| HEADINGS.contains(cell)) else {
            return false;
        };
        let is_label = heading == "Label";
        if is_label || (heading == "Full label" && !self.labelled) {
            for (name, cell) in self.names.iter_mut().skip(1).zip(cells) {
                if !cell.is_empty() {
                    *name = unescape(cell);
                }
            }
        }
        self.labelled |= is_label;
        true
    }
}

/// The delimiter that a spreadsheet declares on a line of its own: `sep=;`.
pub(in crate::history) fn declared_delimiter(record: &str) -> Option<u8> {
    match record.trim_end().as_bytes() {
        [s, e, p, b'=', delimiter @ (b',' | b';')] if [*s, *e, *p].eq_ignore_ascii_case(b"sep") => {
            Some(*delimiter)
        }
        _ => None,
    }
}

/// A tab or a semicolon outside quotes does not occur by chance; a comma may be a decimal one.
fn guess_delimiter(record: &str) -> u8 {
    let plain: String = record.split('"').step_by(2).collect();
    [b'\t', b';'].into_iter().find(|guess| plain.as_bytes().contains(guess)).unwrap_or(b',')
}

/// A header has a known name, or names only: neither a time nor a number.
fn is_header(cells: &[&str]) -> bool {
    if find(cells, &TIME_NAMES).is_some() {
        return true;
    }
    let is_data = |cell: &&str| stamp::is_calendar(cell) || value::is_number(cell);
    !cells.iter().any(is_data) && cells.iter().any(|cell| !cell.is_empty())
}

/// The column of the first name in the list that occurs.
fn find(cells: &[&str], names: &[&str]) -> Option<usize> {
    let plain: Vec<String> = cells.iter().map(|cell| plain(cell)).collect();
    names.iter().find_map(|name| plain.iter().position(|cell| cell == name))
}

/// A name without case, spaces and signs: `@timestamp`, `Date/Time` and `_value` are the usual
/// names too.
fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}
