//! The typed client: builds an [`http::Request`], sends it over a [`Transport`], checks the
//! status, decodes. Its errors are four and are handled once ([`ApiError`]).
//!
//! A transport may be the network, a worker, or the sandbox by itself:
//!
//! ```
//! use std::cell::RefCell;
//! use std::pin::pin;
//! use std::task::{Context, Poll, Waker};
//!
//! use headroom::api::{ApiError, Client, Pending, Transport};
//! use headroom::sandbox::{FIRST_CONTENT_NOW_MS, SANDBOX_KEY, Sandbox};
//! use headroom::wire::{Group, ListQuery};
//! use http::{HeaderValue, Request, Response};
//!
//! struct InProcess(RefCell<Sandbox>);
//!
//! impl Transport for InProcess {
//!     fn send(
//!         &self,
//!         mut request: Request<Vec<u8>>,
//!     ) -> Pending<'_, Result<Response<Vec<u8>>, ApiError>> {
//!         request.headers_mut().insert("X-Auth-Token", HeaderValue::from_static(SANDBOX_KEY));
//!         let response = self.0.borrow_mut().handle(&request);
//!         Box::pin(std::future::ready(Ok(response)))
//!     }
//! }
//!
//! # fn block_on<F: Future>(future: F) -> F::Output {
//! #     match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
//! #         Poll::Ready(output) => output,
//! #         Poll::Pending => panic!("the sandbox makes nobody wait"),
//! #     }
//! # }
//! let sandbox = RefCell::new(Sandbox::new(1, FIRST_CONTENT_NOW_MS));
//! let client = Client::new(InProcess(sandbox), "fr-par-1".into());
//! let groups = block_on(client.list::<Group>(&ListQuery::default()))?;
//! let checkout = groups.iter().find(|group| group.name == "checkout-api").unwrap();
//! assert_eq!(block_on(client.get::<Group>(&checkout.id))?, *checkout);
//!
//! let error = block_on(client.get::<Group>(&"no-such-id".into())).unwrap_err();
//! assert!(matches!(error, ApiError::Refused { status: 404 | 400, .. }), "{error}");
//! # Ok::<(), ApiError>(())
//! ```

mod calls;
mod client;
mod error;
#[cfg(feature = "web")]
mod fetch;
mod flight;
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
