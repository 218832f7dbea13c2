//! Text as typed, to a body of the API or to errors by field. No DOM.
//!
//! Each resource has one file with the same three functions: `sections` says which fields there
//! are, `draft` fills them from a stored row, and `create` or `changes` read them back. The rules
//! are the engine's; only what cannot even be read is noted here.

pub mod apply;
pub mod connection;
mod draft;
mod field;
pub mod group;
pub mod load;
pub mod metrics;
pub mod policy;
mod reader;
mod refusal;
pub mod settings;
pub mod sweep;
pub mod template;

pub use draft::{Draft, Edits};
pub use field::{Choice, Control, Field, Section};
pub use refusal::refused_fields;
