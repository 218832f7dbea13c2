//! Placement groups of Instances.

use crate::sandbox::catalog::{ORGANIZATION, SANDBOX_PROJECT, WEB_SPREAD, ZONE};
use crate::sandbox::http::{Call, CallResult, Json, object, per_page};

pub fn list(call: &Call) -> CallResult {
    let is_asked = call.params.ask_for(&[("project", SANDBOX_PROJECT)])
        && call.params.ask_for_name(WEB_SPREAD.1)
        && call.zone.as_str() == ZONE;
    per_page(&call.params, "placement_groups", is_asked.then(spread))
}

fn spread() -> Json {
    object! {
        "id": WEB_SPREAD.0,
        "name": WEB_SPREAD.1,
        "organization": ORGANIZATION,
        "project": SANDBOX_PROJECT,
        "policy_mode": "optional",
        "policy_type": "max_availability",
        "policy_respected": true,
        "tags": Json::EMPTY,
        "zone": ZONE,
    }
}
