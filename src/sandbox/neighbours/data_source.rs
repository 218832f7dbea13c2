//! Where the metrics are read (contract, section 10).

use super::page::{Row, is_asked, page_size};
use super::{CREATED, REGION};
use crate::sandbox::SANDBOX_PROJECT;
use crate::sandbox::json::object;
use crate::sandbox::options::RETENTION_MS;
use crate::sandbox::params::Params;
use crate::sandbox::reply::Outcome;

const METRICS: &str = "1d8b5f72-6ea0-4c93-b4d7-e25f9a0c6381";

pub(super) fn list(params: &Params) -> Outcome {
    let is_theirs = is_asked(params, "project_id", SANDBOX_PROJECT)
        && is_asked(params, "types", "metrics")
        && is_asked(params, "origin", "scaleway");
    let rows = if is_theirs { vec![metrics()] } else { Vec::new() };
    page_size(params, "data_sources", rows)
}

fn metrics() -> Row {
    const DAY_MS: u64 = 24 * 60 * 60 * 1_000;
    let shown = object! {
        "created_at": CREATED,
        "id": METRICS,
        "name": "Scaleway Metrics",
        "origin": "scaleway",
        "project_id": SANDBOX_PROJECT,
        "region": REGION,
        "retention_days": RETENTION_MS.unsigned_abs() / DAY_MS,
        "synchronized_with_grafana": true,
        "type": "metrics",
        "updated_at": CREATED,
        // A name that no one can own (RFC 2606), so that no token ever reaches a stranger: the
        // sandbox answers the metrics' paths itself.
        "url": format!("https://{METRICS}.metrics.cockpit.{REGION}.sandbox.invalid"),
    };
    Row { name: "Scaleway Metrics".to_owned(), shown }
}
