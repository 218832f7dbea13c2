//! The server's own replies, shaped like the API's (contract, section 7).

use axum::body::Body;
use axum::response::Response;
use http::header::{self, HeaderMap, HeaderValue};
use http::{HeaderName, StatusCode};
use serde_json::json;

/// What every reply but the console's and the sandbox's carries: it is shown by no page, framed
/// by none, kept by no cache and read by no other origin.
pub(super) const PRIVATE: [(HeaderName, HeaderValue); 4] = [
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"),
    ),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
];

/// A refusal, with one sentence that says why.
pub(super) fn refusal(status: StatusCode, message: &str) -> Response {
    json(status, json!({ "message": message }).to_string())
}

/// A reply whose body is JSON.
pub(super) fn json(status: StatusCode, body: String) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    make_private(headers);
    response
}

pub(super) fn make_private(headers: &mut HeaderMap) {
    headers.extend(PRIVATE.map(|(name, value)| (Some(name), value)));
}
