//! A file, piece by piece, and answers of Prometheus.

use serde::{Deserialize, Serialize};

use super::samples::{self, Samples};
use crate::history::{
    Finding, Guess, ImportError, ImportOptions, Imported, Importer, MAX_JSON_BYTES, MAX_SERIES,
    NamedSeries, Severity, Suggestion, check_size, import_answers,
};
use crate::worker::protocol::{
    Packed, Parcel, Refusal, Unreadable, packed_as_bytes, packed_as_json, packed_as_nothing,
};

/// The most bytes of answers that are read as one history.
pub const MOST_ANSWERED: usize = MAX_JSON_BYTES;

/// What an import found, for people.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportReport {
    /// How many samples came of it.
    pub samples: u32,
    /// How many rows the file has.
    pub rows: u32,
    /// What the file was taken for.
    pub format: String,
    /// What was found in the whole file and what was done about it.
    pub notes: Vec<Note>,
    /// What is known of each series.
    pub series: Vec<SeriesReport>,
}

/// One series of a file, for people.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SeriesReport {
    /// Its name, or which column it is.
    pub name: String,
    /// The unit of its values as they are; empty when it is not known.
    pub unit: String,
    /// How many samples it has.
    pub samples: u32,
    /// Its samples, step and range in one sentence.
    pub summary: String,
    /// The managed metric that it is likely to be, as the API names it; empty when nothing tells.
    pub metric: String,
    /// Its values times this are in that metric's own unit.
    pub factor: f64,
    /// Why that metric and that factor, in one sentence.
    pub reason: String,
    /// What was found in it and what was done about it.
    pub notes: Vec<Note>,
}

/// One thing that was found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Note {
    /// Whether it may change what a replay answers.
    pub warning: bool,
    /// What was found, in one sentence.
    pub sentence: String,
}

/// Starts to read a file; what was read of another one is forgotten.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StartImport {
    /// How large the file is.
    pub bytes: u64,
    /// What the file cannot tell.
    pub options: ImportOptions,
}

packed_as_json!(StartImport);

/// Reads a file's next piece.
#[derive(Clone, Debug)]
pub struct ImportPiece {
    /// The piece.
    pub bytes: Vec<u8>,
}

packed_as_bytes!(ImportPiece { bytes });

/// Ends a file and asks for what it holds.
#[derive(Clone, Copy, Debug)]
pub struct FinishImport;

packed_as_nothing!(FinishImport);

/// Reads the answers of Prometheus to one question, as one history.
#[derive(Clone, Debug)]
pub struct ReadAnswers {
    /// The answers' bodies.
    pub bodies: Vec<Vec<u8>>,
}

/// The bodies lie one after the other; the text lists their lengths.
impl Packed for ReadAnswers {
    fn pack(self) -> Parcel {
        let lengths: Vec<usize> = self.bodies.iter().map(Vec::len).collect();
        Parcel { bytes: self.bodies.concat(), ..Parcel::json(&lengths) }
    }

    fn unpack(parcel: Parcel) -> Result<Self, Unreadable> {
        let lengths: Vec<usize> = parcel.value()?;
        let mut rest = parcel.bytes.as_slice();
        let mut bodies = Vec::with_capacity(lengths.len());
        for length in lengths {
            let cut = || Unreadable::at("bodies", "an answer is cut off");
            let (body, after) = rest.split_at_checked(length).ok_or_else(cut)?;
            bodies.push(body.to_vec());
            rest = after;
        }
        Ok(Self { bodies })
    }
}

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImportedFile {
    /// What was found in it.
    pub report: ImportReport,
    /// The samples of each series that the report lists, in its order.
    pub series: Vec<Samples>,
}

impl Packed for ImportedFile {
    fn pack(self) -> Parcel {
        debug_assert_eq!(self.report.series.len(), self.series.len(), "each series is reported");
        let columns = self.series.iter().flat_map(Samples::to_columns).collect();
        Parcel { columns, ..Parcel::json(&self.report) }
    }

