//! The targets that keep what thresholds promise.

use std::ops::RangeInclusive;

use crate::engine::{TargetAssumptions, needed};

/// The targets worth considering, in per cent. The API accepts 0, which no size comes near to.
const fn percents() -> RangeInclusive<u32> {
    1..=100
}

/// The targets, in whole per cent, that keep one promise or the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Band {
    /// The lowest target that shrinks wherever the old rules did; `None` where none does, or the
    /// old rules never did.
    pub lowest: Option<u32>,
    /// The highest target that grows wherever the old rules did; `None` likewise.
    pub highest: Option<u32>,
}

impl Band {
    /// The targets that keep both promises; `None` where none does.
    #[must_use]
    pub fn both(self) -> Option<RangeInclusive<u32>> {
        let (lowest, highest) = (self.lowest?, self.highest?);
        (lowest <= highest).then_some(lowest..=highest)
    }

    /// The end to start from: the one that grows as early as before, which is the safe one. `None`
    /// where no target keeps either promise.
    #[must_use]
    pub fn preselected(self) -> Option<u32> {
        self.highest.or(self.lowest)
    }

    /// The band of a group of `size` Instances that grew over `up` and shrank under `down` per
    /// cent, as the engine itself decides it under these assumptions.
    #[must_use]
    pub fn at(
        size: u32,
        up: Option<f64>,
        down: Option<f64>,
        assumptions: &TargetAssumptions,
    ) -> Self {
        let grows = |percent: &u32, value| needed(size, value, *percent, assumptions) > size;
        let shrinks = |percent: &u32, value| needed(size, value, *percent, assumptions) < size;
        Self {
            lowest: down.and_then(|down| {
                let value = just_under(down)?;
                percents().find(|percent| shrinks(percent, value))
            }),
            highest: up.and_then(|up| {
                let value = just_over(up);
                percents().rev().find(|percent| grows(percent, value))
            }),
        }
    }
}

/// The band at one size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SizeBand {
    /// The size.
    pub size: u32,
    /// The targets that keep the promises there.
    pub band: Band,
}

/// The smallest number over a threshold that the API tells from it.
#[expect(clippy::cast_possible_truncation, reason = "the API keeps 32 bits")]
fn just_over(threshold: f64) -> f64 {
    f64::from((threshold as f32).next_up())
}

/// The largest number under it; `None` where no average is.
#[expect(clippy::cast_possible_truncation, reason = "the API keeps 32 bits")]
fn just_under(threshold: f64) -> Option<f64> {
    (threshold > 0.0).then(|| f64::from((threshold as f32).next_down()))
}
