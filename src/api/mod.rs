//! The typed client: builds an [`http::Request`], sends it over a [`Transport`], checks the
//! status, decodes. Its errors are four and are handled once ([`ApiError`]).

mod client;
mod error;
#[cfg(feature = "web")]
mod fetch;
mod key;
mod neighbours;
mod read_back;
mod resource;
mod retry;
mod transport;

pub use client::Client;
pub use error::{ApiError, Unreachable};
#[cfg(feature = "web")]
pub use fetch::{Fetch, served};
pub use key::Key;
pub use resource::{Editable, Resource};
pub use retry::delay_ms;
pub use transport::{Pending, Transport};
