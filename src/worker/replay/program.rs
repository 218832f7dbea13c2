//! The list of questions, and the state between them.

use super::advise::AdviseSweep;
use super::calibrate::{Calibrate, CalibrationReport, EstimateLoad, LoadReport, MeasureReplays};
use super::check::{CheckAssumptions, ExplainReversals, LintVariant};
use super::explain::{ExplainAt, ExplainChanges, Explanation, Reason};
use super::import::{
    FinishImport, ImportPiece, ImportState, ImportedFile, ReadAnswers, StartImport,
};
use super::incident::{CompareStretch, RepairPart, StartRepair};
use super::job::{JobState, SetJob};
use super::remark::Remark;
use super::response::TraceSetting;
use super::run_file::{LoadLink, LoadRun, SaveLink, SaveRun};
use super::samples::{Measured, ReadMetric};
use super::series::{AlignSeries, AlignmentReport, ExportCsv};
use super::shadow::{FollowShadow, ShadowReport};
use super::speak::Speak;
use super::sweep::{StartSweep, SweepPart, SweepResult, SweepStarted};
use super::variant::{ReplayOtherEdge, ReplayVariant, Replayed};
use crate::whatif::{Differences, Job, Measures, Recommendation, Repairs, Response};
use crate::worker::protocol::{Program, questions};

/// The program that replays.
#[derive(Clone, Copy)]
pub struct ReplayProgram;

impl Program for ReplayProgram {
    const NAME: &'static str = "headroom-replay";
    type Event = ();
}

/// What one worker remembers between questions.
#[derive(Default)]
pub struct ReplayWorker {
    import: ImportState,
    job: JobState,
}

questions! {
    /// Answers a question that came as a parcel.
    ///
    /// # Errors
    /// Says why there is no answer.
    pub [] fn answer for ReplayProgram, ReplayWorker [] {
        Speak() -> (),
        ReadMetric() -> Measured,
        StartImport(import) -> (),
        ImportPiece(import) -> (),
        FinishImport(import) -> ImportedFile,
        ReadAnswers() -> ImportedFile,
        AlignSeries() -> AlignmentReport,
        ExportCsv() -> Vec<u8>,
        SetJob(job) -> (),
        ReplayVariant(job) -> Replayed,
        ReplayOtherEdge(job) -> Replayed,
        ExplainAt(job) -> Vec<Explanation>,
        ExplainChanges(job) -> Vec<Reason>,
        LintVariant(job) -> Vec<Remark>,
        ExplainReversals(job) -> Vec<Remark>,
        CheckAssumptions(job) -> Vec<Remark>,
        Calibrate(job) -> CalibrationReport,
        EstimateLoad(job) -> LoadReport,
        MeasureReplays(job) -> Vec<Measures>,
        SaveRun() -> Vec<u8>,
        LoadRun() -> Job,
        SaveLink() -> String,
        LoadLink() -> Job,
        StartSweep(job) -> SweepStarted,
        SweepPart(job) -> SweepResult,
        AdviseSweep(job) -> Recommendation,
        CompareStretch(job) -> Differences,
        TraceSetting(job) -> Response,
        FollowShadow() -> ShadowReport,
        StartRepair(job) -> Repairs,
        RepairPart(job) -> Repairs,
    }
}
