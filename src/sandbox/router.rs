//! Which call a request is.

use http::header::{AUTHORIZATION, HeaderName};
use http::{Method, Request};

use super::options::ZONES;
use super::params::Params;
use super::reply::{Outcome, Refusal};
use super::{Sandbox, event, group, neighbours, policy, prometheus, server, template};
use crate::wire::Zone;

/// The header that carries the secret key. Like every name, it is a constant: `http`'s table of
/// names is then worked through by the compiler, and does not ship.
const SECRET_KEY: HeaderName = HeaderName::from_static("x-auth-token");
/// The header that carries a session's token instead, as the vendor's own console sends it.
const SESSION_TOKEN: HeaderName = HeaderName::from_static("x-session-token");
/// The header that carries a token for the metrics.
const TOKEN: HeaderName = HeaderName::from_static("x-token");

/// What the calls in a zone get: where and with what they are called.
pub(super) struct Call<'a> {
    pub(super) zone: Zone,
    pub(super) params: Params,
    pub(super) body: &'a [u8],
}

/// Answers a request.
pub(super) fn answer(sandbox: &mut Sandbox, request: &Request<Vec<u8>>) -> Outcome {
    let path = request.uri().path();
    let segments: Vec<&str> = path.strip_prefix('/').unwrap_or(path).split('/').collect();
    match segments.as_slice() {
        ["autoscaling", "v1alpha1", "zones", zone, rest @ ..] => {
            autoscaling(sandbox, request.method(), rest, &call(request, zone)?)
        }
        ["instance", "v1", "zones", zone, "servers", rest @ ..] => {
            servers(sandbox, request.method(), rest, &call(request, zone)?)
        }
        [api @ ("instance" | "lb" | "block"), "v1", "zones", zone, rest @ ..] => {
            let call = call(request, zone)?;
            expect_get(request)?;
            neighbours::zonal(sandbox, &call, api, rest)
        }
        ["vpc" | "cockpit" | "marketplace" | "account" | "iam", ..] => {
            check_key(request)?;
            expect_get(request)?;
            neighbours::wide(&segments, &Params::of(request))
        }
        ["prometheus", "api", "v1", rest @ ..] => {
            check_metrics_key(request)?;
            metrics(sandbox, request, rest)
        }
        _ => Err(Refusal::Path),
    }
}

fn autoscaling(sandbox: &mut Sandbox, method: &Method, path: &[&str], call: &Call) -> Outcome {
    match (method.as_str(), path) {
        ("GET", ["instance-templates"]) => template::list(sandbox, call),
        ("POST", ["instance-templates"]) => template::create(sandbox, call),
        ("GET", ["instance-templates", id]) => template::get(sandbox, call, id),
        ("PATCH", ["instance-templates", id]) => template::update(sandbox, call, id),
        ("DELETE", ["instance-templates", id]) => template::delete(sandbox, call, id),
        ("GET", ["instance-groups"]) => group::list(sandbox, call),
        ("POST", ["instance-groups"]) => group::create(sandbox, call),
        ("GET", ["instance-groups", id]) => group::get(sandbox, call, id),
        ("PATCH", ["instance-groups", id]) => group::update(sandbox, call, id),
        ("DELETE", ["instance-groups", id]) => group::delete(sandbox, call, id),
        ("GET", ["instance-groups", id, "events"]) => event::list(sandbox, call, id),
        ("GET", ["instance-policies"]) => policy::list(sandbox, call),
        ("POST", ["instance-policies"]) => policy::create(sandbox, call),
        ("GET", ["instance-policies", id]) => policy::get(sandbox, call, id),
        ("PATCH", ["instance-policies", id]) => policy::update(sandbox, call, id),
        ("DELETE", ["instance-policies", id]) => policy::delete(sandbox, call, id),
        (
            _,
            ["instance-templates" | "instance-groups" | "instance-policies"]
            | ["instance-templates" | "instance-groups" | "instance-policies", _]
            | ["instance-groups", _, "events"],
        ) => Err(Refusal::Method),
        _ => Err(Refusal::Path),
    }
}

