//! Replays of a variant. A fortnight has a thousand changes, too many to read as text between two
//! frames, so whatever an outcome has many of goes as columns.

use serde::{Deserialize, Serialize};

use super::job::{JobState, ReplayedVariant};
use crate::engine::FieldErrors;
use crate::whatif::{Change, Detail, Interval, Outcome, SizeAt, Variant, VariantOutcome};
use crate::worker::protocol::columns::{float, instant, small_count};
use crate::worker::protocol::{Packed, Parcel, Refusal, Unreadable, packed_as_json};

/// Replays a variant of the job, and keeps it with its ledger under its name.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReplayVariant {
    /// The variant.
    pub variant: Variant,
}

/// Replays a variant at the band's other edge ([`crate::whatif::Job::other_edge`]), and keeps
/// nothing of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReplayOtherEdge {
    /// The variant.
    pub variant: Variant,
}

packed_as_json!(ReplayVariant, ReplayOtherEdge);

/// What a replayed variant did.
#[derive(Clone, Debug, PartialEq)]
pub struct Replayed {
    /// What holds for every variant of the job; its list of variants is empty.
    pub common: Outcome,
    /// What this one did.
    pub variant: VariantOutcome,
}

impl ReplayVariant {
    pub(super) fn answer(self, state: &mut JobState) -> Result<Replayed, Refusal> {
        let job = state.job()?.clone();
        let plan = state.plan()?;
        let rules = plan.rules(&self.variant).map_err(words)?;
        let mut replayed = plan.replay(&self.variant, Detail::Ledger).map_err(words)?;
        let ledger = replayed.ledger.take();
        let answer = Replayed::of(plan.outcome(&job, vec![replayed]));
        let outcome = VariantOutcome { ledger, ..answer.variant.clone() };
        state.keep(ReplayedVariant { variant: self.variant, rules, outcome });
        Ok(answer)
    }
}

impl ReplayOtherEdge {
    pub(super) fn answer(self, state: &mut JobState) -> Result<Replayed, Refusal> {
        let job = state.job()?.clone();
        let plan = state.other_edge()?;
        let replayed = plan.replay(&self.variant, Detail::Curves).map_err(words)?;
        Ok(Replayed::of(plan.outcome(&job, vec![replayed])))
    }
}

fn words((part, why): (String, FieldErrors)) -> Refusal {
    Refusal::Invalid(format!("{part}: {why}"))
}

impl Replayed {
    fn of(mut outcome: Outcome) -> Self {
        debug_assert_eq!(outcome.variants.len(), 1, "one variant was replayed");
        let variant = outcome.variants.pop().unwrap_or_default();
        Self { common: outcome, variant }
    }
}

/// The lists are the first columns, row after row; the values of each history follow.
impl Packed for Replayed {
    fn pack(self) -> Parcel {
        let Self { mut common, variant } = self;
        debug_assert!(variant.ledger.is_none(), "a ledger stays in the worker");
        let size = |one: &SizeAt| [float(one.at_ms), f64::from(one.size)];
        let mut columns = vec![
            variant.sizes.iter().flat_map(size).collect(),
            variant.changes.iter().flat_map(change).collect(),
            variant.overload.iter().flat_map(interval).collect(),
            variant.cooldowns.iter().flat_map(interval).collect(),
        ];
        columns.extend(variant.values);
        let (name, scorecard) = (variant.name, variant.scorecard);
        common.variants.push(VariantOutcome { name, scorecard, ..VariantOutcome::default() });
        Parcel { columns, ..Parcel::json(&common) }
    }

    fn unpack(mut parcel: Parcel) -> Result<Self, Unreadable> {
        let mut common: Outcome = parcel.value()?;
        let own = common.variants.pop();
        let own = own.ok_or_else(|| Unreadable::at("variants", "no variant was replayed"))?;
        let mut columns = parcel.take_columns();
        let sizes = columns.rows("sizes", |&[at_ms, size]| SizeAt {
            at_ms: instant(at_ms),
            size: small_count(size),
        })?;
        let changes = columns.rows("changes", of_change)?;
        let overload = columns.rows("overload", of_interval)?;
        let cooldowns = columns.rows("cooldowns", of_interval)?;
        let values = columns.rest();
        let variant = VariantOutcome { sizes, changes, overload, cooldowns, values, ..own };
        Ok(Self { common, variant })
    }
}

/// No policy is -1.
fn change(change: &Change) -> [f64; 5] {
    let policy = change.policy.and_then(|index| u32::try_from(index).ok());
    [
        float(change.at_ms),
        f64::from(change.from),
        f64::from(change.to),
        policy.map_or(-1.0, f64::from),
        f64::from(u8::from(change.reversal)),
    ]
}

fn of_change(&[at_ms, from, to, policy, reversal]: &[f64; 5]) -> Change {
    Change {
        at_ms: instant(at_ms),
        from: small_count(from),
        to: small_count(to),
        policy: usize::try_from(instant(policy)).ok(),
        reversal: reversal > 0.0,
    }
}

const fn interval(interval: &Interval) -> [f64; 2] {
    [float(interval.from_ms), float(interval.to_ms)]
}

const fn of_interval(&[from_ms, to_ms]: &[f64; 2]) -> Interval {
    Interval { from_ms: instant(from_ms), to_ms: instant(to_ms) }
}
