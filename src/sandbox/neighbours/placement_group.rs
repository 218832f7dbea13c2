//! Placement groups of Instances.

use super::page::{is_asked, per_page};
use super::{ORGANIZATION, ZONE};
use crate::sandbox::SANDBOX_PROJECT;
use crate::sandbox::json::{Json, object};
use crate::sandbox::reply::Outcome;
use crate::sandbox::router::Call;

/// The only one.
pub(super) const SPREAD: &str = "83c5d9e0-1f7a-4b62-8e4d-a60b2c9f5d17";
/// Its name.
pub(super) const NAME: &str = "web-spread";

pub(super) fn list(call: &Call) -> Outcome {
    let params = &call.params;
    let is_theirs = is_asked(params, "project", SANDBOX_PROJECT)
        && params.get("name").is_none_or(|part| NAME.contains(part))
        && call.zone.as_str() == ZONE;
    let groups = if is_theirs { vec![spread()] } else { Vec::new() };
    per_page(params, "/placement_groups", groups, |groups| object! { "placement_groups": groups })
}

fn spread() -> Json {
    object! {
        "id": SPREAD,
        "name": NAME,
        "organization": ORGANIZATION,
        "project": SANDBOX_PROJECT,
        "policy_mode": "optional",
        "policy_type": "max_availability",
        "policy_respected": true,
        "tags": Json::EMPTY,
        "zone": ZONE,
    }
}
