//! Which of the rules that no source settles matter to a result, and how much.

use serde::{Deserialize, Serialize};

use super::alternative::{Alternative, alternatives};
use crate::engine::{Assumptions, Metric};
use crate::whatif::{
    Detail, Job, JobError, Scorecard, Variant, VariantOutcome, run_variants, scorecard_rows,
};

/// An assumption whose alternative changes the result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sensitivity {
    /// The field of [`Assumptions`] that differs, or `target_period_ms` of the job.
    pub field: String,
    /// The assumptions with that field changed.
    pub alternative: Assumptions,
    /// How often a group with a target is evaluated then, in milliseconds.
    pub target_period_ms: i64,
    /// The replay under them, in numbers; [`crate::whatif::scorecard_rows`] sets them beside the
    /// present ones.
    pub scorecard: Scorecard,
    /// What would be different, in one sentence.
    pub sentence: String,
}

/// Replays a variant under each alternative of every assumption that its kind of rules asks, one at
/// a time, and tells those that change its sizes or its scorecard. Silent about the rest.
///
/// # Errors
/// Names the first part of the job or the variant that cannot be used.
pub fn sensitivities(job: &Job, variant: &Variant) -> Result<Vec<Sensitivity>, JobError> {
    let Some(base) = replay(job, variant)? else { return Ok(Vec::new()) };
    let metric = job.histories.first().map_or(Metric::Cpu, |history| history.metric);
    let mut other = job.clone();
    let mut found = Vec::new();
    for alternative in alternatives(job, variant) {
        let Alternative { field, clause, assumptions, target_period_ms } = alternative;
        (other.assumptions, other.target_period_ms) = (assumptions, target_period_ms);
        let Some(outcome) = replay(&other, variant)? else { continue };
        if outcome.sizes == base.sizes && outcome.scorecard == base.scorecard {
            continue;
        }
        let what = differences(&base.scorecard, &outcome.scorecard, metric);
        found.push(Sensitivity {
            field: field.to_owned(),
            alternative: assumptions,
            target_period_ms,
            scorecard: outcome.scorecard,
            sentence: format!("If {clause}: {what}."),
        });
    }
    Ok(found)
}

fn replay(job: &Job, variant: &Variant) -> Result<Option<VariantOutcome>, JobError> {
    let variants = [variant.clone()];
    Ok(run_variants(job, &variants, Detail::Curves)?.variants.pop())
}

/// What the scorecard shows differently: `cost −1.20 €, overload +30 min`.
fn differences(base: &Scorecard, other: &Scorecard, metric: Metric) -> String {
    let rows = scorecard_rows(base, other, metric);
    let differ = rows.iter().filter(|row| row.saved != row.edited).map(|row| {
        let unit = if row.unit.is_empty() { String::new() } else { format!(" {}", row.unit) };
        format!("{} {}{unit}", row.label.to_lowercase(), row.difference)
    });
    let texts: Vec<String> = differ.collect();
    match texts.is_empty() {
        true => "the same numbers, but other moments of change".to_owned(),
        false => texts.join(", "),
    }
}
