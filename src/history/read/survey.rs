//! What the columns of a table hold, over all of its rows: before anything is read, so that what
//! one row shows counts for every other.

use std::collections::BTreeSet;

use super::layout::{Layout, cells};
use super::number;
use super::stamp::{Orders, Written, look};
use super::value;
use crate::history::MAX_SERIES;
use crate::history::report::{DateOrder, DecimalMark, ImportError, Skip, words};

/// What the rows show.
pub(in crate::history) struct Survey<'a> {
    pub(in crate::history) rows: u32,
    /// One entry a column.
    pub(in crate::history) columns: Vec<Seen<'a>>,
    pub(in crate::history) dates: Dates,
    pub(in crate::history) decimals: Decimals,
    /// The same text of a time stands in several rows.
    pub(in crate::history) times_repeat: bool,
}

/// What a column holds.
#[derive(Default)]
pub(in crate::history) struct Seen<'a> {
    pub(in crate::history) numbers: u32,
    pub(in crate::history) texts: u32,
    /// Numbers behind which stands a unit that is not known.
    pub(in crate::history) odd: u32,
    pub(in crate::history) times: u32,
    /// All numbers are whole and written with digits alone.
    pub(in crate::history) has_fractions: bool,
    /// Its different texts, as far as they can be labels.
    pub(in crate::history) different: BTreeSet<&'a str>,
    pub(in crate::history) example: &'a str,
}

/// How dates that leave the order open are written.
#[derive(Default)]
pub(in crate::history) struct Dates {
    day_first: u32,
    month_first: u32,
    count: u32,
    /// The first one, with its line.
    pub(in crate::history) first: Option<(String, u32)>,
}

/// How numbers with a mark are written.
#[derive(Default)]
pub(in crate::history) struct Decimals {
    point: u32,
    comma: u32,
    /// The first number that is another one under either mark: its text and line, and both.
    pub(in crate::history) open: Option<(String, u32, (f64, f64))>,
}

impl<'a> Survey<'a> {
    /// Looks at all rows.
    pub(in crate::history) fn of(text: &'a str, layout: &Layout) -> Result<Self, ImportError> {
        let mut survey = Self {
            rows: 0,
            columns: Vec::new(),
            dates: Dates::default(),
            decimals: Decimals::default(),
            times_repeat: false,
        };
        let (mut rows, mut times) = (layout.rows(text), Vec::new());
        while let Some(record) = rows.take()? {
            if layout.is_header_again(record.text) {
                continue;
            }
            let cells = cells(record.text, layout.delimiter);
            survey.rows = survey.rows.saturating_add(1);
            let Some(stamp) = layout.stamp(&cells) else { continue };
            let (written, orders) = look(&stamp);
            if written == Written::Other {
                if layout.is_other_header(&cells) {
                    return Err(ImportError::SecondTable { line: record.line });
                }
                continue;
            }
            times.push(digest(0, &stamp));
            if let Some(orders) = orders {
                survey.dates.take(orders, &stamp, record.line);
            }
            survey.take(layout, &cells, record.line);
        }
        times.sort_unstable();
        survey.times_repeat = times.windows(2).any(|pair| pair[0] == pair[1]);
        Ok(survey)
    }

    fn take(&mut self, layout: &Layout, cells: &[&'a str], line: u32) {
        if self.columns.len() < cells.len() {
            self.columns.resize_with(cells.len(), Seen::default);
        }
        for (index, cell) in cells.iter().enumerate() {
            if index != layout.time && Some(index) != layout.clock {
                self.columns[index].take(cell);
                let is_percent = || layout.names.get(index).is_some_and(|name| is_percent(name));
                self.decimals.take(cell, is_percent, line);
            }
        }
    }
}

/// A usage in % is never in the thousands, so that its mark is that of fractions.
fn is_percent(name: &str) -> bool {
    let name = name.to_lowercase();
    ["%", "cpu", "percent", "pct", "utili"].iter().any(|word| name.contains(word))
}

impl<'a> Seen<'a> {
    fn take(&mut self, cell: &'a str) {
        if self.take_whole(cell) || value::is_no_value(cell) {
            return;
        }
        match value::read(cell, DecimalMark::Point) {
            Err(Skip::TextValue) => {
                match Written::of(cell) {
                    Written::Calendar => self.times += 1,
                    _ => self.texts += 1,
                }
                if self.example.is_empty() {
                    self.example = cell;
                }
            }
            Err(Skip::UnknownUnit) => self.odd += 1,
            Ok(number) => {
                self.numbers += 1;
                self.has_fractions |=
                    !cell.bytes().all(|b| b.is_ascii_digit()) || number.value > 1e6;
            }
            Err(_) => self.numbers += 1,
        }
        if self.different.len() <= MAX_SERIES {
            self.different.insert(cell);
        }
    }
}

impl<'a> Seen<'a> {
    /// Takes a whole number, which most cells are or nearly so.
    fn take_whole(&mut self, cell: &'a str) -> bool {
        let is_whole = (1..=6).contains(&cell.len()) && cell.bytes().all(|b| b.is_ascii_digit());
        if is_whole {
            self.numbers += 1;
            if self.different.len() <= MAX_SERIES {
                self.different.insert(cell);
            }
        }
        is_whole
    }
}

impl Dates {
    fn take(&mut self, orders: Orders, stamp: &str, line: u32) {
        self.count += 1;
        self.day_first += u32::from(orders.day_first);
        self.month_first += u32::from(orders.month_first);
        if self.first.is_none() {
            self.first = Some((words::excerpt(stamp), line));
        }
    }

    /// The order that most dates allow, and whether all allow both.
    pub(in crate::history) fn order(&self) -> (DateOrder, bool) {
        let is_open = self.count > 0 && self.day_first == self.month_first;
        let order = match self.month_first > self.day_first {
            true => DateOrder::MonthFirst,
            false => DateOrder::DayFirst,
        };
        (order, is_open)
    }
}

impl Decimals {
    fn take(&mut self, cell: &str, is_percent: impl Fn() -> bool, line: u32) {
        let (digits, unit) = value::split_unit(cell);
        match number::only(digits) {
            Some(DecimalMark::Point) => self.point += 1,
            Some(DecimalMark::Comma) => self.comma += 1,
            None if self.open.is_none() && unit != "%" => {
                let both = number::either(digits).filter(|_| !is_percent());
                self.open = both.map(|both| (words::excerpt(cell), line, both));
            }
            None => {}
        }
    }

    /// The mark that the numbers show, or the one that goes with a delimiter where they show none,
    /// and whether some leave it open.
    pub(in crate::history) fn mark(&self, delimiter: u8) -> (DecimalMark, bool) {
        match (self.point > 0, self.comma > 0) {
            (true, false) => (DecimalMark::Point, false),
            (false, true) => (DecimalMark::Comma, false),
            _ => {
                let mark = if delimiter == b',' { DecimalMark::Point } else { DecimalMark::Comma };
                (mark, self.open.is_some())
            }
        }
    }
}

/// Goes on with a digest of texts.
pub(in crate::history) fn digest(start: u64, text: &str) -> u64 {
    const PRIME: u64 = 0x0100_0000_01B3;
    let start = start ^ 0xCBF2_9CE4_8422_2325;
    let sum = text.bytes().fold(start, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(PRIME));
    sum.rotate_left(17) ^ text.len() as u64
}
