//! Outcomes side by side: two variants, the two edges of a band, a replay and what really happened,
//! and what each costs.

mod band;
mod calibration;
mod fit;
mod in_force;
mod jumps;
mod load_estimate;
mod measures;
mod offer;
mod reversion;
mod scorecard;
mod shadow;

pub use band::{Edge, USUAL_MULTIPLE, band_words, multiple_words};
pub use calibration::{Calibration, Known, Pairing, RealChange, calibrate, changes_in_counts};
pub use fit::Fit;
pub use in_force::{InForce, Successive, successive};
pub use load_estimate::{Estimate, LoadEstimate, Spread};
pub use measures::{Measures, measures};
pub use offer::Offer;
pub use scorecard::{Judgement, Measure, ScorecardRow, scorecard_rows};
pub use shadow::{RealGroup, RealTotals, Shadowed, sampled_since, shadowed, united, unsampled};
