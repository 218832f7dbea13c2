//! The server's own replies, shaped like the API's (contract, section 7).

use axum::body::Body;
use axum::response::Response;
use http::header::{self, HeaderMap, HeaderValue};
use http::{HeaderName, Method, StatusCode};
use serde::Serialize;

/// The longest text of somebody else's that a reply or a line of the log repeats, in characters.
const LONGEST_QUOTE: usize = 200;

/// What keeps another origin's page from embedding a reply.
pub(super) const CORP: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
pub(super) const SAME_ORIGIN: HeaderValue = HeaderValue::from_static("same-origin");

/// What every reply but the console's and the sandbox's carries: it is shown by no page, framed
/// by none, kept by no cache and read by no other origin.
const PRIVATE: [(HeaderName, HeaderValue); 4] = [
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"),
    ),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (CORP, SAME_ORIGIN),
];

/// A refusal, with one sentence that says why. It ends the connection, since the request's body
/// may not have been read.
pub(super) fn refusal(status: StatusCode, message: &str) -> Response {
    let mut response = json(status, &serde_json::json!({ "message": message }));
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}

/// The refusal of a method where only these are allowed. `what` is the sentence's beginning.
pub(super) fn wrong_method(method: &Method, allowed: &[Method], what: &str) -> Response {
    let allowed = allowed.iter().map(Method::as_str).collect::<Vec<_>>().join(", ");
    let message = format!("{what} with {allowed} only, and not with {}", short(method.as_str()));
    let mut response = refusal(StatusCode::METHOD_NOT_ALLOWED, &message);
    response
        .headers_mut()
        .extend(HeaderValue::try_from(allowed).map(|value| (header::ALLOW, value)));
    response
}

/// A reply whose body is JSON.
pub(super) fn json(status: StatusCode, body: &impl Serialize) -> Response {
    // Only a map whose keys are not text fails to be written.
    let body = serde_json::to_string(body).unwrap_or_default();
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    make_private(headers);
    response
}

/// A text, or its beginning.
pub(super) fn short(text: &str) -> String {
    match text.char_indices().nth(LONGEST_QUOTE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

pub(super) fn make_private(headers: &mut HeaderMap) {
    headers.extend(PRIVATE.map(|(name, value)| (Some(name), value)));
}
