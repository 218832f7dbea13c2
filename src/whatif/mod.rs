//! The engine over recorded history: what would these policies have done?
//!
//! A [`Job`] goes in, an [`Outcome`] comes out; both are serde structs, so that the page, a
//! worker and the command line speak of the same thing. [`run`] replays every variant with the
//! same [`crate::engine::Scaler`] that the sandbox uses.
//!
//! Time, exactly: a sample is the mean over the interval that ends at its stamp, of which every
//! size that served within it has its part ([`SampleReading`]). At a tick, the samples
//! up to and including now are observed under the size that served until now; then the engine
//! steps; its change holds from now on. An ordered Instance is billed from its order and serves
//! after the boot delay; the newest go first when the group shrinks.
//!
//! A [`Plan`] is a job prepared once for any number of variants. A [`Search`] replays the points
//! of a [`Grid`] for their [`Score`] alone, as a [`WorkQueue`] gives them out; a [`Front`] keeps
//! the best of them, and [`recommend`] picks one that holds.
//!
//! | folder | answers |
//! |---|---|
//! | `replay` | what would these policies have done? |
//! | `explain` | why, what would have changed it, what differs in a stretch, on what it hangs |
//! | `compare` | how two outcomes differ, and how well a replay meets what really happened |
//! | `advise` | which settings would have done better, and which would have repaired an incident |
//! | `lint` | what is wrong with rules without any history |
//! | `translate` | what rules are in terms of the other generation, and what that loses |
//!
//! ```
//! use headroom::whatif::{Detail, from_file, run};
//!
//! // An hour of CPU on two Instances, a policy in each direction, and a price.
//! let job = from_file(&std::fs::read("tests/examples/hour.json")?)?;
//! let outcome = run(&job, Detail::Curves)?;
//! let saved = &outcome.variants[0];
//!
//! let sizes: Vec<u32> = saved.sizes.iter().map(|entry| entry.size).collect();
//! assert_eq!(sizes, [2, 3, 2, 1]);
//! let card = &saved.scorecard;
//! assert_eq!((card.changes, card.reversals), (3, 1));
//! assert_eq!(card.overload_minutes, Some(0.0));
//! assert_eq!(format!("{:.2} h", card.instance_hours), "2.42 h");
//! assert_eq!(format!("{:.4} EUR", card.cost_eur.unwrap()), "0.1331 EUR");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod advise;
mod compare;
mod explain;
mod lint;
mod names;
mod parameter;
mod points;
mod replay;
mod share;
mod translate;
mod unknown;

pub use advise::{
    Advice, Axis, Block, Candidates, Check, Chunk, Front, Grid, HeldOut, Judged, Obstacle,
    OverloadWorth, PassedOver, Plateau, Point, Range, Recommendation, Repair, RepairSearch,
    Repairs, Response, Score, Search, Stood, Sweep, SweepError, Weighing, WorkQueue, Worth,
    recommend,
};
pub use compare::{
    Calibration, Edge, Estimate, Fit, InForce, Judgement, Known, LoadEstimate, Measure, Measures,
    Offer, Pairing, RealChange, RealGroup, RealTotals, ScorecardRow, Shadowed, Spread, Successive,
    USUAL_MULTIPLE, band_words, calibrate, changes_in_counts, measures, multiple_words,
    sampled_since, scorecard_rows, shadowed, successive, united, unsampled,
};
pub use explain::{
    Cause, Count, Counterfactual, Difference, Differences, Distance, Feature, FeatureKind, Flap,
    LimitKind, Moment, Otherwise, Reading, Sensitivity, Situation, VerdictKind, counterfactuals,
    differences, explain, flaps, sensitivities,
};
pub use lint::{Fix, Lint, LintContext, LintKind, Place, Severity, lints};
pub use names::free_name;
pub use parameter::{Parameter, Setting, SettingText};
pub use points::ScalingPoints;
pub use replay::{
    BlockTotals, Change, Cost, Detail, FailedLaunches, HOURS_PER_DAY, HOURS_PER_MONTH, History,
    Interval, Job, JobError, LoadModel, MissingData, ModelOptions, Outcome, Plan, Price,
    PriceSource, RecordedTotals, Removal, RulesError, RulesPart, SampleReading, Scorecard, Shape,
    ShapeKind, SizeAt, Thresholds, Variant, VariantOutcome, VariantRules, dated_sizes,
    logged_size_change, observed_samples, recorded_samples, recorded_totals, rules, run,
    run_variants, serving_sizes, size_change, sizes_from_rows, sizes_from_samples,
};
pub use share::{MAX_LINK, from_file, from_link, rebased, to_file, to_link};
pub use translate::{
    Band, Loss, LossKind, SizeBand, ToTarget, ToThresholds, real_sizes, to_target, to_thresholds,
};
pub use unknown::{unknown_in_job, unknown_in_sweep};

pub use crate::base::grouped;
