//! Requests over the network: the only place that knows `gloo-net`.

use gloo_net::http::{Method, RequestBuilder};
use http::{Request, Response};
use web_sys::{AbortSignal, RequestCredentials};

use super::error::{ApiError, Unreachable};
use super::key::Key;

/// How long a call may take, in milliseconds.
const TIMEOUT_MS: u32 = 20_000;

/// An API at an address, and the key for it.
#[derive(Clone)]
pub struct Fetch {
    base: String,
    key: Key,
}

impl Fetch {
    /// The API at `base`, such as `https://api.scaleway.com`.
    #[must_use]
    pub fn new(base: &str, key: Key) -> Self {
        Self { base: base.trim_end_matches('/').to_owned(), key }
    }

    pub(super) async fn send(
        &self,
        request: Request<Vec<u8>>,
    ) -> Result<Response<Vec<u8>>, ApiError> {
        let bad_request = ApiError::Unreachable(Unreachable::BadRequest);
        let (parts, body) = request.into_parts();
        let method: Method = parts.method.as_str().parse().map_err(|_| bad_request.clone())?;
        let signal = AbortSignal::timeout_with_u32(TIMEOUT_MS);
        let builder = RequestBuilder::new(&format!("{}{}", self.base, parts.uri))
            .method(method)
            .credentials(RequestCredentials::Omit)
            .abort_signal(Some(&signal))
            .header("X-Auth-Token", self.key.expose());
        let builder = match body.is_empty() {
            true => builder.build(),
            false => builder.header("Content-Type", "application/json").body(body),
        };
        let no_answer = || {
            ApiError::Unreachable(match signal.aborted() {
                true => Unreachable::TimedOut,
                false => Unreachable::Blocked,
            })
        };
        let answer = builder.map_err(|_| bad_request)?.send().await.map_err(|_| no_answer())?;
        let mut response = Response::builder().status(answer.status());
        if let Some(total) = answer.headers().get("X-Total-Count") {
            response = response.header("X-Total-Count", total);
        }
        let body = answer.binary().await.map_err(|_| no_answer())?;
        response.body(body).map_err(|_| ApiError::Unreachable(Unreachable::BadRequest))
    }
}
