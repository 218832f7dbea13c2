//! Load balancers, their backends and their networks.

use super::page::{Row, balancer_page, is_asked};
use super::{CREATED, NETWORK, ORGANIZATION, REGION, ZONE};
use crate::sandbox::json::{Json, object};
use crate::sandbox::reply::{Outcome, Refusal};
use crate::sandbox::router::Call;
use crate::sandbox::{SANDBOX_PROJECT, Sandbox};
use crate::wire::BackendId;

/// A load balancer with one backend, in the network of the first content.
pub(in crate::sandbox) struct Balancer {
    pub(in crate::sandbox) id: &'static str,
    pub(in crate::sandbox) backend: &'static str,
    name: &'static str,
    backend_name: &'static str,
    /// Its public address, of a range for documents (RFC 5737).
    address: &'static str,
    /// Ids of that address, of its address in the network, and of the machine that it runs on.
    parts: [&'static str; 3],
}

/// Of the first group.
pub(in crate::sandbox) const CHECKOUT: Balancer = Balancer {
    id: "3e5d7c91-2a4b-4f6d-9b8c-1d2e3f405163",
    backend: "c1a2b3d4-e5f6-4a7b-8c9d-0e1f2a3b4c54",
    name: "checkout",
    backend_name: "checkout-api",
    address: "203.0.113.10",
    parts: [
        "2b7d4e90-6c1f-4a85-b3e2-09d8f5c7a614",
        "a05c9e3b-71d4-4f26-8b9a-e6d2f0c83b57",
        "6d1f8a42-b5e7-4093-9cd6-3a7e0b2f4c95",
    ],
};
/// Of the second group, until it goes.
pub(in crate::sandbox) const RESIZER: Balancer = Balancer {
    id: "91b7e6d5-4c3a-4291-8f7e-6d5c4b3a2975",
    backend: "d7e8f9a0-b1c2-4d3e-9f4a-5b6c7d8e9f86",
    name: "resizer",
    backend_name: "image-resizer",
    address: "203.0.113.11",
    parts: [
        "f92c6b05-e8a1-4d37-9f40-7b1e5d8c2a63",
        "1e6a0d97-c4f2-48b5-a3d9-8f5b7c0e2d41",
        "b8054f3e-92d7-4c61-8ae5-d0f6c1b9374a",
    ],
};
/// Of a group that a newcomer makes.
const SPARE: Balancer = Balancer {
    id: "c50e9a37-4d82-4b1f-a6c9-e8f3072d5b16",
    backend: "78d2f6b1-a0c5-4e94-83b7-5c9e1f0d6a42",
    name: "spare",
    backend_name: "spare",
    address: "203.0.113.12",
    parts: [
        "3f8e1c7a-d9b0-4562-b7f4-a6c5e20d9813",
        "e4b7902d-5f6c-4a18-9d83-c1f0a7e65b29",
        "07c9d5e6-a83b-4f12-86e0-b2d4f91a5c78",
    ],
};

const BALANCERS: [&Balancer; 3] = [&CHECKOUT, &RESIZER, &SPARE];

/// The load balancers that are there.
fn present(sandbox: &Sandbox, call: &Call) -> Vec<&'static Balancer> {
    let gone = &sandbox.store.gone_balancers;
    let in_zone = call.zone.as_str() == ZONE;
    let is_there = |row: &&Balancer| in_zone && gone.iter().all(|(id, _)| id.as_str() != row.id);
    BALANCERS.into_iter().filter(is_there).collect()
}

fn find(sandbox: &Sandbox, call: &Call, id: &str) -> Result<&'static Balancer, Refusal> {
    let found = present(sandbox, call).into_iter().find(|row| row.id == id);
    found.ok_or(Refusal::Missing("lbs"))
}

pub(super) fn list(sandbox: &Sandbox, call: &Call) -> Outcome {
    let params = &call.params;
    let is_theirs = |row: &&Balancer| {
        is_asked(params, "project_id", SANDBOX_PROJECT)
            && params.get("name").is_none_or(|part| row.name.contains(part))
    };
    let row = |row: &Balancer| Row { name: row.name.to_owned(), shown: shown(row, true) };
    let rows = present(sandbox, call).into_iter().filter(is_theirs).map(row).collect();
    balancer_page(params, "lbs", rows)
}

pub(super) fn backends(sandbox: &Sandbox, call: &Call, id: &str) -> Outcome {
    let balancer = find(sandbox, call, id)?;
    let pool = sandbox.store.pool(&BackendId::from(balancer.backend), sandbox.now_ms);
    let pool = pool.into_iter().map(Json::from).collect();
    let row = Row { name: balancer.backend_name.to_owned(), shown: backend(balancer, pool) };
    balancer_page(&call.params, "backends", vec![row])
}

pub(super) fn private_networks(sandbox: &Sandbox, call: &Call, id: &str) -> Outcome {
    let balancer = find(sandbox, call, id)?;
    let row = Row { name: String::new(), shown: private_network(balancer) };
    balancer_page(&call.params, "private_network", vec![row])
}

/// A load balancer; where another resource shows it, it may be without its machines.
fn shown(balancer: &Balancer, with_machines: bool) -> Json {
    let [ip_id, _, machine] = balancer.parts;
    let machine = object! {
        "id": machine,
        "status": "ready",
        "ip_address": "",
        "created_at": CREATED,
        "updated_at": CREATED,
        "region": REGION,
        "zone": ZONE,
    };
    let ip = object! {
        "id": ip_id,
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

fn backend(balancer: &Balancer, pool: Vec<Json>) -> Json {
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
            "tcp_config": Json::Object(Vec::new()),
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
    let address = balancer.parts[1];
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
