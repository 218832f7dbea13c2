//! Security groups of Instances.

use crate::sandbox::catalog::{CREATION_DATE, ORGANIZATION, SANDBOX_PROJECT, WEB_SECURITY, ZONE};
use crate::sandbox::http::server_json::default_group;
use crate::sandbox::http::{Call, CallResult, Json, object, per_page};

pub fn list(call: &Call) -> CallResult {
    let is_asked =
        call.params.ask_for(&[("project", SANDBOX_PROJECT)]) && call.zone.as_str() == ZONE;
    let default = call.params.get("project_default").map(|text| text == "true");
    let default_id = default_group(SANDBOX_PROJECT);
    let groups = [
        (default_id.as_str(), "Default security group", true),
        (WEB_SECURITY.0, WEB_SECURITY.1, false),
    ];
    let asked = groups
        .into_iter()
        .filter(|(_, _, is_default)| is_asked && default.is_none_or(|asked| asked == *is_default));
    let shown = asked.map(|(id, name, is_default)| group(id, name, is_default));
    per_page(&call.params, "security_groups", shown)
}

fn group(id: &str, name: &str, is_default: bool) -> Json {
    object! {
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
    }
}
