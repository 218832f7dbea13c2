//! The scaling rules: deterministic and total, with no clock, chance, file or network.
//!
//! [`Scaler::step`] is the one evaluation that the sandbox's world and the what-if share. What
//! the API's contract leaves open is a field of [`Assumptions`]. The validated types here are
//! reached from the wire's by `TryFrom`, the only gate; its [`FieldErrors`] serve the forms, the
//! sandbox's refusals and the what-if alike.

mod assumptions;
mod decision;
mod field_error;
mod group;
mod metric;
mod policy;
mod scaler;
mod summary;
mod template;
mod window;

pub use assumptions::{Assumptions, CooldownStart, PercentRounding, TieOrder};
pub use decision::{Decision, Ledger, Limit, Recorder, Signal, Verdict};
pub use field_error::{FieldError, FieldErrors, Reason};
pub use group::{Capacity, check_group};
pub use metric::{Aggregate, Metric, Operator, Unit};
pub use policy::{Adjustment, Direction, Policy};
pub use scaler::{Rules, Scaler};
pub use summary::{limit_text, quantity, real_summary, signal_sentence, summary, verdict_text};
pub use template::check_template;
pub use window::Window;

pub use crate::base::duration_text;

/// Milliseconds in a minute.
pub const MINUTE_MS: i64 = 60_000;

/// How often a group is evaluated: the only period ever published (contract, section 5.1).
pub const EVALUATION_PERIOD_MS: i64 = 5 * MINUTE_MS;
