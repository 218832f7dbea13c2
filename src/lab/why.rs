//! What was decided at a moment, as it is told: by everybody whose decision it was.

use super::words::whose;
use crate::worker::replay::Explanation;

/// A decision, and whose it was.
#[derive(Clone, Debug, PartialEq)]
pub struct Decided {
    /// Whose, before the decision.
    pub whose: String,
    /// Whether what is edited decided it.
    pub is_edited: bool,
    /// What, and why.
    pub told: Explanation,
}

/// Decisions as they are told: what the saved rules and the real group did alike is told once.
#[must_use]
pub fn decided(all: &[Explanation]) -> Vec<Decided> {
    let real = all.iter().find(|one| one.variant.is_empty());
    let alike =
        |one: &Explanation| one.variant == "saved" && real.is_some_and(|real| is_alike(one, real));
    let is_merged = all.iter().any(alike);
    let kept = all.iter().filter(|one| !(is_merged && one.variant.is_empty()));
    let words = |one: &Explanation| match alike(one) {
        true => t!("Saved and actual: ").to_owned(),
        false => whose(&one.variant),
    };
    kept.map(|one| Decided {
        whose: words(one),
        is_edited: !matches!(one.variant.as_str(), "" | "saved"),
        told: one.clone(),
    })
    .collect()
}

/// Whether two decided the same, for the same reasons, by the same rules.
fn is_alike(one: &Explanation, other: &Explanation) -> bool {
    (&one.headline, &one.summary, &one.cooldown)
        == (&other.headline, &other.summary, &other.cooldown)
        && (one.replaced_ms, &one.policies) == (other.replaced_ms, &other.policies)
}
