//! Replies, shaped as recorded (contract, sections 1 and 4).

use chrono::{DateTime, Datelike, Month, Timelike};
use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use http::{Response, StatusCode};
use serde::Serialize;

use crate::sandbox::fault::Fault;
use crate::sandbox::options::{RATE_LIMIT, SERVER_NAME};

/// What a call answers.
#[derive(Debug)]
pub struct Reply {
    status: StatusCode,
    body: Vec<u8>,
    content_type: Option<&'static str>,
    /// What this reply has besides the headers of every reply.
    headers: Vec<(HeaderName, String)>,
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
const RATE_LIMIT_OF: HeaderName = HeaderName::from_static("x-ratelimit-limit");
const RATE_LEFT: HeaderName = HeaderName::from_static("x-ratelimit-remaining");
/// In how many seconds the limit is whole again.
const RATE_RESET: HeaderName = HeaderName::from_static("x-ratelimit-reset");
const JSON: Option<&str> = Some("application/json");

impl Reply {
    /// A 200 with `value` as its body.
    pub fn ok(value: &impl Serialize) -> Self {
        match serde_json::to_vec(value) {
            Ok(body) => Self::new(StatusCode::OK, JSON, body),
            // Only a map whose keys are not text fails to be written, and no reply holds one.
            Err(_) => Self::text(StatusCode::INTERNAL_SERVER_ERROR, "{}"),
        }
    }

    /// A 204 without a body, which has a type all the same (contract, section 1).
    pub const fn gone() -> Self {
        Self::new(StatusCode::NO_CONTENT, JSON, Vec::new())
    }

    /// What was asked for by name.
    pub fn fault(fault: &Fault) -> Self {
        let status = StatusCode::from_u16(fault.status).unwrap_or_default();
        let reply = Self::new(status, fault.content_type, fault.body.as_bytes().to_vec());
        match status == StatusCode::TOO_MANY_REQUESTS && fault.body.is_empty() {
            true => reply.with_header(RATE_LIMITED, "true".to_owned()),
            false => reply,
        }
    }

    /// The same with another status.
    pub fn with_status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// The same with a header more.
    pub fn with_header(mut self, name: HeaderName, value: String) -> Self {
        self.headers.push((name, value));
        self
    }

    /// The same with a space after each colon and comma, as the Instance API writes its JSON
    /// (contract, section 5.3).
    pub fn spaced(self) -> Self {
        Self { body: space_out(&self.body, b":,"), ..self }
    }

    /// The same with a space after each comma, as some builds of the second generation write
    /// theirs. What is refused is compact all the same (its contract, section 1).
    pub fn spaced_items(self) -> Self {
        match self.status.is_success() {
            true => Self { body: space_out(&self.body, b","), ..self },
            false => self,
        }
    }

    /// The same with what the second generation tells of its limit: so many calls are left in the
    /// present second.
    pub fn with_rate(self, left: u32) -> Self {
        self.with_header(RATE_LIMIT_OF, format!("{RATE_LIMIT}, {RATE_LIMIT};w=1"))
            .with_header(RATE_LEFT, left.to_string())
            .with_header(RATE_RESET, "1".to_owned())
    }

    const fn new(status: StatusCode, content_type: Option<&'static str>, body: Vec<u8>) -> Self {
        Self { status, body, content_type, headers: Vec::new() }
    }

    /// A body of JSON that is already written.
    pub fn text(status: StatusCode, body: &str) -> Self {
        Self::new(status, JSON, body.as_bytes().to_vec())
    }

    /// The reply with the headers that every reply carries.
    pub fn into_response(self, now_ms: i64, request_id: &str) -> Response<Vec<u8>> {
        let mut headers = HeaderMap::with_capacity(16);
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

/// The JSON with a space after each of `marks` that stands in no text.
fn space_out(json: &[u8], marks: &[u8]) -> Vec<u8> {
    let mut spaced = Vec::with_capacity(json.len() + json.len() / 8);
    let (mut in_text, mut is_escaped) = (false, false);
    for &byte in json {
        spaced.push(byte);
        if !in_text && marks.contains(&byte) {
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

/// The instant as HTTP writes it: `Mon, 02 Mar 2026 08:00:00 GMT`. Part by part, since a format
/// that is read while the program runs brings the case of every letter of Unicode along, which is
/// several kilobytes of the sandbox's program.
fn date(at_ms: i64) -> String {
    let time = DateTime::from_timestamp_millis(at_ms).unwrap_or_default();
    let month = u8::try_from(time.month()).ok().and_then(|month| Month::try_from(month).ok());
    let month = month.and_then(|month| month.name().get(..3)).unwrap_or_default();
    let (weekday, day, year) = (time.weekday(), time.day(), time.year());
    let (hour, minute, second) = (time.hour(), time.minute(), time.second());
    format!("{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT")
}
