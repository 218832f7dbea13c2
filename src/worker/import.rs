//! A file, piece by piece.

use serde::{Deserialize, Serialize};

use super::{Reply, to_text};
use crate::history::{ImportOptions, Imported, Importer, Severity, check_size};

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
    /// What was found and what was done about it.
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
    pub(super) fn begin(&mut self, bytes: &str) -> Result<Reply, String> {
        let bytes = bytes.parse().map_err(|_| format!("“{bytes}” is no size."))?;
        check_size(bytes).map_err(|error| error.to_string())?;
        self.0 = Some(Importer::new(ImportOptions::default()));
        Ok(Reply::default())
    }

    pub(super) fn piece(&mut self, bytes: &[u8]) -> Result<Reply, String> {
        let importer = self.0.as_mut().ok_or_else(not_begun)?;
        importer.push(bytes).map_err(|error| error.to_string())?;
        Ok(Reply::default())
    }

    pub(super) fn finish(&mut self) -> Result<Reply, String> {
        let importer = self.0.take().ok_or_else(not_begun)?;
        let imported = importer.finish().map_err(|error| error.to_string())?;
        let samples = imported.series.samples();
        #[expect(clippy::cast_precision_loss, reason = "an instant has far fewer than 53 bits")]
        let times = samples.iter().map(|sample| sample.at_ms as f64).collect();
        let values = samples.iter().map(|sample| sample.value).collect();
        let text = to_text(&report(&imported));
        Ok(Reply { text, columns: vec![times, values], ..Reply::default() })
    }
}

fn not_begun() -> String {
    "No file is being read.".to_owned()
}

fn report(imported: &Imported) -> ImportReport {
    let report = &imported.report;
    let notes = report.findings.iter().map(|finding| Note {
        warning: finding.severity() == Severity::Warning,
        sentence: finding.to_string(),
    });
    ImportReport {
        samples: report.samples,
        rows: report.rows,
        format: report.format.to_string(),
        notes: notes.collect(),
    }
}
