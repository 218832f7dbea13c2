//! The keys and tokens that a request carries.

use http::Request;
use http::header::{AUTHORIZATION, HeaderName};

use super::refusal::Refusal;

/// The header that carries the secret key. Like every name, it is a constant: `http`'s table of
/// names is then worked through by the compiler, and does not ship.
const SECRET_KEY: HeaderName = HeaderName::from_static("x-auth-token");
/// The header that carries a session's token instead, as the vendor's own console sends it.
const SESSION_TOKEN: HeaderName = HeaderName::from_static("x-session-token");
/// The header that carries a token for the metrics.
const TOKEN: HeaderName = HeaderName::from_static("x-token");

pub fn check_key(request: &Request<Vec<u8>>) -> Result<(), Refusal> {
    if secret_key(request).is_some() { Ok(()) } else { Err(Refusal::Key) }
}

/// The metrics' own host takes its own tokens, of any form (contract, section 10).
pub fn check_metrics_key(request: &Request<Vec<u8>>) -> Result<(), Refusal> {
    let own = [TOKEN, AUTHORIZATION].iter().any(|name| header(request, name).is_some());
    if own { Ok(()) } else { check_key(request) }
}

/// The secret key or the session's token, if it has the form of one: any is good, but for those
/// of the table of faults.
pub fn secret_key(request: &Request<Vec<u8>>) -> Option<&str> {
    let key = header(request, &SECRET_KEY).filter(|key| is_uuid(key));
    key.or_else(|| header(request, &SESSION_TOKEN).filter(|token| is_session_token(token)))
}

/// The token for the metrics, which may be one of the table of faults too.
pub fn metrics_token(request: &Request<Vec<u8>>) -> Option<&str> {
    let bearer = || header(request, &AUTHORIZATION)?.strip_prefix("Bearer ");
    header(request, &TOKEN).or_else(bearer)
}

fn header<'a>(request: &'a Request<Vec<u8>>, name: &HeaderName) -> Option<&'a str> {
    request.headers().get(name)?.to_str().ok().filter(|value| !value.is_empty())
}

/// Whether the text has the form of a JWT: three parts of letters, digits, dashes, underscores.
fn is_session_token(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let part = |part: &str| !part.is_empty() && part.bytes().all(plain);
    text.split('.').count() == 3 && text.split('.').all(part)
}

/// Whether the text has the form of a UUID, as every id and every secret key has.
pub fn is_uuid(text: &str) -> bool {
    const DASHES: [usize; 4] = [8, 13, 18, 23];
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match DASHES.contains(&at) {
            true => byte == b'-',
            false => byte.is_ascii_hexdigit(),
        })
}