    fn unpack(mut parcel: Parcel) -> Result<Self, Unreadable> {
        let report: ImportReport = parcel.value()?;
        let mut columns = parcel.take_columns();
        let series = report.series.iter().map(|_| samples::next(&mut columns));
        Ok(Self { series: series.collect::<Result<_, _>>()?, report })
    }
}

/// The file that is being read.
#[derive(Default)]
pub(super) struct ImportState(Option<Importer>);

impl StartImport {
    pub(super) fn answer(self, state: &mut ImportState) -> Result<(), Refusal> {
        check_size(self.bytes).map_err(Refusal::invalid)?;
        state.0 = Some(Importer::new(self.options));
        Ok(())
    }
}

impl ImportPiece {
    pub(super) fn answer(self, state: &mut ImportState) -> Result<(), Refusal> {
        let importer = state.0.as_mut().ok_or(Refusal::NoImport)?;
        importer.push(&self.bytes).map(drop).map_err(Refusal::invalid)
    }
}

impl FinishImport {
    pub(super) fn answer(self, state: &mut ImportState) -> Result<ImportedFile, Refusal> {
        let importer = state.0.take().ok_or(Refusal::NoImport)?;
        importer.finish().map(|imported| file(&imported)).map_err(Refusal::invalid)
    }
}

impl ReadAnswers {
    pub(super) fn answer(self) -> Result<ImportedFile, Refusal> {
        let bodies: Vec<&[u8]> = self.bodies.iter().map(Vec::as_slice).collect();
        let imported = import_answers(&bodies, &ImportOptions::default());
        let refused = |error: ImportError| Refusal::Invalid(of_answer(&error));
        imported.map(|imported| file(&imported)).map_err(refused)
    }
}

fn file(imported: &Imported) -> ImportedFile {
    let samples = |one: &NamedSeries| {
        let samples = one.series.samples();
        Samples {
            times_ms: samples.iter().map(|sample| sample.at_ms).collect(),
            values: samples.iter().map(|sample| sample.value).collect(),
        }
    };
    let series = imported.series.iter().map(samples).collect();
    ImportedFile { report: report(imported), series }
}

/// The words of an import, told of an answer rather than of a file.
fn of_answer(error: &ImportError) -> String {
    match error {
        ImportError::NoSeries { why } => format!(
            "The answer has no series that can be used. {why} Check the expression's labels and \
             the times."
        ),
        ImportError::TooManySeries { series } => format!(
            "The answer has {series} series, and at most {MAX_SERIES} can be read at once. Narrow \
             the expression, or aggregate it, as avg(…) does."
        ),
        ImportError::Refused { words } => format!("The server refused it: {words}."),
        ImportError::BrokenJson { what } | ImportError::OtherJson { what } => {
            format!("The answer is not one of Prometheus to a range query: {what}.")
        }
        other => other.to_string(),
    }
}

fn report(imported: &Imported) -> ImportReport {
    let report = &imported.report;
    ImportReport {
        samples: report.samples,
        rows: report.rows,
        format: report.format.to_string(),
        notes: notes(&report.findings),
        series: imported.series.iter().map(series_report).collect(),
    }
}

fn series_report(one: &NamedSeries) -> SeriesReport {
    let suggestion = one.suggestion();
    let metric = suggestion.metric();
    let Suggestion { factor, reason, .. } = suggestion;
    SeriesReport {
        summary: one.summary(),
        metric: metric.map_or("", Guess::as_str).to_owned(),
        factor,
        reason,
        name: one.title(),
        unit: one.unit.as_ref().map(|unit| unit.word.clone()).unwrap_or_default(),
        samples: u32::try_from(one.series.samples().len()).unwrap_or(u32::MAX),
        notes: notes(&one.findings),
    }
}

fn notes(findings: &[Finding]) -> Vec<Note> {
    let note = |finding: &Finding| Note {
        warning: finding.severity() == Severity::Warning,
        sentence: finding.to_string(),
    };
    findings.iter().map(note).collect()
}
