//! Which of the 13 calls a request is.

use super::{server, template, user_data};
use crate::sandbox::http::{Call, CallResult, Refusal};
use crate::sandbox::store::Store;

/// Answers the call at `path` below the zone.
pub fn answer(store: &mut Store, call: &Call, path: &[&str]) -> CallResult {
    match (call.method.as_str(), path) {
        ("GET", ["templates"]) => template::list(store, call),
        ("POST", ["templates"]) => template::create(store, call),
        ("GET", ["templates", id]) => template::get(store, call, id),
        ("PATCH", ["templates", id]) => template::update(store, call, id),
        ("DELETE", ["templates", id]) => template::delete(store, call, id),
        ("GET", ["templates", id, "check"]) => template::check(store, call, id),
        ("POST", ["templates", id, "create-server"]) => server::create(store, call, id),
        ("GET", ["templates", id, "user-data"]) => user_data::list(store, call, id),
        // The document for cloud-init stands among the user data, under its own name.
        ("GET", ["templates", id, "user-data", key]) => user_data::get(store, call, id, key),
        ("PUT", ["templates", id, "user-data", key]) => user_data::set(store, call, id, key),
        ("DELETE", ["templates", id, "user-data", key]) => user_data::delete(store, call, id, key),
        (
            _,
            ["templates"]
            | ["templates", _]
            | ["templates", _, "check" | "create-server" | "user-data"]
            | ["templates", _, "user-data", _],
        ) => Err(Refusal::Method),
        _ => Err(Refusal::Unrouted),
    }
}
