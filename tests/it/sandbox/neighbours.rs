//! The neighbouring reads.

mod joins;
mod pages;
mod shapes;

use super::Api;
use super::compare::Json;

const INSTANCE: &str = "/instance/v1/zones/fr-par-1";
const LB: &str = "/lb/v1/zones/fr-par-1/lbs";
const CHECKOUT: &str = "3e5d7c91-2a4b-4f6d-9b8c-1d2e3f405163";
const RESIZER: &str = "91b7e6d5-4c3a-4291-8f7e-6d5c4b3a2975";
const SPARE: &str = "c50e9a37-4d82-4b1f-a6c9-e8f3072d5b16";
const SNAPSHOTS: &str = "/block/v1/zones/fr-par-1/snapshots";
const NETWORKS: &str = "/vpc/v2/regions/fr-par/private-networks";
const SOURCES: &str = "/cockpit/v1/regions/fr-par/data-sources";

/// Every list: its path, its envelope's keys, and the keys of a row, as recorded (contract,
/// sections 10 and 11, and the sessions behind them).
const LISTS: [(&str, &str, &str); 15] = [
    (
        "/instance/v1/zones/fr-par-1/products/servers",
        "servers",
        "alt_names arch ncpus ram gpu gpu_info mig_profile volumes_constraint \
         per_volume_constraint scratch_storage_max_size scratch_storage_max_volumes_count \
         monthly_price hourly_price capabilities network block_bandwidth end_of_service",
    ),
    ("/instance/v1/zones/fr-par-1/products/servers/availability", "servers", "availability"),
    (
        "/instance/v1/zones/fr-par-1/images",
        "images",
        "id name organization project root_volume extra_volumes public arch creation_date \
         modification_date default_bootscript from_server state tags zone",
    ),
    (
        "/instance/v1/zones/fr-par-1/snapshots",
        "snapshots",
        "id name volume_type creation_date modification_date organization project size state \
         base_volume tags zone error_details",
    ),
    (
        "/instance/v1/zones/fr-par-1/security_groups",
        "security_groups",
        "id creation_date modification_date name description organization project servers stateful \
         inbound_default_policy outbound_default_policy organization_default project_default \
         enable_default_security state tags zone",
    ),
    (
        "/instance/v1/zones/fr-par-1/placement_groups",
        "placement_groups",
        "id name organization project policy_mode policy_type policy_respected tags zone",
    ),
    (
        SNAPSHOTS,
        "snapshots total_count",
        "id name parent_volume size project_id created_at updated_at references status tags class \
         zone",
    ),
    (
        NETWORKS,
        "private_networks total_count",
        "id name tags organization_id created_at updated_at project_id subnets vpc_id dhcp_enabled \
         default_route_propagation_enabled region",
    ),
    (
        LB,
        "lbs total_count",
        "id name description status instances organization_id project_id ip tags frontend_count \
         backend_count type subscriber ssl_compatibility_level created_at updated_at \
         private_network_count route_count region zone",
    ),
    (
        "/lb/v1/zones/fr-par-1/lbs/3e5d7c91-2a4b-4f6d-9b8c-1d2e3f405163/backends",
        "backends total_count",
        "id name forward_protocol forward_port forward_port_algorithm sticky_sessions \
         sticky_sessions_cookie_name health_check pool lb send_proxy_v2 timeout_server \
         timeout_connect timeout_tunnel on_marked_down_action proxy_protocol created_at updated_at \
         failover_host ssl_bridging ignore_ssl_server_verify redispatch_attempt_count max_retries \
         max_connections timeout_queue",
    ),
    (
        "/lb/v1/zones/fr-par-1/lbs/3e5d7c91-2a4b-4f6d-9b8c-1d2e3f405163/private-networks",
        "private_network total_count",
        "lb private_network_id status created_at updated_at dhcp_config ipam_ids",
    ),
    (
        "/marketplace/v2/images",
        "images total_count",
        "id name description logo categories created_at updated_at valid_until label",
    ),
    (
        "/marketplace/v2/local-images",
        "local_images total_count",
        "id arch zone compatible_commercial_types label type",
    ),
    (
        "/account/v3/projects",
        "projects total_count",
        "id name organization_id created_at updated_at description",
    ),
    (
        SOURCES,
        "data_sources total_count",
        "created_at id name origin project_id region retention_days synchronized_with_grafana type \
         updated_at url",
    ),
];

fn json(api: &mut Api, path: &str) -> Json {
    let (status, text) = api.call("GET", path, "");
    assert_eq!(status, 200, "{path}: {text}");
    Json::read(&text)
}

fn keys(json: &Json) -> String {
    json.fields().iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>().join(" ")
}

/// The rows of a list, whether they stand in a list or by name.
fn rows(list: &Json) -> Vec<Json> {
    match &list.fields()[0].1 {
        Json::List(rows) => rows.clone(),
        map => map.fields().iter().map(|(_, row)| row.clone()).collect(),
    }
}