fn servers(sandbox: &mut Sandbox, method: &Method, path: &[&str], call: &Call) -> Outcome {
    match (method.as_str(), path) {
        ("GET", []) => server::list(sandbox, call),
        ("GET", [id]) => server::get(sandbox, call, id),
        ("DELETE", [id]) => server::delete(sandbox, call, id),
        ("POST", [id, "action"]) => server::act(sandbox, call, id),
        (_, [] | [_] | [_, "action"]) => Err(Refusal::Method),
        _ => Err(Refusal::Path),
    }
}

/// Queries may be posted as a form, so that a long one fits.
fn metrics(sandbox: &Sandbox, request: &Request<Vec<u8>>, path: &[&str]) -> Outcome {
    let query = request.uri().query().unwrap_or("");
    let form = String::from_utf8_lossy(request.body());
    let params = Params::parse(&format!("{query}&{form}"));
    match (request.method().as_str(), path) {
        ("GET" | "POST", ["query_range"]) => prometheus::query_range(sandbox, &params),
        ("GET" | "POST", ["query"]) => prometheus::query(sandbox, &params),
        ("GET", ["label", label, "values"]) => prometheus::label_values(label),
        (_, ["query_range" | "query"] | ["label", _, "values"]) => Err(Refusal::Method),
        _ => Err(Refusal::Path),
    }
}

/// What a call in a zone gets, if its key is one and the zone has the service.
fn call<'a>(request: &'a Request<Vec<u8>>, zone: &str) -> Result<Call<'a>, Refusal> {
    check_key(request)?;
    if !ZONES.contains(&zone) {
        return Err(Refusal::Zone);
    }
    Ok(Call { zone: Zone::from(zone), params: Params::of(request), body: request.body() })
}

fn check_key(request: &Request<Vec<u8>>) -> Result<(), Refusal> {
    if secret_key(request).is_some() { Ok(()) } else { Err(Refusal::Key) }
}

/// The metrics' own host takes its own tokens, of any form (contract, section 10).
fn check_metrics_key(request: &Request<Vec<u8>>) -> Result<(), Refusal> {
    let own = [TOKEN, AUTHORIZATION].iter().any(|name| header(request, name).is_some());
    if own { Ok(()) } else { check_key(request) }
}

fn expect_get(request: &Request<Vec<u8>>) -> Result<(), Refusal> {
    if request.method() == Method::GET { Ok(()) } else { Err(Refusal::Method) }
}

/// The secret key or the session's token, if it has the form of one: any is good, but for those
/// of the table of faults.
pub(super) fn secret_key(request: &Request<Vec<u8>>) -> Option<&str> {
    let key = header(request, &SECRET_KEY).filter(|key| is_uuid(key));
    key.or_else(|| header(request, &SESSION_TOKEN).filter(|token| is_session_token(token)))
}

fn header<'a>(request: &'a Request<Vec<u8>>, name: &HeaderName) -> Option<&'a str> {
    request.headers().get(name)?.to_str().ok().filter(|value| !value.is_empty())
}

/// The token for the metrics, which may be one of the table of faults too.
pub(super) fn metrics_token(request: &Request<Vec<u8>>) -> Option<&str> {
    let bearer = || header(request, &AUTHORIZATION)?.strip_prefix("Bearer ");
    header(request, &TOKEN).or_else(bearer)
}

/// Whether the text has the form of a JWT: three parts of letters, digits, dashes, underscores.
fn is_session_token(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let part = |part: &str| !part.is_empty() && part.bytes().all(plain);
    text.split('.').count() == 3 && text.split('.').all(part)
}

/// Whether the text has the form of a UUID, as every id and every secret key has.
pub(super) fn is_uuid(text: &str) -> bool {
    const DASHES: [usize; 4] = [8, 13, 18, 23];
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match DASHES.contains(&at) {
            true => byte == b'-',
            false => byte.is_ascii_hexdigit(),
        })
}
