//! What was decided at an instant of a replay or of the real group, in words.

use serde::{Deserialize, Serialize};

use super::job::JobState;
use super::remark::Remark;
use crate::engine::{duration_text, quantity};
use crate::whatif::{
    InForce, Job, Moment, Reading, Situation, SizeAt, Variant, counterfactuals, explain, rules,
};
use crate::worker::protocol::{Refusal, packed_as_json};

/// Asks what the replayed variants decided at an instant, and why. A variant that was not
/// replayed is left out of the answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExplainAt {
    /// The instant, in milliseconds since the Unix epoch.
    pub at_ms: i64,
    /// The variants, by name.
    pub variants: Vec<String>,
    /// The variant by whose rules the real group went, by name; empty where there is none.
    pub real: String,
    /// The real group's sizes as ordered.
    pub ordered: Vec<SizeAt>,
    /// The real group's rules over time, ascending, where some were edited.
    pub in_force: Vec<InForce>,
    /// Whether to look for the changes that would have turned each decision.
    pub flips: bool,
}

/// What was decided at the evaluation at or before a moment, in words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Explanation {
    /// The variant's name; empty for the real group.
    pub variant: String,
    /// When it was evaluated, in milliseconds since the Unix epoch.
    pub at_ms: i64,
    /// When the rules were replaced by which it was decided, in milliseconds since the Unix epoch;
    /// `None` for those in force now.
    pub replaced_ms: Option<i64>,
    /// What was decided, and why.
    pub summary: String,
    /// What held it back; empty for nothing.
    pub limit: String,
    /// What was left of the cooldown; empty when it was over.
    pub cooldown: String,
    /// What each policy saw and what became of it.
    pub policies: Vec<PolicyReading>,
    /// The smallest changes that would have turned it.
    pub flips: Vec<Remark>,
}

/// What a policy saw at a decision, and what became of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PolicyReading {
    /// The policy's name.
    pub name: String,
    /// What it saw: the aggregate over its look-back.
    pub value: String,
    /// How many samples that was.
    pub samples: usize,
    /// What it is compared with.
    pub threshold: String,
    /// How far beyond the threshold it was; with a minus when it was not.
    pub margin: String,
    /// What became of it.
    pub verdict: String,
}

packed_as_json!(ExplainAt, Vec<Explanation>);

impl ExplainAt {
    pub(super) fn answer(self, state: &mut JobState) -> Result<Vec<Explanation>, Refusal> {
        let job = state.job()?;
        let replayed = self.variants.iter().filter_map(|name| {
            let own = state.replayed(name).ok()?;
            let seen = Situation::simulated(job, &own.rules, &own.outcome, self.at_ms)?;
            Some(explanation(&seen, name, &own.variant, self.flips))
        });
        let real = state.replayed(&self.real).ok().and_then(|own| {
            let seen = Situation::recorded(job, &own.rules, &self.ordered, self.at_ms)?;
            let earlier = self.earlier(job, seen.at_ms());
            earlier.or_else(|| Some(explanation(&seen, "", &own.variant, self.flips)))
        });
        Ok(replayed.chain(real).collect())
    }

    /// What the real group decided at an evaluation, where rules were in force then that have been
    /// replaced since. What would have changed it is no proposal for the present ones.
    fn earlier(&self, job: &Job, evaluated_ms: i64) -> Option<Explanation> {
        let next = self.in_force.iter().skip(1).find(|own| own.since_ms > evaluated_ms)?;
        let own = self.in_force.iter().rfind(|own| own.since_ms < next.since_ms)?;
        let rules = rules(job, &own.rules).ok()?;
        let seen = Situation::recorded(job, &rules, &self.ordered, evaluated_ms)?;
        let mut told = explanation(&seen, "", &own.rules, self.flips);
        for flip in &mut told.flips {
            (flip.proposal, flip.leads_to) = (String::new(), None);
        }
        Some(Explanation { replaced_ms: Some(next.since_ms), ..told })
    }
}

/// A situation in words.
fn explanation(
    situation: &Situation,
    name: &str,
    variant: &Variant,
    with_flips: bool,
) -> Explanation {
    let Moment { at_ms, limit_text, cooldown_left_ms, readings, sentence, .. } = explain(situation);
    let left = cooldown_left_ms.filter(|left_ms| *left_ms > 0);
    Explanation {
        variant: name.to_owned(),
        at_ms,
        replaced_ms: None,
        summary: sentence,
        limit: limit_text.unwrap_or_default(),
        cooldown: left.map(left_text).unwrap_or_default(),
        policies: readings.iter().map(reading).collect(),
        flips: if with_flips { turned(situation, variant) } else { Vec::new() },
    }
}

fn left_text(left_ms: i64) -> String {
    let time = duration_text(left_ms);
    t!("{time} left")
}

/// The smallest changes that would have turned a decision.
fn turned(situation: &Situation, variant: &Variant) -> Vec<Remark> {
    let found = counterfactuals(situation, variant).into_iter();
    found.map(|one| Remark::of_counterfactual(one, variant)).collect()
}

fn reading(reading: &Reading) -> PolicyReading {
    let number = |value: Option<f64>| {
        value.map_or_else(|| "–".to_owned(), |value| quantity(reading.metric, value))
    };
    PolicyReading {
        name: reading.name.clone(),
        value: number(reading.value),
        samples: reading.samples,
        threshold: quantity(reading.metric, reading.threshold),
        margin: number(reading.margin),
        verdict: reading.verdict_text.clone(),
    }
}
