//! The headers that cross the proxy. What is not named here does not: no cookie, no origin, no
//! referrer, nothing hop by hop, and none of the API's own CORS or redirects.

use http::HeaderName;
use http::header::{self, HeaderMap};

/// The API's secret key (contract, section 1).
pub(super) const SECRET_KEY: HeaderName = HeaderName::from_static("x-auth-token");
/// A data source's token (contract, section 10).
pub(super) const COCKPIT_TOKEN: HeaderName = HeaderName::from_static("x-token");
/// What the vendor's own console sends in the key's place; it is not forwarded.
pub(super) const SESSION_TOKEN: HeaderName = HeaderName::from_static("x-session-token");

/// What identifies the caller: only what the server adds, where it adds something.
pub(super) const CREDENTIALS: [HeaderName; 3] = [SECRET_KEY, COCKPIT_TOKEN, header::AUTHORIZATION];

/// What of a request is forwarded besides its credentials.
pub(super) const OF_REQUESTS: [HeaderName; 5] = [
    header::ACCEPT,
    header::ACCEPT_ENCODING,
    header::CONTENT_LENGTH,
    header::CONTENT_TYPE,
    header::USER_AGENT,
];

/// What of a reply is passed back.
pub(super) const OF_REPLIES: [HeaderName; 10] = [
    header::CONTENT_ENCODING,
    header::CONTENT_LENGTH,
    header::CONTENT_TYPE,
    header::DATE,
    header::LINK,
    header::RETRY_AFTER,
    header::VARY,
    HeaderName::from_static("x-envoy-ratelimited"),
    HeaderName::from_static("x-request-id"),
    HeaderName::from_static("x-total-count"),
];

/// The headers of these names, and no other.
pub(super) fn only(headers: &HeaderMap, names: &[HeaderName]) -> HeaderMap {
    let values = |name| headers.get_all(name).into_iter().map(move |value| (name, value));
    names.iter().flat_map(values).map(|(name, value)| (name.clone(), value.clone())).collect()
}
