//! The first content: what a newcomer finds.
//!
//! One group is the product's own example. The other shows trouble: its load balancer is gone,
//! and its two policies stand so close together that each undoes the other. The second generation
//! has a group of each kind of target; one of them lost an Instance, which was replaced.

mod scaling;

use std::collections::BTreeMap;

use super::catalog::{BOOT_SNAPSHOT, Balancer, CHECKOUT, NETWORK, RESIZER, SANDBOX_PROJECT, ZONE};
use super::store::Store;
use crate::engine::MINUTE_MS;
use crate::wire::{
    Action, AdjustmentType, Aggregate, BackendId, Capacity, CreateGroup, CreatePolicy,
    CreateTemplate, Duration, Float, FromSnapshot, GroupId, LoadBalancer, LoadBalancerId,
    ManagedMetric, Metric, Operator, PrivateNetworkId, ProjectId, SnapshotId, TemplateId, Volume,
    VolumeType, Zone,
};

const DAY_MS: i64 = 24 * 60 * MINUTE_MS;
/// How much history there is.
const HISTORY_MS: i64 = 14 * DAY_MS;
/// How long ago the second group's load balancer went.
const BALANCER_GONE_MS: i64 = 2 * DAY_MS + 5 * 60 * MINUTE_MS;

/// How long ago a group of the second generation lost an Instance.
const INSTANCE_LOST_MS: i64 = 3 * DAY_MS + 7 * 60 * MINUTE_MS;

/// Lives the history through, so that all of it hangs together.
pub fn first_content(seed: u64, now_ms: i64) -> Store {
    let mut store = Store::new(seed, now_ms.saturating_sub(HISTORY_MS));
    let zone = Zone::from(ZONE);
    let template = store.insert_template(&zone, first_template()).id;
    let checkout = group("checkout-api", &template, (1, 5, 300), &CHECKOUT);
    let names = ["my-policy-scale-up", "my-policy-scale-down"];
    add_group(&mut store, &zone, checkout, names, [70.0, 40.0]);
    let resizer = group("image-resizer", &template, (2, 6, 1_200), &RESIZER);
    add_group(&mut store, &zone, resizer, ["resizer-up", "resizer-down"], [55.0, 45.0]);
    scaling::add_groups(&mut store, &zone);
    store.advance(now_ms.saturating_sub(INSTANCE_LOST_MS));
    scaling::lose_an_instance(&mut store, &zone);
    let gone_ms = now_ms.saturating_sub(BALANCER_GONE_MS);
    store.advance(gone_ms);
    store.gone_balancers.push((LoadBalancerId::from(RESIZER.id), gone_ms));
    store.advance(now_ms);
    store
}

/// Makes a group with a policy for each direction, one Instance at a time, on its CPU over five
/// minutes.
fn add_group(
    store: &mut Store,
    zone: &Zone,
    body: CreateGroup,
    names: [&str; 2],
    thresholds: [f64; 2],
) {
    let Ok(group) = store.insert_group(zone, body) else { return };
    let up = ("cpu scale up", Operator::GreaterThan, Action::ScaleUp);
    let down = ("cpu scale down", Operator::LessThan, Action::ScaleDown);
    for (index, direction) in [up, down].into_iter().enumerate() {
        let priority = u32::from(index == 1) + 1;
        let body = policy(&group.id, names[index], thresholds[index], priority, direction);
        store.insert_policy(zone, body);
    }
}

fn policy(
    group_id: &GroupId,
    name: &str,
    threshold: f64,
    priority: u32,
    (metric, operator, action): (&str, Operator, Action),
) -> CreatePolicy {
    CreatePolicy {
        name: name.to_owned(),
        metric: Metric {
            name: metric.to_owned(),
            managed_metric: Some(ManagedMetric::InstanceCpu),
            cockpit_metric_name: None,
            operator,
            aggregate: Aggregate::Average,
            sampling_range_min: 5,
            threshold: Float::new(threshold),
        },
        action,
        adjustment: AdjustmentType::FlatCount,
        value: 1,
        priority,
        instance_group_id: group_id.clone(),
    }
}

fn first_template() -> CreateTemplate {
    let volume = Volume {
        name: "boot volume".to_owned(),
        from_snapshot: Some(FromSnapshot {
            size: None,
            snapshot_id: SnapshotId::from(BOOT_SNAPSHOT),
        }),
        boot: true,
        volume_type: VolumeType::Block,
        ..Volume::default()
    };
    let mut volumes = BTreeMap::new();
    volumes.insert("0".to_owned(), volume);
    CreateTemplate {
        commercial_type: "PLAY2-NANO".to_owned(),
        volumes,
        tags: vec!["web".to_owned()],
        public_ips_v4_count: Some(1),
        project_id: ProjectId::from(SANDBOX_PROJECT),
        name: "web-small".to_owned(),
        private_network_ids: vec![PrivateNetworkId::from(NETWORK)],
        ..CreateTemplate::default()
    }
}

/// A group with these bounds and seconds of cooldown, behind this load balancer.
fn group(
    name: &str,
    template: &TemplateId,
    (min_replicas, max_replicas, cooldown_s): (u32, u32, i64),
    balancer: &Balancer,
) -> CreateGroup {
    CreateGroup {
        project_id: ProjectId::from(SANDBOX_PROJECT),
        name: name.to_owned(),
        tags: vec!["sandbox".to_owned()],
        template_id: template.clone(),
        capacity: Capacity {
            max_replicas,
            min_replicas,
            cooldown_delay: Some(Duration::from_secs(cooldown_s)),
        },
        loadbalancer: LoadBalancer {
            id: LoadBalancerId::from(balancer.id),
            backend_ids: vec![BackendId::from(balancer.backend)],
            private_network_id: Some(PrivateNetworkId::from(NETWORK)),
        },
    }
}
