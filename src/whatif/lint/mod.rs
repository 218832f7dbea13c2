//! What is wrong with rules at first sight, without any history.
//!
//! Each lint may come with a fix: other rules, one click away. A fix is offered only when the
//! rules that it leads to, looked at again, are free of that lint and have none more of the same
//! weight or a heavier one.

mod case;
mod group;
mod kind;
mod look;
mod pair;
mod policy;
mod target;

pub use kind::{Fix, Lint, LintContext, LintKind, Place, Severity};
pub use look::lints;

pub(super) use case::is_wrong_way;
pub(super) use look::severities;
