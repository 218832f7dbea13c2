//! What a page and a worker say to each other: typed questions, their answers and refusals.

pub mod columns;
mod parcel;
mod question;
mod refusal;

pub use parcel::{Columns, Packed, Parcel, Unreadable, from_text, to_text};
pub(super) use parcel::{packed_as_bytes, packed_as_json, packed_as_nothing};
pub(super) use question::questions;
pub use question::{Program, Question};
pub use refusal::Refusal;
