//! Private networks, which a whole region shares.

use super::page::{Row, is_asked, page_size};
use super::{CREATED, ORGANIZATION, REGION};
use crate::sandbox::SANDBOX_PROJECT;
use crate::sandbox::json::{Json, object};
use crate::sandbox::params::Params;
use crate::sandbox::reply::Outcome;

/// The network of the first content.
pub(in crate::sandbox) const NETWORK: &str = "7f8a1c9e-0b3d-4c55-a1f2-93d4e5b60c32";
const NAME: &str = "web";
const VPC: &str = "18d5e4a7-b6c3-4f92-8071-a9e3d2c5f460";

pub(super) fn list(params: &Params) -> Outcome {
    let is_theirs = is_asked(params, "project_id", SANDBOX_PROJECT)
        && is_asked(params, "vpc_id", VPC)
        && params.get("name").is_none_or(|part| NAME.contains(part));
    let rows = if is_theirs { vec![network()] } else { Vec::new() };
    page_size(params, "private_networks", rows)
}

fn network() -> Row {
    let subnets = vec![
        subnet("0c7e2b95-a4d8-4361-9f5c-d81b3a6e7042", "172.16.0.0/12"),
        subnet("f64b0d83-27c9-4e1a-b5d0-3c8e9f7a1256", "fd5a:4db0:c55a:4db0::/64"),
    ];
    let shown = object! {
        "id": NETWORK,
        "name": NAME,
        "tags": Json::EMPTY,
        "organization_id": ORGANIZATION,
        "created_at": CREATED,
        "updated_at": CREATED,
        "project_id": SANDBOX_PROJECT,
        "subnets": subnets,
        "vpc_id": VPC,
        "dhcp_enabled": true,
        "default_route_propagation_enabled": false,
        "region": REGION,
    };
    Row { name: NAME.to_owned(), shown }
}

fn subnet(id: &str, range: &str) -> Json {
    object! {
        "id": id,
        "created_at": CREATED,
        "updated_at": CREATED,
        "subnet": range,
        "project_id": SANDBOX_PROJECT,
        "private_network_id": NETWORK,
        "vpc_id": VPC,
    }
}
