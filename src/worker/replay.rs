//! Jobs and their variants.

use serde::{Deserialize, Serialize};

use super::{Reply, from_text, to_text};
use crate::engine::{Rules, signal_sentence, summary};
use crate::whatif::{Detail, Job, Variant, VariantOutcome, rules, run_variants};

/// The moment that is asked about.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct At {
    /// The instant, in milliseconds since the Unix epoch.
    pub at_ms: i64,
    /// The variants, by name.
    pub variants: Vec<String>,
}

/// What a variant decided at the evaluation at or before a moment, in words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Decided {
    /// The variant's name.
    pub variant: String,
    /// When it was evaluated, in milliseconds since the Unix epoch.
    pub at_ms: i64,
    /// What was decided, and why.
    pub summary: String,
    /// Every policy's part in it.
    pub signals: Vec<String>,
}

/// A replayed variant, with its ledger.
struct Kept {
    rules: Rules,
    outcome: VariantOutcome,
}

/// What is replayed, and what came of it.
#[derive(Default)]
pub(super) struct Replays {
    job: Job,
    kept: Vec<Kept>,
}

impl Replays {
    pub(super) fn set_job(&mut self, text: &str, columns: Vec<Vec<f64>>) -> Result<Reply, String> {
        let mut job: Job = from_text(text)?;
        let mut columns = columns.into_iter();
        for history in &mut job.histories {
            let mut next = || columns.next().ok_or("A history's samples are missing.");
            history.times_ms = instants(&next()?);
            history.values = next()?;
        }
        *self = Self { job, kept: Vec::new() };
        Ok(Reply::default())
    }

    pub(super) fn replay(&mut self, text: &str) -> Result<Reply, String> {
        let variant: Variant = from_text(text)?;
        let rules = rules(&self.job, &variant).map_err(|(part, why)| format!("{part}: {why}"))?;
        let mut outcome = run_variants(&self.job, &[variant], Detail::Ledger)
            .map_err(|error| error.to_string())?;
        let Some(mut replayed) = outcome.variants.pop() else { return Ok(Reply::default()) };
        let ledger = replayed.ledger.take();
        let columns = std::mem::take(&mut replayed.values);
        outcome.variants.push(replayed);
        let text = to_text(&outcome);
        if let Some(mut replayed) = outcome.variants.pop() {
            replayed.ledger = ledger;
            self.keep(Kept { rules, outcome: replayed });
        }
        Ok(Reply { text, columns, ..Reply::default() })
    }

    pub(super) fn moment(&self, text: &str) -> Result<Reply, String> {
        let at: At = from_text(text)?;
        let named = |name: &String| self.kept.iter().find(|kept| kept.outcome.name == *name);
        let decided =
            at.variants.iter().filter_map(named).filter_map(|kept| kept.decided(at.at_ms));
        Ok(Reply::text(to_text(&decided.collect::<Vec<_>>())))
    }

    fn keep(&mut self, new: Kept) {
        self.kept.retain(|kept| kept.outcome.name != new.outcome.name);
        self.kept.push(new);
    }
}

impl Kept {
    fn decided(&self, at_ms: i64) -> Option<Decided> {
        let ledger = self.outcome.ledger.as_ref()?;
        let index = ledger.index_at(at_ms)?;
        let decision = ledger.decisions().get(index)?;
        let signals = ledger.signals(index);
        Some(Decided {
            variant: self.outcome.name.clone(),
            at_ms: decision.at_ms,
            summary: summary(&self.rules, decision, signals),
            signals: signals.iter().map(|signal| signal_sentence(&self.rules, signal)).collect(),
        })
    }
}

/// Instants travel as floats, which hold them exactly.
fn instants(column: &[f64]) -> Vec<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "a float cast saturates")]
    column.iter().map(|at_ms| *at_ms as i64).collect()
}
