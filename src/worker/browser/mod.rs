//! The loops around the programs in the browser, and what the browser keeps for them.

pub mod database;
mod lock;
mod message;
mod serve;
mod store;

pub use message::{Kind, Message};
pub use serve::{serve_replay, serve_sandbox};
