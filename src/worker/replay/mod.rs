//! The program `headroom-replay`: it replays, sweeps, and reads and writes what is long.
//!
//! Each question stands with its answer in the file of its noun; `program` lists them all.
//!
//! | file | holds |
//! |---|---|
//! | `program` | the list of questions, and the state between them |
//! | `samples` | a metric's samples in columns |
//! | `series` | histories beside each other, and as a file |
//! | `import` | a file, piece by piece, and answers of Prometheus |
//! | `import_report` | what was found in it, in rows |
//! | `job` | what is replayed, and what was replayed of it |
//! | `variant` | replays of a variant |
//! | `incident` | what was different in a stretch, and what would have repaired it |
//! | `explain` | what was decided at an instant, and why |
//! | `check` | lints, reversals, assumptions |
//! | `response` | what a variant comes to over a range of one setting |
//! | `calibrate` | a replay beside what was real |
//! | `remark` | a finding in a sentence |
//! | `shadow` | rules in the shadow of the real group |
//! | `sweep` | points of a sweep, a part at a time |
//! | `advise` | which of them to take |
//! | `run_file` | runs as files and links |
//! | `speak` | the language of what it says |

mod advise;
mod calibrate;
mod check;
mod explain;
mod import;
mod import_report;
mod incident;
mod job;
mod program;
mod remark;
mod response;
mod run_file;
mod samples;
mod series;
mod shadow;
mod speak;
mod sweep;
mod variant;

pub use advise::AdviseSweep;
pub use calibrate::{Calibrate, CalibrationReport, EstimateLoad, LoadReport, MeasureReplays};
pub use check::{CheckAssumptions, ExplainReversals, LintVariant};
pub use explain::{ExplainAt, ExplainChanges, Explanation, PolicyReading, RealRecord, Reason};
pub use import::{
    FinishImport, ImportPiece, ImportedFile, MOST_ANSWERED, ReadAnswers, StartImport,
};
pub use import_report::{
    Form, FormOf, FormReport, ImportReport, MetricReading, Note, SeriesReport,
};
pub use incident::{CompareStretch, RepairPart, StartRepair, offsets_between};
pub use job::SetJob;
pub use program::{ReplayProgram, ReplayWorker, answer};
pub use remark::Remark;
pub use response::TraceSetting;
pub use run_file::{LoadLink, LoadRun, SaveLink, SaveRun};
pub use samples::{Measured, NamedSamples, ReadMetric, Samples};
pub use series::{AlignSeries, AlignmentReport, Coverage, ExportCsv};
pub use shadow::{FollowShadow, ShadowBeside, ShadowChange, ShadowFigure, ShadowReport};
pub use speak::Speak;
pub use sweep::{StartSweep, SweepPart, SweepResult, SweepStarted};
pub use variant::{ReplayOtherEdge, ReplayVariant, Replayed};

// What a file leaves open and how that is answered.
pub use crate::history::{
    Conversion, DateOrder, DecimalMark, ImportOptions, LocalZone, Profile, Question, ZoneOffset,
};
