//! The search for better settings: what to try, the workers that try it, and the best bargains.

mod advice;
mod card;
mod crew;
mod following;
mod front;
mod plot;
mod pool;
mod settings;
mod state;
mod table;

pub use card::{HEADING, SweepCard};
pub use state::Sweeping;
