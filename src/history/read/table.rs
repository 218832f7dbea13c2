//! Rows to times and to the values of each column; what cannot be one is counted by its reason.

use super::cells::Cells;
use super::column::Column;
use super::layout::{Layout, declared_delimiter};
use super::options::ImportOptions;
use super::skips::Skips;
use super::stamp::StampReader;
use super::value;
use crate::base::sort_by_key;
use crate::history::clean::Tick;
use crate::history::report::words::zone;
use crate::history::report::{Csv, Finding, ImportError, Places, Question, Skip, TimeForm, words};
use crate::history::{MAX_SAMPLES, MAX_SERIES};

/// Everything read so far.
pub(in crate::history) struct Table {
    offset_min: i32,
    declared: Option<u8>,
    layout: Option<Layout>,
    /// Line and text of the first row, for the message about a lone header.
    first: (u32, String),
    stamps: StampReader,
    /// Rows under the header.
    pub(in crate::history) count: u32,
    /// The rows that hold a value.
    pub(in crate::history) ticks: Vec<Tick>,
    /// One entry a column, but for the times'.
    pub(in crate::history) columns: Vec<Column>,
    samples: usize,
    skips: Skips,
    forms: [Places; 3],
    zoneless_example: String,
    surplus: Places,
}

impl Table {
    pub(in crate::history) fn new(offset_min: i32) -> Self {
        Self {
            offset_min,
            declared: None,
            layout: None,
            first: (0, String::new()),
            stamps: StampReader::new(offset_min),
            count: 0,
            ticks: Vec::new(),
            columns: Vec::new(),
            samples: 0,
            skips: Skips::default(),
            forms: Default::default(),
            zoneless_example: String::new(),
            surplus: Places::default(),
        }
    }

    /// Takes the next record.
    pub(in crate::history) fn take(&mut self, text: &str, line: u32) -> Result<(), ImportError> {
        if is_blank_or_comment(text) {
            return Ok(());
        }
        let Some(layout) = &mut self.layout else { return self.take_first(text, line) };
        if self.count == 0 && layout.take_heading(text) {
            return Ok(());
        }
        self.count = self.count.saturating_add(1);
        self.take_row(text, line)
    }

    /// The delimiter, as soon as it is known.
    pub(in crate::history) fn delimiter(&self) -> Option<u8> {
        self.layout.as_ref().map_or(self.declared, |layout| Some(layout.delimiter))
    }

    /// Whether no stamp names its zone, so that a change of the clocks would show.
    pub(in crate::history) fn is_zoneless(&self) -> bool {
        self.forms[TimeForm::Zoned as usize].count == 0
            && self.forms[TimeForm::Epoch as usize].count == 0
    }

    /// How the file is written; an error where it has no row.
    pub(in crate::history) fn format(&self) -> Result<Csv, ImportError> {
        let Some(layout) = &self.layout else { return Err(ImportError::Empty) };
        if self.count == 0 {
            let (line, header) = self.first.clone();
            return Err(ImportError::OnlyHeader { line, header });
        }
        let first_line = |form: &TimeForm| self.forms[*form as usize].lines.first().copied();
        let time_form = [TimeForm::Zoned, TimeForm::Zoneless, TimeForm::Epoch]
            .into_iter()
            .min_by_key(|form| first_line(form).unwrap_or(u32::MAX));
        Ok(Csv {
            delimiter: char::from(layout.delimiter),
            header: layout.header,
            columns: layout.names.clone(),
            time_column: layout.time,
            time_form: time_form.unwrap_or(TimeForm::Zoned),
            epoch_unit: self.stamps.unit,
        })
    }

    /// Asks for the zone of times that name none.
    pub(in crate::history) fn zone_question(
        &self,
        options: &ImportOptions,
        ticks: &[Tick],
    ) -> Option<Question> {
        let zoneless = &self.forms[TimeForm::Zoneless as usize];
        let stamps = || ticks.iter().map(|tick| tick.at_ms);
        (options.zone.is_none() && zoneless.count > 0).then(|| Question::Zone {
            example: self.zoneless_example.clone(),
            line: zoneless.lines.first().copied().unwrap_or_default(),
            first_local_ms: stamps().min().unwrap_or_default(),
            last_local_ms: stamps().max().unwrap_or_default(),
        })
    }

