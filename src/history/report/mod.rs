//! What there is to say about a file: findings as data, how they sound, and why a file is refused.

mod asking;
mod error;
mod finding;
mod format;
mod guess;
mod notation;
mod places;
mod quantity;
mod question;
#[expect(clippy::module_inception, reason = "the report itself among its parts")]
mod report;
mod sentences;
mod span;
pub(in crate::history) mod words;

pub use error::ImportError;
pub use finding::{Finding, LeftOutReason, Severity, Skip};
pub use format::{Csv, Encoding, EpochUnit, Format, TimeForm, Tool};
pub use guess::Guess;
pub use notation::{DateOrder, DecimalMark};
pub use places::{Places, Source};
pub use quantity::{Quantity, Unit};
pub use question::Question;
pub use report::Report;
pub use span::Span;
