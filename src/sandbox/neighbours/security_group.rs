//! Security groups of Instances.

use super::page::{is_asked, per_page};
use super::{CREATION_DATE, ORGANIZATION, ZONE};
use crate::sandbox::SANDBOX_PROJECT;
use crate::sandbox::json::{Json, object};
use crate::sandbox::reply::Outcome;
use crate::sandbox::router::Call;
use crate::sandbox::server_body::default_group;

/// Not the default: what a template may name.
pub(super) const WEB: &str = "5e83f1b9-0d4c-4a76-92e5-c7b8a0d6f341";
/// Its name.
pub(super) const WEB_NAME: &str = "web";

pub(super) fn list(call: &Call) -> Outcome {
    let params = &call.params;
    let is_theirs = is_asked(params, "project", SANDBOX_PROJECT) && call.zone.as_str() == ZONE;
    let default = params.get("project_default").map(|text| text == "true");
    let groups = match is_theirs {
        true => {
            let default = default_group(SANDBOX_PROJECT);
            vec![group(&default, "Default security group", true), group(WEB, WEB_NAME, false)]
        }
        false => Vec::new(),
    };
    let asked =
        groups.into_iter().filter(|(is_default, _)| default.is_none_or(|d| d == *is_default));
    let shown = asked.map(|(_, shown)| shown).collect();
    per_page(params, "/security_groups", shown, |groups| object! { "security_groups": groups })
}

/// A group, and whether it is the project's default.
fn group(id: &str, name: &str, is_default: bool) -> (bool, Json) {
    let shown = object! {
        "id": id,
        "creation_date": CREATION_DATE,
        "modification_date": CREATION_DATE,
        "name": name,
        "description": Json::Null,
        "organization": ORGANIZATION,
        "project": SANDBOX_PROJECT,
        "servers": Json::EMPTY,
        "stateful": true,
        "inbound_default_policy": if is_default { "accept" } else { "drop" },
        "outbound_default_policy": "accept",
        "organization_default": false,
        "project_default": is_default,
        "enable_default_security": true,
        "state": "available",
        "tags": Json::EMPTY,
        "zone": ZONE,
    };
    (is_default, shown)
}
