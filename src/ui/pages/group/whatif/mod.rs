//! The what-if on a group's page: a history, the saved policies and an edited copy, both
//! replayed, and the way to save the edit.

mod confirm;
mod desk;
mod import;
mod kept;
mod library;
mod lints;
mod metrics;
mod offer;
mod panel;
mod recording;
mod remarks;
mod review;
mod runner;
mod scores;
mod share;
mod source;
mod state;
mod sweep;
mod trial;
mod variants;

pub use desk::use_desk;
pub use panel::Panel;
pub use remarks::remark_list;
pub use scores::Scores;
pub use state::{Lab, Run};
pub use sweep::SweepCard;
pub use variants::VariantTable;
