//! What was decided at an instant of a replay or of the real group, in words.

use serde::{Deserialize, Serialize};

use super::job::{JobState, ReplayedVariant};
use super::remark::Remark;
use crate::base::duration_text;
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
    /// The real group; its variant is empty where there is none.
    pub real: RealRecord,
    /// Whether to look for the changes that would have turned each decision.
    pub flips: bool,
}

/// What is known of the real group: its sizes, and the rules it went by.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RealRecord {
    /// The replayed variant by whose rules it goes now, by name.
    pub variant: String,
    /// Its sizes as ordered, ascending.
    pub ordered: Vec<SizeAt>,
    /// Its rules over time, ascending, where some were edited.
    pub in_force: Vec<InForce>,
}

/// Asks why the real group changed its size, each time that it did.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExplainChanges {
    /// When, in milliseconds since the Unix epoch.
    pub times_ms: Vec<i64>,
    /// The group.
    pub real: RealRecord,
}

/// Why a real group changed its size.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reason {
    /// In a sentence; empty where the histories do not reach that time.
    pub text: String,
    /// What did it by these rules: a policy by its name, or the target by its metric's; empty where
    /// they say otherwise.
    pub policy: String,
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
    /// Why alone, which ends the summary.
    pub reasons: String,
    /// What was decided, with what held it back.
    pub headline: String,
    /// What no policy's part says of why; often nothing.
    pub beside: String,
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
    /// What became of it, in a word or two.
    pub tag: String,
    /// Whether that is worth a look.
    pub is_held: bool,
    /// What it saw and what came of it, in a sentence.
    pub text: String,
    /// How many samples it saw.
    pub samples: usize,
}

packed_as_json!(ExplainAt, Vec<Explanation>, ExplainChanges, Vec<Reason>);

impl ExplainAt {
    pub(super) fn answer(self, state: &mut JobState) -> Result<Vec<Explanation>, Refusal> {
        let job = state.job()?;
        let replayed = self.variants.iter().filter_map(|name| {
            let own = state.replayed(name).ok()?;
            let seen = Situation::simulated(job, &own.rules, &own.outcome, self.at_ms)?;
            Some(explanation(&seen, name, &own.variant, self.flips))
        });
        let real = state.replayed(&self.real.variant).ok();
        let real = real.and_then(|own| self.real.explanation(job, own, self.at_ms, self.flips));
        Ok(replayed.chain(real).collect())
    }
}

impl ExplainChanges {
    pub(super) fn answer(self, state: &mut JobState) -> Result<Vec<Reason>, Refusal> {
        let (job, own) = (state.job()?, state.replayed(&self.real.variant)?);
        let reason = |at_ms: &i64| self.real.reason(job, own, *at_ms).unwrap_or_default();
        Ok(self.times_ms.iter().map(reason).collect())
    }
}

impl RealRecord {
    /// What was decided at the last evaluation at or before an instant. What would have changed it
    /// under rules that have been replaced since is no proposal for the present ones.
    fn explanation(
        &self,
        job: &Job,
        own: &ReplayedVariant,
        at_ms: i64,
        with_flips: bool,
    ) -> Option<Explanation> {
        self.seen(job, own, at_ms, |seen, variant, replaced_ms| {
            let mut told = explanation(seen, "", variant, with_flips);
            if replaced_ms.is_some() {
                for flip in &mut told.flips {
                    (flip.proposal, flip.leads_to) = (String::new(), None);
                }
            }
            Explanation { replaced_ms, ..told }
        })
    }

    /// Why the size changed at an instant.
    fn reason(&self, job: &Job, own: &ReplayedVariant, at_ms: i64) -> Option<Reason> {
        self.seen(job, own, at_ms, |seen, _, _| {
            let moment = explain(seen);
            let fired = moment.fired().filter(|_| moment.agrees());
            let policy = fired.map(|own| own.name.clone()).unwrap_or_default();
            Reason { text: moment.reasons, policy }
        })
    }

    /// Tells the last evaluation at or before an instant by the rules of that time: when those were
    /// replaced, in milliseconds since the Unix epoch, comes along.
    fn seen<T>(
        &self,
        job: &Job,
        own: &ReplayedVariant,
        at_ms: i64,
        tell: impl FnOnce(&Situation, &Variant, Option<i64>) -> T,
    ) -> Option<T> {
        let now = Situation::recorded(job, &own.rules, &self.ordered, at_ms)?;
        let evaluated_ms = now.at_ms();
        let Some((earlier, until_ms)) = self.replaced(evaluated_ms) else {
            return Some(tell(&now, &own.variant, None));
        };
        let Ok(rules) = rules(job, earlier) else {
            return Some(tell(&now, &own.variant, None));
        };
        let then = Situation::recorded(job, &rules, &self.ordered, evaluated_ms)?;
        Some(tell(&then, earlier, Some(until_ms)))
    }

    /// The rules at an evaluation, and when they were replaced; none where those of now were in
    /// force.
    fn replaced(&self, evaluated_ms: i64) -> Option<(&Variant, i64)> {
        let next = self.in_force.iter().skip(1).find(|own| own.since_ms > evaluated_ms)?;
        let own = self.in_force.iter().rfind(|own| own.since_ms < next.since_ms)?;
        Some((&own.rules, next.since_ms))
    }
}

/// A situation in words.
fn explanation(
    situation: &Situation,
    name: &str,
    variant: &Variant,
    with_flips: bool,
) -> Explanation {
    let Moment { at_ms, cooldown_left_ms, readings, sentence, reasons, headline, beside, .. } =
        explain(situation);
    let left = cooldown_left_ms.filter(|left_ms| *left_ms > 0);
    Explanation {
        variant: name.to_owned(),
        at_ms,
        replaced_ms: None,
        summary: sentence,
        reasons,
        headline,
        beside,
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
    let Reading { name, tag, is_held, row, samples, .. } = reading;
    PolicyReading {
        name: name.clone(),
        tag: (*tag).to_owned(),
        is_held: *is_held,
        text: row.clone(),
        samples: *samples,
    }
}
