//! What is asked of Prometheus: where it is, which names it has, and samples.

use form_urlencoded::Serializer;

use super::client::{Client, decode, encode_segment};
use super::error::{ApiError, Unreachable};
use crate::wire::{LabelValues, ProjectId};

/// Points that one range query asks for; Prometheus refuses more than 11,000.
const MOST_POINTS: i64 = 10_000;

impl Client {
    /// The path under which a project's metrics are asked.
    ///
    /// # Errors
    /// Any [`ApiError`]; among them that the project has no source of metrics in the region.
    pub async fn metrics_path(&self, project: &ProjectId) -> Result<String, ApiError> {
        if !self.is_by_source() {
            return Ok(String::new());
        }
        let sources = self.metrics_sources(project).await?;
        let source = sources.first().ok_or(ApiError::Unreachable(Unreachable::NoMetrics))?;
        Ok(format!("/cockpit-data/{}/{}", encode_segment(&source.id), self.zone().region()))
    }

    /// The metrics' replies, as they come, for an expression's values after `after_ms` and up to
    /// `until_ms`, in milliseconds since the Unix epoch, one a step; as many calls as it takes.
    /// `path` is [`Self::metrics_path`]'s. They can be long, so reading them is left to the caller.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn samples(
        &self,
        path: &str,
        expression: &str,
        after_ms: i64,
        until_ms: i64,
        step_ms: i64,
    ) -> Result<Vec<Vec<u8>>, ApiError> {
        let mut replies = Vec::new();
        // Stamps on whole steps, so that two reads of one stretch bring the same stamps.
        let mut from_ms = (after_ms.div_euclid(step_ms) + 1) * step_ms;
        while from_ms <= until_ms {
            let to_ms = until_ms.min(from_ms + (MOST_POINTS - 1) * step_ms);
            let query = Serializer::new(String::new())
                .append_pair("query", expression)
                .append_pair("start", &seconds(from_ms))
                .append_pair("end", &seconds(to_ms))
                .append_pair("step", &seconds(step_ms))
                .finish();
            replies
                .push(self.read(&format!("{path}/prometheus/api/v1/query_range?{query}")).await?);
            from_ms = to_ms + step_ms;
        }
        Ok(replies)
    }

    /// The values that a label has in the series that `selector` selects, from one instant to
    /// another, in milliseconds since the Unix epoch. `path` is [`Self::metrics_path`]'s.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn label_values(
        &self,
        path: &str,
        label: &str,
        selector: &str,
        (from_ms, until_ms): (i64, i64),
    ) -> Result<Vec<String>, ApiError> {
        let query = Serializer::new(String::new())
            .append_pair("match[]", selector)
            .append_pair("start", &seconds(from_ms))
            .append_pair("end", &seconds(until_ms))
            .finish();
        let label = encode_segment(label);
        let uri = format!("{path}/prometheus/api/v1/label/{label}/values?{query}");
        let values: LabelValues = decode(&self.read(&uri).await?)?;
        Ok(values.data)
    }
}

/// Seconds with the milliseconds that there are.
fn seconds(ms: i64) -> String {
    match (ms.div_euclid(1_000), ms.rem_euclid(1_000)) {
        (whole, 0) => whole.to_string(),
        (whole, rest) => format!("{whole}.{rest:03}"),
    }
}
