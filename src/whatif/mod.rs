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

mod compare;
mod fleet;
mod job;
mod outcome;
mod plan;
mod recorded;
mod run;

pub use compare::{Judgement, Measure, Row, rows};
pub use job::{History, Job, JobError, LoadModel, SizeAt, Variant};
pub use outcome::{Change, Interval, Outcome, Scorecard, VariantOutcome};
pub use plan::rules;
pub use recorded::{serving_sizes, size_change, sizes_from_samples};
pub use run::{Detail, run, run_variants};
