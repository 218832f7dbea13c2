//! One line a request on standard error. A query, a header or a body is never part of one.

use std::fmt::Display;
use std::io::{Write, stderr};

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use tokio::time::Instant;

/// Writes a line, in one piece. When standard error is gone, nothing is left to do.
pub(super) fn line(text: impl Display) {
    let _ = stderr().write_all(format!("headroom-server: {text}\n").as_bytes());
}

/// Says of a request its method, path, status and how long the head of its reply took.
pub(super) async fn requests(request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let started = Instant::now();
    let response = next.run(request).await;
    let status = response.status().as_u16();
    line(format_args!("{method} {path} {status} {} ms", started.elapsed().as_millis()));
    response
}
