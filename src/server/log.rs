//! One line a request on standard error. A query, a header or a body is never part of one.

use std::fmt::Display;
use std::io::{Write, stderr};

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use tokio::time::Instant;

use super::headers::CREDENTIALS;

/// Writes a line, in one piece. When standard error is gone, nothing is left to do.
pub(super) fn line(text: impl Display) {
    let _ = stderr().write_all(format!("headroom-server: {text}\n").as_bytes());
}

/// Says of a request its method, path, status and how long the head of its reply took.
pub(super) async fn requests(request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let path = shown_path(&request);
    let started = Instant::now();
    let response = next.run(request).await;
    let status = response.status().as_u16();
    line(format_args!("{method} {path} {status} {} ms", started.elapsed().as_millis()));
    response
}

/// The path without the request's own key, which someone may have typed into the wrong field.
fn shown_path(request: &Request) -> String {
    let values =
        CREDENTIALS.into_iter().filter_map(|name| request.headers().get(name)?.to_str().ok());
    let secrets = values.filter_map(|value| value.split_whitespace().next_back());
    secrets.fold(request.uri().path().to_owned(), |path, secret| path.replace(secret, "[key]"))
}
