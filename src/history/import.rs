//! The import as a whole: bytes in, as many at a time as one likes; a series and its report out.

use serde::{Deserialize, Serialize};

use super::draft::LeftOut;
use super::lines::{BOM, Lines};
use super::order::Order;
use super::table::Table;
use super::{
    Csv, Finding, Format, ImportError, MAX_BYTES, MAX_JSON_BYTES, NamedSeries, Report, group,
    prometheus, words,
};
use crate::wire::GroupId;

/// What the file cannot tell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportOptions {
    /// The zone of times that name none, in minutes east of UTC.
    pub offset_min: i32,
    /// The group whose history it should be; series that name another one are warned of.
    pub group: Option<GroupId>,
}

/// What an import yields.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Imported {
    /// The series, in the order of the file; at least one.
    pub series: Vec<NamedSeries>,
    /// What was found in the file and what was done about it.
    pub report: Report,
}

/// Reads a file piece by piece; to stop, drop it.
///
/// ```
/// use headroom::history::{ImportOptions, Importer};
///
/// let mut importer = Importer::new(ImportOptions::default());
/// importer.push(b"timestamp,value\n2026-03-01 12:00:00,51.8\n2026-03-")?;
/// importer.push(b"01 12:05:00,48.2\n")?;
/// let imported = importer.finish()?;
/// assert_eq!(imported.series[0].series.step_ms(), 300_000);
/// assert_eq!(
///     imported.report.findings[0].to_string(),
///     "2 times without a zone (first at line 2): read as UTC."
/// );
/// # Ok::<(), headroom::history::ImportError>(())
/// ```
pub struct Importer {
    options: ImportOptions,
    body: Body,
    room: u64,
    failed: Option<ImportError>,
}

/// What has been read, by what the file turned out to be.
enum Body {
    /// Nothing but spaces and marks.
    Blank(Vec<u8>),
    Table(Box<Reader>),
    Json(Vec<u8>),
}

/// A table that is being read.
struct Reader {
    lines: Lines,
    table: Table,
}

impl Importer {
    /// Nothing read yet.
    #[must_use]
    pub fn new(options: ImportOptions) -> Self {
        Self { options, body: Body::Blank(Vec::new()), room: MAX_BYTES, failed: None }
    }

    /// Reads the next piece, cut anywhere.
    ///
    /// # Errors
    /// What makes the whole file unusable. The importer is of no use then and repeats the error.
    pub fn push(&mut self, chunk: &[u8]) -> Result<(), ImportError> {
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        let result = self.read(chunk);
        self.failed = result.clone().err();
        result
    }

    /// Ends the file and puts the samples in order.
    ///
    /// # Errors
    /// An earlier error again, or that there are no two samples.
    pub fn finish(self) -> Result<Imported, ImportError> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        match self.body {
            Body::Json(bytes) => prometheus::read(&[&bytes], &self.options),
            Body::Table(reader) => reader.finish(&self.options),
            Body::Blank(bytes) => {
                let mut reader = Reader::new(&self.options);
                reader.push(&bytes)?;
                reader.finish(&self.options)
            }
        }
    }

    fn read(&mut self, chunk: &[u8]) -> Result<(), ImportError> {
        let allowed = usize::try_from(self.room).unwrap_or(usize::MAX).min(chunk.len());
        self.take(&chunk[..allowed])?;
        if allowed < chunk.len() {
            return Err(ImportError::TooMuch);
        }
        self.room -= allowed as u64;
        Ok(())
    }

    fn take(&mut self, bytes: &[u8]) -> Result<(), ImportError> {
        match &mut self.body {
            Body::Table(reader) => reader.push(bytes),
            Body::Json(json) if json.len() + bytes.len() > MAX_JSON_BYTES => {
                Err(ImportError::LargeJson)
            }
            Body::Json(json) => {
                json.extend_from_slice(bytes);
                Ok(())
            }
            Body::Blank(blank) => {
                let Some(first) = bytes.iter().find(|byte| !is_blank(**byte)) else {
                    blank.extend_from_slice(bytes);
                    return Ok(());
                };
                let blank = std::mem::take(blank);
                self.body = match first {
                    b'{' | b'[' => Body::Json(Vec::new()),
                    _ => Body::Table(Box::new(Reader::new(&self.options))),
                };
                self.take(&blank)?;
                self.take(bytes)
            }
        }
    }
}

/// A space, a line's end, or part of a byte order mark.
fn is_blank(byte: u8) -> bool {
    byte.is_ascii_whitespace() || BOM.contains(&byte)
}

