//! What there is to say about a file: findings as data, how they sound, and why a file is refused.

mod error;
mod finding;
mod format;
mod places;
mod quantity;
#[expect(clippy::module_inception, reason = "the report itself among its parts")]
mod report;
mod sentences;
pub(in crate::history) mod words;

pub use error::ImportError;
pub use finding::{Finding, Severity, Skip};
pub use format::{Csv, EpochUnit, Format, TimeForm};
pub use places::{Places, Source};
pub use quantity::{Quantity, Unit};
pub use report::Report;
