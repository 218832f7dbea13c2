//! Replies and refusals, shaped as recorded (contract, sections 1, 4 and 7).

use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use http::{Response, StatusCode};
use serde::Serialize;

use super::fault::{DENIED, Fault};
use super::options::{INVALID_FIELDS, SERVER_NAME, UNKNOWN_METHOD, UNKNOWN_PATH, UNKNOWN_ZONE};
use crate::engine::{FieldErrors, MINUTE_MS};
use crate::wire::{Detail, ErrorBody, Timestamp};

/// What a call answers.
#[derive(Debug)]
pub(super) struct Reply {
    status: StatusCode,
    body: Vec<u8>,
    content_type: Option<&'static str>,
    /// What this reply has besides the headers of every reply.
    headers: Vec<(HeaderName, String)>,
}

/// What a call comes to.
pub(super) type Outcome = Result<Reply, Refusal>;

/// Why a call is refused.
#[derive(Debug)]
pub(super) enum Refusal {
    /// The key is missing or is none.
    Key,
    /// No call has this path.
    Path,
    /// The path has no call of this method.
    Method,
    /// The zone has no such service.
    Zone,
    /// There is no resource of this kind with that id.
    Missing(&'static str),
    /// The body cannot be read.
    Malformed(String),
    /// Fields or parameters break a rule.
    Invalid(FieldErrors),
    /// A query for metrics cannot be answered.
    Query(String),
    /// In the words of a neighbouring API.
    Said(Reply),
}

/// The headers that every recorded reply carries.
const FIXED_HEADERS: [(HeaderName, &str); 5] = [
    (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
    (header::SERVER, SERVER_NAME),
    (header::STRICT_TRANSPORT_SECURITY, "max-age=63072000"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
];

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// What a call that is refused for its rate carries in place of a body (contract, section 7).
const RATE_LIMITED: HeaderName = HeaderName::from_static("x-envoy-ratelimited");
const JSON: Option<&str> = Some("application/json");

impl Reply {
    /// A 200 with `value` as its body.
    pub(super) fn ok(value: &impl Serialize) -> Self {
        match serde_json::to_vec(value) {
            Ok(body) => Self::new(StatusCode::OK, JSON, body),
            // Only a map whose keys are not text fails to be written, and no reply holds one.
            Err(_) => Self::text(StatusCode::INTERNAL_SERVER_ERROR, "{}"),
        }
    }

    /// A 204 without a body, which has a type all the same (contract, section 1).
    pub(super) const fn gone() -> Self {
        Self::new(StatusCode::NO_CONTENT, JSON, Vec::new())
    }

    /// What was asked for by name.
    pub(super) fn fault(fault: &Fault) -> Self {
        let status = StatusCode::from_u16(fault.status).unwrap_or_default();
        let reply = Self::new(status, fault.content_type, fault.body.as_bytes().to_vec());
        match status == StatusCode::TOO_MANY_REQUESTS && fault.body.is_empty() {
            true => reply.with_header(RATE_LIMITED, "true".to_owned()),
            false => reply,
        }
    }

    /// The same with another status.
    pub(super) fn with_status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// The same with a header more.
    pub(super) fn with_header(mut self, name: HeaderName, value: String) -> Self {
        self.headers.push((name, value));
        self
    }

    /// The same with a space after each colon and comma, as the Instance API writes its JSON
    /// (contract, section 5.3).
    pub(super) fn spaced(self) -> Self {
        Self { body: space_out(&self.body), ..self }
    }

    const fn new(status: StatusCode, content_type: Option<&'static str>, body: Vec<u8>) -> Self {
        Self { status, body, content_type, headers: Vec::new() }
    }

    fn text(status: StatusCode, body: &str) -> Self {
        Self::new(status, JSON, body.as_bytes().to_vec())
    }

    fn error(status: StatusCode, body: &ErrorBody) -> Self {
        Self::ok(body).with_status(status)
    }

    /// The reply with the headers that every reply carries.
    pub(super) fn into_response(self, now_ms: i64, request_id: &str) -> Response<Vec<u8>> {
        let mut headers = HeaderMap::with_capacity(12);
        for (name, value) in FIXED_HEADERS {
            headers.insert(name, HeaderValue::from_static(value));
        }
        put(&mut headers, header::DATE, &date(now_ms));
        put(&mut headers, REQUEST_ID, request_id);
        if self.status != StatusCode::NO_CONTENT {
            put(&mut headers, header::CONTENT_LENGTH, &self.body.len().to_string());
        }
        if let Some(content_type) = self.content_type {
            put(&mut headers, header::CONTENT_TYPE, content_type);
        }
        for (name, value) in self.headers {
            put(&mut headers, name, &value);
        }
        let mut response = Response::new(self.body);
        *response.status_mut() = self.status;
        *response.headers_mut() = headers;
        response
    }
}

impl Refusal {
    /// One wrong field or parameter.
    pub(super) fn field(field: &'static str, message: &str) -> Self {
        let mut errors = FieldErrors::default();
        errors.ensure(false, field, message);
        Self::Invalid(errors)
    }

    /// The refusal as a reply.
    pub(super) fn into_reply(self) -> Reply {
        match self {
            Self::Key => Reply::text(StatusCode::UNAUTHORIZED, DENIED),
            Self::Path => Reply::text(StatusCode::NOT_FOUND, UNKNOWN_PATH),
            Self::Method => Reply::text(StatusCode::METHOD_NOT_ALLOWED, UNKNOWN_METHOD),
            Self::Zone => Reply::text(StatusCode::NOT_FOUND, UNKNOWN_ZONE),
            Self::Missing(kind) => {
                let message = Some(format!("{kind} not Found"));
                let body = ErrorBody { message, ..ErrorBody::default() };
                Reply::error(StatusCode::NOT_FOUND, &body)
            }
            Self::Malformed(message) => {
                let body = ErrorBody { message: Some(message), ..ErrorBody::default() };
                Reply::error(StatusCode::BAD_REQUEST, &body)
            }
            Self::Invalid(errors) => Reply::error(StatusCode::BAD_REQUEST, &invalid(errors)),
            Self::Query(error) => {
                #[derive(Serialize)]
                struct Body {
                    status: &'static str,
                    #[serde(rename = "errorType")]
                    kind: &'static str,
                    error: String,
                }
                let body = Body { status: "error", kind: "bad_data", error };
                Reply::ok(&body).with_status(StatusCode::BAD_REQUEST)
            }
            Self::Said(reply) => reply,
        }
    }
}

fn invalid(errors: FieldErrors) -> ErrorBody {
    let detail = |error: crate::engine::FieldError| Detail {
        field: Some(error.field.into_owned()),
        message: Some(error.message),
        reason: Some(error.reason.as_str().to_owned()),
        ..Detail::default()
    };
    ErrorBody {
        details: errors.0.into_iter().map(detail).collect(),
        message: Some(INVALID_FIELDS.0.to_owned()),
        kind: Some(INVALID_FIELDS.1.to_owned()),
        ..ErrorBody::default()
    }
}

/// The JSON with a space after each colon and comma that stands in no text.
fn space_out(json: &[u8]) -> Vec<u8> {
    let mut spaced = Vec::with_capacity(json.len() + json.len() / 8);
    let (mut in_text, mut is_escaped) = (false, false);
    for &byte in json {
        spaced.push(byte);
        if !in_text && matches!(byte, b':' | b',') {
            spaced.push(b' ');
        }
        in_text ^= byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
    }
    spaced
}

fn put(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

/// The instant as HTTP writes it: `Mon, 02 Mar 2026 08:00:00 GMT`.
fn date(at_ms: i64) -> String {
    const WEEKDAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let days = usize::try_from(at_ms / (24 * 60 * MINUTE_MS)).unwrap_or(0);
    let text = Timestamp::from_millis(at_ms - at_ms.rem_euclid(1_000)).to_string();
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or("");
    let month = part(5, 7).parse::<usize>().unwrap_or(1);
    let month = MONTHS.get(month.wrapping_sub(1)).unwrap_or(&"Jan");
    let weekday = WEEKDAYS[days % 7];
    format!("{weekday}, {} {month} {} {} GMT", part(8, 10), part(0, 4), part(11, 19))
}
