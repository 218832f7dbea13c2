//! A job in, an outcome out: the engine over recorded history.

mod backlog;
mod blocks;
mod check;
mod demand;
mod error;
mod fleet;
mod interval;
mod job;
mod jump;
mod launch;
mod model;
mod observed;
mod outcome;
mod plan;
mod prepared;
mod price;
mod recorded;
mod recorder;
mod rhythm;
mod run;
mod served;
mod shape;
mod shown;
mod totals;
mod variant;

pub use blocks::BlockTotals;
pub use demand::Demand;
pub use error::{JobError, RulesError, RulesPart};
pub use interval::Interval;
pub use job::{History, Job, LoadModel, MissingData, Removal, SampleReading, SizeAt};
pub use launch::FailedLaunches;
pub use model::ModelOptions;
pub use observed::{observed_samples, recorded_samples};
pub use outcome::{Change, Outcome, Scorecard, VariantOutcome};
pub use plan::{Plan, rules};
pub use price::{Cost, HOURS_PER_DAY, HOURS_PER_MONTH, Price, PriceSource};
pub use recorded::{
    RecordedTotals, dated_sizes, logged_size_change, recorded_totals, serving_sizes, size_change,
    sizes_from_rows, sizes_from_samples,
};
pub use run::{Detail, run, run_variants};
pub use shape::{Shape, ShapeKind};
pub use variant::{Thresholds, Variant, VariantRules};

pub(super) use interval::as_f64;
pub(super) use jump::{Jump, Jumped};
pub(super) use observed::led;
pub(super) use plan::validated;
pub(super) use prepared::{median_step_ms, start_ms};
pub(super) use totals::{HOUR_MS, Totals, minutes};
