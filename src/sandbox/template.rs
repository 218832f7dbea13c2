//! The calls on templates.

use super::Sandbox;
use super::body::{read, set};
use super::list;
use super::options::TEMPLATE_IN_USE_CAN_GO;
use super::reply::{Outcome, Refusal, Reply};
use super::router::Call;
use crate::engine::check_template;
use crate::wire::{
    CreateTemplate, Template, TemplateId, TemplateList, TemplateStatus, Timestamp, UpdateTemplate,
    Zone,
};

const KIND: &str = "instance_template";

pub(super) fn list(sandbox: &Sandbox, call: &Call) -> Outcome {
    let query = list::query(&call.params)?;
    let in_zone = |row: &&Template| row.zone.as_ref() == Some(&call.zone);
    let rows: Vec<&Template> = sandbox.store.templates.iter().filter(in_zone).collect();
    let created: Vec<Timestamp> = rows.iter().map(|row| row.created_at).collect();
    let page = list::page(&created, &query).into_iter().map(|index| shown(rows[index])).collect();
    Ok(list::reply::<TemplateList>(page, rows.len()))
}

pub(super) fn create(sandbox: &mut Sandbox, call: &Call) -> Outcome {
    let body: CreateTemplate = read(call.body)?;
    check_template(&body).map_err(Refusal::Invalid)?;
    Ok(Reply::ok(&insert(sandbox, &call.zone, body)))
}

/// Makes a template of a checked body.
pub(super) fn insert(sandbox: &mut Sandbox, zone: &Zone, body: CreateTemplate) -> Template {
    let created_at = sandbox.new_stamp();
    let mut row = Template {
        id: TemplateId(sandbox.new_id()),
        commercial_type: body.commercial_type,
        image_id: body.image_id,
        volumes: body.volumes,
        tags: body.tags,
        security_group_id: body.security_group_id,
        placement_group_id: body.placement_group_id,
        public_ips_v4_count: body.public_ips_v4_count,
        public_ips_v6_count: body.public_ips_v6_count,
        project_id: body.project_id,
        name: body.name,
        private_network_ids: body.private_network_ids,
        // Every recording shows it so, even seconds later.
        status: TemplateStatus::Unknown,
        cloud_init: body.cloud_init,
        created_at,
        updated_at: created_at,
        zone: Some(zone.clone()),
    };
    unset_zeros(&mut row);
    sandbox.store.templates.push(row.clone());
    row
}

pub(super) fn get(sandbox: &Sandbox, call: &Call, id: &str) -> Outcome {
    let index = find(sandbox, call, id)?;
    Ok(Reply::ok(&shown(&sandbox.store.templates[index])))
}

/// Running Instances keep what they were made from; the next ones follow the change.
pub(super) fn update(sandbox: &mut Sandbox, call: &Call, id: &str) -> Outcome {
    let index = find(sandbox, call, id)?;
    let change: UpdateTemplate = read(call.body)?;
    let mut row = sandbox.store.templates[index].clone();
    merge(&mut row, change);
    check_template(&as_body(&row)).map_err(Refusal::Invalid)?;
    unset_zeros(&mut row);
    row.updated_at = sandbox.new_stamp();
    let reply = Reply::ok(&shown(&row));
    sandbox.store.templates[index] = row;
    Ok(reply)
}

pub(super) fn delete(sandbox: &mut Sandbox, call: &Call, id: &str) -> Outcome {
    let index = find(sandbox, call, id)?;
    let used = || {
        let groups = &sandbox.store.groups;
        groups.iter().any(|group| group.row.instance_template_id.as_str() == id)
    };
    if !TEMPLATE_IN_USE_CAN_GO && used() {
        return Err(Refusal::field("template_id", "A group uses the template."));
    }
    sandbox.store.templates.remove(index);
    Ok(Reply::gone())
}

fn find(sandbox: &Sandbox, call: &Call, id: &str) -> Result<usize, Refusal> {
    sandbox.store.template(&call.zone, id).ok_or(Refusal::Missing(KIND))
}

/// The row as every reply but the first shows it: its stamps cut to microseconds.
fn shown(row: &Template) -> Template {
    let mut row = row.clone();
    row.created_at = row.created_at.cut_to_micros();
    row.updated_at = row.updated_at.cut_to_micros();
    row
}

/// A count of 0 is the same as none: recorded for IPv6, inferred for IPv4. So is an empty id or
/// document.
fn unset_zeros(row: &mut Template) {
    row.public_ips_v4_count.take_if(|count| *count == 0);
    row.public_ips_v6_count.take_if(|count| *count == 0);
    row.image_id.take_if(|id| id.as_str().is_empty());
    row.security_group_id.take_if(|id| id.as_str().is_empty());
    row.placement_group_id.take_if(|id| id.as_str().is_empty());
    row.cloud_init.take_if(|document| document.0.is_empty());
}

/// What is unset stays; an empty id or document is unset. Lists and volumes are replaced whole.
fn merge(row: &mut Template, change: UpdateTemplate) {
    set(&mut row.commercial_type, change.commercial_type.filter(|text| !text.is_empty()));
    row.image_id = change.image_id.filter(|id| !id.as_str().is_empty()).or(row.image_id.take());
    set(&mut row.volumes, change.volumes);
    set(&mut row.tags, change.tags);
    let given = change.security_group_id.filter(|id| !id.as_str().is_empty());
    row.security_group_id = given.or(row.security_group_id.take());
    let given = change.placement_group_id.filter(|id| !id.as_str().is_empty());
    row.placement_group_id = given.or(row.placement_group_id.take());
    row.public_ips_v4_count = change.public_ips_v4_count.or(row.public_ips_v4_count);
    row.public_ips_v6_count = change.public_ips_v6_count.or(row.public_ips_v6_count);
    set(&mut row.name, change.name);
    set(&mut row.private_network_ids, change.private_network_ids);
    let given = change.cloud_init.filter(|document| !document.0.is_empty());
    row.cloud_init = given.or(row.cloud_init.take());
}

/// The body that would create the row: what the engine checks.
fn as_body(row: &Template) -> CreateTemplate {
    let row = row.clone();
    CreateTemplate {
        commercial_type: row.commercial_type,
        image_id: row.image_id,
        volumes: row.volumes,
        tags: row.tags,
        security_group_id: row.security_group_id,
        placement_group_id: row.placement_group_id,
        public_ips_v4_count: row.public_ips_v4_count,
        public_ips_v6_count: row.public_ips_v6_count,
        project_id: row.project_id,
        name: row.name,
        private_network_ids: row.private_network_ids,
        cloud_init: row.cloud_init,
    }
}
