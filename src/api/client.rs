//! The client: a request out, an answer or an error back.

use std::cell::Cell;
use std::rc::Rc;

use http::uri::PathAndQuery;
use http::{Method, Request, Response};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::{ApiError, Unreachable};
use super::flight::{Flights, Joined};
use super::retry::delay_ms;
use super::transport::Transport;
use crate::activity::{Auditor, Outcome};
use crate::wire::{self, DecodeError, ErrorBody, Generation, Zone};

/// A typed client for one zone.
#[derive(Clone)]
pub struct Client {
    transport: Rc<dyn Transport>,
    zone: Zone,
    /// Whether metrics are read where the project's data source is, rather than at `/prometheus`.
    by_source: bool,
    /// The generations that are retired at the address.
    retired: [Option<Generation>; 2],
    /// What all copies share.
    shared: Rc<Shared>,
    /// What keeps its writes, where something does.
    auditor: Option<Rc<Auditor>>,
}

/// What the copies of a client share.
#[derive(Default)]
struct Shared {
    /// Whether the key was forgotten.
    is_over: Cell<bool>,
    flights: Flights,
}

impl Client {
    /// A client over a transport.
    #[must_use]
    pub fn new(transport: impl Transport + 'static, zone: Zone) -> Self {
        let (transport, retired) = (Rc::new(transport), [None; 2]);
        let shared = Rc::default();
        Self { transport, zone, by_source: false, retired, shared, auditor: None }
    }

    /// Sends nothing more, by any of its copies: what reads in several steps keeps one.
    pub fn end(&self) {
        self.shared.is_over.set(true);
    }

    /// Whether both are copies of one: of the same connection.
    #[must_use]
    pub fn is_copy_of(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.shared, &other.shared)
    }

    /// Has what is asked from now on asked anew, since what the API holds may have changed: a read
    /// that is under way may bring what it held before.
    pub fn expect_news(&self) {
        self.shared.flights.forget();
    }

    pub(super) async fn send(
        &self,
        request: Request<Vec<u8>>,
    ) -> Result<Response<Vec<u8>>, ApiError> {
        if self.shared.is_over.get() {
            return Err(ApiError::Unreachable(Unreachable::KeyForgotten));
        }
        self.transport.send(request).await
    }

    /// The same, whose writes are kept.
    #[must_use]
    pub fn audited(self, auditor: Auditor) -> Self {
        Self { auditor: Some(Rc::new(auditor)), ..self }
    }

    /// The same, for an API whose metrics lie with each project's data source (contract, section
    /// 10), which `headroom-server` reaches.
    #[must_use]
    pub fn with_sources(self) -> Self {
        Self { by_source: true, ..self }
    }

    /// The same, for an address that does not have these generations: they are not asked for.
    pub(super) fn without(self, retired: [Option<Generation>; 2]) -> Self {
        Self { retired, ..self }
    }

    /// The same in another zone, which has yet to tell what it answers; its key is the same, and
    /// is forgotten with it.
    #[must_use]
    pub fn in_zone(self, zone: Zone) -> Self {
        Self { zone, retired: [None; 2], auditor: None, ..self }
    }

    /// The zone that it speaks of.
    #[must_use]
    pub const fn zone(&self) -> &Zone {
        &self.zone
    }

    /// Where something is in the zone.
    pub(super) fn zonal(&self, api: &str, rest: &str) -> String {
        format!("/{api}/zones/{}/{rest}", self.zone)
    }

    /// Whether metrics are read where the project's data source is.
    pub(super) const fn is_by_source(&self) -> bool {
        self.by_source
    }

    /// A GET, which waits for the answer to the same one where that is under way. Only decoding
    /// its answer depends on the type, so all else ships once.
    pub(super) async fn read(&self, uri: &str) -> Result<Vec<u8>, ApiError> {
        self.refuse_retired(uri)?;
        loop {
            match self.shared.flights.join(uri) {
                Joined::First(flight) => return flight.land(self.read_alone(uri).await),
                Joined::Later(flight) => {
                    if let Some(answer) = flight.answer().await {
                        return answer;
                    }
                }
            }
        }
    }

    /// A GET, tried again while the API asks for patience.
    async fn read_alone(&self, uri: &str) -> Result<Vec<u8>, ApiError> {
        let mut failed = 0;
        loop {
            let response = self.send(request(Method::GET, uri, Vec::new())?).await?;
            if response.status().is_success() {
                let body = response.into_body();
                if let Some(auditor) = &self.auditor {
                    auditor.saw(uri, &body);
                }
                return Ok(body);
            }
            failed += 1;
            let status = response.status().as_u16();
            match delay_ms(status, failed, self.transport.jitter()) {
                Some(ms) => self.transport.pause(ms).await,
                None => return Err(refusal(&response)),
            }
        }
    }

    /// Anything but a GET, which is sent once. It is kept before it is sent, so that a page that
    /// closes meanwhile leaves a trace of it. No page of the first visit writes, so that none of
    /// this is part of what it loads.
    pub(super) async fn write(
        &self,
        method: Method,
        uri: &str,
        body: Vec<u8>,
    ) -> Result<Vec<u8>, ApiError> {
        self.refuse_retired(uri)?;
        let request = request(method, uri, body)?;
        let begun = (self.auditor.as_deref())
            .map(|auditor| auditor.began(request.method().as_str(), uri, request.body()));
        let sent = self.send(request).await;
        self.expect_news();
        let result = match sent {
            Ok(response) if response.status().is_success() => Ok(response.into_body()),
            Ok(response) => Err(refusal(&response).of_write()),
            Err(error) => Err(error.of_write()),
        };
        if let Some(begun) = begun {
            let (outcome, words) = told(&result);
            begun.ended(outcome, words, result.as_deref().unwrap_or_default());
        }
        result
    }

    /// Notes that a write without an answer was found to be carried out after all.
    pub(super) fn found_done(&self, method: &Method, uri: &str) {
        if let Some(auditor) = &self.auditor {
            auditor.found_done(method.as_str(), uri);
        }
    }

    /// Answers as the address would, so that it is not asked again for what it does not have.
    fn refuse_retired(&self, uri: &str) -> Result<(), ApiError> {
        match Generation::of_path(uri) {
            Some(asked) if self.retired.contains(&Some(asked)) => Err(ApiError::of_retired()),
            _ => Ok(()),
        }
    }
}

