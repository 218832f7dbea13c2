//! One line a request on standard error. A query, a header or a body is never part of one.

use std::fmt::Display;
use std::io::{Write, stderr};
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::HeaderMap;
use tokio::time::Instant;

use super::headers::{CREDENTIALS, SESSION_TOKEN};
use super::message::short;
use super::secret::Secret;

/// Writes a line, in one piece. When standard error is gone, nothing is left to do.
pub(super) fn line(text: impl Display) {
    let _ = stderr().write_all(format!("headroom-server: {text}\n").as_bytes());
}

/// Says of a request its method, path, status and how long the head of its reply took. `own` are
/// the server's own secrets.
pub(super) async fn requests(
    State(own): State<Arc<[Secret]>>,
    request: Request,
    next: Next,
) -> Response {
    let method = short(request.method().as_str());
    let path = match holds_secret(request.uri().path(), request.headers(), &own) {
        true => "[a path with a key in it]".to_owned(),
        false => short(request.uri().path()),
    };
    let started = Instant::now();
    let response = next.run(request).await;
    let status = response.status().as_u16();
    line(format_args!("{method} {path} {status} {} ms", started.elapsed().as_millis()));
    response
}

/// Whether someone typed a key into the wrong field: the request's own or one of the server's.
fn holds_secret(path: &str, headers: &HeaderMap, own: &[Secret]) -> bool {
    let names = CREDENTIALS.into_iter().chain([SESSION_TOKEN]);
    let values = names.filter_map(|name| headers.get(name)?.to_str().ok());
    let mut asked = values.filter_map(|value| value.split_whitespace().next_back());
    asked.any(|secret| path.contains(secret)) || own.iter().any(|own| path.contains(own.expose()))
}
