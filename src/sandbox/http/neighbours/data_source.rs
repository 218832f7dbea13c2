//! Where the metrics are read (contract, section 10).

use crate::sandbox::catalog::{CREATED, REGION, SANDBOX_PROJECT};
use crate::sandbox::http::{CallResult, Item, Params, object, page_size};
use crate::sandbox::options::RETENTION_MS;

const METRICS: &str = "1d8b5f72-6ea0-4c93-b4d7-e25f9a0c6381";

pub fn list(params: &Params) -> CallResult {
    let own = [("project_id", SANDBOX_PROJECT), ("types", "metrics"), ("origin", "scaleway")];
    page_size(params, "data_sources", params.ask_for(&own).then(metrics))
}

fn metrics() -> Item {
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
    Item { name: "Scaleway Metrics".to_owned(), shown }
}
