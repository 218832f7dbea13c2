//! Reading a metric: the API is asked, and the worker reads its long answers.

use super::port::AskError;
use super::worker::Replays;
use crate::api::{ApiError, Client, Unreachable};
use crate::worker::protocol::Refusal;
use crate::worker::replay::{Measured, ReadMetric};

/// Asks the API for metrics.
#[derive(Clone)]
pub struct MetricReader {
    /// The client.
    pub client: Client,
    /// Who reads the answers.
    pub replays: Replays,
    /// Where the project's metrics are ([`Client::metrics_path`]).
    pub path: String,
}

impl MetricReader {
    /// The values of an expression after `after_ms` and up to `until_ms`, in milliseconds since
    /// the Unix epoch, one every `step_ms`.
    pub async fn read(
        &self,
        expression: &str,
        (after_ms, until_ms): (i64, i64),
        step_ms: i64,
    ) -> Result<Measured, ApiError> {
        let mut whole = Measured::default();
        let (client, path) = (&self.client, &self.path);
        for body in client.samples(path, expression, after_ms, until_ms, step_ms).await? {
            let part = self.replays.ask(ReadMetric { body }).await.map_err(unread)?;
            whole.samples.times_ms.extend(part.samples.times_ms);
            whole.samples.values.extend(part.samples.values);
            whole.warnings.extend(part.warnings);
        }
        Ok(whole)
    }
}

/// Why a metric's answer could not be read.
fn unread(error: AskError) -> ApiError {
    match error {
        AskError::Refused(Refusal::Unreadable { path, message }) => {
            ApiError::Malformed { path, message }
        }
        AskError::Refused(refusal) => {
            ApiError::Malformed { path: t!("a metric").to_owned(), message: refusal.to_string() }
        }
        AskError::Stopped => ApiError::Unreachable(Unreachable::Stopped),
    }
}
