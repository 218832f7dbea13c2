//! Rules of one generation in terms of the other (contract of v1alpha2, section 12).
//!
//! A target has no thresholds: it grows and shrinks at loads that follow from its percentage and
//! the group's size ([`crate::whatif::ScalingPoints`]). So thresholds become a [`Band`] of targets
//! that keep the old promises at the sizes the group really has, and whatever has no counterpart is
//! a [`Loss`], never dropped in silence.

mod band;
mod loss;
mod to_target;
mod to_thresholds;

pub use band::{Band, SizeBand};
pub use loss::{Loss, LossKind};
pub use to_target::{ToTarget, real_sizes, to_target};
pub use to_thresholds::{ToThresholds, to_thresholds};
