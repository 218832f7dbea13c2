//! The calls on templates.

use crate::engine::check_template;
use crate::sandbox::http::body::{read, set, set_option};
use crate::sandbox::http::list;
use crate::sandbox::http::{Call, CallResult, Refusal, Reply};
use crate::sandbox::options::TEMPLATE_IN_USE_CAN_GO;
use crate::sandbox::store::Store;
use crate::wire::{CreateTemplate, Template, TemplateList, UpdateTemplate};

const KIND: &str = "instance_template";

pub fn list(store: &Store, call: &Call) -> CallResult {
    list::list::<TemplateList, _>(&call.params, store.templates.in_zone(&call.zone), shown)
}

pub fn create(store: &mut Store, call: &Call) -> CallResult {
    let body: CreateTemplate = read(call.body)?;
    check_template(&body).map_err(Refusal::Invalid)?;
    Ok(Reply::ok(&store.insert_template(&call.zone, body)))
}

pub fn get(store: &Store, call: &Call, id: &str) -> CallResult {
    find(store, call, id).map(|template| Reply::ok(&shown(template)))
}

pub fn update(store: &mut Store, call: &Call, id: &str) -> CallResult {
    let mut template = find(store, call, id)?.clone();
    merge(&mut template, read(call.body)?);
    check_template(&as_body(&template)).map_err(Refusal::Invalid)?;
    Ok(Reply::ok(&shown(&store.replace_template(&call.zone, template))))
}

pub fn delete(store: &mut Store, call: &Call, id: &str) -> CallResult {
    let template = find(store, call, id)?;
    if !TEMPLATE_IN_USE_CAN_GO && store.is_template_used(&template.id) {
        return Err(Refusal::field("template_id", "A group uses the template."));
    }
    store.templates.remove(&call.zone, id);
    Ok(Reply::gone())
}

fn find<'a>(store: &'a Store, call: &Call, id: &str) -> Result<&'a Template, Refusal> {
    store.templates.get(&call.zone, id).ok_or(Refusal::Missing(KIND))
}

/// The template as every reply but the first shows it: its stamps cut to microseconds.
fn shown(template: &Template) -> Template {
    let mut template = template.clone();
    template.created_at = template.created_at.cut_to_micros();
    template.updated_at = template.updated_at.cut_to_micros();
    template
}

/// What is unset stays; an empty id or document is unset. Lists and volumes are replaced whole.
fn merge(template: &mut Template, change: UpdateTemplate) {
    set(&mut template.commercial_type, change.commercial_type.filter(|text| !text.is_empty()));
    let image = change.image_id.filter(|id| !id.as_str().is_empty());
    set_option(&mut template.image_id, image);
    set(&mut template.volumes, change.volumes);
    set(&mut template.tags, change.tags);
    let security = change.security_group_id.filter(|id| !id.as_str().is_empty());
    set_option(&mut template.security_group_id, security);
    let placement = change.placement_group_id.filter(|id| !id.as_str().is_empty());
    set_option(&mut template.placement_group_id, placement);
    set_option(&mut template.public_ips_v4_count, change.public_ips_v4_count);
    set_option(&mut template.public_ips_v6_count, change.public_ips_v6_count);
    set(&mut template.name, change.name);
    set(&mut template.private_network_ids, change.private_network_ids);
    let document = change.cloud_init.filter(|document| !document.0.is_empty());
    set_option(&mut template.cloud_init, document);
}

/// The body that would create the template: what the engine checks.
fn as_body(template: &Template) -> CreateTemplate {
    let template = template.clone();
    CreateTemplate {
        commercial_type: template.commercial_type,
        image_id: template.image_id,
        volumes: template.volumes,
        tags: template.tags,
        security_group_id: template.security_group_id,
        placement_group_id: template.placement_group_id,
        public_ips_v4_count: template.public_ips_v4_count,
        public_ips_v6_count: template.public_ips_v6_count,
        project_id: template.project_id,
        name: template.name,
        private_network_ids: template.private_network_ids,
        cloud_init: template.cloud_init,
    }
}
