//! One moment of a replay or of the real group, in words.

use serde::{Deserialize, Serialize};

use super::remark::{Remark, of_decision};
use crate::engine::{duration_text, quantity};
use crate::whatif::{Moment, Reading, Situation, SizeAt, Variant, explain};

/// The moment that is asked about.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct At {
    /// The instant, in milliseconds since the Unix epoch.
    pub at_ms: i64,
    /// The variants, by name.
    pub variants: Vec<String>,
    /// The variant by whose rules the real group went, by name; empty where there is none.
    pub real: String,
    /// The real group's sizes as ordered.
    pub ordered: Vec<SizeAt>,
    /// Whether to look for the changes that would have turned each decision.
    pub flips: bool,
}

/// What was decided at the evaluation at or before a moment, in words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Decided {
    /// The variant's name; empty for the real group.
    pub variant: String,
    /// When it was evaluated, in milliseconds since the Unix epoch.
    pub at_ms: i64,
    /// What was decided, and why.
    pub summary: String,
    /// What held it back; empty for nothing.
    pub limit: String,
    /// What was left of the cooldown; empty when it was over.
    pub cooldown: String,
    /// Every policy's part in it.
    pub policies: Vec<PolicyPart>,
    /// The smallest changes that would have turned it.
    pub flips: Vec<Remark>,
}

/// One policy's part in a decision.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PolicyPart {
    /// Its name.
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

/// A situation in words.
pub(super) fn decided(
    situation: &Situation,
    name: &str,
    variant: &Variant,
    with_flips: bool,
) -> Decided {
    let Moment { at_ms, limit_text, cooldown_left_ms, readings, sentence, .. } = explain(situation);
    let left = cooldown_left_ms.filter(|left_ms| *left_ms > 0);
    Decided {
        variant: name.to_owned(),
        at_ms,
        summary: sentence,
        limit: limit_text.unwrap_or_default(),
        cooldown: left
            .map(|left_ms| format!("{} left", duration_text(left_ms)))
            .unwrap_or_default(),
        policies: readings.iter().map(part).collect(),
        flips: if with_flips { of_decision(situation, variant) } else { Vec::new() },
    }
}

fn part(reading: &Reading) -> PolicyPart {
    let number = |value: Option<f64>| {
        value.map_or_else(|| "–".to_owned(), |value| quantity(reading.metric, value))
    };
    PolicyPart {
        name: reading.name.clone(),
        value: number(reading.value),
        samples: reading.samples,
        threshold: quantity(reading.metric, reading.threshold),
        margin: number(reading.margin),
        verdict: reading.verdict_text.clone(),
    }
}
