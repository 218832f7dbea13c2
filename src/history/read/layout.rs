//! The layout of a table, learned from its first rows.

use super::cells::{Cells, unescape};
use super::records::{Record, Records};
use super::stamp::Written;
use super::unit;
use super::value;
use crate::history::report::{ImportError, Places, words};

/// How many rows the layout is learned from.
const LOOKED_AT: usize = 64;
/// How many rows the delimiter is guessed from.
const GUESSED_FROM: usize = 12;

const TIME_NAMES: [&str; 21] = [
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
    "zeitstempel",
    "zeitpunkt",
    "zeit",
    "datum",
    "horodatage",
    "heure",
    "dateheure",
];
/// The first cells of the rows that CloudWatch writes above its samples.
const HEADINGS: [&str; 5] = ["Id", "StatusCode", "Messages", "Full label", "Label"];

/// Which column is what.
pub(in crate::history) struct Layout {
    pub(in crate::history) delimiter: u8,
    pub(in crate::history) header: bool,
    /// The names of all columns; empty texts without a header.
    pub(in crate::history) names: Vec<String>,
    /// The column of the times.
    pub(in crate::history) time: usize,
    /// The column of the time of day, where dates stand apart.
    pub(in crate::history) clock: Option<usize>,
    /// Line and text of the header, or of the first row.
    pub(in crate::history) first: (u32, String),
    /// The last line above the rows.
    pub(in crate::history) above: u32,
    /// Lines above the header that belong to no table, and the first of them.
    pub(in crate::history) preamble: (Places, String),
    header_text: String,
}

impl Layout {
    /// Learns from the first rows.
    ///
    /// # Errors
    /// When there is no row, or its times have no date.
    pub(in crate::history) fn learn(text: &str) -> Result<Self, ImportError> {
        let (declared, delimiter) = delimiter(text)?;
        let mut rows = Head::read(text, delimiter, declared, LOOKED_AT)?;
        if rows.0.is_empty() {
            return Err(ImportError::Empty);
        }
        let header = rows.header();
        let above: Vec<Row> = rows.0.drain(..header.unwrap_or_default()).collect();
        let mut layout = Self::of(delimiter, header.is_some(), &rows.0[0]);
        for row in above.iter().filter(|row| row.line > declared) {
            layout.preamble.0.add(row.line);
            if layout.preamble.1.is_empty() {
                layout.preamble.1 = words::excerpt(row.text);
            }
        }
        let data = if header.is_some() { layout.headings(&rows.0) } else { 0 };
        layout.above = match data {
            0 => rows.0[0].line.saturating_sub(1),
            data => rows.0[data - 1].line,
        };
        layout.find_times(&rows.0[data..])?;
        Ok(layout)
    }

    fn of(delimiter: u8, header: bool, row: &Row<'_>) -> Self {
        let name = |cell: &&str| if header { unescape(cell) } else { String::new() };
        Self {
            delimiter,
            header,
            names: row.cells.iter().map(name).collect(),
            time: 0,
            clock: None,
            first: (row.line, words::excerpt(row.text)),
            above: 0,
            preamble: Default::default(),
            header_text: plain_row(row.text),
        }
    }

