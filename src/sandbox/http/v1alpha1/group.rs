//! The calls on groups.

use crate::engine::{Capacity, check_group};
use crate::sandbox::http::body::{read, set, set_option};
use crate::sandbox::http::list;
use crate::sandbox::http::{Call, CallResult, Refusal, Reply};
use crate::sandbox::options::UNKNOWN_REFERENCES_REFUSED;
use crate::sandbox::store::{Store, StoredGroup};
use crate::wire::{CreateGroup, Group, GroupList, UpdateGroup};

const KIND: &str = "instance_group";

pub fn list(store: &Store, call: &Call) -> CallResult {
    let rows = store.groups.in_zone(&call.zone);
    list::list::<GroupList, _>(&call.params, rows, |row| shown(store, row))
}

pub fn create(store: &mut Store, call: &Call) -> CallResult {
    let body: CreateGroup = read(call.body)?;
    let mut errors = Capacity::try_from(&body).err().unwrap_or_default();
    let template = body.template_id.as_str();
    let unknown = store.templates.get(&call.zone, template).is_none() && !template.is_empty();
    if UNKNOWN_REFERENCES_REFUSED && unknown {
        errors.ensure(false, "template_id", format!("There is no template {template}."));
    }
    errors.or(()).map_err(Refusal::Invalid)?;
    let group = store.insert_group(&call.zone, body).map_err(Refusal::Invalid)?;
    Ok(Reply::ok(&group))
}

pub fn get(store: &Store, call: &Call, id: &str) -> CallResult {
    find(store, call, id).map(|row| Reply::ok(&shown(store, row)))
}

pub fn update(store: &mut Store, call: &Call, id: &str) -> CallResult {
    let mut group = find(store, call, id)?.group.clone();
    merge(&mut group, read(call.body)?);
    check_group(&group).map_err(Refusal::Invalid)?;
    store.replace_group(&call.zone, group);
    get(store, call, id)
}

pub fn delete(store: &mut Store, call: &Call, id: &str) -> CallResult {
    find(store, call, id)?;
    store.remove_group(&call.zone, id);
    Ok(Reply::gone())
}

/// The group with that id.
pub fn find<'a>(store: &'a Store, call: &Call, id: &str) -> Result<&'a StoredGroup, Refusal> {
    store.groups.get(&call.zone, id).ok_or(Refusal::Missing(KIND))
}

/// The group as every reply but the first shows it: its stamps cut to microseconds, and with what
/// is wrong with it now.
fn shown(store: &Store, row: &StoredGroup) -> Group {
    let mut group = row.group.clone();
    group.created_at = group.created_at.cut_to_micros();
    group.updated_at = group.updated_at.cut_to_micros();
    group.error_messages = store.error_messages(row);
    group
}

/// What is unset stays; lists are replaced whole. The rest of a group cannot change.
fn merge(group: &mut Group, change: UpdateGroup) {
    set(&mut group.name, change.name);
    set(&mut group.tags, change.tags);
    let capacity = change.capacity.unwrap_or_default();
    set(&mut group.capacity.max_replicas, capacity.max_replicas);
    set(&mut group.capacity.min_replicas, capacity.min_replicas);
    set_option(&mut group.capacity.cooldown_delay, capacity.cooldown_delay);
    let balancer = change.loadbalancer.unwrap_or_default();
    set(&mut group.loadbalancer.backend_ids, balancer.backend_ids);
}
