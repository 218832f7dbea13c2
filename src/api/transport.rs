//! How a request travels: over the network, to a worker, or into a sandbox beside the caller.

use std::future::Future;
use std::pin::Pin;

use http::{Request, Response};

use super::error::ApiError;

/// Something that is waited for.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// A way to the API.
pub trait Transport {
    /// Sends a request whose URI is a path.
    fn send(&self, request: Request<Vec<u8>>) -> Pending<'_, Result<Response<Vec<u8>>, ApiError>>;

    /// Waits before another try, in milliseconds. An API whose time is its own does not wait.
    fn pause(&self, ms: u32) -> Pending<'_, ()> {
        let _ = ms;
        Box::pin(std::future::ready(()))
    }

    /// A number in 0 to 1 that spreads retries apart.
    fn jitter(&self) -> f64 {
        0.0
    }
}
