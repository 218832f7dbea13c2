//! The layout of a file, learned from its first row.

use super::cells::{Cells, unescape};
use super::{Finding, ImportError, stamp, value, words};

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
const VALUE_NAMES: [&str; 8] =
    ["value", "values", "val", "average", "avg", "mean", "sample", "metric"];

/// Where time and value stand.
pub(super) struct Layout {
    pub(super) delimiter: u8,
    pub(super) header: bool,
    pub(super) names: Vec<String>,
    pub(super) time: usize,
    pub(super) value: usize,
}

impl Layout {
    /// Learns from the first row that is neither blank nor a comment. `delimiter` is set where the
    /// file declares it, `value` where the user chose the column.
    pub(super) fn learn(
        record: &str,
        delimiter: Option<u8>,
        value: Option<usize>,
    ) -> Result<Self, ImportError> {
        let delimiter = delimiter.unwrap_or_else(|| guess_delimiter(record));
        let cells: Vec<&str> = Cells::new(record, delimiter).collect();
        let header = is_header(&cells);
        let time = if header { find(&cells, &TIME_NAMES, None).unwrap_or(0) } else { 0 };
        let by_name = if header { find(&cells, &VALUE_NAMES, Some(time)) } else { None };
        let first_other = usize::from(time == 0);
        let layout = Self {
            delimiter,
            header,
            time,
            value: value.or(by_name).unwrap_or(first_other),
            names: cells
                .iter()
                .map(|cell| if header { unescape(cell) } else { String::new() })
                .collect(),
        };
        match value {
            Some(column) if column >= cells.len() || column == time => {
                Err(ImportError::NoSuchColumn { column, columns: cells.len() })
            }
            _ => Ok(layout),
        }
    }

    /// Says which columns were used, where there was a choice.
    pub(super) fn finding(&self) -> Option<Finding> {
        let name = |index: usize| self.names.get(index).map_or("", String::as_str);
        (self.names.len() > 2).then(|| Finding::ColumnsChosen {
            columns: self.names.len(),
            time: self.time,
            time_name: words::excerpt(name(self.time)),
            value: self.value,
            value_name: words::excerpt(name(self.value)),
        })
    }
}

/// The delimiter that a spreadsheet declares on a line of its own: `sep=;`.
pub(super) fn declared_delimiter(record: &str) -> Option<u8> {
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
    if find(cells, &TIME_NAMES, None).is_some() {
        return true;
    }
    let is_data = |cell: &&str| stamp::is_calendar(cell) || value::is_number(cell);
    !cells.iter().any(is_data) && cells.iter().any(|cell| !cell.is_empty())
}

/// The column of the first name in the list that occurs; `not` is taken already.
fn find(cells: &[&str], names: &[&str], not: Option<usize>) -> Option<usize> {
    let plain: Vec<String> = cells.iter().map(|cell| plain(cell)).collect();
    names.iter().find_map(|name| {
        (0..plain.len()).find(|index| Some(*index) != not && plain[*index] == *name)
    })
}

/// A name without case, spaces and signs: `@timestamp`, `Date/Time` and `_value` are the usual
/// names too.
fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}
