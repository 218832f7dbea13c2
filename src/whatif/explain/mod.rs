//! Why a replay, or the real group, did what it did, what would have changed that, and what was
//! different in a stretch of time.

mod alternative;
mod counterfactual;
mod difference;
mod flap;
mod model;
mod moment;
mod sensitivity;
mod situation;

pub use alternative::Otherwise;
pub use counterfactual::{Counterfactual, counterfactuals};
pub use difference::{
    Count, Difference, Differences, Distance, Feature, FeatureKind, LimitKind, VerdictKind,
    differences,
};
pub use flap::{Cause, Flap, flaps};
pub use moment::{Moment, Reading, explain};
pub use sensitivity::{Sensitivity, sensitivities};
pub use situation::Situation;
