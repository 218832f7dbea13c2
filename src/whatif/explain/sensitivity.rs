//! Which of a job's unknowns matter to a result, and how much: the rules that no source settles,
//! and what no recording tells.

use serde::{Deserialize, Serialize};

use super::alternative::{Alternative, Otherwise, alternatives};
use super::model::model;
use crate::base::sort_by;
use crate::engine::Metric;
use crate::whatif::{
    Detail, Job, JobError, Scorecard, Variant, VariantOutcome, run_variants, scorecard_rows,
};

/// An unknown whose alternative changes the result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sensitivity {
    /// The field of the job or of its assumptions that differs.
    pub field: String,
    /// What it is taken for.
    pub alternative: Otherwise,
    /// The replay under them, in numbers; [`crate::whatif::scorecard_rows`] sets them beside the
    /// present ones.
    pub scorecard: Scorecard,
    /// What would be different, in one sentence.
    pub sentence: String,
}

/// Replays a variant under each alternative of every unknown that its kind of rules asks, one at a
/// time, and tells those that change its sizes or its scorecard, those that change it most first.
/// Silent about the rest. Of the evaluation's phase, which is one of many, the worst is told alone.
///
/// # Errors
/// Names the first part of the job or the variant that cannot be used.
///
/// ```
/// use headroom::whatif::{from_file, sensitivities};
///
/// let job = from_file(&std::fs::read("tests/examples/hour.json")?)?;
/// let found = sensitivities(&job, &job.variants[0])?;
/// assert_eq!(found[0].field, "boot_delay_ms");
/// assert_eq!(
///     found[0].sentence,
///     "If an Instance served 3 min after its order: cost a day +0.45 €, cost a month +13.40 €, \
///      changes +2, instance-hours +0.4 h."
/// );
/// // Nothing is a percentage here, so its rounding is not spoken of.
/// assert!(!found.iter().any(|sensitivity| sensitivity.field == "percent_rounding"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn sensitivities(job: &Job, variant: &Variant) -> Result<Vec<Sensitivity>, JobError> {
    let Some(base) = replay(job, variant)? else { return Ok(Vec::new()) };
    let metric = job.histories.first().map_or(Metric::Cpu, |history| history.metric);
    let mut other = job.clone();
    let mut found: Vec<(f64, Sensitivity)> = Vec::new();
    let mut all = alternatives(job, variant);
    model(job, &mut all);
    for Alternative { field, clause, otherwise } in all {
        otherwise.set(&mut other);
        let outcome = replay(&other, variant)?;
        restore(&mut other, job);
        let Some(outcome) = outcome else { continue };
        // How much demand it was said to be is no result.
        let demand_hours = base.scorecard.demand_hours;
        let same = Scorecard { demand_hours, ..outcome.scorecard.clone() } == base.scorecard;
        if outcome.sizes == base.sizes && same {
            continue;
        }
        let what = differences(&base.scorecard, &outcome.scorecard, metric);
        let sensitivity = Sensitivity {
            field: field.to_owned(),
            alternative: otherwise,
            sentence: t!("If {clause}: {what}."),
            scorecard: outcome.scorecard,
        };
        found.push((weight(&base.scorecard, &sensitivity.scorecard), sensitivity));
    }
    sort_by(&mut found, |one, other| other.0.total_cmp(&one.0));
    let mut phases = 0;
    found.retain(|(_, one)| {
        phases += u32::from(matches!(one.alternative, Otherwise::EvaluationPhase(_)));
        phases <= 1 || !matches!(one.alternative, Otherwise::EvaluationPhase(_))
    });
    Ok(found.into_iter().map(|(_, sensitivity)| sensitivity).collect())
}

/// Puts back what any alternative takes otherwise.
const fn restore(other: &mut Job, job: &Job) {
    other.assumptions = job.assumptions;
    other.target_period_ms = job.target_period_ms;
    other.missing_data = job.missing_data;
    other.sample_reading = job.sample_reading;
    other.removal = job.removal;
    other.boot_delay_ms = job.boot_delay_ms;
    other.evaluation_phase_ms = job.evaluation_phase_ms;
    other.saturation_multiple = job.saturation_multiple;
    other.model = job.model;
}

/// How much a result differs: the largest of the shares by which cost, overload, changes and
/// reversals do. What is small is held against a usual amount, so that a minute more than none is
/// no doubling.
fn weight(base: &Scorecard, other: &Scorecard) -> f64 {
    let share = |one: f64, other: f64, usual: f64| (one - other).abs() / one.max(other).max(usual);
    let minutes = |card: &Scorecard| card.overload_minutes.unwrap_or_default();
    #[expect(clippy::cast_precision_loss, reason = "counts stay far under 2^53")]
    let count = |count: usize| count as f64;
    [
        share(base.instance_hours, other.instance_hours, 1.0),
        share(minutes(base), minutes(other), 30.0),
        share(count(base.changes), count(other.changes), 10.0),
        share(count(base.reversals), count(other.reversals), 10.0),
    ]
    .into_iter()
    .fold(0.0, f64::max)
}

fn replay(job: &Job, variant: &Variant) -> Result<Option<VariantOutcome>, JobError> {
    let variants = [variant.clone()];
    Ok(run_variants(job, &variants, Detail::Curves)?.variants.pop())
}

/// What the scorecard shows differently: `cost −1.20 €, overload +30 min`.
fn differences(base: &Scorecard, other: &Scorecard, metric: Metric) -> String {
    let rows = scorecard_rows(base, other, metric);
    let differ = rows.iter().filter(|row| row.saved != row.edited).map(|row| {
        let unit = if row.unit.is_empty() { String::new() } else { format!("\u{a0}{}", row.unit) };
        format!("{} {}{unit}", inside(row.label), row.difference)
    });
    let texts: Vec<String> = differ.collect();
    match texts.is_empty() {
        true => t!("the same numbers, but other moments of change").to_owned(),
        false => texts.join(", "),
    }
}

/// A label as within a sentence.
fn inside(label: &str) -> String {
    let mut letters = label.chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    first.chain(letters.clone()).collect()
}
