//! What is to be replayed, what came of it, and what of that still holds.

use super::Shared;
use crate::engine::Rules;
use crate::whatif::{Edge, Interval, Job, Outcome, Price, Variant, VariantOutcome, band_words};
use crate::worker::replay;

/// A variant replayed.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// The rules that it went by, to name what its ledger points at.
    pub rules: Rules,
    /// What it did.
    pub outcome: VariantOutcome,
    /// The time that it covers.
    pub span: Interval,
    /// Samples whose true demand is unknown.
    pub saturated: usize,
    /// What of the recording contradicts itself, in a sentence; `None` where nothing does.
    pub contradiction: Option<String>,
    /// The price behind its cost; `None` where it is not known.
    pub price: Option<Price>,
    /// How many times full the demand was taken for there.
    pub multiple: f64,
    /// The same variant at the band's other edge; only where the recording was saturated.
    pub band: Option<Band>,
}

impl Run {
    /// A variant of a job replayed, and at the band's other edge where that was asked for.
    #[must_use]
    pub fn of(
        job: &Job,
        rules: Rules,
        replayed: replay::Replayed,
        edge: Option<VariantOutcome>,
    ) -> Self {
        let contradiction = replayed.common.contradiction();
        let Outcome { span, saturated_samples, price, .. } = replayed.common;
        Self {
            rules,
            outcome: replayed.variant,
            span,
            saturated: saturated_samples,
            contradiction,
            price,
            multiple: job.saturation_multiple,
            band: edge.map(|outcome| Band { multiple: job.other_multiple(), outcome }),
        }
    }

    /// What a saturated recording leaves open.
    #[must_use]
    pub fn band_words(&self) -> String {
        let shown = Edge { multiple: self.multiple, scorecard: &self.outcome.scorecard };
        let other = self.band.as_ref();
        let other =
            other.map(|band| Edge { multiple: band.multiple, scorecard: &band.outcome.scorecard });
        band_words(self.saturated, shown, other)
    }
}

/// A replay at the band's other edge.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// How many times full the demand was taken for.
    pub multiple: f64,
    /// What the variant did.
    pub outcome: VariantOutcome,
}

/// The number of the saved policies' replay.
pub const SAVED: u32 = 0;

/// A variant with what tells it from the others.
pub type Numbered = (u32, Variant);

/// What is to be replayed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Orders {
    /// Counts the workers: one that was started again knows nothing of what was asked before.
    pub restarts: u32,
    /// Whether the band's other edge is wanted too.
    pub banded: bool,
    /// What the variants are replayed over; without it, nothing is.
    pub job: Option<Shared<Job>>,
    /// The variants.
    pub variants: Vec<Numbered>,
}

impl Orders {
    /// Whether the job must be told again, and everything be replayed again, after `before`.
    #[must_use]
    pub fn are_afresh(&self, before: &Self) -> bool {
        before.restarts != self.restarts || before.banded != self.banded || before.job != self.job
    }
}

/// Orders with what came of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Replayed {
    /// What was to be replayed.
    pub orders: Orders,
    /// Every variant that could be, the saved policies under [`SAVED`].
    pub runs: Vec<(u32, Shared<Run>)>,
}

impl Replayed {
    /// One variant's replay.
    #[must_use]
    pub fn run(&self, number: u32) -> Option<Shared<Run>> {
        self.runs.iter().find(|(of, _)| *of == number).map(|(_, run)| run.clone())
    }

    /// The replays of the variants that are neither saved nor edited at the moment.
    #[must_use]
    pub fn others(&self, edited: u32) -> Vec<Shared<Run>> {
        let other = |number: u32| number != SAVED && number != edited;
        let runs = self.runs.iter().filter(|(number, _)| other(*number));
        runs.map(|(_, run)| run.clone()).collect()
    }

    /// The replay that need not be done again for newer orders: of the same variant over the same
    /// job.
    #[must_use]
    pub fn still_holds(&self, orders: &Orders, variant: &Numbered) -> Option<Shared<Run>> {
        let known = !orders.are_afresh(&self.orders) && self.orders.variants.contains(variant);
        self.run(variant.0).filter(|_| known)
    }
}
