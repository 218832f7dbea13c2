//! What the worker finds worth saying about rules and replays: a sentence, and often a way on.

use serde::{Deserialize, Serialize};

use super::{Reply, from_text, to_text};
use crate::whatif::{
    Calibration, Interval, Job, LintContext, Pairing, RealChange, Severity, Situation, Variant,
    calibrate, counterfactuals, flaps, lints, sensitivities,
};

use super::replay::Kept;

/// Something worth saying.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Remark {
    /// What kind it is, in a word for people.
    pub kind: String,
    /// It in a sentence.
    pub sentence: String,
    /// The moment that it is about, in milliseconds since the Unix epoch.
    pub at_ms: Option<i64>,
    /// What could be done about it, as a button says it.
    pub proposal: String,
    /// The rules that doing so leads to.
    pub leads_to: Option<Variant>,
}

/// What the replay is held against.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Real {
    /// The variant, by name.
    pub variant: String,
    /// The real group's changes.
    pub changes: Vec<RealChange>,
}

/// How well a replay meets what was real.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Calibrated {
    /// The share of all changes that match, 0 to 1.
    pub score: Option<f64>,
    /// It in a sentence or two.
    pub sentence: String,
    /// Whether any real change was derived from samples.
    pub derived: bool,
    /// The changes that only one side has.
    pub remarks: Vec<Remark>,
}

/// What stands out about a variant's rules.
pub(super) fn of_rules(context: &LintContext, text: &str) -> Result<Reply, String> {
    let variant: Variant = from_text(text)?;
    let remark = |lint: crate::whatif::Lint| {
        let (proposal, leads_to) = match lint.fix {
            Some(fix) => (fix.label, Some(fix.variant)),
            None => (String::new(), None),
        };
        let kind = match lint.severity {
            Severity::Fault => "Fault",
            Severity::Warning => "Warning",
            Severity::Note => "Note",
        };
        let (kind, sentence) = (kind.to_owned(), lint.sentence);
        Remark { kind, sentence, at_ms: None, proposal, leads_to }
    };
    Ok(reply(lints(&variant, context).into_iter().map(remark)))
}

/// The changes of one parameter that would have turned a decision.
pub(super) fn of_decision(situation: &Situation, variant: &Variant) -> Vec<Remark> {
    let remark = |counterfactual: crate::whatif::Counterfactual| Remark {
        kind: String::new(),
        leads_to: Some(counterfactual.setting.made(variant)),
        proposal: "Try it".to_owned(),
        sentence: counterfactual.sentence,
        at_ms: None,
    };
    counterfactuals(situation, variant).into_iter().map(remark).collect()
}

/// The reversals of a replay, with their causes.
pub(super) fn of_reversals(job: &Job, kept: &Kept) -> Reply {
    let remark = |flap: crate::whatif::Flap| Remark {
        sentence: flap.sentence,
        at_ms: Some(flap.second.at_ms),
        ..Remark::default()
    };
    reply(flaps(job, &kept.rules, &kept.outcome).into_iter().map(remark))
}

/// What would be different under rules that no source settles.
pub(super) fn of_assumptions(job: &Job, text: &str) -> Result<Reply, String> {
    let variant: Variant = from_text(text)?;
    let found = sensitivities(job, &variant).map_err(|error| error.to_string())?;
    let remark = |sensitivity: crate::whatif::Sensitivity| Remark {
        sentence: sensitivity.sentence,
        ..Remark::default()
    };
    Ok(reply(found.into_iter().map(remark)))
}

/// A replay beside what was real.
pub(super) fn of_reality(job: &Job, span: Interval, kept: &Kept, real: &Real) -> Reply {
    let Calibration { pairings, score, sentence, derived, .. } =
        calibrate(&kept.outcome.changes, &real.changes, span, job.evaluation_period_ms);
    let remarks = pairings.iter().filter_map(remark_of).collect();
    Reply::text(to_text(&Calibrated { score, sentence, derived, remarks }))
}

fn remark_of(pairing: &Pairing) -> Option<Remark> {
    let (kind, sentence) = match pairing {
        Pairing::Matched { .. } => return None,
        Pairing::Missed(real) => {
            ("Missed", format!("Only the real group changed, by {:+}.", real.by))
        }
        Pairing::Extra(change) => {
            ("Extra", format!("Only the replay changed, from {} to {}.", change.from, change.to))
        }
    };
    let at_ms = Some(pairing.at_ms());
    Some(Remark { kind: kind.to_owned(), sentence, at_ms, ..Remark::default() })
}

fn reply(remarks: impl Iterator<Item = Remark>) -> Reply {
    Reply::text(to_text(&remarks.collect::<Vec<_>>()))
}
