//! One conformance suite for every server that speaks the API: what a case says, and how it is
//! held against a server. The cases are data, in `tests/conformance`.

pub mod case;
pub mod node;
pub mod pattern;
mod run;

pub use case::Suite;
pub use run::{Server, Setting};
