//! The reads of the neighbouring APIs that the console's pickers make (contract, sections 10 and
//! 11). Nothing changes what they tell, but for the Instances behind a load balancer and load
//! balancers that go: the rest is the same in every sandbox.
//!
//! | file | holds |
//! |---|---|
//! | `page` | how each family of APIs pages, orders and refuses |
//! | `server_type` `image` `snapshot` `private_network` | the calls, by noun |
//! | `security_group` `placement_group` `load_balancer` `project` `data_source` | the same |

mod data_source;
mod image;
mod load_balancer;
mod page;
mod placement_group;
mod private_network;
mod project;
mod security_group;
mod server_type;
mod snapshot;

pub(super) use load_balancer::{Balancer, CHECKOUT, RESIZER};
pub(super) use private_network::NETWORK;
pub use project::{FORBIDDEN_ACCESS_KEY, SANDBOX_ACCESS_KEY};
pub(super) use snapshot::BOOT_SNAPSHOT;

use super::Sandbox;
use super::params::Params;
use super::reply::{Outcome, Refusal};
use super::router::Call;
use super::seed::SANDBOX_ORGANIZATION as ORGANIZATION;

/// The zone in which there is something.
const ZONE: &str = "fr-par-1";
/// Its region.
const REGION: &str = "fr-par";
/// When everything here was made, as most APIs write it.
const CREATED: &str = "2026-01-12T09:14:05.424926Z";
/// The same as the Instance API writes it.
const CREATION_DATE: &str = "2026-01-12T09:14:05.424926+00:00";

/// The name of a security or placement group; one that is not here has none to show.
pub(super) fn name_of(id: &str) -> &'static str {
    match id {
        security_group::WEB => security_group::WEB_NAME,
        placement_group::SPREAD => placement_group::NAME,
        _ => "",
    }
}

/// Answers a read of an API that knows zones, but for those on Instances.
pub(super) fn zonal(sandbox: &Sandbox, call: &Call, api: &str, path: &[&str]) -> Outcome {
    match (api, path) {
        ("instance", ["products", "servers"]) => server_type::list(call),
        ("instance", ["products", "servers", "availability"]) => server_type::availability(call),
        ("instance", ["images"]) => image::own(call),
        ("instance", ["snapshots"]) => snapshot::local(call),
        ("instance", ["security_groups"]) => security_group::list(call),
        ("instance", ["placement_groups"]) => placement_group::list(call),
        ("block", ["snapshots"]) => snapshot::block(call),
        ("lb", ["lbs"]) => load_balancer::list(sandbox, call),
        ("lb", ["lbs", id, "backends"]) => load_balancer::backends(sandbox, call, id),
        ("lb", ["lbs", id, "private-networks"]) => {
            load_balancer::private_networks(sandbox, call, id)
        }
        _ => Err(Refusal::Path),
    }
}

/// Answers a read of an API that knows regions, or neither zones nor regions.
pub(super) fn wide(path: &[&str], params: &Params) -> Outcome {
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
