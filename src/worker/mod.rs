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

#[cfg(feature = "worker")]
pub mod browser;
pub mod protocol;
pub mod replay;
pub mod sandbox;
