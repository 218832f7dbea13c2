//! Which of the 8 calls a request is.

use super::{alert, group, log, server};
use crate::sandbox::http::{Call, CallResult, Refusal};
use crate::sandbox::store::Store;

/// Answers the call at `path` below the zone.
pub fn answer(store: &mut Store, call: &Call, path: &[&str]) -> CallResult {
    match (call.method.as_str(), path) {
        ("GET", ["groups"]) => group::list(store, call),
        ("POST", ["groups"]) => group::create(store, call),
        ("GET", ["groups", id]) => group::get(store, call, id),
        ("PATCH", ["groups", id]) => group::update(store, call, id),
        ("DELETE", ["groups", id]) => group::delete(store, call, id),
        ("GET", ["servers"]) => server::list(store, call),
        ("GET", ["logs"]) => log::list(store, call),
        ("GET", ["alerts"]) => alert::list(store, call),
        (_, ["groups" | "servers" | "logs" | "alerts"] | ["groups", _]) => Err(Refusal::Method),
        _ => Err(Refusal::Unrouted),
    }
}
