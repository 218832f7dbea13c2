//! Which history is replayed, and where it comes from.

mod confirm;
mod holding;
mod library;
mod naming;
mod query;
mod reading;
mod source;

pub use source::SourcePicker;