    /// Takes what stands between the header and the rows, and answers where those begin: the rows
    /// that CloudWatch writes there, the header once more, and units.
    fn headings(&mut self, rows: &[Row<'_>]) -> usize {
        let is_cloud_watch = self.names.first().is_some_and(|name| name == HEADINGS[0]);
        let mut labelled = false;
        let mut at = 1;
        while let Some(row) = rows.get(at) {
            let first = row.cells.first().copied().unwrap_or_default();
            if is_cloud_watch && HEADINGS.contains(&first) {
                let is_label = first == "Label";
                if is_label || (first == "Full label" && !labelled) {
                    self.take_names(&row.cells);
                }
                labelled |= is_label;
            } else if !self.is_header_again(row.text) && !self.take_units(&row.cells) {
                break;
            }
            at += 1;
        }
        at
    }

    fn take_names(&mut self, cells: &[&str]) {
        for (name, cell) in self.names.iter_mut().zip(cells).skip(1) {
            if !cell.is_empty() {
                *name = unescape(cell);
            }
        }
    }

    /// Whether a row is the header again, in whatever way it is parted.
    pub(in crate::history) fn is_header_again(&self, text: &str) -> bool {
        let first = text.trim_start_matches(['"', ' ']).as_bytes().first();
        let may_be = self.header && first == self.header_text.as_bytes().first();
        may_be && plain_row(text) == self.header_text
    }

    /// Whether a row that is no data names the times' column: the header of another table.
    pub(in crate::history) fn is_other_header(&self, cells: &[&str]) -> bool {
        let Some(time) = self.names.get(self.time).filter(|name| !name.is_empty()) else {
            return false;
        };
        cells.iter().any(|cell| cell == time)
    }

    /// Takes a row of units under the header.
    fn take_units(&mut self, cells: &[&str]) -> bool {
        let is_unit = |cell: &&str| cell.is_empty() || unit::read(cell).is_some();
        let is_row = cells.iter().all(is_unit) && cells.iter().any(|cell| !cell.is_empty());
        if is_row {
            for (name, cell) in self.names.iter_mut().zip(cells).filter(|(_, c)| !c.is_empty()) {
                *name = format!("{name} ({cell})");
            }
        }
        is_row
    }

    /// Finds the column of the times by its name and by what it holds.
    fn find_times(&mut self, rows: &[Row<'_>]) -> Result<(), ImportError> {
        let columns =
            self.names.len().max(rows.iter().map(|row| row.cells.len()).max().unwrap_or(0));
        let usual: Vec<Usual> = (0..columns).map(|column| Usual::of(rows, column)).collect();
        let is = |column: usize, written| usual.get(column).is_some_and(|one| one.is(written));
        let named = named_times(&self.names);
        let whole = |column: &usize| is(*column, Written::Calendar);
        let epoch = |column: &usize| is(*column, Written::Epoch);
        let dated = |column: &usize| is(*column, Written::Date);
        let by_name = named.iter().copied().find(|at| whole(at) || epoch(at));
        let found = by_name.or_else(|| (0..columns).find(whole));
        if let Some(time) = found {
            self.time = time;
            return Ok(());
        }
        let clocked = |column: &usize| is(*column, Written::Clock);
        let clock = (0..columns).find(clocked);
        let date = named.iter().copied().find(dated).or_else(|| (0..columns).find(dated));
        match (date, clock) {
            (Some(date), Some(clock)) => (self.time, self.clock) = (date, Some(clock)),
            (None, Some(clock)) => {
                let row =
                    rows.iter().find(|row| row.cells.get(clock).is_some_and(|c| !c.is_empty()));
                let (line, cell) = row.map_or((0, ""), |row| (row.line, row.cells[clock]));
                return Err(ImportError::NoDate { line, example: words::excerpt(cell) });
            }
            _ => self.time = named.first().copied().or(date).unwrap_or(0),
        }
        Ok(())
    }

    /// The first row under the header and whatever stands there.
    pub(in crate::history) fn rows<'a>(&self, text: &'a str) -> Rows<'a> {
        Rows { records: Records::new(text, self.delimiter), above: self.above }
    }

    /// The text of a row's time.
    pub(in crate::history) fn stamp<'a>(
        &self,
        cells: &[&'a str],
    ) -> Option<std::borrow::Cow<'a, str>> {
        let time = cells.get(self.time)?;
        Some(match self.clock {
            None => (*time).into(),
            Some(clock) => format!("{time} {}", cells.get(clock)?).into(),
        })
    }
}

/// The rows of a table under its header.
pub(in crate::history) struct Rows<'a> {
    records: Records<'a>,
    above: u32,
}

impl<'a> Rows<'a> {
    /// The next one that is neither blank nor a comment.
    pub(in crate::history) fn take(&mut self) -> Result<Option<Record<'a>>, ImportError> {
        while let Some(record) = self.records.take()? {
            let is_none = record.is_blank() || record.is_comment();
            if record.line > self.above && !is_none {
                return Ok(Some(record));
            }
        }
        Ok(None)
    }
}

/// A row at the top of a file.
struct Row<'a> {
    text: &'a str,
    cells: Vec<&'a str>,
    line: u32,
}

impl Row<'_> {
    fn has_time(&self) -> bool {
        let is_time = |cell: &&str| match Written::of(cell) {
            Written::Calendar | Written::Date | Written::Clock => true,
            Written::Epoch => cell.bytes().filter(u8::is_ascii_digit).count() >= 9,
            Written::Other => false,
        };
        self.cells.len() > 1 && self.cells.iter().any(is_time)
    }
}

/// The rows at the top of a file.
struct Head<'a>(Vec<Row<'a>>);

impl<'a> Head<'a> {
    /// The first rows below a line, without blank ones and comments; but `sadf` makes a comment of
    /// its header.
    fn read(text: &'a str, delimiter: u8, declared: u32, most: usize) -> Result<Self, ImportError> {
        let mut records = Records::new(text, delimiter);
        let mut rows = Vec::new();
        while rows.len() < most
            && let Some(record) = records.take()?
        {
            let own = match record.text.strip_prefix("# hostname") {
                Some(_) => Record { text: &record.text[2..], ..record },
                None => record,
            };
            if own.line > declared && !own.is_blank() && !own.is_comment() {
                rows.push(Row { text: own.text, cells: own.cells(delimiter), line: own.line });
            }
        }
        Ok(Self(rows))
    }

    /// The usual number of cells, and how many rows have it and a time.
    fn score(&self) -> (usize, usize) {
        let counts = || self.0.iter().map(|row| row.cells.len()).filter(|count| *count > 1);
        let of = |count: usize| counts().filter(|other| *other == count).count();
        let usual = counts().max_by_key(|count| of(*count)).unwrap_or_default();
        (self.0.iter().filter(|row| row.has_time()).count(), of(usual))
    }

