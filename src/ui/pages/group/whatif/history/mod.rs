//! Which history is replayed, and where it comes from.

mod addressed;
mod confirm;
mod holding;
mod library;
mod naming;
mod query;
mod reading;
mod source;

pub use addressed::Addressed;
pub use source::SourcePicker;
