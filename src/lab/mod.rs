//! The what-if of one group as plain data: no DOM, no signals, no clock.
//!
//! In the order in which a number travels through it:
//!
//! - [`ImportedHistory`], [`Recording`]: which history is replayed, and under which size it was
//!   recorded.
//! - [`Inputs`]: what makes a [`crate::whatif::Job`] of it, or [`Why`] nothing can be replayed.
//! - [`Drafts`]: what is typed over the saved rules, and the variants that come of it.
//! - [`Asking`]: one question at a time to a worker, of those that wait only the latest.
//! - [`Orders`], [`Replayed`], [`Run`]: what is to be replayed, what still holds, what came of it.
//! - [`Front`]: what a sweep has found.
//! - [`Window`]: the visible stretch of time.
//! - [`words`]: a policy, a change, an age and a span of time in words.

mod asking;
mod draft;
mod front;
mod imported;
mod job;
mod recording;
mod run;
mod shared;
mod variant;
mod window;
pub mod words;

pub use asking::Asking;
pub use draft::{Drafts, Part, Row, same_rules};
pub use front::{Advice, Entry, Found, Front, Progress, Stage};
pub use imported::{ImportedHistory, ImportedSeries};
pub use job::{Inputs, Source, Why, phase_ms, replayable, settings_of, start_ms, watched};
pub use recording::{Fresh, Recording, Samples};
pub use run::{Band, Numbered, Orders, Replayed, Run, SAVED};
pub use shared::Shared;
pub use variant::VariantDraft;
pub use window::Window;
