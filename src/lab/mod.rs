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
//! - [`Picture`]: a scene of recording and replays, as the chart draws it.
//! - [`Front`]: what a sweep has found.
//! - [`Saving`]: an edit on its way to the API.
//! - [`Window`]: the visible stretch of time.
//! - [`words`]: a policy, a change, an age and a span of time in words.

mod asking;
mod draft;
mod front;
mod gaps;
mod imported;
mod job;
mod picture;
mod recording;
mod run;
mod saving;
mod shared;
mod variant;
mod window;
pub mod words;

pub use asking::Asking;
pub use draft::Drafts;
pub use front::{Advice, Entry, Found, Front, Progress, Stage};
pub use imported::{ImportedHistory, ImportedSeries, refused_at};
pub use job::{Inputs, Source, Why, phase_ms, replayable, settings_of, start_ms, watched};
pub use picture::{Moment, Picture, Scene, layered};
pub use recording::{Fresh, Recording, real_changes};
pub use run::{Band, Numbered, Orders, Replayed, Run, SAVED};
pub use saving::{Rest, Saving, what_is_left};
pub use shared::Shared;
pub use variant::{Part, Row, VariantDraft, policy_fields, same_rules};
pub use window::Window;

pub use crate::worker::replay::Samples;
