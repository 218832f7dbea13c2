//! Request bodies, bounded in length and in time.

use std::error::Error;
use std::time::Duration;

use axum::body::{Body, HttpBody, to_bytes};
use axum::response::Response;
use http::StatusCode;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use tower_http::timeout::{DeadlineBody, TimeoutError};

use super::message::refusal;

/// The longest body of a request, in bytes. The largest that the API takes is a template with its
/// cloud-init, which is not known to be above 128 KB.
pub(super) const LONGEST: usize = 1024 * 1024;

/// The body, which breaks off with an error once it is too long or takes too long.
pub(super) fn bounded(body: Body, patience: Duration) -> Body {
    if body.is_end_stream() {
        return Body::empty();
    }
    Body::new(Limited::new(DeadlineBody::new(patience, body), LONGEST).map_err(FromClient))
}

/// What went wrong with a request's body, to be told apart from what goes wrong with a reply's.
#[derive(Debug, thiserror::Error)]
#[error("the request's body broke off or is malformed")]
struct FromClient(#[source] Box<dyn Error + Send + Sync>);

/// The whole body, or the refusal of the client.
pub(super) async fn read(body: Body, patience: Duration) -> Result<Vec<u8>, Response> {
    if let Some(refused) = refuse_length(&body) {
        return Err(refused);
    }
    let read = to_bytes(bounded(body, patience), LONGEST).await;
    read.map(Vec::from).map_err(|error| refuse_body(&error).unwrap_or_else(malformed))
}

/// The refusal of a body that says at once that it is too long.
pub(super) fn refuse_length(body: &Body) -> Option<Response> {
    let longest = u64::try_from(LONGEST).unwrap_or(u64::MAX);
    (body.size_hint().lower() > longest).then(too_long)
}

/// The refusal of the client, if it was its body that failed.
pub(super) fn refuse_body(error: &(dyn Error + 'static)) -> Option<Response> {
    if chain(error).any(<dyn Error>::is::<LengthLimitError>) {
        return Some(too_long());
    }
    if chain(error).any(<dyn Error>::is::<TimeoutError>) {
        return Some(refusal(StatusCode::REQUEST_TIMEOUT, "the request's body took too long"));
    }
    chain(error).any(<dyn Error>::is::<FromClient>).then(malformed)
}

fn malformed() -> Response {
    refusal(StatusCode::BAD_REQUEST, "the request's body broke off or is malformed")
}

fn too_long() -> Response {
    let message = format!("the request's body is longer than {LONGEST} bytes");
    refusal(StatusCode::PAYLOAD_TOO_LARGE, &message)
}

/// An error and what caused it.
pub(super) fn chain<'a>(
    error: &'a (dyn Error + 'static),
) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&error| error.source())
}