    /// Where the header stands; `None` where there is none.
    fn header(&self) -> Option<usize> {
        let rows = &self.0;
        if rows.first().and_then(|row| row.cells.first()) == Some(&HEADINGS[0]) {
            return Some(0);
        }
        let is_times = |at: usize, column: usize| {
            let below = rows.iter().skip(at + 1).take(8);
            let cells = below.filter_map(|row| row.cells.get(column));
            cells.clone().any(|cell| Written::of(cell) != Written::Other)
        };
        let named = |at: &usize| {
            let columns = named_times(&rows[*at].cells);
            columns.first().is_some_and(|column| is_times(*at, *column))
        };
        if let Some(at) = (0..rows.len()).find(named) {
            return Some(at);
        }
        let data = rows.iter().position(Row::has_time);
        // Title lines above have fewer cells than the table.
        let usual = data.map(|data| rows[data].cells.len());
        let first = (0..data.unwrap_or(0)).find(|at| Some(rows[*at].cells.len()) == usual);
        let at = first.unwrap_or(0);
        is_header(&rows[at].cells).then_some(at)
    }
}

/// What most cells of a column are as times.
struct Usual {
    calendar: usize,
    date: usize,
    clock: usize,
    epoch: usize,
    cells: usize,
}

impl Usual {
    fn of(rows: &[Row<'_>], column: usize) -> Self {
        let mut usual = Self { calendar: 0, date: 0, clock: 0, epoch: 0, cells: 0 };
        let cells = rows.iter().filter_map(|row| row.cells.get(column)).filter(|c| !c.is_empty());
        for cell in cells {
            usual.cells += 1;
            match Written::of(cell) {
                Written::Calendar => usual.calendar += 1,
                Written::Date => usual.date += 1,
                Written::Clock => usual.clock += 1,
                Written::Epoch => usual.epoch += 1,
                Written::Other => {}
            }
        }
        usual
    }

    fn is(&self, written: Written) -> bool {
        let count = match written {
            Written::Calendar => self.calendar,
            Written::Date => self.date,
            Written::Clock => self.clock,
            Written::Epoch => self.epoch,
            Written::Other => 0,
        };
        count * 2 > self.cells
    }
}

/// The line of a declaration such as `sep=;`, else 0, and the delimiter: as declared, or the one by
/// which most rows have a time.
fn delimiter(text: &str) -> Result<(u32, u8), ImportError> {
    let mut records = Records::new(text, 0);
    while let Some(record) = records.take()? {
        if let Some(delimiter) = declared_delimiter(record.text) {
            return Ok((record.line, delimiter));
        }
        if !record.is_blank() && !record.is_comment() {
            break;
        }
    }
    let (mut best, mut found) = ((0, 0), b',');
    for guess in *b"\t;,|" {
        // A quote that is open under another delimiter may be none under this one.
        let Ok(head) = Head::read(text, guess, 0, GUESSED_FROM) else { continue };
        let score = head.score();
        if score > best {
            (best, found) = (score, guess);
        }
    }
    Ok((0, found))
}

/// The delimiter that a spreadsheet declares on a line of its own: `sep=;`.
fn declared_delimiter(record: &str) -> Option<u8> {
    match record.trim_end().as_bytes() {
        [s, e, p, b'=', delimiter @ (b',' | b';' | b'\t' | b'|')]
            if [*s, *e, *p].eq_ignore_ascii_case(b"sep") =>
        {
            Some(*delimiter)
        }
        _ => None,
    }
}

/// A header has a known name, or names only: neither a time nor a number.
fn is_header(cells: &[&str]) -> bool {
    if !named_times(cells).is_empty() {
        return true;
    }
    let is_data = |cell: &&str| Written::of(cell) == Written::Calendar || value::is_number(cell);
    !cells.iter().any(is_data) && cells.iter().any(|cell| !cell.is_empty())
}

/// The columns whose names are those of times, the surest first.
fn named_times<S: AsRef<str>>(names: &[S]) -> Vec<usize> {
    let plain: Vec<String> = names.iter().map(|name| plain(name.as_ref())).collect();
    let at = |name: &&str| plain.iter().position(|own| own == name);
    TIME_NAMES.iter().filter_map(at).collect()
}

/// A name without case, spaces and signs: `@timestamp`, `Date/Time` and `_value` are the usual
/// names too.
pub(in crate::history) fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// A row without quotes, and parted by commas whatever parts it.
fn plain_row(text: &str) -> String {
    text.trim().replace(['"', ' '], "").replace([';', '\t', '|'], ",")
}

/// A row's cells.
pub(in crate::history) fn cells(text: &str, delimiter: u8) -> Vec<&str> {
    Cells::new(text, delimiter).collect()
}
