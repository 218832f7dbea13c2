//! What an import yields.

use serde::{Deserialize, Serialize};

use crate::history::clean::NamedSeries;
use crate::history::meaning;
use crate::history::report::{Finding, Question, Report};

/// What an import yields.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Imported {
    /// The series, in the order of the file; at least one.
    pub series: Vec<NamedSeries>,
    /// What was found in the file and what was done about it.
    pub report: Report,
    /// What only its user can answer: first about the whole file, then about its series.
    pub questions: Vec<Question>,
}

impl Imported {
    /// The series with what must be asked about them after what must be asked about the file.
    pub(in crate::history) fn new(
        series: Vec<NamedSeries>,
        report: Report,
        mut questions: Vec<Question>,
    ) -> Self {
        questions.extend(meaning::questions(&series));
        Self { series, report, questions }
    }

    /// The columns and series that were left out; each renders to one sentence with its reason.
    pub fn left_out(&self) -> impl Iterator<Item = &Finding> {
        self.report.findings.iter().filter(|one| matches!(one, Finding::LeftOut { .. }))
    }
}
