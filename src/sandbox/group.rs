//! The calls on groups.

use super::Sandbox;
use super::body::{read, set};
use super::fleet::Orphan;
use super::list;
use super::options::{GROUP_TAKES_ITS_POLICIES, INSTANCE_QUOTA, UNKNOWN_REFERENCES_REFUSED};
use super::reply::{Outcome, Refusal, Reply};
use super::router::Call;
use super::store::{GroupRow, Store};
use super::world::World;
use crate::engine::{Capacity, FieldErrors, check_group};
use crate::wire::{CreateGroup, Group, GroupId, GroupList, Timestamp, UpdateGroup, Zone};

const KIND: &str = "instance_group";

pub(super) fn list(sandbox: &Sandbox, call: &Call) -> Outcome {
    let query = list::query(&call.params)?;
    let store = &sandbox.store;
    let in_zone = |kept: &&GroupRow| kept.row.zone.as_ref() == Some(&call.zone);
    let rows: Vec<&GroupRow> = store.groups.iter().filter(in_zone).collect();
    let created: Vec<Timestamp> = rows.iter().map(|kept| kept.row.created_at).collect();
    let page = list::page(&created, &query).into_iter().map(|index| shown(store, rows[index]));
    Ok(list::reply::<GroupList>(page.collect(), rows.len()))
}

pub(super) fn create(sandbox: &mut Sandbox, call: &Call) -> Outcome {
    let body: CreateGroup = read(call.body)?;
    let mut errors = Capacity::try_from(&body).err().unwrap_or_default();
    let template = body.template_id.as_str();
    let unknown = sandbox.store.template(&call.zone, template).is_none() && !template.is_empty();
    if UNKNOWN_REFERENCES_REFUSED && unknown {
        errors.ensure(false, "template_id", format!("There is no template {template}."));
    }
    errors.or(()).map_err(Refusal::Invalid)?;
    insert(sandbox, &call.zone, body).map(|row| Reply::ok(&row))
}

/// Makes a group of a checked body.
pub(super) fn insert(
    sandbox: &mut Sandbox,
    zone: &Zone,
    body: CreateGroup,
) -> Result<Group, Refusal> {
    let created_at = sandbox.new_stamp();
    let row = Group {
        id: GroupId(sandbox.new_id()),
        project_id: body.project_id,
        name: body.name,
        tags: body.tags,
        instance_template_id: body.template_id,
        capacity: body.capacity,
        loadbalancer: body.loadbalancer,
        error_messages: Vec::new(),
        created_at,
        updated_at: created_at,
        zone: Some(zone.clone()),
    };
    let broken = || Refusal::Invalid(FieldErrors::default());
    let rules = sandbox.store.rules(&row).ok_or_else(broken)?;
    let world = World::new(&row, rules, sandbox.now_ms, sandbox.stamp_nanos);
    sandbox.store.groups.push(GroupRow { row: row.clone(), world });
    Ok(row)
}

pub(super) fn get(sandbox: &Sandbox, call: &Call, id: &str) -> Outcome {
    let index = find(sandbox, call, id)?;
    Ok(Reply::ok(&shown(&sandbox.store, &sandbox.store.groups[index])))
}

pub(super) fn update(sandbox: &mut Sandbox, call: &Call, id: &str) -> Outcome {
    let index = find(sandbox, call, id)?;
    let change: UpdateGroup = read(call.body)?;
    let mut row = sandbox.store.groups[index].row.clone();
    merge(&mut row, change);
    check_group(&row).map_err(Refusal::Invalid)?;
    row.updated_at = sandbox.new_stamp();
    let group_id = row.id.clone();
    sandbox.store.groups[index].row = row;
    sandbox.store.refresh(&group_id, sandbox.now_ms);
    Ok(Reply::ok(&shown(&sandbox.store, &sandbox.store.groups[index])))
}

/// The group's Instances keep running (contract, section 5.2).
pub(super) fn delete(sandbox: &mut Sandbox, call: &Call, id: &str) -> Outcome {
    let index = find(sandbox, call, id)?;
    let kept = sandbox.store.groups.remove(index);
    let zone = &call.zone;
    let left = kept.world.record.fleet.into_iter();
    let orphans = left.map(|instance| Orphan { zone: zone.clone(), instance, ends_ms: None });
    sandbox.store.orphans.extend(orphans);
    if GROUP_TAKES_ITS_POLICIES {
        sandbox.store.policies.retain(|policy| policy.row.instance_group_id != kept.row.id);
    }
    Ok(Reply::gone())
}

/// The group's index.
pub(super) fn find(sandbox: &Sandbox, call: &Call, id: &str) -> Result<usize, Refusal> {
    sandbox.store.group(&call.zone, id).ok_or(Refusal::Missing(KIND))
}

/// The row as every reply but the first shows it: its stamps cut to microseconds, and with what
/// is wrong with it now.
fn shown(store: &Store, kept: &GroupRow) -> Group {
    let mut row = kept.row.clone();
    row.created_at = row.created_at.cut_to_micros();
    row.updated_at = row.updated_at.cut_to_micros();
    row.error_messages = error_messages(store, kept);
    row
}

/// What is wrong with what a group depends on. No real text is public (contract, section 12).
fn error_messages(store: &Store, kept: &GroupRow) -> Vec<String> {
    let around = store.around(&kept.row);
    let starved = || kept.world.record.launch_error_ms.and_then(|_| around.no_room(&kept.row));
    let mut messages: Vec<String> = around.missing_part(&kept.row).into_iter().collect();
    messages.extend(starved());
    messages.extend(around.balancer_problem(i64::MAX, &kept.row));
    let full = kept.world.record.fleet.len() >= INSTANCE_QUOTA as usize;
    if full && kept.row.capacity.max_replicas > INSTANCE_QUOTA {
        messages.push(format!("Quota of {INSTANCE_QUOTA} Instances exceeded."));
    }
    messages
}

/// What is unset stays; lists are replaced whole. The rest of a group cannot change.
fn merge(row: &mut Group, change: UpdateGroup) {
    set(&mut row.name, change.name);
    set(&mut row.tags, change.tags);
    let capacity = change.capacity.unwrap_or_default();
    set(&mut row.capacity.max_replicas, capacity.max_replicas);
    set(&mut row.capacity.min_replicas, capacity.min_replicas);
    row.capacity.cooldown_delay = capacity.cooldown_delay.or(row.capacity.cooldown_delay);
    let balancer = change.loadbalancer.unwrap_or_default();
    set(&mut row.loadbalancer.backend_ids, balancer.backend_ids);
}