/// What became of a write, and why unless it was done.
fn told(result: &Result<Vec<u8>, ApiError>) -> (Outcome, String) {
    match result {
        Ok(_) => (Outcome::Done, String::new()),
        Err(error) if error.outcome_is_unknown() => (Outcome::Unknown, error.to_string()),
        Err(error) => (Outcome::Refused, error.to_string()),
    }
}

/// A path is not parsed as a whole URI: the code for that would ship with it. A segment of dots
/// would climb to the parent, even percent-encoded: the browser resolves both before it asks.
fn request(method: Method, path: &str, body: Vec<u8>) -> Result<Request<Vec<u8>>, ApiError> {
    let segments = path.split_once('?').map_or(path, |(segments, _)| segments);
    if segments.split('/').any(|segment| matches!(segment, "." | "..")) {
        return Err(ApiError::Unreachable(Unreachable::BadRequest));
    }
    let path =
        PathAndQuery::try_from(path).map_err(|_| ApiError::Unreachable(Unreachable::BadRequest))?;
    let mut request = Request::new(body);
    *request.method_mut() = method;
    *request.uri_mut() = path.into();
    Ok(request)
}

pub(super) fn refusal(response: &Response<Vec<u8>>) -> ApiError {
    let status = response.status().as_u16();
    ApiError::Refused { status, body: Box::new(ErrorBody::parse(response.body())) }
}

pub(super) fn encode<T: Serialize>(body: &T) -> Result<Vec<u8>, ApiError> {
    serde_json::to_vec(body).map_err(|error| ApiError::Malformed {
        path: t!("the request").to_owned(),
        message: error.to_string(),
    })
}

pub(super) fn decode<T: DeserializeOwned>(body: &[u8]) -> Result<T, ApiError> {
    wire::decode(body).map_err(malformed)
}

#[expect(clippy::boxed_local, reason = "as it comes, so that this is not compiled for each type")]
fn malformed(error: Box<DecodeError>) -> ApiError {
    ApiError::Malformed { path: error.path(), message: error.message }
}

/// An id comes from an address that anyone can type, so it must not reach into the path: what
/// divides one is encoded here, and [`request`] refuses what climbs in it.
pub(super) fn encode_segment(id: &str) -> String {
    const ENCODED: &AsciiSet =
        &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
    utf8_percent_encode(id, ENCODED).to_string()
}
