//! Groups with a target: `scaleway_instance_template` and `scaleway_autoscaling_group`.

use super::{Resource, configuration, gigabytes, id_of, size_note};
use crate::export::hcl::{Body, Value};
use crate::wire::Zone;
use crate::wire::v1alpha2::{
    Group, LoadBalancerConfiguration, ScalingPolicy, Template, Volume, VolumeType,
};

const TEMPLATE: &str = "scaleway_instance_template";
const GROUP: &str = "scaleway_autoscaling_group";

/// A group with its template as a configuration. `has_cloud_init` says that the template has a
/// document, which no argument of the provider can set.
#[must_use]
pub fn targets(template: &Template, has_cloud_init: bool, group: &Group, zone: &Zone) -> String {
    let resources = [template_resource(template, zone), group_resource(template, group, zone)];
    configuration(&notes(template, has_cloud_init, zone), &resources, zone)
}

/// A template by itself as a configuration; `has_cloud_init` as in [`targets`].
#[must_use]
pub fn target_template(template: &Template, has_cloud_init: bool, zone: &Zone) -> String {
    let resources = [template_resource(template, zone)];
    configuration(&notes(template, has_cloud_init, zone), &resources, zone)
}

fn notes(template: &Template, has_cloud_init: bool, zone: &Zone) -> Vec<String> {
    let volumes = template.volumes.iter();
    let of_volume = |own: &Volume| {
        [size_note(&own.name, own.size), speed_note(own)].into_iter().flatten().collect::<Vec<_>>()
    };
    let mut notes: Vec<String> = volumes.flat_map(of_volume).collect();
    if has_cloud_init {
        notes.push(format!(
            "The provider has no argument for the template's cloud-init: it stays as it is, and a \
             template made anew gets it by PUT \
             /instance/v2alpha1/zones/{zone}/templates/ID/user-data/cloud-init."
        ));
    }
    notes
}

/// What has to be said of a volume whose speed the template does not give.
fn speed_note(volume: &Volume) -> Option<String> {
    let wants_speed = volume.volume_type == VolumeType::Block && volume.perf_iops.is_none();
    wants_speed.then(|| {
        format!(
            "The provider wants perf_iops (5000 or 15000) of a volume of type sbs, and the \
             template gives none for volume {:?}: set it before you apply.",
            volume.name
        )
    })
}

fn template_resource<'a>(template: &'a Template, zone: &Zone) -> Resource<'a> {
    let networks: Vec<_> =
        template.private_networks.iter().map(|network| &network.private_network_id).collect();
    let body = Body::default()
        .with("name", template.name.as_str())
        .with("zone", zone.as_ref())
        .with("project_id", template.project_id.as_ref())
        .with("server_type", template.server_type.as_str())
        .with_texts("tags", &template.tags)
        .with_texts("server_tags", &template.server_tags)
        .with("public_ipv4_count", template.public_ip_v4_count)
        .with("public_ipv6_count", template.public_ip_v6_count)
        .with_some("security_group_id", template.security_group_id.as_ref().map(AsRef::as_ref))
        .with_some("placement_group_id", template.placement_group_id.as_ref().map(AsRef::as_ref))
        .with_texts("private_networks", &networks)
        .with_texts("filesystem_ids", &template.filesystem_ids)
        .with_some(
            "windows_rdp_ssh_key_id",
            template.windows_rdp_ssh_key_id.as_ref().map(AsRef::as_ref),
        )
        .with("volumes", Value::List(template.volumes.iter().map(volume).collect()));
    Resource { kind: TEMPLATE, name: &template.name, id: template.id.as_ref(), body }
}

fn volume(volume: &Volume) -> Value {
    Value::Object(
        Body::default()
            .with("volume_type", volume.volume_type.as_str())
            .with("name", volume.name.as_str())
            .with_some("size_in_gb", volume.size.map(gigabytes))
            .with_some("base_snapshot_id", volume.base_snapshot_id.as_ref().map(AsRef::as_ref))
            .with_some("image_label", volume.image_label.as_deref())
            .with_some("perf_iops", volume.perf_iops)
            .with_texts("tags", &volume.tags),
    )
}

fn group_resource<'a>(template: &Template, group: &'a Group, zone: &Zone) -> Resource<'a> {
    let balancer = group.load_balancer_configuration.as_ref().map(balancer);
    let body = Body::default()
        .with("name", group.name.as_str())
        .with("zone", zone.as_ref())
        .with("project_id", group.project_id.as_ref())
        .with("template_id", id_of(TEMPLATE, &template.name))
        .with_texts("tags", &group.tags)
        .with("scaling_policy", scaling_policy(&group.scaling_policy))
        .with_some("load_balancer_configuration", balancer);
    Resource { kind: GROUP, name: &group.name, id: group.id.as_ref(), body }
}

fn scaling_policy(policy: &ScalingPolicy) -> Value {
    let duration = |own: crate::wire::Duration| Value::Text(own.to_string());
    Value::Object(
        Body::default()
            .with("minimum_size", policy.minimum_size)
            .with("maximum_size", policy.maximum_size)
            .with_some("scale_out_cooldown", policy.scale_out_cooldown.map(duration))
            .with_some("scale_in_cooldown", policy.scale_in_cooldown.map(duration))
            .with("scale_out_step", policy.scale_out_step)
            .with("scale_in_step", policy.scale_in_step)
            .with_some("fixed_size", policy.fixed_size.map(|own| own.size))
            .with_some("cpu_target", policy.cpu_target.map(|own| own.target_avg_percent))
            .with_some("memory_target", policy.memory_target.map(|own| own.target_avg_percent)),
    )
}

fn balancer(configuration: &LoadBalancerConfiguration) -> Value {
    let backends = configuration.backends.iter().map(|backend| {
        let network = backend.private_network_id.as_ref().map(AsRef::as_ref);
        Value::Object(
            Body::default()
                .with("backend_id", backend.backend_id.as_ref())
                .with("address_family", backend.address_family.as_str())
                .with_some("private_network_id", network),
        )
    });
    let healing = configuration.auto_healing.as_ref().map(|healing| {
        let grace = healing.grace_period.map(|own| Value::Text(own.to_string()));
        let body = Body::default().with("enabled", healing.enabled);
        Value::Object(body.with_some("grace_period", grace))
    });
    Value::Object(
        Body::default()
            .with("load_balancer_id", configuration.load_balancer_id.as_ref())
            .with("backends", Value::List(backends.collect()))
            .with_some("auto_healing", healing),
    )
}