impl Reader {
    fn new(options: &ImportOptions) -> Self {
        Self { lines: Lines::new(), table: Table::new(options.offset_min) }
    }

    fn push(&mut self, mut bytes: &[u8]) -> Result<(), ImportError> {
        while let Some(record) = self.lines.take(&mut bytes)? {
            self.table.take(record.text()?, record.line)?;
            self.lines.delimiter = self.table.delimiter();
        }
        Ok(())
    }

    fn finish(mut self, options: &ImportOptions) -> Result<Imported, ImportError> {
        if let Some(record) = self.lines.last()? {
            self.table.take(record.text()?, record.line)?;
        }
        conclude(self.table, options)
    }
}

/// Puts the columns of a table in time.
fn conclude(mut table: Table, options: &ImportOptions) -> Result<Imported, ImportError> {
    let format = table.format()?;
    let (rows, zoneless) = (table.count, table.is_zoneless());
    let mut findings = table.findings();
    let ticks = std::mem::take(&mut table.ticks);
    let (order, found) = Order::learn(ticks, zoneless.then_some(options.offset_min));
    findings.extend(found);

    let (mut series, mut left_out) = (Vec::new(), Vec::new());
    let name = |column: usize| format.columns.get(column).map_or("", String::as_str);
    for draft in table.drafts {
        let name = name(draft.column);
        match draft.conclude(&order, name, zoneless) {
            Ok(mut one) => {
                one.findings.splice(0..0, group::check(name, options.group.as_ref()));
                series.push(one);
            }
            Err(one) => left_out.push(one),
        }
    }
    if series.is_empty() {
        return Err(nothing(rows, findings, left_out));
    }
    findings.splice(0..0, chosen(&format, &series));
    findings.extend(left_out.into_iter().map(|one| {
        let name = name(one.column);
        one.finding(name)
    }));
    let samples: usize = series.iter().map(|one| one.series.samples().len()).sum();
    let samples = u32::try_from(samples).unwrap_or(u32::MAX);
    let format = Format::Table(format);
    Ok(Imported { series, report: Report { format, rows, samples, findings } })
}

/// Says what was taken for what, where there was a choice.
fn chosen(format: &Csv, series: &[NamedSeries]) -> Option<Finding> {
    (format.columns.len() > 2).then(|| Finding::ColumnsChosen {
        columns: format.columns.len(),
        time: format.time_column,
        time_name: words::excerpt(&format.columns[format.time_column]),
        values: series.iter().filter_map(|one| one.column).collect(),
    })
}

/// No column has made a series.
fn nothing(rows: u32, mut findings: Vec<Finding>, left_out: Vec<LeftOut>) -> ImportError {
    /// How many columns give their reasons.
    const COLUMNS: usize = 3;
    let samples = left_out.iter().map(|one| one.samples).max().unwrap_or_default();
    findings.extend(left_out.into_iter().take(COLUMNS).flat_map(|one| one.findings));
    let why = explain(&findings);
    match samples {
        0 => ImportError::NoNumbers { rows, why },
        _ => ImportError::TooFewSamples { rows, why },
    }
}

/// Every reason why rows did not become samples, in sentences.
fn explain(findings: &[Finding]) -> String {
    let is_loss = |finding: &&Finding| {
        matches!(finding, Finding::Skipped { .. } | Finding::Duplicates { .. })
    };
    let sentences: Vec<String> = findings.iter().filter(is_loss).map(Finding::to_string).collect();
    sentences.join(" ")
}

/// Imports bytes that are all there.
///
/// # Errors
/// As [`Importer::push`] and [`Importer::finish`].
pub fn import(bytes: &[u8], options: ImportOptions) -> Result<Imported, ImportError> {
    let mut importer = Importer::new(options);
    importer.push(bytes)?;
    importer.finish()
}

/// Imports the answers of Prometheus to one question, each about another stretch of time.
///
/// # Errors
/// What makes all of them unusable.
pub fn import_answers(answers: &[&[u8]], options: &ImportOptions) -> Result<Imported, ImportError> {
    let bytes: usize = answers.iter().map(|answer| answer.len()).sum();
    if bytes > MAX_JSON_BYTES {
        return Err(ImportError::LargeJson);
    }
    prometheus::read(answers, options)
}

/// Refuses a file by its size, before it is read.
///
/// # Errors
/// When it is larger than [`MAX_BYTES`].
pub fn check_size(bytes: u64) -> Result<(), ImportError> {
    if bytes > MAX_BYTES { Err(ImportError::TooLarge { bytes }) } else { Ok(()) }
}
