//! Load balancers, their backends and their networks.

use crate::sandbox::catalog::{
    BALANCERS, Balancer, CREATED, NETWORK, ORGANIZATION, REGION, SANDBOX_PROJECT, ZONE,
};
use crate::sandbox::http::{Call, CallResult, Item, Json, Refusal, balancer_page, object};
use crate::sandbox::store::Store;
use crate::wire::BackendId;

/// The load balancers that are there.
fn present(store: &Store, call: &Call) -> impl Iterator<Item = &'static Balancer> {
    let in_zone = call.zone.as_str() == ZONE;
    let is_gone = |row: &Balancer| store.gone_balancers.iter().any(|(id, _)| id.as_str() == row.id);
    BALANCERS.into_iter().filter(move |row| in_zone && !is_gone(row))
}

fn find(store: &Store, call: &Call, id: &str) -> Result<&'static Balancer, Refusal> {
    present(store, call).find(|row| row.id == id).ok_or(Refusal::Missing("lbs"))
}

pub fn list(store: &Store, call: &Call) -> CallResult {
    let is_asked = |row: &&Balancer| {
        call.params.ask_for(&[("project_id", SANDBOX_PROJECT)])
            && call.params.ask_for_name(row.name)
    };
    let item = |row: &Balancer| Item { name: row.name.to_owned(), shown: shown(row, true) };
    balancer_page(&call.params, "lbs", present(store, call).filter(is_asked).map(item))
}

pub fn backends(store: &Store, call: &Call, id: &str) -> CallResult {
    let balancer = find(store, call, id)?;
    let pool = Json::list(store.pool(&BackendId::from(balancer.backend)));
    let name = balancer.backend_name.to_owned();
    balancer_page(&call.params, "backends", [Item { name, shown: backend(balancer, pool) }])
}

pub fn private_networks(store: &Store, call: &Call, id: &str) -> CallResult {
    let shown = private_network(find(store, call, id)?);
    balancer_page(&call.params, "private_network", [Item { name: String::new(), shown }])
}

/// A load balancer; where another resource shows it, it may be without its machines.
fn shown(balancer: &Balancer, with_machines: bool) -> Json {
    let machine = object! {
        "id": balancer.machine_id,
        "status": "ready",
        "ip_address": "",
        "created_at": CREATED,
        "updated_at": CREATED,
        "region": REGION,
        "zone": ZONE,
    };
    let ip = object! {
        "id": balancer.address_id,
        "ip_address": balancer.address,
        "organization_id": ORGANIZATION,
        "project_id": SANDBOX_PROJECT,
        "lb_id": balancer.id,
        "reverse": format!("{}.lb.{REGION}.sandbox.invalid", balancer.address.replace('.', "-")),
        "tags": Json::EMPTY,
        "region": REGION,
        "zone": ZONE,
    };
    object! {
        "id": balancer.id,
        "name": balancer.name,
        "description": "",
        "status": "ready",
        "instances": if with_machines { vec![machine] } else { Vec::new() },
        "organization_id": ORGANIZATION,
        "project_id": SANDBOX_PROJECT,
        "ip": vec![ip],
        "tags": Json::EMPTY,
        "frontend_count": 1_u32,
        "backend_count": 1_u32,
        "type": "lb-s",
        "subscriber": Json::Null,
        "ssl_compatibility_level": "ssl_compatibility_level_intermediate",
        "created_at": CREATED,
        "updated_at": CREATED,
        "private_network_count": 1_u32,
        "route_count": 0_u32,
        "region": REGION,
        "zone": ZONE,
    }
}

fn backend(balancer: &Balancer, pool: Json) -> Json {
    object! {
        "id": balancer.backend,
        "name": balancer.backend_name,
        "forward_protocol": "tcp",
        "forward_port": 80_u32,
        "forward_port_algorithm": "roundrobin",
        "sticky_sessions": "none",
        "sticky_sessions_cookie_name": "",
        "health_check": object! {
            "port": 80_u32,
            "check_delay": 60_000_u32,
            "check_timeout": 30_000_u32,
            "check_max_retries": 2_u32,
            "check_send_proxy": false,
            "transient_check_delay": "0.500s",
            "tcp_config": Json::NO_FIELDS,
        },
        "pool": pool,
        "lb": shown(balancer, true),
        "send_proxy_v2": false,
        "timeout_server": 300_000_u32,
        "timeout_connect": 5_000_u32,
        "timeout_tunnel": 900_000_u32,
        "on_marked_down_action": "on_marked_down_action_none",
        "proxy_protocol": "proxy_protocol_none",
        "created_at": CREATED,
        "updated_at": CREATED,
        "failover_host": Json::Null,
        "ssl_bridging": false,
        "ignore_ssl_server_verify": false,
        "redispatch_attempt_count": Json::Null,
        "max_retries": 3_u32,
        "max_connections": Json::Null,
        "timeout_queue": "0s",
    }
}

fn private_network(balancer: &Balancer) -> Json {
    let address = balancer.private_address_id;
    object! {
        "lb": shown(balancer, false),
        "private_network_id": NETWORK,
        "status": "ready",
        "created_at": CREATED,
        "updated_at": CREATED,
        "dhcp_config": object! { "ip_id": address },
        "ipam_ids": vec![Json::from(address)],
    }
}
