//! A finding about rules or a replay: a sentence, and often a way on.

use serde::{Deserialize, Serialize};

use crate::whatif::{Counterfactual, Flap, Lint, Pairing, Place, Sensitivity, Severity, Variant};
use crate::worker::protocol::packed_as_json;

/// A finding about rules or a replay.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Remark {
    /// What kind it is, in a word for people.
    pub kind: String,
    /// What was found, in one sentence.
    pub sentence: String,
    /// The moment that it is about, in milliseconds since the Unix epoch; `None` where it is about
    /// no moment.
    pub at_ms: Option<i64>,
    /// What could be done about it, as a button says it.
    pub proposal: String,
    /// The rules that doing so leads to; `None` where nothing is proposed.
    pub leads_to: Option<Variant>,
    /// The index of the policy that it is about; `None` where it is about no one policy.
    pub policy: Option<usize>,
    /// The field of that, or of the group, by its path; empty where it is about none.
    pub field: String,
    /// Whether it does not do what it says.
    pub is_fault: bool,
}

packed_as_json!(Vec<Remark>);

impl Remark {
    /// What stands out about a variant's rules.
    pub(super) fn of_lint(lint: Lint) -> Self {
        let kind = match lint.severity {
            Severity::Fault => t!("Fault"),
            Severity::Warning => t!("Warning"),
            Severity::Note => t!("Note"),
        };
        let (proposal, leads_to) = match lint.fix {
            Some(fix) => (fix.label, Some(fix.variant)),
            None => (String::new(), None),
        };
        let Place { policy, field } = lint.place;
        Self {
            kind: kind.to_owned(),
            sentence: lint.sentence,
            at_ms: None,
            proposal,
            leads_to,
            policy,
            field: field.to_owned(),
            is_fault: lint.severity == Severity::Fault,
        }
    }

    /// A change of one parameter that would have turned a decision of `variant`.
    pub(super) fn of_counterfactual(one: Counterfactual, variant: &Variant) -> Self {
        Self {
            leads_to: Some(one.setting.made(variant)),
            proposal: t!("Try it").to_owned(),
            sentence: one.sentence,
            ..Self::default()
        }
    }

    /// A reversal with its cause.
    pub(super) fn of_reversal(flap: Flap) -> Self {
        Self { sentence: flap.sentence, at_ms: Some(flap.second.at_ms), ..Self::default() }
    }

    /// What would be different under a rule that no source settles.
    pub(super) fn of_sensitivity(one: Sensitivity) -> Self {
        Self { sentence: one.sentence, ..Self::default() }
    }

    /// A change that only one side has; nothing for one that both have.
    pub(super) fn of_pairing(pairing: &Pairing) -> Option<Self> {
        let (kind, sentence) = match pairing {
            Pairing::Matched { .. } => return None,
            Pairing::Missed(real) => {
                let by = real.by;
                (t!("Missed"), t!("Only the real group changed, by {by:+}."))
            }
            Pairing::Extra(change) => {
                let (from, to) = (change.from, change.to);
                (t!("Extra"), t!("Only the replay changed, from {from} to {to}."))
            }
        };
        let (kind, at_ms) = (kind.to_owned(), Some(pairing.at_ms()));
        Some(Self { kind, sentence, at_ms, ..Self::default() })
    }
}
