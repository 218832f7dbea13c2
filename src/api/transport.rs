//! How a request travels: into the sandbox, or over the network.

use std::cell::RefCell;
use std::rc::Rc;

use http::{Request, Response};

use super::error::ApiError;
#[cfg(feature = "web")]
use super::fetch::Fetch;
use crate::sandbox::{SANDBOX_KEY, Sandbox};

/// The two ways to the API.
#[derive(Clone)]
pub enum Transport {
    /// The API in memory.
    Sandbox(Rc<RefCell<Sandbox>>),
    /// The API over the network.
    #[cfg(feature = "web")]
    Fetch(Fetch),
}

impl Transport {
    /// Sends a request whose URI is a path.
    pub(super) async fn send(
        &self,
        mut request: Request<Vec<u8>>,
    ) -> Result<Response<Vec<u8>>, ApiError> {
        match self {
            Self::Sandbox(sandbox) => {
                let key = http::HeaderValue::from_static(SANDBOX_KEY);
                request.headers_mut().insert("X-Auth-Token", key);
                Ok(sandbox.borrow_mut().handle(&request))
            }
            #[cfg(feature = "web")]
            Self::Fetch(fetch) => fetch.send(request).await,
        }
    }

    /// Waits before another try. The sandbox's time is its own, so there it does not wait.
    #[cfg_attr(not(feature = "web"), expect(clippy::unused_async, reason = "waits on the web"))]
    pub(super) async fn pause(&self, ms: u32) {
        match self {
            Self::Sandbox(_) => {
                let _ = ms;
            }
            #[cfg(feature = "web")]
            Self::Fetch(_) => gloo_timers::future::TimeoutFuture::new(ms).await,
        }
    }

    /// A number in 0 to 1 that spreads retries apart.
    pub(super) fn jitter(&self) -> f64 {
        match self {
            Self::Sandbox(_) => 0.0,
            #[cfg(feature = "web")]
            Self::Fetch(_) => js_sys::Math::random(),
        }
    }
}