    /// How the times were understood, and what was left out of all columns.
    pub(in crate::history) fn findings(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let zoneless = &self.forms[TimeForm::Zoneless as usize];
        if zoneless.count > 0 {
            findings
                .push(Finding::Zoneless { places: zoneless.clone(), zone: zone(self.offset_min) });
        }
        findings.extend(self.mixed_forms());
        findings.extend(self.skips.findings());
        if self.surplus.count > 0 {
            findings.push(Finding::Surplus { places: self.surplus.clone() });
        }
        findings
    }

    fn take_first(&mut self, text: &str, line: u32) -> Result<(), ImportError> {
        if let Some(delimiter) = declared_delimiter(text) {
            self.declared = Some(delimiter);
            return Ok(());
        }
        let layout = Layout::learn(text, self.declared);
        let (time, is_header) = (layout.time, layout.header);
        let indices = 0..layout.names.len().max(2);
        self.columns = indices.filter(|index| *index != time).map(Column::new).collect();
        if self.columns.len() > MAX_SERIES {
            return Err(ImportError::TooManySeries { series: self.columns.len() });
        }
        self.layout = Some(layout);
        self.first = (line, words::excerpt(text));
        if is_header { Ok(()) } else { self.take(text, line) }
    }

    fn take_row(&mut self, text: &str, line: u32) -> Result<(), ImportError> {
        let Some(layout) = &self.layout else { return Ok(()) };
        let cells: Vec<&str> = Cells::new(text, layout.delimiter).collect();
        let (Some(time), true) = (cells.get(layout.time), cells.len() > 1) else {
            self.skips.add(Skip::TooFewColumns, text, line);
            return Ok(());
        };
        let (at_ms, form) = match self.stamps.read(time) {
            Ok(stamp) => stamp,
            Err(reason) => {
                self.skips.add(reason, time, line);
                return Ok(());
            }
        };
        if cells.iter().skip(layout.names.len().max(2)).any(|cell| !cell.is_empty()) {
            self.surplus.add(line);
        }
        let comma_is_decimal = layout.delimiter == b';';
        if let Some(content) = self.take_values(&cells, comma_is_decimal, (at_ms, line))? {
            if form == TimeForm::Zoneless && self.zoneless_example.is_empty() {
                self.zoneless_example = words::excerpt(time);
            }
            self.forms[form as usize].add(line);
            self.ticks.push(Tick { at_ms, line, content });
        }
        Ok(())
    }

    /// Hands each column its value; answers the row's digest, or `None` when it holds no value.
    fn take_values(
        &mut self,
        cells: &[&str],
        comma_is_decimal: bool,
        at: (i64, u32),
    ) -> Result<Option<u64>, ImportError> {
        let line = at.1;
        let mut content = None;
        for column in &mut self.columns {
            let Some(cell) = said(cells, column.index) else { continue };
            let Some(value) = column.take(cell, comma_is_decimal, at)? else { continue };
            self.samples += 1;
            content = Some(digest(content.unwrap_or_default(), column.index, value));
        }
        for column in &mut self.columns {
            if said(cells, column.index).is_none() {
                column.miss(content.is_some(), line);
            }
        }
        if self.samples > MAX_SAMPLES {
            return Err(ImportError::TooManySamples { line });
        }
        Ok(content)
    }

    fn mixed_forms(&self) -> Option<Finding> {
        let mut firsts: Vec<u32> =
            self.forms.iter().filter_map(|form| form.lines.first().copied()).collect();
        sort_by_key(&mut firsts, |line| *line);
        let line = *firsts.get(1)?;
        Some(Finding::MixedForms { counts: self.forms.each_ref().map(|form| form.count), line })
    }
}

/// The cell of a column, if it says anything.
fn said<'a>(cells: &[&'a str], column: usize) -> Option<&'a str> {
    cells.get(column).copied().filter(|cell| !value::is_nothing(cell))
}

/// Goes on with a row's digest: rows that hold the same have the same.
fn digest(content: u64, column: usize, value: f64) -> u64 {
    const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
    (content.rotate_left(23) ^ value.to_bits() ^ column as u64).wrapping_mul(ODD)
}

/// Spreadsheets end tables with rows of nothing but delimiters; those are blank too.
fn is_blank_or_comment(text: &str) -> bool {
    let start = text.trim_start_matches([' ', '\t', ',', ';']).trim();
    start.is_empty() || text.trim_start().starts_with('#')
}
