//! The loads at which a target scales.

use crate::engine::{TargetAssumptions, TargetFormula};

/// Between which averages a group with a target stays as it is, in per cent.
///
/// ```
/// use headroom::engine::TargetAssumptions;
/// use headroom::whatif::ScalingPoints;
///
/// let points = ScalingPoints::of(60, 3, &TargetAssumptions::default());
/// assert_eq!(points.out_over.round(), 66.0, "a tenth over 60 %");
/// assert_eq!(points.in_under.round(), 40.0, "where two carry it at 60 %");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScalingPoints {
    /// It grows over this average, which CPU cannot reach where it is 100 or more.
    pub out_over: f64,
    /// It shrinks under this average; 0 where it does so only without any load at all, or never.
    pub in_under: f64,
}

impl ScalingPoints {
    /// Those of a target at a size (contract of v1alpha2, sections 9.3 and 12), bounds and steps
    /// aside: where [`crate::engine::needed`] turns.
    #[must_use]
    pub fn of(percent: u32, size: u32, assumptions: &TargetAssumptions) -> Self {
        let target = f64::from(percent);
        if size == 0 {
            return Self { out_over: f64::INFINITY, in_under: 0.0 };
        }
        let share = |instances: f64| target * (instances / f64::from(size));
        let one_less = share(f64::from(size) - 1.0);
        let tolerance = f64::from(assumptions.tolerance_percent) / 100.0;
        match assumptions.formula {
            TargetFormula::CeilWithTolerance => Self {
                out_over: target * (1.0 + tolerance),
                in_under: one_less.min(target * (1.0 - tolerance)).max(0.0),
            },
            TargetFormula::Ceil => Self { out_over: target, in_under: one_less },
            TargetFormula::Nearest => Self {
                out_over: share(f64::from(size) + 0.5),
                in_under: share(f64::from(size) - 0.5),
            },
            TargetFormula::FloorOutCeilIn => {
                Self { out_over: share(f64::from(size) + 1.0), in_under: one_less }
            }
        }
    }
}
