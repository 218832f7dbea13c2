//! The calls on policies.

use crate::engine;
use crate::sandbox::http::body::{read, set};
use crate::sandbox::http::list;
use crate::sandbox::http::{Call, CallResult, Refusal, Reply};
use crate::sandbox::options::UNKNOWN_REFERENCES_REFUSED;
use crate::sandbox::store::{Store, StoredPolicy};
use crate::wire::{CreatePolicy, Metric, MetricUpdate, Policy, PolicyList, UpdatePolicy};

const KIND: &str = "policy";

pub fn list(store: &Store, call: &Call) -> CallResult {
    let group = call.params.get("instance_group_id");
    let is_asked = |row: &&StoredPolicy| {
        group.is_none_or(|group| group == row.policy.instance_group_id.as_str())
    };
    let rows = store.policies.in_zone(&call.zone).filter(is_asked);
    list::list::<PolicyList, _>(&call.params, rows, |row| row.policy.clone())
}

pub fn create(store: &mut Store, call: &Call) -> CallResult {
    let body: CreatePolicy = read(call.body)?;
    let mut errors = engine::Policy::try_from(&body).err().unwrap_or_default();
    let group = body.instance_group_id.as_str();
    let unknown = store.groups.get(&call.zone, group).is_none() && !group.is_empty();
    if UNKNOWN_REFERENCES_REFUSED && unknown {
        errors.ensure(false, "instance_group_id", format!("There is no group {group}."));
    }
    errors.or(()).map_err(Refusal::Invalid)?;
    Ok(Reply::ok(&store.insert_policy(&call.zone, body)))
}

pub fn get(store: &Store, call: &Call, id: &str) -> CallResult {
    find(store, call, id).map(Reply::ok)
}

pub fn update(store: &mut Store, call: &Call, id: &str) -> CallResult {
    let mut policy = find(store, call, id)?.clone();
    merge(&mut policy, read(call.body)?);
    engine::Policy::try_from(&policy).map_err(Refusal::Invalid)?;
    store.replace_policy(&call.zone, policy);
    get(store, call, id)
}

pub fn delete(store: &mut Store, call: &Call, id: &str) -> CallResult {
    find(store, call, id)?;
    store.remove_policy(&call.zone, id);
    Ok(Reply::gone())
}

fn find<'a>(store: &'a Store, call: &Call, id: &str) -> Result<&'a Policy, Refusal> {
    let found = store.policies.get(&call.zone, id).map(|row| &row.policy);
    found.ok_or(Refusal::Missing(KIND))
}

/// What is unset stays; so does what is an empty or `unknown_` word, as Go's SDK sends them for
/// what it leaves alone.
fn merge(policy: &mut Policy, change: UpdatePolicy) {
    set(&mut policy.name, change.name);
    merge_metric(&mut policy.metric, change.metric.unwrap_or_default());
    set(&mut policy.action, Some(change.action).filter(|word| !word.is_unset()));
    let adjustment = Some(change.adjustment).filter(|word| !word.is_unset());
    set(&mut policy.adjustment, adjustment);
    set(&mut policy.value, change.value);
    set(&mut policy.priority, change.priority);
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
