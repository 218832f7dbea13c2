//! What runs off the page, so that the page never waits: two programs, named after what they hold.
//!
//! | program | is | built for |
//! |---|---|---|
//! | [`sandbox`] | the sandbox, which keeps its own state in the browser's database | size |
//! | [`replay`] | replays, sweeps, and what is long to read or to write | speed |
//!
//! The page asks [`protocol::Question`]s; each is a type with its answer's type, and a program
//! answers in the order in which they come. Both programs answer natively as they do in the
//! browser, where `browser` puts a loop around them.
//!
//! ```
//! use headroom::worker::protocol::{Packed, Question};
//! use headroom::worker::replay::{ReplayVariant, ReplayWorker, Replayed, SetJob, answer};
//!
//! let job = headroom::whatif::from_file(&std::fs::read("tests/examples/hour.json")?)?;
//! let variant = job.variants[0].clone();
//! let mut worker = ReplayWorker::default();
//! answer(&mut worker, SetJob::TAG, SetJob { job: job.into() }.pack())?;
//! let question = ReplayVariant { variant }.pack();
//! let parcel = answer(&mut worker, ReplayVariant::TAG, question)?;
//! let replayed = Replayed::unpack(parcel).unwrap();
//! assert_eq!(replayed.variant.scorecard.changes, 3);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#[cfg(feature = "worker")]
pub mod browser;
pub mod protocol;
pub mod replay;
pub mod sandbox;
