//! The questions of the what-if to the replay program.

use std::sync::Arc;

use crate::api::{ApiError, Unreachable};
use crate::lab::{Band, ImportedSeries, Run};
use crate::ui::link::port::AskError;
use crate::ui::link::worker::{Replays, use_replays};
use crate::whatif::{Job, Outcome, Variant, rules};
use crate::worker::protocol::Refusal;
use crate::worker::replay::{
    AlignSeries, AlignmentReport, Calibrate, CalibrationReport, CheckAssumptions, ExplainAt,
    ExplainReversals, Explanation, ExportCsv, FinishImport, ImportPiece, ImportReport,
    ImportedFile, LintVariant, LoadLink, LoadRun, NamedSamples, ReadAnswers, ReadMetric, Remark,
    ReplayOtherEdge, ReplayVariant, Replayed, Samples, SaveLink, SaveRun, SetJob, StartImport,
};

/// The questions of the what-if.
#[derive(Clone, Copy)]
pub struct Desk(Replays);

/// The console's replays, as the what-if asks them.
pub fn use_desk() -> Desk {
    Desk(use_replays())
}

impl Desk {
    /// How often the worker died: what it was told is forgotten with each.
    pub fn restarts(self) -> u32 {
        self.0.restarts()
    }

    /// What a metric's reply holds.
    ///
    /// # Errors
    /// When the reply is not a metric's.
    pub async fn samples(self, body: &[u8]) -> Result<Samples, ApiError> {
        let answer = self.0.ask(ReadMetric { body: body.to_vec() }).await;
        answer.map_err(|error| match error {
            AskError::Refused(Refusal::Unreadable { path, message }) => {
                ApiError::Malformed { path, message }
            }
            AskError::Refused(refusal) => {
                ApiError::Malformed { path: "a metric".to_owned(), message: refusal.to_string() }
            }
            AskError::Stopped => ApiError::Unreachable(Unreachable::Stopped),
        })
    }

    /// Begins to read a file of so many bytes.
    ///
    /// # Errors
    /// When it is too large.
    pub async fn import(self, bytes: u64) -> Result<(), AskError> {
        self.0.ask(StartImport { bytes, ..StartImport::default() }).await
    }

    /// Reads a file's next piece.
    ///
    /// # Errors
    /// What makes the whole file unusable.
    pub async fn piece(self, bytes: Vec<u8>) -> Result<(), AskError> {
        self.0.ask(ImportPiece { bytes }).await
    }

    /// Ends a file: what was found, and its series.
    ///
    /// # Errors
    /// What makes the whole file unusable.
    pub async fn finish(self) -> Result<(ImportReport, Vec<ImportedSeries>), AskError> {
        self.0.ask(FinishImport).await.map(file_series)
    }

    /// Reads the answers of a metrics server to one question.
    ///
    /// # Errors
    /// What makes all of them unusable.
    pub async fn answers(
        self,
        bodies: Vec<Vec<u8>>,
    ) -> Result<(ImportReport, Vec<ImportedSeries>), AskError> {
        self.0.ask(ReadAnswers { bodies }).await.map(file_series)
    }

    /// How series lie beside each other.
    ///
    /// # Errors
    /// When one of them is none.
    pub async fn align(self, series: &[&ImportedSeries]) -> Result<AlignmentReport, AskError> {
        self.0.ask(AlignSeries { series: named(series) }).await
    }

    /// Series as a CSV file.
    ///
    /// # Errors
    /// When one of them is none.
    pub async fn export(self, series: &[&ImportedSeries]) -> Result<Vec<u8>, AskError> {
        self.0.ask(ExportCsv { series: named(series) }).await
    }

    /// Sets what is replayed.
    ///
    /// # Errors
    /// When there is no worker.
    pub async fn job(self, job: &Arc<Job>) -> Result<(), AskError> {
        self.0.ask(SetJob { job: Arc::clone(job) }).await
    }

