//! Requests over the network: the only place that knows `gloo-net`.

use std::cell::RefCell;

use chrono::DateTime;
use gloo_net::http::{Request as Call, RequestBuilder, Response as Answer};
use http::uri::PathAndQuery;
use http::{Method, Request, Response, StatusCode};
use web_sys::{AbortSignal, RequestCredentials};

use super::client;
use super::error::{ApiError, Unreachable};
use super::key::Key;
use super::transport::{Pending, Transport};
use crate::wire::{About, ClockChange, ErrorBody, SERVED_CLOCK, ServedBy, ServedClock, decode};

/// How long a call may take, in milliseconds.
const TIMEOUT_MS: u32 = 20_000;

thread_local! {
    /// The date of the latest answer, as it was written; empty where it told none. Of all headers
    /// this alone is of use here, and a map of headers would cost the first visit a kilobyte.
    static LAST_DATE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// An API at an address, and the key for it.
#[derive(Clone)]
pub struct Fetch {
    base: String,
    key: Key,
    is_own_server: bool,
}

impl Fetch {
    /// The API at `base`, such as `https://api.scaleway.com`.
    #[must_use]
    pub fn new(base: &str, key: Key) -> Self {
        Self { base: base.trim_end_matches('/').to_owned(), key, is_own_server: false }
    }

    /// The same, when it is Headroom's own server from which the page came: where it does not
    /// answer, other advice helps.
    #[must_use]
    pub fn of_own_server(self, is_own_server: bool) -> Self {
        Self { is_own_server, ..self }
    }

    /// The API's clock at the latest answer, where that told it: to the second, in milliseconds
    /// since the Unix epoch.
    #[must_use]
    pub fn last_date_ms() -> Option<i64> {
        let date = LAST_DATE.with_borrow(|last| DateTime::parse_from_rfc2822(last).ok())?;
        Some(date.timestamp_millis())
    }

    async fn fetch(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, ApiError> {
        let (parts, body) = request.into_parts();
        let path = parts.uri.path_and_query().map_or("/", PathAndQuery::as_str);
        let signal = AbortSignal::timeout_with_u32(TIMEOUT_MS);
        let builder = RequestBuilder::new(&format!("{}{path}", self.base))
            .method(parts.method)
            // A server that lends a key lets the browser in by a cookie of its own.
            .credentials(RequestCredentials::SameOrigin)
            .abort_signal(Some(&signal))
            .header("X-Auth-Token", self.key.expose());
        let builder = match body.is_empty() {
            true => builder.build(),
            false => builder.header("Content-Type", "application/json").body(body),
        };
        let no_answer = || {
            ApiError::Unreachable(match signal.aborted() {
                true => Unreachable::TimedOut,
                false if self.is_own_server => Unreachable::OwnServer,
                false => Unreachable::Blocked,
            })
        };
        let bad_request = |_| ApiError::Unreachable(Unreachable::BadRequest);
        let answer = builder.map_err(bad_request)?.send().await.map_err(|_| no_answer())?;
        let status = StatusCode::from_u16(answer.status()).map_err(|_| no_answer())?;
        // One that does not tell it takes that of another connection away.
        let date = answer.headers().get("date").unwrap_or_default();
        LAST_DATE.with_borrow_mut(|last| *last = date);
        let mut response = Response::new(answer.binary().await.map_err(|_| no_answer())?);
        *response.status_mut() = status;
        Ok(response)
    }
}

/// A file that lies beside the console; none where it does not come.
pub async fn own_file(name: &str) -> Option<Vec<u8>> {
    let answer = RequestBuilder::new(name)
        .credentials(RequestCredentials::Omit)
        .abort_signal(Some(&AbortSignal::timeout_with_u32(TIMEOUT_MS)))
        .build()
        .ok()?;
    answer.send().await.ok().filter(Answer::ok)?.binary().await.ok()
}

/// How the page was served, if by a server that says so.
pub async fn served() -> Option<About> {
    let about: About = decode(&own_file("headroom.json").await?).ok()?;
    (about.mode != ServedBy::Unknown).then_some(about)
}

/// What the clock of the sandbox in the page's own server shows.
///
/// # Errors
/// When the server does not answer, or has no such clock.
pub async fn served_clock() -> Result<ServedClock, ApiError> {
    clock(RequestBuilder::new(SERVED_CLOCK).build()).await
}

/// Changes that clock, and tells what it shows then.
///
/// # Errors
/// When the server does not answer, or refuses the change.
pub async fn change_served_clock(change: ClockChange) -> Result<ServedClock, ApiError> {
    let body = serde_json::to_string(&change).unwrap_or_default();
    let request = RequestBuilder::new(SERVED_CLOCK).method(Method::POST);
    clock(request.header("Content-Type", "application/json").body(body)).await
}

async fn clock(request: Result<Call, gloo_net::Error>) -> Result<ServedClock, ApiError> {
    let unreachable = |_| ApiError::Unreachable(Unreachable::OwnServer);
    let answer = request.map_err(unreachable)?.send().await.map_err(unreachable)?;
    let body = answer.binary().await.map_err(unreachable)?;
    if !answer.ok() {
        let body = Box::new(ErrorBody::parse(&body));
        return Err(ApiError::Refused { status: answer.status(), body });
    }
    client::decode(&body)
}

impl Transport for Fetch {
    fn send(&self, request: Request<Vec<u8>>) -> Pending<'_, Result<Response<Vec<u8>>, ApiError>> {
        Box::pin(self.fetch(request))
    }

    fn pause(&self, ms: u32) -> Pending<'_, ()> {
        Box::pin(gloo_timers::future::TimeoutFuture::new(ms))
    }

    fn jitter(&self) -> f64 {
        js_sys::Math::random()
    }
}
