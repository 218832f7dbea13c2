//! Groups with thresholds: `scaleway_autoscaling_instance_{template,group,policy}`.

use super::{Resource, configuration, gigabytes, id_of, size_note};
use crate::export::hcl::{Body, Value};
use crate::wire::{Duration, Group, ManagedMetric, Metric, Policy, Template, Volume, Zone};

const TEMPLATE: &str = "scaleway_autoscaling_instance_template";
const GROUP: &str = "scaleway_autoscaling_instance_group";
const POLICY: &str = "scaleway_autoscaling_instance_policy";

/// A group with its template and its policies as a configuration.
#[must_use]
pub fn thresholds(template: &Template, group: &Group, policies: &[Policy], zone: &Zone) -> String {
    let mut resources =
        vec![template_resource(template, zone), group_resource(template, group, zone)];
    let own = || id_of(GROUP, &group.name);
    resources.extend(policies.iter().map(|policy| policy_resource(policy, own(), zone)));
    let mut notes = template_notes(template);
    notes.extend(policies.iter().filter_map(policy_note));
    configuration(&notes, &resources, zone)
}

/// A template by itself as a configuration.
#[must_use]
pub fn threshold_template(template: &Template, zone: &Zone) -> String {
    configuration(&template_notes(template), &[template_resource(template, zone)], zone)
}

/// A policy by itself as a configuration, which names its group by the id.
#[must_use]
pub fn threshold_policy(policy: &Policy, zone: &Zone) -> String {
    let mut notes = vec![RETIRED.to_owned()];
    notes.extend(policy_note(policy));
    let group = Value::Text(format!("{zone}/{}", policy.instance_group_id));
    configuration(&notes, &[policy_resource(policy, group, zone)], zone)
}

const RETIRED: &str = "The endpoints behind these resources answer only where v1alpha1 still does.";

fn template_notes(template: &Template) -> Vec<String> {
    let mut notes = vec![RETIRED.to_owned()];
    let volumes = template.volumes.values();
    notes.extend(volumes.filter_map(|volume| size_note(&volume.name, size(volume))));
    if template.cloud_init.is_some() && cloud_init(template).is_none() {
        let note = "The template's cloud-init is no text, and Terraform holds nothing else: it is \
                    left out here, and applying would take it away.";
        notes.push(note.to_owned());
    }
    notes
}

fn policy_note(policy: &Policy) -> Option<String> {
    let threshold = policy.metric.threshold.get();
    (threshold.fract() != 0.0).then(|| {
        format!(
            "The provider takes whole thresholds alone, and refuses the {threshold} of {:?}.",
            policy.name
        )
    })
}

/// How large a volume is, where it says so.
fn size(volume: &Volume) -> Option<u64> {
    let empty = volume.from_empty.as_ref().map(|source| source.size);
    empty.or_else(|| volume.from_snapshot.as_ref()?.size)
}

/// The cloud-init as the provider takes it, which encodes it by itself; none where it is no text.
fn cloud_init(template: &Template) -> Option<&str> {
    std::str::from_utf8(&template.cloud_init.as_ref()?.0).ok()
}

fn template_resource<'a>(template: &'a Template, zone: &Zone) -> Resource<'a> {
    let mut body = Body::default()
        .with("name", template.name.as_str())
        .with("zone", zone.as_ref())
        .with("project_id", template.project_id.as_ref())
        .with("commercial_type", template.commercial_type.as_str())
        .with_some("image_id", template.image_id.as_ref().map(AsRef::as_ref))
        .with_texts("tags", &template.tags)
        .with_some("security_group_id", template.security_group_id.as_ref().map(AsRef::as_ref))
        .with_some("placement_group_id", template.placement_group_id.as_ref().map(AsRef::as_ref))
        .with_some("public_ips_v4_count", template.public_ips_v4_count)
        .with_some("public_ips_v6_count", template.public_ips_v6_count)
        .with_texts("private_network_ids", &template.private_network_ids)
        .with_some("cloud_init", cloud_init(template));
    for (_, own) in template.volumes_by_slot() {
        body = body.with_block("volumes", volume(own));
    }
    Resource { kind: TEMPLATE, name: &template.name, id: template.id.as_ref(), body }
}

fn volume(volume: &Volume) -> Body {
    let mut body = Body::default()
        .with("name", volume.name.as_str())
        .with("volume_type", volume.volume_type.as_str())
        .with("boot", volume.boot)
        .with_some("perf_iops", volume.perf_iops)
        .with_texts("tags", &volume.tags);
    if let Some(empty) = &volume.from_empty {
        body = body.with_block("from_empty", Body::default().with("size", gigabytes(empty.size)));
    }
    if let Some(source) = &volume.from_snapshot {
        let snapshot = Body::default()
            .with("snapshot_id", source.snapshot_id.as_ref())
            .with_some("size", source.size.map(gigabytes));
        body = body.with_block("from_snapshot", snapshot);
    }
    body
}

fn group_resource<'a>(template: &Template, group: &'a Group, zone: &Zone) -> Resource<'a> {
    let seconds =
        |delay: Duration| Value::Number(u64::try_from(delay.as_millis() / 1_000).unwrap_or(0));
    let capacity = Body::default()
        .with("max_replicas", group.capacity.max_replicas)
        .with("min_replicas", group.capacity.min_replicas)
        .with_some("cooldown_delay", group.capacity.cooldown_delay.map(seconds));
    let network = group.loadbalancer.private_network_id.as_ref().map(AsRef::as_ref);
    let balancer = Body::default()
        .with("id", group.loadbalancer.id.as_ref())
        .with_texts("backend_ids", &group.loadbalancer.backend_ids)
        .with_some("private_network_id", network);
    let body = Body::default()
        .with("name", group.name.as_str())
        .with("zone", zone.as_ref())
        .with("project_id", group.project_id.as_ref())
        .with("template_id", id_of(TEMPLATE, &template.name))
        .with_texts("tags", &group.tags)
        .with_block("capacity", capacity)
        .with_block("load_balancer", balancer);
    Resource { kind: GROUP, name: &group.name, id: group.id.as_ref(), body }
}

fn policy_resource<'a>(policy: &'a Policy, group: Value, zone: &Zone) -> Resource<'a> {
    let body = Body::default()
        .with("name", policy.name.as_str())
        .with("zone", zone.as_ref())
        .with("instance_group_id", group)
        .with("action", policy.action.as_str())
        .with("type", policy.adjustment.as_str())
        .with("value", policy.value)
        .with("priority", policy.priority)
        .with_block("metric", metric(&policy.metric));
    Resource { kind: POLICY, name: &policy.name, id: policy.id.as_ref(), body }
}

fn metric(metric: &Metric) -> Body {
    Body::default()
        .with("name", metric.name.as_str())
        .with("operator", metric.operator.as_str())
        .with("aggregate", metric.aggregate.as_str())
        .with_some("managed_metric", metric.managed_metric.as_ref().map(ManagedMetric::as_str))
        .with_some("cockpit_metric_name", metric.cockpit_metric_name.as_deref())
        .with("sampling_range_min", metric.sampling_range_min)
        .with("threshold", Value::Decimal(metric.threshold.get()))
}
