//! A marked stretch: what was different in it, and which edits would have repaired it.

mod card;
mod differences;
mod repairs;
mod state;

pub use card::IncidentCard;
pub use state::Incident;
