//! What a series is: how it looks, what it is likely to hold, and what must be asked about it.

mod conversion;
mod hints;
mod profile;
mod questions;
mod suggest;

pub use conversion::Conversion;
pub use profile::Profile;
pub(in crate::history) use questions::questions;
pub use suggest::{Certainty, Holds, Suggestion};
