//! Which of the 16 calls a request is.

use super::{event, group, policy, template};
use crate::sandbox::http::{Call, CallResult, Refusal};
use crate::sandbox::store::Store;

/// Answers the call at `path` below the zone.
pub fn answer(store: &mut Store, call: &Call, path: &[&str]) -> CallResult {
    match (call.method.as_str(), path) {
        ("GET", ["instance-templates"]) => template::list(store, call),
        ("POST", ["instance-templates"]) => template::create(store, call),
        ("GET", ["instance-templates", id]) => template::get(store, call, id),
        ("PATCH", ["instance-templates", id]) => template::update(store, call, id),
        ("DELETE", ["instance-templates", id]) => template::delete(store, call, id),
        ("GET", ["instance-groups"]) => group::list(store, call),
        ("POST", ["instance-groups"]) => group::create(store, call),
        ("GET", ["instance-groups", id]) => group::get(store, call, id),
        ("PATCH", ["instance-groups", id]) => group::update(store, call, id),
        ("DELETE", ["instance-groups", id]) => group::delete(store, call, id),
        ("GET", ["instance-groups", id, "events"]) => event::list(store, call, id),
        ("GET", ["instance-policies"]) => policy::list(store, call),
        ("POST", ["instance-policies"]) => policy::create(store, call),
        ("GET", ["instance-policies", id]) => policy::get(store, call, id),
        ("PATCH", ["instance-policies", id]) => policy::update(store, call, id),
        ("DELETE", ["instance-policies", id]) => policy::delete(store, call, id),
        (
            _,
            ["instance-templates" | "instance-groups" | "instance-policies"]
            | ["instance-templates" | "instance-groups" | "instance-policies", _]
            | ["instance-groups", _, "events"],
        ) => Err(Refusal::Method),
        _ => Err(Refusal::Path),
    }
}
