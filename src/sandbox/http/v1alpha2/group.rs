//! The calls on groups.

use crate::engine::{
    FieldErrors, ScalingPolicy, check_changed_scaling_group, check_new_scaling_group,
};
use crate::sandbox::http::body::read;
use crate::sandbox::http::cursor::{Way, page, way};
use crate::sandbox::http::{Call, CallResult, Refusal, Reply};
use crate::sandbox::options::UNKNOWN_REFERENCES_REFUSED;
use crate::sandbox::store::{Store, StoredScalingGroup};
use crate::wire::TemplateId;
use crate::wire::v1alpha2::{CreateGroup, Group, GroupList, UpdateGroup};

const KIND: &str = "autoscaling_group";

pub fn list(store: &Store, call: &Call) -> CallResult {
    let mut errors = FieldErrors::default();
    let way = call.params.get("order_by").map_or(Some(Way::Descending), |by| way(by, "created_at"));
    errors.ensure(
        way.is_some(),
        "order_by",
        "Input should be 'created_at_desc' or 'created_at_asc'",
    );
    let project = call.params.get("project_id");
    errors.require(project.is_some(), "project_id", "Say whose groups.");
    let rows = store.scaling_groups.in_zone(&call.zone).filter(|row| is_asked(&row.group, call));
    let items = rows.map(|row| (mark(row), row.summary(store.now_ms))).collect();
    page::<GroupList>(&call.params, way.unwrap_or(Way::Descending), 0, items, errors)
}

fn is_asked(group: &Group, call: &Call) -> bool {
    let balancer = group.load_balancer_configuration.as_ref();
    let balancer = balancer.map_or("", |balancer| balancer.load_balancer_id.as_str());
    call.params.ask_for(&[
        ("project_id", group.project_id.as_str()),
        ("template_id", group.template_id.as_str()),
        ("load_balancer_id", balancer),
    ])
}

fn mark(row: &StoredScalingGroup) -> (i64, String) {
    (row.group.created_at.as_micros(), row.group.id.to_string())
}

pub fn create(store: &mut Store, call: &Call) -> CallResult {
    let body: CreateGroup = read(call.body)?;
    let mut errors = FieldErrors::default();
    check_template(store, call, &body.template_id, &mut errors);
    match check_new_scaling_group(&body) {
        Ok(policy) => {
            errors.or(()).map_err(Refusal::Invalid)?;
            let group = store.insert_scaling_group(&call.zone, body, policy);
            group.map(|group| Reply::ok(&group)).map_err(Refusal::Invalid)
        }
        Err(mut more) => {
            more.0.extend(errors.0);
            Err(Refusal::Invalid(more))
        }
    }
}

pub fn get(store: &Store, call: &Call, id: &str) -> CallResult {
    find(store, call, id).map(|row| Reply::ok(&row.shown(store.now_ms)))
}

pub fn update(store: &mut Store, call: &Call, id: &str) -> CallResult {
    let row = find(store, call, id)?;
    let change: UpdateGroup = read(call.body)?;
    if row.world.state().is_deleting() {
        return Err(Refusal::Transient { kind: KIND, id: id.to_owned(), state: "deleting" });
    }
    let spec = change.scaling_policy_spec.clone().unwrap_or_default();
    let policy = ScalingPolicy::changed(&row.group.scaling_policy, &spec);
    let mut errors = check_changed_scaling_group(&change, &policy).err().unwrap_or_default();
    if let Some(template) = &change.template_id {
        check_template(store, call, template, &mut errors);
    }
    errors.or(()).map_err(Refusal::Invalid)?;
    store.update_scaling_group(&call.zone, id, change, policy).map_err(Refusal::Invalid)?;
    get(store, call, id)
}

/// Answers with the group, which is `deleting` from now on and gone some seconds later.
pub fn delete(store: &mut Store, call: &Call, id: &str) -> CallResult {
    find(store, call, id)?;
    store.delete_scaling_group(&call.zone, id);
    get(store, call, id)
}

/// The group with that id.
pub fn find<'a>(
    store: &'a Store,
    call: &Call,
    id: &str,
) -> Result<&'a StoredScalingGroup, Refusal> {
    let found = store.scaling_groups.get(&call.zone, id);
    found.ok_or_else(|| Refusal::Absent { kind: KIND, id: id.to_owned() })
}

/// The group that a parameter names.
pub fn find_asked<'a>(store: &'a Store, call: &Call) -> Result<&'a StoredScalingGroup, Refusal> {
    let id = call.params.get("group_id").ok_or_else(|| {
        let mut errors = FieldErrors::default();
        errors.require(false, "group_id", "Say which group.");
        Refusal::Invalid(errors)
    })?;
    find(store, call, id)
}

/// A group of a template that was never there could not ever work. One that goes later is told by
/// an alert.
fn check_template(store: &Store, call: &Call, id: &TemplateId, errors: &mut FieldErrors) {
    let unknown = store.server_templates.get(&call.zone, id.as_str()).is_none();
    let refused = UNKNOWN_REFERENCES_REFUSED && unknown && !id.as_str().is_empty();
    let zone = &call.zone;
    errors.ensure(!refused, "template_id", format!("There is no template {id} in {zone}."));
}
