//! A replay beside what was real.

use serde::{Deserialize, Serialize};

use super::job::JobState;
use super::remark::Remark;
use crate::whatif::{Calibration, Plan, RealChange, calibrate};
use crate::worker::protocol::{Refusal, packed_as_json};

/// Asks how well a replay meets what was real.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Calibrate {
    /// The name of the replayed variant.
    pub variant: String,
    /// The real group's changes.
    pub changes: Vec<RealChange>,
}

/// How well a replay meets what was real.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CalibrationReport {
    /// The share of all changes that match, 0 to 1.
    pub score: Option<f64>,
    /// The score and what lies behind it, in a sentence or two.
    pub sentence: String,
    /// Whether any real change was derived from samples.
    pub derived: bool,
    /// The changes that only one side has.
    pub remarks: Vec<Remark>,
}

packed_as_json!(Calibrate, CalibrationReport);

impl Calibrate {
    pub(super) fn answer(self, state: &mut JobState) -> Result<CalibrationReport, Refusal> {
        let span = state.plan().map(Plan::span)?;
        let (job, own) = (state.job()?, state.replayed(&self.variant)?);
        let period_ms = job.period_ms(&own.rules);
        let Calibration { pairings, score, sentence, derived, .. } =
            calibrate(&own.outcome.changes, &self.changes, span, period_ms);
        let remarks = pairings.iter().filter_map(Remark::of_pairing).collect();
        Ok(CalibrationReport { score, sentence, derived, remarks })
    }
}
