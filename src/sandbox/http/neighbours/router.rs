//! Which of the neighbouring reads a request is.

use super::{
    data_source, image, load_balancer, placement_group, private_network, project, security_group,
    server_type, snapshot,
};
use crate::sandbox::catalog::REGION;
use crate::sandbox::http::{Call, CallResult, Params, Refusal};
use crate::sandbox::store::Store;

/// Answers a read of an API that knows zones, but for those on Instances.
pub fn zonal(store: &Store, call: &Call, api: &str, path: &[&str]) -> CallResult {
    match (api, path) {
        ("instance", ["products", "servers"]) => server_type::list(call),
        ("instance", ["products", "servers", "availability"]) => server_type::availability(call),
        ("instance", ["images"]) => image::own(call),
        ("instance", ["snapshots"]) => snapshot::local(call),
        ("instance", ["security_groups"]) => security_group::list(call),
        ("instance", ["placement_groups"]) => placement_group::list(call),
        ("block", ["snapshots"]) => snapshot::block(call),
        ("lb", ["lbs"]) => load_balancer::list(store, call),
        ("lb", ["lbs", id, "backends"]) => load_balancer::backends(store, call, id),
        ("lb", ["lbs", id, "private-networks"]) => load_balancer::private_networks(store, call, id),
        _ => Err(Refusal::Path),
    }
}

/// Answers a read of an API that knows regions, or neither zones nor regions.
pub fn wide(path: &[&str], params: &Params) -> CallResult {
    match path {
        ["vpc", "v2", "regions", region, "private-networks"] => {
            in_region(region)?;
            private_network::list(params)
        }
        ["cockpit", "v1", "regions", region, "data-sources"] => {
            in_region(region)?;
            data_source::list(params)
        }
        ["marketplace", "v2", "images"] => image::marketplace(params),
        ["marketplace", "v2", "local-images"] => image::local(params),
        ["account", "v3", "projects"] => project::list(params),
        ["iam", "v1alpha1", "api-keys", access_key] => project::api_key(access_key),
        _ => Err(Refusal::Path),
    }
}

/// Whether a region is there. What the services say of others is not known.
fn in_region(region: &str) -> Result<(), Refusal> {
    if region == REGION { Ok(()) } else { Err(Refusal::Missing("region")) }
}