    /// A run as a file: a job with variants.
    ///
    /// # Errors
    /// When there is no worker.
    pub async fn save_run(self, job: &Job, variants: Vec<Variant>) -> Result<Vec<u8>, AskError> {
        self.0.ask(SaveRun { job: Arc::new(Job { variants, ..job.clone() }) }).await
    }

    /// Reads a run file.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub async fn load_run(self, file: Vec<u8>) -> Result<Job, AskError> {
        self.0.ask(LoadRun { file }).await
    }

    /// A run as a link's text, without its histories.
    ///
    /// # Errors
    /// When it is too long for one.
    pub async fn save_link(self, job: &Job, variants: Vec<Variant>) -> Result<String, AskError> {
        self.0.ask(SaveLink { job: Arc::new(Job { variants, ..job.clone() }) }).await
    }

    /// The job of a link's text, without histories.
    ///
    /// # Errors
    /// What is wrong with it.
    pub async fn load_link(self, text: &str) -> Result<Job, AskError> {
        self.0.ask(LoadLink { text: text.to_owned() }).await
    }

    /// Replays a variant of the job; the worker keeps its ledger for [`Self::moment`]. `banded`
    /// asks for the band's other edge too, where the recording has one.
    ///
    /// # Errors
    /// What is wrong with the job or the variant.
    pub async fn replay(self, job: &Job, variant: &Variant, banded: bool) -> Result<Run, AskError> {
        let refused =
            |(part, errors)| AskError::Refused(Refusal::Invalid(format!("{part}: {errors}")));
        let rules = rules(job, variant).map_err(refused)?;
        let asked = ReplayVariant { variant: variant.clone() };
        let Replayed { common, variant: outcome } = self.0.ask(asked).await?;
        let band = match banded && common.saturated_samples > 0 {
            true => {
                let asked = ReplayOtherEdge { variant: variant.clone() };
                let outcome = self.0.ask(asked).await?.variant;
                Some(Band { multiple: job.other_multiple(), outcome })
            }
            false => None,
        };
        let Outcome { span, saturated_samples: saturated, price, .. } = common;
        let multiple = job.saturation_multiple;
        Ok(Run { rules, outcome, span, saturated, price, multiple, band })
    }

    /// What replayed variants decided at an instant.
    ///
    /// # Errors
    /// When there is no worker.
    pub async fn moment(self, at: &ExplainAt) -> Result<Vec<Explanation>, AskError> {
        self.0.ask(at.clone()).await
    }

    /// What stands out about a variant's rules.
    ///
    /// # Errors
    /// When there is no worker.
    pub async fn lints(self, variant: &Variant) -> Result<Vec<Remark>, AskError> {
        self.0.ask(LintVariant { variant: variant.clone() }).await
    }

    /// A replayed variant's reversals with their causes.
    ///
    /// # Errors
    /// When it was not replayed.
    pub async fn flaps(self, name: &str) -> Result<Vec<Remark>, AskError> {
        self.0.ask(ExplainReversals { variant: name.to_owned() }).await
    }

    /// What would be different under the rules that no source settles.
    ///
    /// # Errors
    /// What is wrong with the job or the variant.
    pub async fn doubts(self, variant: &Variant) -> Result<Vec<Remark>, AskError> {
        self.0.ask(CheckAssumptions { variant: variant.clone() }).await
    }

    /// A replay beside what was real.
    ///
    /// # Errors
    /// When the variant was not replayed.
    pub async fn calibrate(self, real: &Calibrate) -> Result<CalibrationReport, AskError> {
        self.0.ask(real.clone()).await
    }
}

fn named(series: &[&ImportedSeries]) -> Vec<NamedSamples> {
    let one = |series: &&ImportedSeries| NamedSamples {
        name: series.name.clone(),
        samples: Arc::clone(&series.samples),
    };
    series.iter().map(one).collect()
}

/// What was found in a file, and its series.
fn file_series(file: ImportedFile) -> (ImportReport, Vec<ImportedSeries>) {
    let series = ImportedSeries::of_report(&file.report, file.series);
    (file.report, series)
}
