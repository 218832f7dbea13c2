//! One moment of a group, simulated or real: what was seen, decided, and why.

use super::Situation;
use crate::engine::{
    Aggregate, Decision, Limit, Metric, Operator, Signal, Verdict, headline, limit_text,
    real_summary, signal_row, signal_sentence, verdict_tag, verdict_text,
};
use crate::whatif::Interval;

/// One policy's part in a moment, or a target's.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The policy's index in the rules; 0 for a target.
    pub policy: usize,
    /// Its name; for a target, which has none, what it is of.
    pub name: String,
    /// What it watches.
    pub metric: Metric,
    /// How the look-back's samples become one number.
    pub aggregate: Aggregate,
    /// That number; `None` without samples.
    pub value: Option<f64>,
    /// How many samples that was.
    pub samples: usize,
    /// The look-back: after its start, up to and including its end.
    pub look_back: Interval,
    /// How the number is compared; for a target, on which side of it the number lies.
    pub operator: Operator,
    /// With what, in the metric's unit.
    pub threshold: f64,
    /// How far the number is beyond the threshold, in the metric's unit: above 0 where the policy
    /// is breached, 0 or less where it is not; `None` without samples.
    pub margin: Option<f64>,
    /// What became of it.
    pub verdict: Verdict,
    /// That in a few words, for a table's cell.
    pub verdict_text: String,
    /// That in a word or two, for a tag.
    pub tag: &'static str,
    /// Whether that is worth a look: it was held back, or saw nothing.
    pub is_held: bool,
    /// All of it in one sentence.
    pub sentence: String,
    /// The same where the name stands beside it.
    pub row: String,
}

/// A decision and why it was taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// When it was taken, in milliseconds since the Unix epoch.
    pub at_ms: i64,
    /// What was decided; its limit is the rule that held it back first. Of a real moment it is
    /// what the rules say, which [`Self::really`] may belie.
    pub decision: Decision,
    /// The limit in words; `None` when nothing held it back.
    pub limit_text: Option<String>,
    /// What was left of the cooldown, in milliseconds, whether or not it denied anything; `None`
    /// when it was over.
    pub cooldown_left_ms: Option<i64>,
    /// Every policy's part, in the order of evaluation.
    pub readings: Vec<Reading>,
    /// The size of the real group after this evaluation; `None` in a replay.
    pub really: Option<u32>,
    /// What happened and why, in a sentence or two.
    pub sentence: String,
    /// Why alone.
    pub reasons: String,
    /// What happened, with what held it back.
    pub headline: String,
    /// What none of the readings says of why.
    pub beside: String,
}

impl Moment {
    /// Whether the rules say what the real group did; true in a replay.
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.really.is_none_or(|really| really == self.decision.after)
    }

    /// The policy that changed the size, or the target.
    #[must_use]
    pub fn fired(&self) -> Option<&Reading> {
        self.readings.iter().find(|own| matches!(own.verdict, Verdict::Fired { .. }))
    }

    /// The limit, as data; `None` when nothing held it back.
    #[must_use]
    pub const fn limit(&self) -> Option<Limit> {
        self.decision.limit
    }
}

/// Tells a situation's decision and its reasons.
///
/// ```
/// use headroom::whatif::{Detail, Situation, explain, from_file, rules, run};
///
/// let job = from_file(&std::fs::read("tests/examples/hour.json")?)?;
/// let rules = rules(&job, &job.variants[0])?;
/// let outcome = run(&job, Detail::Ledger)?.variants.remove(0);
/// // Why did it not scale at 08:15?
/// let at_ms = 1_772_439_300_000;
/// let situation = Situation::simulated(&job, &rules, &outcome, at_ms).unwrap();
/// let moment = explain(&situation);
/// assert_eq!(moment.decision.before, moment.decision.after);
/// assert_eq!(moment.readings[0].value, Some(68.0));
/// assert_eq!(moment.readings[0].verdict_text, "2 points short");
/// assert_eq!(
///     moment.sentence,
///     "Stayed at 2. CPU 68 % over 5 min is 2 under the 70 % of “up”."
/// );
/// assert_eq!(moment.reasons, "CPU 68 % over 5 min is 2 under the 70 % of “up”.");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn explain(situation: &Situation) -> Moment {
    let (decision, signals) = situation.decision();
    let rules = situation.rules;
    // A replay does what the rules say.
    let really = situation.really.unwrap_or(decision.after);
    let (sentence, reasons) = real_summary(rules, &decision, &signals, really);
    let (headline, beside) = headline(rules, &decision, &signals, really);
    Moment {
        at_ms: situation.at_ms,
        decision,
        limit_text: decision.limit.map(limit_text),
        cooldown_left_ms: situation.cooldown_left_ms(),
        readings: signals.iter().filter_map(|signal| reading(situation, signal)).collect(),
        really: situation.really,
        sentence,
        reasons,
        headline,
        beside,
    }
}

fn reading(situation: &Situation, signal: &Signal) -> Option<Reading> {
    if situation.rules.target().is_some() {
        return target_reading(situation, signal);
    }
    let policy = situation.rules.policies().get(signal.policy)?;
    let from_ms = situation.at_ms.saturating_sub(policy.look_back_ms);
    let beyond = |value: f64| match policy.operator {
        Operator::GreaterThan => policy.excess(value),
        Operator::LessThan => 0.0 - policy.excess(value),
    };
    let (tag, is_held) = verdict_tag(situation.rules, signal.verdict);
    Some(Reading {
        policy: signal.policy,
        name: policy.name.clone(),
        metric: policy.metric,
        aggregate: policy.aggregate,
        value: signal.value,
        samples: signal.samples,
        look_back: Interval { from_ms, to_ms: situation.at_ms },
        operator: policy.operator,
        threshold: policy.threshold,
        margin: signal.value.map(beyond),
        verdict: signal.verdict,
        verdict_text: verdict_text(situation.rules, signal),
        tag,
        is_held,
        sentence: signal_sentence(situation.rules, signal),
        row: signal_row(situation.rules, signal),
    })
}

/// A target's part: the average beside it, on whichever side it lies.
fn target_reading(situation: &Situation, signal: &Signal) -> Option<Reading> {
    let rules = situation.rules;
    let (metric, percent) = rules.target()?.average()?;
    let threshold = f64::from(percent);
    let averaging_ms = rules.assumptions.target.averaging_ms;
    let label = metric.label();
    let (tag, is_held) = verdict_tag(rules, signal.verdict);
    let operator = match signal.value {
        Some(value) if value < threshold => Operator::LessThan,
        _ => Operator::GreaterThan,
    };
    Some(Reading {
        policy: signal.policy,
        name: t!("{label} target"),
        metric,
        aggregate: Aggregate::Average,
        value: signal.value,
        samples: signal.samples,
        look_back: Interval {
            from_ms: situation.at_ms.saturating_sub(averaging_ms),
            to_ms: situation.at_ms,
        },
        operator,
        threshold,
        margin: signal.value.map(|value| (value - threshold).abs()),
        verdict: signal.verdict,
        verdict_text: verdict_text(rules, signal),
        tag,
        is_held,
        sentence: signal_sentence(rules, signal),
        row: signal_row(rules, signal),
    })
}
