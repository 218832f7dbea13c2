//! What lies behind the pages: the connection, the sandbox's world and its clock, the workers and
//! what the browser stores.

pub mod clock;
mod error_notice;
pub mod idb;
pub mod port;
pub mod query;
pub mod session;
pub mod storage;
pub mod world;

pub use error_notice::ErrorNotice;
