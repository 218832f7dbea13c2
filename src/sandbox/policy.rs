//! The calls on policies.

use super::Sandbox;
use super::body::{read, set};
use super::list;
use super::options::UNKNOWN_REFERENCES_REFUSED;
use super::reply::{Outcome, Refusal, Reply};
use super::router::Call;
use super::store::PolicyRow;
use crate::engine;
use crate::wire::{
    CreatePolicy, Metric, MetricUpdate, Policy, PolicyId, PolicyList, Timestamp, UpdatePolicy, Zone,
};

const KIND: &str = "policy";

pub(super) fn list(sandbox: &Sandbox, call: &Call) -> Outcome {
    let query = list::query(&call.params)?;
    let wanted = |kept: &&PolicyRow| {
        let row = &kept.row;
        let group = query.instance_group_id.as_ref();
        row.zone.as_ref() == Some(&call.zone)
            && group.is_none_or(|group| *group == row.instance_group_id)
    };
    let rows: Vec<&PolicyRow> = sandbox.store.policies.iter().filter(wanted).collect();
    let created: Vec<Timestamp> = rows.iter().map(|kept| kept.created_at).collect();
    let page = list::page(&created, &query).into_iter().map(|index| rows[index].row.clone());
    Ok(list::reply::<PolicyList>(page.collect(), rows.len()))
}

pub(super) fn create(sandbox: &mut Sandbox, call: &Call) -> Outcome {
    let body: CreatePolicy = read(call.body)?;
    let mut errors = engine::Policy::try_from(&body).err().unwrap_or_default();
    let group = body.instance_group_id.as_str();
    let unknown = sandbox.store.group(&call.zone, group).is_none() && !group.is_empty();
    if UNKNOWN_REFERENCES_REFUSED && unknown {
        errors.ensure(false, "instance_group_id", format!("There is no group {group}."));
    }
    errors.or(()).map_err(Refusal::Invalid)?;
    Ok(Reply::ok(&insert(sandbox, &call.zone, body)))
}

/// Makes a policy of a checked body.
pub(super) fn insert(sandbox: &mut Sandbox, zone: &Zone, body: CreatePolicy) -> Policy {
    let row = Policy {
        id: PolicyId(sandbox.new_id()),
        name: body.name,
        metric: body.metric,
        action: body.action,
        adjustment: body.adjustment,
        value: body.value,
        priority: body.priority,
        instance_group_id: body.instance_group_id,
        zone: Some(zone.clone()),
    };
    let created_at = sandbox.new_stamp();
    sandbox.store.policies.push(PolicyRow { created_at, row: row.clone() });
    sandbox.store.refresh(&row.instance_group_id, sandbox.now_ms);
    row
}

pub(super) fn get(sandbox: &Sandbox, call: &Call, id: &str) -> Outcome {
    let index = find(sandbox, call, id)?;
    Ok(Reply::ok(&sandbox.store.policies[index].row))
}

pub(super) fn update(sandbox: &mut Sandbox, call: &Call, id: &str) -> Outcome {
    let index = find(sandbox, call, id)?;
    let change: UpdatePolicy = read(call.body)?;
    let mut row = sandbox.store.policies[index].row.clone();
    merge(&mut row, change);
    engine::Policy::try_from(&row).map_err(Refusal::Invalid)?;
    let reply = Reply::ok(&row);
    let group_id = row.instance_group_id.clone();
    sandbox.store.policies[index].row = row;
    sandbox.store.refresh(&group_id, sandbox.now_ms);
    Ok(reply)
}

pub(super) fn delete(sandbox: &mut Sandbox, call: &Call, id: &str) -> Outcome {
    let index = find(sandbox, call, id)?;
    let kept = sandbox.store.policies.remove(index);
    sandbox.store.refresh(&kept.row.instance_group_id, sandbox.now_ms);
    Ok(Reply::gone())
}

fn find(sandbox: &Sandbox, call: &Call, id: &str) -> Result<usize, Refusal> {
    sandbox.store.policy(&call.zone, &PolicyId::from(id)).ok_or(Refusal::Missing(KIND))
}

/// What is unset stays; so does what is an empty or `unknown_` word, as Go's SDK sends them for
/// what it leaves alone.
fn merge(row: &mut Policy, change: UpdatePolicy) {
    set(&mut row.name, change.name);
    merge_metric(&mut row.metric, change.metric.unwrap_or_default());
    set(&mut row.action, Some(change.action).filter(|word| !word.is_unset()));
    let adjustment = Some(change.adjustment).filter(|word| !word.is_unset());
    set(&mut row.adjustment, adjustment);
    set(&mut row.value, change.value);
    set(&mut row.priority, change.priority);
}

/// Of the two kinds of metric, the one that is set takes the place of the other.
fn merge_metric(metric: &mut Metric, change: MetricUpdate) {
    set(&mut metric.name, change.name);
    let custom = change.cockpit_metric_name.filter(|name| !name.is_empty());
    if custom.is_some() {
        (metric.cockpit_metric_name, metric.managed_metric) = (custom, None);
    }
    let managed = change.managed_metric.filter(|word| !word.is_unset());
    if managed.is_some() {
        (metric.managed_metric, metric.cockpit_metric_name) = (managed, None);
    }
    set(&mut metric.operator, Some(change.operator).filter(|word| !word.is_unset()));
    set(&mut metric.aggregate, Some(change.aggregate).filter(|word| !word.is_unset()));
    set(&mut metric.sampling_range_min, change.sampling_range_min);
    set(&mut metric.threshold, change.threshold);
}
