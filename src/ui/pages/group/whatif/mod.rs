//! The what-if on a group's page: a history, the saved policies and edited copies, all replayed,
//! and the way to save an edit.

mod beside;
mod carried;
mod estimate;
mod explained;
mod history;
mod import;
mod incident;
mod inputs;
mod insight;
mod kept;
mod left;
mod lints;
mod moving;
mod offer;
mod overtaken;
mod panel;
mod past;
mod recording;
mod response;
mod review;
mod runs;
mod scores;
mod shadow;
mod shadowing;
mod share;
mod state;
mod sweep;
mod target;
mod tracing;
mod tried;
mod variants;
mod views;

pub use explained::{decided, events_near, reasons};
pub use incident::Incident;
pub use inputs::Known;
pub use shadow::{ShadowBadge, ShadowOfGone};
pub use state::{Lab, WHAT_IF};
pub use sweep::Sweeping;
pub use views::{ViewsPart, fetch};
