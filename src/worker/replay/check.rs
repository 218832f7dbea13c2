//! What stands out about rules and replays.

use serde::{Deserialize, Serialize};

use super::job::JobState;
use super::remark::Remark;
use crate::whatif::{Variant, doubts, flaps, lints};
use crate::worker::protocol::{Refusal, packed_as_json};

/// Asks what stands out about a variant's rules; the job's recording is taken into account where
/// one is set.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LintVariant {
    /// The variant.
    pub variant: Variant,
}

/// Asks for a replay's reversals with their causes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ExplainReversals {
    /// The name of the replayed variant.
    pub variant: String,
}

/// Asks what would be different under the rules that no source settles.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CheckAssumptions {
    /// The variant.
    pub variant: Variant,
}

packed_as_json!(LintVariant, ExplainReversals, CheckAssumptions);

impl LintVariant {
    #[expect(clippy::unnecessary_wraps, reason = "every question may be refused")]
    pub(super) fn answer(self, state: &mut JobState) -> Result<Vec<Remark>, Refusal> {
        let found = lints(&self.variant, state.context());
        Ok(found.into_iter().map(Remark::of_lint).collect())
    }
}

impl ExplainReversals {
    pub(super) fn answer(self, state: &mut JobState) -> Result<Vec<Remark>, Refusal> {
        let (job, own) = (state.job()?, state.replayed(&self.variant)?);
        let found = flaps(job, &own.rules, &own.outcome);
        Ok(found.into_iter().map(Remark::of_reversal).collect())
    }
}

impl CheckAssumptions {
    pub(super) fn answer(self, state: &mut JobState) -> Result<Vec<Remark>, Refusal> {
        let found = doubts(state.job()?, &self.variant).map_err(Refusal::invalid)?;
        Ok(found.into_iter().map(Remark::of_assumption).collect())
    }
}
