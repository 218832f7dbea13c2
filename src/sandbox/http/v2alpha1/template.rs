//! The calls on templates.

use crate::engine::{FieldErrors, check_server_template};
use crate::sandbox::http::body::{read, set, set_option};
use crate::sandbox::http::cursor::{Way, page, way};
use crate::sandbox::http::{Call, CallResult, Params, Refusal, Reply};
use crate::sandbox::store::{Store, StoredServerTemplate};
use crate::wire::v1alpha2::{CreateTemplate, Template, TemplateList, UpdateTemplate, Volume};
use crate::wire::{PlacementGroupId, SecurityGroupId};

const KIND: &str = "instance_template";

pub fn list(store: &Store, call: &Call) -> CallResult {
    let mut errors = FieldErrors::default();
    let order_by = call.params.get("order_by").unwrap_or("created_at_desc");
    let by_update = way(order_by, "updated_at");
    let asked = by_update.or_else(|| way(order_by, "created_at"));
    let words = "Input should be 'created_at_desc', 'created_at_asc', 'updated_at_desc' or \
                 'updated_at_asc'";
    errors.ensure(asked.is_some(), "order_by", words);
    let project = call.params.get("project_id");
    errors.require(project.is_some(), "project_id", "Say whose templates.");
    let rows = store.server_templates.in_zone(&call.zone);
    let asked_for = rows.filter(|row| is_asked(&row.template, &call.params));
    let items = asked_for.map(|row| {
        let Template { id, created_at, updated_at, .. } = &row.template;
        let stamp = if by_update.is_some() { updated_at } else { created_at };
        ((stamp.as_micros(), id.to_string()), row.summary())
    });
    let items = items.collect();
    page::<TemplateList>(&call.params, asked.unwrap_or(Way::Descending), 1, items, errors)
}

/// Whether a template has what a list asks for: one of the ids, all of the labels.
fn is_asked(template: &Template, params: &Params) -> bool {
    let one_of = |name: &str, own: Option<&str>| {
        let mut asked = params.all(name).peekable();
        asked.peek().is_none() || asked.any(|asked| own == Some(asked))
    };
    let all_of = |name: &str, own: &[String]| {
        params.all(name).all(|asked| own.iter().any(|own| own == asked))
    };
    params.ask_for(&[("project_id", template.project_id.as_str())])
        && params.ask_for_name(&template.name)
        && one_of("template_ids", Some(template.id.as_str()))
        && one_of(
            "security_group_ids",
            template.security_group_id.as_ref().map(SecurityGroupId::as_str),
        )
        && one_of(
            "placement_group_ids",
            template.placement_group_id.as_ref().map(PlacementGroupId::as_str),
        )
        && all_of("tags", &template.tags)
        && all_of("server_tags", &template.server_tags)
}

pub fn create(store: &mut Store, call: &Call) -> CallResult {
    let mut body: CreateTemplate = read(call.body)?;
    unset_zeros(&mut body.volumes);
    check_server_template(&body).map_err(Refusal::Invalid)?;
    Ok(Reply::ok(&store.insert_server_template(&call.zone, body)))
}

pub fn get(store: &Store, call: &Call, id: &str) -> CallResult {
    find(store, call, id).map(|row| Reply::ok(&row.template))
}

pub fn update(store: &mut Store, call: &Call, id: &str) -> CallResult {
    let mut template = find(store, call, id)?.template.clone();
    let mut change: UpdateTemplate = read(call.body)?;
    if let Some(update) = &mut change.update_volumes {
        unset_zeros(&mut update.volumes);
    }
    let lists_alone = UpdateTemplate {
        update_volumes: change.update_volumes.clone(),
        update_private_networks: change.update_private_networks.clone(),
        ..UpdateTemplate::default()
    };
    let is_stamped = change != lists_alone;
    merge(&mut template, change);
    check_server_template(&as_body(&template)).map_err(under_wrappers)?;
    Ok(Reply::ok(&store.replace_server_template(&call.zone, template, is_stamped)))
}

pub fn delete(store: &mut Store, call: &Call, id: &str) -> CallResult {
    find(store, call, id)?;
    store.server_templates.remove(&call.zone, id);
    Ok(Reply::gone())
}

/// Whether an Instance can be made of it. What the service says of one that cannot is not known;
/// this says which field is at fault.
pub fn check(store: &Store, call: &Call, id: &str) -> CallResult {
    let template = &find(store, call, id)?.template;
    let bootable = template
        .volumes
        .iter()
        .any(|volume| volume.base_snapshot_id.is_some() || volume.image_label.is_some());
    let mut errors = FieldErrors::default();
    errors.ensure(bootable, "volumes", "No volume has an image or a snapshot to boot from.");
    errors.or(Reply::gone()).map_err(Refusal::Invalid)
}

/// The template with that id.
pub fn find<'a>(
    store: &'a Store,
    call: &Call,
    id: &str,
) -> Result<&'a StoredServerTemplate, Refusal> {
    store.server_templates.get(&call.zone, id).ok_or_else(|| absent(id))
}

pub fn absent(id: &str) -> Refusal {
    Refusal::Absent { kind: KIND, id: id.to_owned() }
}

/// The SDK for Python writes 0 for a size and a rate that it does not set.
fn unset_zeros(volumes: &mut [Volume]) {
    for volume in volumes {
        volume.size.take_if(|size| *size == 0);
        volume.perf_iops.take_if(|rate| *rate == 0);
    }
}

/// What is unset stays; lists are replaced whole.
fn merge(template: &mut Template, change: UpdateTemplate) {
    set(&mut template.name, change.name);
    set(&mut template.tags, change.tags);
    set(&mut template.server_tags, change.server_tags);
    set(&mut template.server_type, change.server_type);
    set_option(&mut template.security_group_id, change.security_group_id);
    set_option(&mut template.placement_group_id, change.placement_group_id);
    set(&mut template.volumes, change.update_volumes.map(|update| update.volumes));
    let networks = change.update_private_networks.map(|update| update.private_networks);
    set(&mut template.private_networks, networks);
    set(&mut template.filesystem_ids, change.filesystem_ids);
    set(&mut template.public_ip_v4_count, change.public_ip_v4_count);
    set(&mut template.public_ip_v6_count, change.public_ip_v6_count);
    set_option(&mut template.windows_rdp_ssh_key_id, change.windows_rdp_ssh_key_id);
}

/// The body that would create the template: what the engine checks.
fn as_body(template: &Template) -> CreateTemplate {
    let template = template.clone();
    CreateTemplate {
        project_id: template.project_id,
        name: template.name,
        tags: template.tags,
        server_tags: template.server_tags,
        server_type: template.server_type,
        security_group_id: template.security_group_id,
        placement_group_id: template.placement_group_id,
        volumes: template.volumes,
        private_networks: template.private_networks,
        filesystem_ids: template.filesystem_ids,
        public_ip_v4_count: template.public_ip_v4_count,
        public_ip_v6_count: template.public_ip_v6_count,
        windows_rdp_ssh_key_id: template.windows_rdp_ssh_key_id,
    }
}

/// The same errors at the fields of a change, whose lists stand in wrappers.
fn under_wrappers(mut errors: FieldErrors) -> Refusal {
    for error in &mut errors.0 {
        for list in ["volumes", "private_networks"] {
            if error.field.starts_with(list) {
                error.field = format!("update_{list}.{}", error.field).into();
            }
        }
    }
    Refusal::Invalid(errors)
}
