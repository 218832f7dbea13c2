//! The engine over recorded history: what would these policies have done?
//!
//! A [`Job`] goes in, an [`Outcome`] comes out; both are serde structs, so that the page, a
//! worker and the command line speak of the same thing. [`run`] replays every variant with the
//! same [`crate::engine::Scaler`] that the sandbox uses.
//!
//! Time, exactly: a sample stands for the interval that ends at its stamp. At a tick, the samples
//! up to and including now are observed under the size that served until now; then the engine
//! steps; its change holds from now on. An ordered Instance is billed from its order and serves
//! after the boot delay; the newest go first when the group shrinks.
//!
//! A [`Plan`] is a job prepared once for any number of variants. A [`Search`] replays the points
//! of a [`Grid`] for their [`Score`] alone, as a [`Handout`] gives them out; a [`Front`] keeps the
//! best of them, and [`recommend`] picks one.

mod band;
mod calibrate;
mod check;
mod compare;
mod doubt;
mod error;
mod explain;
mod flap;
mod fleet;
mod flip;
mod front;
mod grid;
mod handout;
mod job;
mod keep;
mod launch;
mod lint;
mod names;
mod outcome;
mod parameter;
mod plan;
mod price;
mod recommend;
mod recorded;
mod run;
mod search;
mod seen;
mod shape;
mod share;
mod situation;
mod sweep;
mod totals;
mod track;

pub use band::{Edge, USUAL_MULTIPLE, band_words, multiple_words};
pub use calibrate::{
    Calibration, Known, Pairing, RealChange, calibrate, changes_in_counts, changes_in_events,
};
pub use compare::{Judgement, Measure, Row, grouped, rows};
pub use doubt::{Doubt, doubts};
pub use error::{JobError, RulesError, RulesPart};
pub use explain::{Moment, Reading, explain};
pub use flap::{Cause, Flap, flaps};
pub use flip::{Flip, FromStart, flips, from_start};
pub use front::Front;
pub use grid::Grid;
pub use handout::Handout;
pub use job::{History, Job, LoadModel, MissingData, SizeAt, Variant};
pub use launch::FailedLaunches;
pub use lint::{Fix, Lint, LintContext, LintKind, Place, Severity, lints};
pub use names::free_name;
pub use outcome::{Change, Interval, Outcome, Scorecard, VariantOutcome};
pub use parameter::{Parameter, Setting};
pub use plan::{Plan, rules};
pub use price::{Cost, HOURS_PER_DAY, HOURS_PER_MONTH, Offer, Price, PriceSource};
pub use recommend::{Advice, Recommendation, recommend};
pub use recorded::{serving_sizes, size_change, sizes_from_samples};
pub use run::{Detail, run, run_variants};
pub use search::{Chunk, Point, Score, Search};
pub use seen::seen_samples;
pub use shape::{Shape, ShapeKind};
pub use share::{MAX_LINK, from_file, from_link, rebased, to_file, to_link};
pub use situation::Situation;
pub use sweep::{Axis, Range, Sweep, SweepError};

#[expect(clippy::cast_precision_loss, reason = "spans stay far under 2^53 milliseconds")]
const fn as_f64(ms: i64) -> f64 {
    ms as f64
}
