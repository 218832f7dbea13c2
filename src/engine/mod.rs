//! The scaling rules: deterministic and total, with no clock, chance, file or network.
//!
//! [`Scaler::step`] is the one evaluation that the sandbox's world and the what-if share. What
//! the API's contract leaves open is a field of [`Assumptions`]. The validated types here are
//! reached from the wire's by `TryFrom`, the only gate; its [`FieldErrors`] serve the forms, the
//! sandbox's refusals and the what-if alike.
//!
//! ```
//! use headroom::engine::{Assumptions, Capacity, Metric, Policy, Rules, Scaler, Scaling};
//! use headroom::wire;
//!
//! let bounds: wire::Capacity = serde_json::from_str(
//!     r#"{"min_replicas": 1, "max_replicas": 3, "cooldown_delay": "300s"}"#,
//! )?;
//! let up: wire::CreatePolicy = serde_json::from_str(
//!     r#"{
//!         "name": "up",
//!         "metric": {
//!             "name": "cpu",
//!             "managed_metric": "managed_metric_instance_cpu",
//!             "operator": "operator_greater_than",
//!             "aggregate": "aggregate_average",
//!             "sampling_range_min": 5,
//!             "threshold": 70
//!         },
//!         "action": "scale_up",
//!         "type": "flat_count",
//!         "value": 1,
//!         "priority": 1,
//!         "instance_group_id": "6f4e3b0e-0d1c-4b51-9a4e-6a0f2f9c1a11"
//!     }"#,
//! )?;
//! let rules = Rules {
//!     capacity: Capacity::try_from(&bounds)?,
//!     scaling: Scaling::Thresholds(vec![Policy::try_from(&up)?]),
//!     assumptions: Assumptions::default(),
//!     boot_delay_ms: 0,
//! };
//!
//! let mut scaler = Scaler::new(rules, 2, None);
//! scaler.observe(Metric::Cpu, 240_000, 74.0);
//! let decision = scaler.step(300_000, &mut ());
//! assert_eq!((decision.before, decision.after), (2, 3));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod assumptions;
mod cooldown;
mod cooldown_from;
mod decision;
mod field_error;
mod group;
mod metric;
mod phrases;
mod policy;
mod repair_summary;
mod rules;
mod scaler;
mod scaling_group;
mod scaling_policy;
mod server_template;
mod summary;
mod target;
mod target_assumptions;
mod target_summary;
mod template;
mod window;

pub use assumptions::{Assumptions, CooldownStart, PercentRounding, TieOrder};
pub use cooldown::Cooldown;
pub use cooldown_from::CooldownFrom;
pub use decision::{Decision, Ledger, Limit, Recorder, Signal, Verdict};
pub use field_error::{FieldError, FieldErrors, Reason};
pub use group::{Capacity, check_group};
pub use metric::{Aggregate, Metric, Operator, Scope, Unit};
pub use phrases::{Beside, distance, quantities, quantity};
pub use policy::{Adjustment, Direction, Policy};
pub use rules::{Rules, Scaling};
pub use scaler::Scaler;
pub use scaling_group::{check_changed_scaling_group, check_new_scaling_group};
pub use scaling_policy::ScalingPolicy;
pub use server_template::check_server_template;
pub use summary::{
    headline, limit_text, observation, real_summary, signal_row, signal_sentence, summary,
    verdict_tag, verdict_text,
};
pub use target::{Goal, Target, needed};
pub use target_assumptions::{
    BootingInstances, CooldownScope, StepMeaning, TargetAssumptions, TargetFormula,
};
pub use template::check_template;
pub use window::Window;

pub use crate::base::duration_text;

/// Milliseconds in a minute.
pub const MINUTE_MS: i64 = 60_000;

/// How often a group is evaluated: the only period ever published (contract, section 5.1).
pub const EVALUATION_PERIOD_MS: i64 = 5 * MINUTE_MS;

/// How often a group with a target is evaluated (contract of the second generation, section 13,
/// number 3): six events within five to ten minutes are documented.
pub const TARGET_PERIOD_MS: i64 = MINUTE_MS;
