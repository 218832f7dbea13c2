//! Text as typed, to a body of the API or to errors by field. No DOM.
//!
//! The API's resources are each a [`ResourceForm`]: which fields there are, what a stored one has
//! in them, and how they are read back. The other forms have the same three parts as functions:
//! `section` or `sections`, `draft`, and `read`. The rules are the engine's; only what cannot even
//! be read is noted here.

pub mod apply;
mod changes;
pub mod connection;
pub mod connections;
mod draft;
mod field;
pub mod group;
pub mod hold;
pub mod left;
pub mod load;
pub mod metrics;
pub mod model;
pub mod neighbours;
mod overtaken;
mod pasted;
pub mod policy;
mod reader;
mod refusal;
mod resource;
pub mod rows;
pub mod scaling_group;
pub mod scaling_policy;
pub mod server_template;
pub mod settings;
mod stage;
pub mod sweep;
pub mod target_settings;
pub mod template;
mod text;

pub use changes::{Changed, changed};
pub use draft::{Draft, Edits};
pub use field::{Choice, Control, Field, Section};
pub use left::{AllLeft, Left};
pub use overtaken::overtaken;
pub use pasted::pasted;
pub use refusal::refused_fields;
pub use resource::ResourceForm;
pub use stage::Stage;
