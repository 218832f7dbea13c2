//! Which point of a sweep to take.

use serde::{Deserialize, Serialize};

use super::job::JobState;
use crate::whatif::{Candidates, Recommendation, recommend};
use crate::worker::protocol::{Refusal, packed_as_json};

/// Asks which point of the sweep that was started to take; its candidates are those of all its
/// parts, whoever replayed them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AdviseSweep {
    /// The points that could be advised.
    pub candidates: Candidates,
}

packed_as_json!(AdviseSweep, Recommendation);

impl AdviseSweep {
    pub(super) fn answer(self, state: &mut JobState) -> Result<Recommendation, Refusal> {
        let job = state.job()?;
        let own = state.sweep.as_ref().ok_or(Refusal::NoSweep)?;
        recommend(job, own.search.grid(), &own.saved, &self.candidates).map_err(Refusal::invalid)
    }
}
