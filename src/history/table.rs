//! Rows to samples with their line numbers; what cannot be one is counted by its reason.

use super::cells::Cells;
use super::columns::{Layout, declared_delimiter};
use super::stamp::StampReader;
use super::value::Number;
use super::{
    Finding, Format, ImportError, ImportOptions, MAX_SAMPLES, Places, Skip, TimeForm, value, words,
};

/// One readable row.
#[derive(Clone, Copy)]
pub(super) struct Row {
    pub(super) at_ms: i64,
    pub(super) value: f64,
    pub(super) line: u32,
}

/// Everything read so far.
pub(super) struct Table {
    options: ImportOptions,
    declared: Option<u8>,
    layout: Option<Layout>,
    /// Line and text of the first row, for the message about a lone header.
    first: (u32, String),
    stamps: StampReader,
    /// Rows under the header.
    pub(super) count: u32,
    pub(super) rows: Vec<Row>,
    skipped: [Skipped; Skip::ALL.len()],
    forms: [Places; 3],
    commas: Places,
}

#[derive(Default)]
struct Skipped {
    places: Places,
    example: String,
}

impl Table {
    pub(super) fn new(options: ImportOptions) -> Self {
        Self {
            options,
            declared: None,
            layout: None,
            first: (0, String::new()),
            stamps: StampReader::new(options.offset_min),
            count: 0,
            rows: Vec::new(),
            skipped: Default::default(),
            forms: Default::default(),
            commas: Places::default(),
        }
    }

    /// Takes the next record.
    pub(super) fn take(&mut self, text: &str, line: u32) -> Result<(), ImportError> {
        if is_blank_or_comment(text) {
            return Ok(());
        }
        let Some(layout) = &self.layout else { return self.take_first(text, line) };
        self.count = self.count.saturating_add(1);
        let reading = read(layout, &mut self.stamps, text);
        match reading {
            Ok(_) if self.rows.len() == MAX_SAMPLES => Err(ImportError::TooManySamples { line }),
            Ok(reading) => {
                self.keep(&reading, line);
                Ok(())
            }
            Err((reason, cell)) => {
                self.skipped[reason as usize].add(cell, line);
                Ok(())
            }
        }
    }

    /// The delimiter, as soon as it is known.
    pub(super) fn delimiter(&self) -> Option<u8> {
        self.layout.as_ref().map_or(self.declared, |layout| Some(layout.delimiter))
    }

    /// Whether no stamp names its zone, so that a change of the clocks would show.
    pub(super) fn is_zoneless(&self) -> bool {
        self.forms[TimeForm::Zoned as usize].count == 0
            && self.forms[TimeForm::Epoch as usize].count == 0
    }

    /// How the file is written; an error where it has no row.
    pub(super) fn format(&self) -> Result<Format, ImportError> {
        let Some(layout) = &self.layout else { return Err(ImportError::Empty) };
        if self.count == 0 {
            let (line, header) = self.first.clone();
            return Err(ImportError::OnlyHeader { line, header });
        }
        let first_line = |form: &TimeForm| self.forms[*form as usize].lines.first().copied();
        let time_form = [TimeForm::Zoned, TimeForm::Zoneless, TimeForm::Epoch]
            .into_iter()
            .min_by_key(|form| first_line(form).unwrap_or(u32::MAX));
        Ok(Format {
            delimiter: char::from(layout.delimiter),
            header: layout.header,
            columns: layout.names.clone(),
            time_column: layout.time,
            value_column: layout.value,
            time_form: time_form.unwrap_or(TimeForm::Zoned),
            epoch_unit: self.stamps.unit,
            decimal_comma: self.commas.count > 0,
        })
    }

    /// How the file was understood.
    pub(super) fn notes(&self) -> Vec<Finding> {
        let mut notes: Vec<Finding> = self.layout.iter().filter_map(Layout::finding).collect();
        let zoneless = &self.forms[TimeForm::Zoneless as usize];
        if zoneless.count > 0 {
            let offset_min = self.options.offset_min;
            notes.push(Finding::Zoneless { places: zoneless.clone(), offset_min });
        }
        if self.commas.count > 0 {
            notes.push(Finding::DecimalComma { places: self.commas.clone() });
        }
        notes.extend(self.mixed_forms());
        notes
    }

    /// What was left out, by reason.
    pub(super) fn omissions(&self) -> Vec<Finding> {
        let found = Skip::ALL.into_iter().zip(&self.skipped);
        found
            .filter(|(_, skipped)| skipped.places.count > 0)
            .map(|(reason, skipped)| Finding::Skipped {
                reason,
                places: skipped.places.clone(),
                example: skipped.example.clone(),
            })
            .collect()
    }

    fn take_first(&mut self, text: &str, line: u32) -> Result<(), ImportError> {
        if let Some(delimiter) = declared_delimiter(text) {
            self.declared = Some(delimiter);
            return Ok(());
        }
        if text.trim_start().starts_with(['{', '[']) {
            return Err(ImportError::Json { line });
        }
        let layout = Layout::learn(text, self.declared, self.options.value_column)?;
        let is_header = layout.header;
        self.layout = Some(layout);
        self.first = (line, words::excerpt(text));
        if is_header { Ok(()) } else { self.take(text, line) }
    }

    fn mixed_forms(&self) -> Option<Finding> {
        let mut firsts: Vec<u32> =
            self.forms.iter().filter_map(|form| form.lines.first().copied()).collect();
        firsts.sort_unstable();
        let line = *firsts.get(1)?;
        Some(Finding::MixedForms { counts: self.forms.each_ref().map(|form| form.count), line })
    }

    fn keep(&mut self, reading: &Reading, line: u32) {
        self.forms[reading.form as usize].add(line);
        if reading.number.comma {
            self.commas.add(line);
        }
        self.rows.push(Row { at_ms: reading.at_ms, value: reading.number.value, line });
    }
}

impl Skipped {
    fn add(&mut self, cell: &str, line: u32) {
        if self.places.count == 0 {
            self.example = words::excerpt(cell);
        }
        self.places.add(line);
    }
}

/// What one row says.
struct Reading {
    at_ms: i64,
    form: TimeForm,
    number: Number,
}

/// Reads a row, or says why not and which text is to blame.
fn read<'a>(
    layout: &Layout,
    stamps: &mut StampReader,
    text: &'a str,
) -> Result<Reading, (Skip, &'a str)> {
    let (Some(time), Some(value)) = two_cells(text, layout) else {
        return Err((Skip::TooFewColumns, text));
    };
    let (at_ms, form) = stamps.read(time).map_err(|reason| (reason, time))?;
    let comma_is_decimal = layout.delimiter == b';';
    let number = value::read(value, comma_is_decimal).map_err(|reason| (reason, value))?;
    Ok(Reading { at_ms, form, number })
}

/// Spreadsheets end tables with rows of nothing but delimiters; those are blank too.
fn is_blank_or_comment(text: &str) -> bool {
    let start = text.trim_start_matches([' ', '\t', ',', ';']).trim();
    start.is_empty() || text.trim_start().starts_with('#')
}

/// The cells of the time and the value.
fn two_cells<'a>(text: &'a str, layout: &Layout) -> (Option<&'a str>, Option<&'a str>) {
    let mut found = (None, None);
    let last = layout.time.max(layout.value);
    for (index, cell) in Cells::new(text, layout.delimiter).take(last + 1).enumerate() {
        if index == layout.time {
            found.0 = Some(cell);
        } else if index == layout.value {
            found.1 = Some(cell);
        }
    }
    found
}
