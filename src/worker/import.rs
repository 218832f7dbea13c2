//! A file, piece by piece.

use serde::{Deserialize, Serialize};

use super::{Reply, from_text, to_text};
use crate::history::{
    Finding, ImportError, ImportOptions, Imported, Importer, MAX_JSON_BYTES, MAX_SERIES,
    NamedSeries, Series, Severity, Suggestion, check_size, import_answers,
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
    /// What the file holds, in the order of the columns beside it: times and values of each.
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
    /// It in a sentence.
    pub sentence: String,
}

/// The file that is being read.
#[derive(Default)]
pub(super) struct Import(Option<Importer>);

impl Import {
    pub(super) fn begin(&mut self, text: &str) -> Result<Reply, String> {
        let (bytes, options) = text.split_once(' ').unwrap_or((text, ""));
        let bytes = bytes.parse().map_err(|_| format!("“{bytes}” is no size."))?;
        check_size(bytes).map_err(|error| error.to_string())?;
        let options = match options {
            "" => ImportOptions::default(),
            text => from_text(text)?,
        };
        self.0 = Some(Importer::new(options));
        Ok(Reply::default())
    }

    pub(super) fn piece(&mut self, bytes: &[u8]) -> Result<Reply, String> {
        let importer = self.0.as_mut().ok_or_else(not_begun)?;
        importer.push(bytes).map_err(|error| error.to_string())?;
        Ok(Reply::default())
    }

    pub(super) fn finish(&mut self) -> Result<Reply, String> {
        let importer = self.0.take().ok_or_else(not_begun)?;
        importer.finish().map(|imported| told(&imported)).map_err(|error| error.to_string())
    }
}

fn told(imported: &Imported) -> Reply {
    let columns = imported.series.iter().flat_map(|one| columns(&one.series));
    let (text, columns) = (to_text(&report(imported)), columns.collect());
    Reply { text, columns, ..Reply::default() }
}

/// Reads the answers to one question, which lie one after the other.
pub(super) fn answers(text: &str, bytes: &[u8]) -> Result<Reply, String> {
    let lengths: Vec<usize> = from_text(text)?;
    let mut rest = bytes;
    let mut answers = Vec::with_capacity(lengths.len());
    for length in lengths {
        let (answer, after) = rest.split_at_checked(length).ok_or("An answer is cut off.")?;
        answers.push(answer);
        rest = after;
    }
    let imported = import_answers(&answers, &ImportOptions::default());
    imported.map(|imported| told(&imported)).map_err(|error| of_answer(&error))
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

/// Times and values.
fn columns(series: &Series) -> [Vec<f64>; 2] {
    let samples = series.samples();
    #[expect(clippy::cast_precision_loss, reason = "an instant has far fewer than 53 bits")]
    let times = samples.iter().map(|sample| sample.at_ms as f64).collect();
    [times, samples.iter().map(|sample| sample.value).collect()]
}

fn not_begun() -> String {
    "No file is being read.".to_owned()
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
    let Suggestion { metric, factor, reason } = one.suggestion();
    SeriesReport {
        summary: one.summary(),
        metric: metric.map(|metric| metric.to_string()).unwrap_or_default(),
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
