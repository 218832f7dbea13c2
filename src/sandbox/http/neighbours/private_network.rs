//! Private networks, which a whole region shares.

use crate::sandbox::catalog::{CREATED, NETWORK, ORGANIZATION, REGION, SANDBOX_PROJECT};
use crate::sandbox::http::{CallResult, Item, Json, Params, object, page_size};

const NAME: &str = "web";
const VPC: &str = "18d5e4a7-b6c3-4f92-8071-a9e3d2c5f460";

pub fn list(params: &Params) -> CallResult {
    let is_asked = params.ask_for(&[("project_id", SANDBOX_PROJECT), ("vpc_id", VPC)])
        && params.ask_for_name(NAME);
    page_size(params, "private_networks", is_asked.then(network))
}

fn network() -> Item {
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
    Item { name: NAME.to_owned(), shown }
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
