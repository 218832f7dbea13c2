//! The calls on a template's user data.

use super::template::{absent, find};
use crate::engine::FieldErrors;
use crate::sandbox::http::body::{json, read};
use crate::sandbox::http::cursor::{Way, page};
use crate::sandbox::http::{Call, CallResult, Refusal, Reply};
use crate::sandbox::store::Store;
use crate::wire::v1alpha2::{SetUserData, UserData, UserDataKeyList};

/// The keys, in the order of the alphabet.
pub fn list(store: &Store, call: &Call, id: &str) -> CallResult {
    let keys = find(store, call, id)?.user_data.keys();
    let items = keys.map(|key| ((0, key.clone()), key.clone())).collect();
    page::<UserDataKeyList>(&call.params, Way::Ascending, 1, items, FieldErrors::default())
}

pub fn get(store: &Store, call: &Call, id: &str, key: &str) -> CallResult {
    let content = find(store, call, id)?.user_data.get(key).cloned();
    let content = content.ok_or_else(|| missing(key))?;
    Ok(Reply::ok(&UserData { key: key.to_owned(), content }))
}

pub fn set(store: &mut Store, call: &Call, id: &str, key: &str) -> CallResult {
    find(store, call, id)?;
    let SetUserData { content } = read(call.body)?;
    let is_given = json(call.body)?.get("content").is_some_and(|content| !content.is_null());
    let mut errors = FieldErrors::default();
    errors.require(is_given, "content", "Give the content as base64.");
    errors.or(()).map_err(Refusal::Invalid)?;
    let row = store.server_templates.get_mut(&call.zone, id).ok_or_else(|| absent(id))?;
    row.user_data.insert(key.to_owned(), content);
    Ok(Reply::gone())
}

pub fn delete(store: &mut Store, call: &Call, id: &str, key: &str) -> CallResult {
    let row = store.server_templates.get_mut(&call.zone, id).ok_or_else(|| absent(id))?;
    row.user_data.remove(key).ok_or_else(|| missing(key))?;
    Ok(Reply::gone())
}

fn missing(key: &str) -> Refusal {
    Refusal::Absent { kind: "user_data", id: key.to_owned() }
}
