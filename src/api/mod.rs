//! The typed client: builds an [`http::Request`], sends it over a [`Transport`], checks the
//! status, decodes. Its errors are four and are handled once ([`ApiError`]).

mod calls;
mod client;
mod error;
#[cfg(feature = "web")]
mod fetch;
mod generations;
mod growing;
mod key;
mod metrics;
mod neighbours;
mod paging;
mod probe;
mod read_back;
mod resource;
mod retry;
mod targets;
mod transport;

pub use client::Client;
pub use error::{ApiError, Unreachable};
#[cfg(feature = "web")]
pub use fetch::{Fetch, change_served_clock, own_file, served, served_clock};
pub use generations::{Answers, Generations};
pub use growing::OVERLAP_MS;
pub use key::Key;
pub use probe::Area;
pub use resource::{Editable, Listed, Resource};
pub use retry::delay_ms;
pub use transport::{Pending, Transport};
