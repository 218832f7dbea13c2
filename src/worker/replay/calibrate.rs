//! A replay beside what was real.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::job::JobState;
use super::remark::Remark;
use crate::engine::Metric;
use crate::whatif::{
    Calibration, Detail, Fit, History, InForce, LoadEstimate, LoadModel, Measures, ModelOptions,
    Plan, RealChange, SizeAt, Successive, Variant, calibrate, measures, successive,
};
use crate::worker::protocol::{Refusal, packed_as_json};

/// Asks how well a replay meets what was real.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Calibrate {
    /// The name of the replayed variant.
    pub variant: String,
    /// The real group's changes.
    pub changes: Vec<RealChange>,
    /// The real group's size as ordered, over time.
    pub sizes: Vec<SizeAt>,
    /// Rules that were in force before the variant's, as far as they are known, and last the
    /// variant's own; empty where it is not known that they ever changed.
    pub in_force: Vec<InForce>,
}

/// Asks what the recording says of how load spreads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EstimateLoad;

/// What the recording says of how load spreads.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LoadReport {
    /// What was found; `None` without any history.
    pub estimate: Option<LoadEstimate>,
    /// It in a sentence or two; empty without any history.
    pub sentence: String,
    /// The job's model as it tells, where it does.
    pub model: Option<ModelOptions>,
}

/// Asks for replays in the measures that the literature counts; the first is what the others are
/// held against.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MeasureReplays {
    /// The names of the replayed variants.
    pub variants: Vec<String>,
}

/// How well a replay meets what was real.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CalibrationReport {
    /// The share of all changes that match, 0 to 1; `None` where neither side ever changed.
    pub score: Option<f64>,
    /// How many real changes the replay met.
    pub met: usize,
    /// How many there were.
    pub real: usize,
    /// How many changes only the replay made.
    pub extra: usize,
    /// The score and what lies behind it, in a sentence or two.
    pub sentence: String,
    /// Whether any real change was derived from samples.
    pub derived: bool,
    /// How near the replay's size is to the real one.
    pub fit: Fit,
    /// Which rules the real group is held against, in a sentence.
    pub rules: String,
    /// The changes that only one side has.
    pub remarks: Vec<Remark>,
}

packed_as_json!(
    Calibrate,
    CalibrationReport,
    EstimateLoad,
    LoadReport,
    MeasureReplays,
    Vec<Measures>
);

impl Calibrate {
    pub(super) fn answer(self, state: &mut JobState) -> Result<CalibrationReport, Refusal> {
        let span = state.plan().map(Plan::span)?;
        let own = state.replayed(&self.variant)?;
        let (rules, variant) = (own.rules.clone(), own.variant.clone());
        let Successive { changes, sizes } = match self.in_force.as_slice() {
            [] => {
                let outcome = &own.outcome;
                Successive { changes: outcome.changes.clone(), sizes: outcome.sizes.clone() }
            }
            in_force => successive(state.job()?, in_force).map_err(Refusal::invalid)?,
        };
        let period_ms = state.job()?.period_ms(&rules);
        let Calibration { pairings, matched: met, missed, extra, score, sentence, derived, .. } =
            calibrate(&changes, &self.changes, span, period_ms);
        let other = other_edge(state, &variant, self.in_force.is_empty())?;
        let edges: Vec<&[SizeAt]> =
            [Some(sizes.as_slice()), other.as_deref()].into_iter().flatten().collect();
        let fit = Fit::of(&pairings, &edges, &self.sizes, span);
        let remarks = pairings.iter().filter_map(Remark::of_pairing).collect();
        let rules = rules_sentence(self.in_force.len());
        let real = met + missed;
        Ok(CalibrationReport { score, met, real, extra, sentence, derived, fit, rules, remarks })
    }
}

/// The size at the band's other edge, where the recording leaves the demand open.
fn other_edge(
    state: &mut JobState,
    variant: &Variant,
    is_asked: bool,
) -> Result<Option<Vec<SizeAt>>, Refusal> {
    if !is_asked || state.plan()?.saturated_samples() == 0 {
        return Ok(None);
    }
    let replayed = state.other_edge()?.replay(variant, Detail::Curves).map_err(Refusal::invalid)?;
    Ok(Some(replayed.sizes))
}

pub(super) fn rules_sentence(known: usize) -> String {
    match known {
        0 => t!(
            "All of it is held against the present rules: when they were changed, if they were, is \
             not known."
        )
        .to_owned(),
        1 => t!("All of it is held against the rules that were in force.").to_owned(),
        count => t!("Each stretch is held against what was in force then, {count} in all."),
    }
}

impl EstimateLoad {
    pub(super) fn answer(self, state: &mut JobState) -> Result<LoadReport, Refusal> {
        let job = state.job()?;
        let spread = |history: &&History| history.load == LoadModel::PerInstance;
        let tells = |history: &&History| spread(history) && history.metric == Metric::Cpu;
        let own = job.histories.iter().find(tells).or(job.histories.iter().find(spread));
        Ok(own.or(job.histories.first()).map_or_else(LoadReport::default, |history| {
            let estimate = LoadEstimate::of(history, &job.recorded_sizes);
            let model = estimate.fitted(history.metric, job.model);
            let sentence = estimate.sentence(history.metric);
            LoadReport { estimate: Some(estimate), sentence, model }
        }))
    }
}

impl MeasureReplays {
    pub(super) fn answer(self, state: &mut JobState) -> Result<Vec<Measures>, Refusal> {
        let job = Arc::clone(state.job()?);
        let plan = state.plan()?.clone();
        let mut found: Vec<Measures> = Vec::with_capacity(self.variants.len());
        for name in &self.variants {
            let own = state.replayed(name)?;
            let Some(mut told) = measures(&job, &plan, &own.rules, &own.outcome) else {
                return Ok(Vec::new());
            };
            told.elastic_speed_up = found.first().and_then(|base| told.speed_up(base));
            found.push(told);
        }
        Ok(found)
    }
}
