//! A target that a group is scaled towards (contract of the second generation, section 9).

use std::cmp::Ordering;

use super::metric::excess;
use super::{Direction, Metric, StepMeaning, TargetAssumptions, TargetFormula};

/// What the group is to keep to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// A constant size.
    FixedSize(u32),
    /// An average of a metric over the group, in whole per cent.
    Average {
        /// CPU or memory.
        metric: Metric,
        /// The average to come near to, 0 to 100.
        percent: u32,
    },
}

/// A goal, and how fast the group may move towards it.
///
/// ```
/// use headroom::engine::{Goal, Metric, StepMeaning, Target};
///
/// let goal = Goal::Average { metric: Metric::Cpu, percent: 60 };
/// let target = Target { goal, out_step: 2, in_step: 1 };
/// assert_eq!(target.stepped(3, 8, StepMeaning::Limit), 5, "two at once");
/// assert_eq!(target.stepped(3, 4, StepMeaning::Limit), 4, "no more than needed");
/// assert_eq!(target.stepped(3, 4, StepMeaning::Exact), 5);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// What the group is to keep to.
    pub goal: Goal,
    /// How many Instances one event adds; 0 adds none.
    pub out_step: u32,
    /// How many Instances one event removes; 0 removes none.
    pub in_step: u32,
}

impl Target {
    /// The metric and the average that it is to come near to, in per cent; `None` for a constant
    /// size.
    #[inline]
    #[must_use]
    pub const fn average(&self) -> Option<(Metric, u32)> {
        match self.goal {
            Goal::Average { metric, percent } => Some((metric, percent)),
            Goal::FixedSize(_) => None,
        }
    }

    /// The constant size, where that is the goal.
    #[must_use]
    pub const fn fixed_size(&self) -> Option<u32> {
        match self.goal {
            Goal::FixedSize(size) => Some(size),
            Goal::Average { .. } => None,
        }
    }

    /// The step of a direction.
    #[must_use]
    pub const fn step(&self, direction: Direction) -> u32 {
        match direction {
            Direction::Up => self.out_step,
            Direction::Down => self.in_step,
        }
    }

    /// Where one event leads from `size` on the way to `needed`, before the bounds.
    #[must_use]
    pub fn stepped(&self, size: u32, needed: u32, meaning: StepMeaning) -> u32 {
        let by = |apart: u32, step: u32| match meaning {
            StepMeaning::Limit => apart.min(step),
            StepMeaning::Exact => step,
        };
        match needed.cmp(&size) {
            Ordering::Greater => size.saturating_add(by(needed - size, self.out_step)),
            Ordering::Less => size.saturating_sub(by(size - needed, self.in_step)),
            Ordering::Equal => size,
        }
    }
}

/// How many Instances an average of `value` per cent over `size` of them asks for, so that it
/// comes near to `percent`. `size` itself where nothing is to change, and for what is no number.
///
/// ```
/// use headroom::engine::{TargetAssumptions, TargetFormula, needed};
///
/// let assumed = TargetAssumptions::default();
/// assert_eq!(needed(3, 90.0, 60, &assumed), 5, "3 × 90 / 60, rounded up");
/// assert_eq!(needed(3, 65.0, 60, &assumed), 3, "within a tenth of the target");
/// let assumed = TargetAssumptions { formula: TargetFormula::Ceil, ..assumed };
/// assert_eq!(needed(3, 65.0, 60, &assumed), 4);
/// ```
#[must_use]
pub fn needed(size: u32, value: f64, percent: u32, assumptions: &TargetAssumptions) -> u32 {
    let target = f64::from(percent);
    let above = excess(value, target);
    if above == 0.0 || above.is_nan() || size == 0 {
        return size;
    }
    if percent == 0 {
        // No size brings any use to 0 %: as many as there may be.
        return if above > 0.0 { u32::MAX } else { size };
    }
    if assumptions.tolerates(value, percent) {
        return size;
    }
    let wanted = f64::from(size) * value / target;
    match assumptions.formula {
        TargetFormula::CeilWithTolerance | TargetFormula::Ceil => up(wanted),
        TargetFormula::Nearest => down(wanted + 0.5),
        TargetFormula::FloorOutCeilIn if above > 0.0 => down(wanted).max(size),
        TargetFormula::FloorOutCeilIn => up(wanted).min(size),
    }
}

/// The nearest whole number where both are the same in the API's 32 bits.
fn exact(wanted: f64) -> Option<f64> {
    let nearest = libm::round(wanted);
    (excess(wanted, nearest) == 0.0).then_some(nearest)
}

fn up(wanted: f64) -> u32 {
    whole(exact(wanted).unwrap_or_else(|| libm::ceil(wanted)))
}

fn down(wanted: f64) -> u32 {
    whole(exact(wanted).unwrap_or_else(|| libm::floor(wanted)))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a whole number that is not negative; a float cast saturates"
)]
const fn whole(number: f64) -> u32 {
    number as u32
}
