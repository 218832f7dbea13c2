//! The neighbouring API's Instances (contract, section 5.3).

use http::StatusCode;
use http::header::LOCATION;
use serde::Serialize;

use super::Sandbox;
use super::chance::{Stream, uuid_v4};
use super::fleet::{Found, Phase};
use super::options::RUNNING_INSTANCES_CAN_BE_DELETED;
use super::pages::Pages;
use super::params::Params;
use super::reply::{Outcome, Refusal, Reply};
use super::router::Call;
use super::server_body::{Body, offset_stamp};
use crate::wire::order::sort_by;
use crate::wire::parse;

/// Lists Instances by a part of their names, by tags and by project, the newest first unless asked
/// otherwise.
pub(super) fn list(sandbox: &Sandbox, call: &Call) -> Outcome {
    #[derive(Serialize)]
    struct List<'a> {
        servers: Vec<Body<'a>>,
    }
    let pages = Pages::read(&call.params)?;
    let wanted = |found: &Found| is_there(sandbox, found) && matches(found, &call.params);
    let rows = sandbox.store.instances(&call.zone).filter(wanted);
    let mut rows: Vec<(i64, Found)> = rows.map(|row| (row.instance.created_us(), row)).collect();
    sort_by(&mut rows, |a, b| (a.0, &a.1.instance.name).cmp(&(b.0, &b.1.instance.name)));
    if call.params.get("order") != Some("creation_date_asc") {
        rows.reverse();
    }
    let total = rows.len();
    let page = pages.cut(rows);
    let servers = page.iter().map(|row| Body::of(&row.1, &call.zone, sandbox.now_ms)).collect();
    Ok(pages.reply(&List { servers }, "/servers", &call.params, total))
}

/// One Instance.
pub(super) fn get(sandbox: &Sandbox, call: &Call, id: &str) -> Outcome {
    #[derive(Serialize)]
    struct One<'a> {
        server: Body<'a>,
    }
    let found = find(sandbox, call, id)?;
    let server = Body::of(&found, &call.zone, sandbox.now_ms);
    Ok(Reply::ok(&One { server }).spaced())
}

/// Terminates an Instance; it is gone some seconds later, and its group replaces it.
pub(super) fn act(sandbox: &mut Sandbox, call: &Call, id: &str) -> Outcome {
    find(sandbox, call, id)?;
    let body = parse(call.body)
        .map_err(|error| Refusal::Malformed(format!("The body is not valid JSON: {error}.")))?;
    if body.get("action").and_then(serde_json::Value::as_str) != Some("terminate") {
        return Err(Refusal::field("action", "The sandbox knows terminate alone."));
    }
    let (zone, now_ms) = (call.zone.clone(), sandbox.now_ms);
    sandbox.store.terminate(&zone, id, now_ms);
    let task_id = uuid_v4(sandbox.seed, Stream::Task, sandbox.requests);
    let location = format!("/instance/v1/zones/{zone}/tasks/{task_id}");
    let task = Task {
        id: task_id,
        description: "server_terminate",
        status: "pending",
        href_from: format!("/servers/{id}/action"),
        href_result: format!("/servers/{id}"),
        started_at: offset_stamp(now_ms * 1_000 + 337),
        terminated_at: None,
        progress: 0,
        zone: zone.as_str(),
    };
    let reply = Reply::ok(&TaskReply { task }).spaced().with_status(StatusCode::ACCEPTED);
    Ok(reply.with_header(LOCATION, location))
}

/// Deletes an Instance that does not run.
pub(super) fn delete(sandbox: &mut Sandbox, call: &Call, id: &str) -> Outcome {
    let phase = find(sandbox, call, id)?.phase(sandbox.now_ms);
    if phase != Phase::Stopped && !RUNNING_INSTANCES_CAN_BE_DELETED {
        return Err(Refusal::Malformed("instance should be powered off.".to_owned()));
    }
    sandbox.store.remove_instance(&call.zone, id, sandbox.now_ms);
    Ok(Reply::gone())
}

#[derive(Serialize)]
struct TaskReply<'a> {
    task: Task<'a>,
}

/// What the Instance API calls work that it has begun.
#[derive(Serialize)]
struct Task<'a> {
    id: String,
    description: &'static str,
    status: &'static str,
    href_from: String,
    href_result: String,
    started_at: String,
    terminated_at: Option<String>,
    progress: u32,
    zone: &'a str,
}

fn find<'a>(sandbox: &'a Sandbox, call: &'a Call, id: &str) -> Result<Found<'a>, Refusal> {
    let same = |found: &Found| found.instance.id == id && is_there(sandbox, found);
    sandbox.store.instances(&call.zone).find(same).ok_or_else(|| missing(id))
}

/// The Instance API's words (contract, section 7).
fn missing(id: &str) -> Refusal {
    #[derive(Serialize)]
    struct Missing<'a> {
        r#type: &'static str,
        message: &'static str,
        resource: &'static str,
        resource_id: &'a str,
    }
    let body = Missing {
        r#type: "not_found",
        message: "resource is not found",
        resource: "instance_server",
        resource_id: id,
    };
    Refusal::Said(Reply::ok(&body).spaced().with_status(StatusCode::NOT_FOUND))
}

/// Whether what was ordered is created yet.
fn is_there(sandbox: &Sandbox, found: &Found) -> bool {
    found.instance.created_us() <= sandbox.now_ms * 1_000
}

fn matches(found: &Found, params: &Params) -> bool {
    let named = params.get("name").is_none_or(|part| found.instance.name.contains(part));
    let tagged = |tags: &str| {
        let own = found.instance.tags();
        tags.split(',').all(|tag| own.iter().any(|own| own == tag))
    };
    let project = found.instance.made_from.project_id.as_str();
    named
        && params.get("tags").is_none_or(tagged)
        && params.get("project").is_none_or(|asked| asked == project)
}
