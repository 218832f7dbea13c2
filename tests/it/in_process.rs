//! The sandbox beside the client, with nothing between them.

use std::cell::RefCell;
use std::rc::Rc;

use headroom::api::{ApiError, Pending, Transport};
use headroom::sandbox::{FIRST_CONTENT_NOW_MS, SANDBOX_KEY, Sandbox};
use headroom::wire::{Matrix, decode, parse_number};
use http::{HeaderValue, Request, Response};

/// The sandbox, shared by the client that calls it and the test that moves its clock.
#[derive(Clone)]
pub struct SandboxHandle(Rc<RefCell<Sandbox>>);

impl SandboxHandle {
    /// A sandbox with its first content.
    pub fn fresh() -> Self {
        Self::over(Sandbox::new(1, FIRST_CONTENT_NOW_MS))
    }

    /// A sandbox made elsewhere.
    pub fn over(sandbox: Sandbox) -> Self {
        Self(Rc::new(RefCell::new(sandbox)))
    }

    /// Its virtual now, in milliseconds since the Unix epoch.
    pub fn now_ms(&self) -> i64 {
        self.0.borrow().now_ms()
    }

    /// Lets its world go on until an instant.
    pub fn advance(&self, to_ms: i64) {
        self.0.borrow_mut().advance(to_ms);
    }
}

impl Transport for SandboxHandle {
    fn send(
        &self,
        mut request: Request<Vec<u8>>,
    ) -> Pending<'_, Result<Response<Vec<u8>>, ApiError>> {
        request.headers_mut().insert("X-Auth-Token", HeaderValue::from_static(SANDBOX_KEY));
        let response = self.0.borrow_mut().handle(&request);
        Box::pin(std::future::ready(Ok(response)))
    }
}

/// What a metric's replies hold.
#[derive(Debug, Default, PartialEq)]
pub struct Samples {
    pub times_ms: Vec<i64>,
    pub values: Vec<f64>,
}

/// Reads a metric's replies.
pub fn samples(replies: &[Vec<u8>]) -> Samples {
    let mut samples = Samples::default();
    for body in replies {
        let result = decode::<Matrix>(body).unwrap().data.result;
        for (seconds, text) in result.into_iter().next().unwrap_or_default().values {
            #[expect(clippy::cast_possible_truncation, reason = "a float cast saturates")]
            samples.times_ms.push((seconds * 1_000.0).round() as i64);
            samples.values.push(parse_number(&text).unwrap());
        }
    }
    samples
}
