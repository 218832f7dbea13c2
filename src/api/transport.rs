//! How a request travels: into the sandbox, or over the network. The only place of the client
//! that knows the sandbox.

use std::cell::RefCell;
use std::rc::Rc;

use http::{HeaderName, HeaderValue, Request, Response};

use super::error::ApiError;
#[cfg(feature = "web")]
use super::fetch::Fetch;
use crate::sandbox::{FIRST_CONTENT_NOW_MS, SANDBOX_KEY, Sandbox};

/// The two ways to the API.
#[derive(Clone)]
pub enum Transport {
    /// The API in memory.
    Sandbox(SandboxHandle),
    /// The API over the network.
    #[cfg(feature = "web")]
    Fetch(Fetch),
}

/// The sandbox, shared by the client that calls it and the clock that moves it.
#[derive(Clone)]
pub struct SandboxHandle(Rc<RefCell<Sandbox>>);

impl SandboxHandle {
    /// The seed of the first content: everyone meets the same sandbox.
    const SEED: u64 = 1;

    /// A sandbox with its first content.
    #[must_use]
    pub fn fresh() -> Self {
        Self::over(Sandbox::new(Self::SEED, FIRST_CONTENT_NOW_MS))
    }

    /// A sandbox as it was saved.
    ///
    /// # Errors
    /// Says why the text cannot be read.
    pub fn restore(text: &str) -> Result<Self, String> {
        Sandbox::load(text).map(Self::over).map_err(|error| error.to_string())
    }

    /// A sandbox made elsewhere.
    #[must_use]
    pub fn over(sandbox: Sandbox) -> Self {
        Self(Rc::new(RefCell::new(sandbox)))
    }

    /// Everything in it, to [`Self::restore`] from.
    #[must_use]
    pub fn save(&self) -> String {
        self.0.borrow().save()
    }

    /// Its virtual now, in milliseconds since the Unix epoch.
    #[must_use]
    pub fn now_ms(&self) -> i64 {
        self.0.borrow().now_ms()
    }

    /// Lets its world go on until an instant.
    pub fn advance(&self, to_ms: i64) {
        self.0.borrow_mut().advance(to_ms);
    }

    fn handle(&self, mut request: Request<Vec<u8>>) -> Response<Vec<u8>> {
        const SECRET_KEY: HeaderName = HeaderName::from_static("x-auth-token");
        request.headers_mut().insert(SECRET_KEY, HeaderValue::from_static(SANDBOX_KEY));
        self.0.borrow_mut().handle(&request)
    }
}

impl Transport {
    /// Sends a request whose URI is a path.
    #[cfg_attr(not(feature = "web"), expect(clippy::unused_async, reason = "waits on the web"))]
    pub(super) async fn send(
        &self,
        request: Request<Vec<u8>>,
    ) -> Result<Response<Vec<u8>>, ApiError> {
        match self {
            Self::Sandbox(sandbox) => Ok(sandbox.handle(request)),
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
