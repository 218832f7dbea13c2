//! The neighbouring API's Instances (contract, section 5.3).

use http::StatusCode;
use http::header::LOCATION;

use super::body::json;
use super::server_json::{offset_stamp, server};
use super::{Call, CallResult, Json, Params, Refusal, Reply, object, per_page_at};
use crate::base::sort_by;
use crate::sandbox::options::RUNNING_INSTANCES_CAN_BE_DELETED;
use crate::sandbox::store::{Listed, Store};
use crate::sandbox::world::Phase;

/// Answers the call at `path` below `servers`.
pub fn answer(store: &mut Store, call: &Call, path: &[&str]) -> CallResult {
    match (call.method.as_str(), path) {
        ("GET", []) => list(store, call),
        ("GET", [id]) => get(store, call, id),
        ("DELETE", [id]) => delete(store, call, id),
        ("POST", [id, "action"]) => act(store, call, id),
        (_, [] | [_] | [_, "action"]) => Err(Refusal::Method),
        _ => Err(Refusal::Path),
    }
}

/// Lists Instances by a part of their names, by tags and by project, the newest first unless asked
/// otherwise.
fn list(store: &Store, call: &Call) -> CallResult {
    let rows = store.instances(&call.zone).filter(|listed| matches(listed, &call.params));
    let mut rows: Vec<(i64, Listed)> = rows.map(|row| (row.instance.created_us(), row)).collect();
    sort_by(&mut rows, |a, b| (a.0, &a.1.instance.name).cmp(&(b.0, &b.1.instance.name)));
    if call.params.get("order") != Some("creation_date_asc") {
        rows.reverse();
    }
    per_page_at(&call.params, "servers", rows, |page| {
        let servers = page.iter().map(|(_, listed)| server(listed, &call.zone, store.now_ms));
        object! { "servers": Json::list(servers) }
    })
}

fn get(store: &Store, call: &Call, id: &str) -> CallResult {
    let server = server(&find(store, call, id)?, &call.zone, store.now_ms);
    Ok(Reply::ok(&object! { "server": server }).spaced())
}

/// Terminates an Instance; it is gone some seconds later, and its group replaces it.
fn act(store: &mut Store, call: &Call, id: &str) -> CallResult {
    find(store, call, id)?;
    if json(call.body)?.get("action").and_then(serde_json::Value::as_str) != Some("terminate") {
        return Err(Refusal::field("action", "The sandbox knows terminate alone."));
    }
    store.terminate(&call.zone, id);
    let (zone, task_id) = (call.zone.as_str(), store.ids.task());
    let location = format!("/instance/v1/zones/{zone}/tasks/{task_id}");
    let task = object! {
        "id": task_id,
        "description": "server_terminate",
        "status": "pending",
        "href_from": format!("/servers/{id}/action"),
        "href_result": format!("/servers/{id}"),
        "started_at": offset_stamp(store.now_ms * 1_000 + 337),
        "terminated_at": Json::Null,
        "progress": 0_u32,
        "zone": zone,
    };
    let reply = Reply::ok(&object! { "task": task }).spaced().with_status(StatusCode::ACCEPTED);
    Ok(reply.with_header(LOCATION, location))
}

/// Deletes an Instance that does not run.
fn delete(store: &mut Store, call: &Call, id: &str) -> CallResult {
    let phase = find(store, call, id)?.phase(store.now_ms);
    if phase != Phase::Stopped && !RUNNING_INSTANCES_CAN_BE_DELETED {
        return Err(Refusal::Malformed("instance should be powered off.".to_owned()));
    }
    store.remove_instance(&call.zone, id);
    Ok(Reply::gone())
}

fn find<'a>(store: &'a Store, call: &'a Call, id: &str) -> Result<Listed<'a>, Refusal> {
    let found = store.instances(&call.zone).find(|listed| listed.instance.id == id);
    found.ok_or_else(|| missing(id))
}

/// The Instance API's words (contract, section 7).
fn missing(id: &str) -> Refusal {
    let body = object! {
        "type": "not_found",
        "message": "resource is not found",
        "resource": "instance_server",
        "resource_id": id,
    };
    Refusal::Said(Reply::ok(&body).spaced().with_status(StatusCode::NOT_FOUND))
}

fn matches(listed: &Listed, params: &Params) -> bool {
    let instance = listed.instance;
    let has_tags = |tags: &str| {
        let own = instance.tags();
        tags.split(',').all(|tag| own.iter().any(|own| own == tag))
    };
    params.ask_for_name(&instance.name)
        && params.get("tags").is_none_or(has_tags)
        && params.ask_for(&[("project", instance.made_from.project_id.as_str())])
}
