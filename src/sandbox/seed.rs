//! The first content: what a newcomer finds.
//!
//! One group is the product's own example. The other shows trouble: its load balancer is gone,
//! and its two policies stand so close together that each undoes the other.

use std::collections::BTreeMap;

use super::{Sandbox, group, neighbours, policy, template};
use crate::engine::MINUTE_MS;
use crate::wire::{
    Action, AdjustmentType, Aggregate, BackendId, Capacity, CreateGroup, CreatePolicy,
    CreateTemplate, Duration, Float, FromSnapshot, GroupId, LoadBalancer, LoadBalancerId,
    ManagedMetric, Metric, Operator, PrivateNetworkId, ProjectId, SnapshotId, TemplateId, Volume,
    VolumeType, Zone,
};

/// The virtual instant at which the first content is met: Monday, 2026-03-02T08:00:00Z.
pub const FIRST_CONTENT_NOW_MS: i64 = 1_772_438_400_000;

/// The key that the console itself calls the sandbox with. Any other of this form does as well.
pub const SANDBOX_KEY: &str = "5a4db0c5-5a4d-4b0c-8a4d-5a4db0c55a4d";

/// The project of the first content.
pub const SANDBOX_PROJECT: &str = "0d9ea8b1-6a52-4b0f-9c37-2f6f7f0b1c11";

/// The organization of the first content.
pub(super) const SANDBOX_ORGANIZATION: &str = "6a1f0a52-9d0e-4f1b-8e57-3c2b1a099f10";

const ZONE: &str = "fr-par-1";

const DAY_MS: i64 = 24 * 60 * MINUTE_MS;
/// How much history there is.
const HISTORY_MS: i64 = 14 * DAY_MS;
/// How long ago the second group's load balancer went.
const BALANCER_GONE_MS: i64 = 2 * DAY_MS + 5 * 60 * MINUTE_MS;

/// What sets the two policies of a pair apart from another pair's.
struct Pair {
    names: [&'static str; 2],
    thresholds: [f64; 2],
    look_back_min: u32,
}

/// Lives the history through, so that all of it hangs together.
pub(super) fn first_content(seed: u64, now_ms: i64) -> Sandbox {
    let mut sandbox = Sandbox::empty(seed, now_ms.saturating_sub(HISTORY_MS));
    let zone = Zone::from(ZONE);
    let template = template::insert(&mut sandbox, &zone, first_template()).id;
    let checkout = body("checkout-api", &template, (1, 5, 300), &neighbours::CHECKOUT);
    if let Ok(checkout) = group::insert(&mut sandbox, &zone, checkout) {
        let pair = Pair {
            names: ["my-policy-scale-up", "my-policy-scale-down"],
            thresholds: [70.0, 40.0],
            look_back_min: 5,
        };
        add_pair(&mut sandbox, &zone, &checkout.id, &pair);
    }
    let resizer = body("image-resizer", &template, (2, 6, 1_200), &neighbours::RESIZER);
    if let Ok(resizer) = group::insert(&mut sandbox, &zone, resizer) {
        let pair = Pair {
            names: ["resizer-up", "resizer-down"],
            thresholds: [55.0, 45.0],
            look_back_min: 5,
        };
        add_pair(&mut sandbox, &zone, &resizer.id, &pair);
    }
    let gone_ms = now_ms.saturating_sub(BALANCER_GONE_MS);
    sandbox.advance(gone_ms);
    sandbox.store.gone_balancers.push((LoadBalancerId::from(neighbours::RESIZER.id), gone_ms));
    sandbox.advance(now_ms);
    sandbox
}

fn first_template() -> CreateTemplate {
    let volume = Volume {
        name: "boot volume".to_owned(),
        from_snapshot: Some(FromSnapshot {
            size: None,
            snapshot_id: SnapshotId::from(neighbours::BOOT_SNAPSHOT),
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
        private_network_ids: vec![PrivateNetworkId::from(neighbours::NETWORK)],
        ..CreateTemplate::default()
    }
}

/// A group with these bounds and seconds of cooldown, behind this load balancer.
fn body(
    name: &str,
    template: &TemplateId,
    (min_replicas, max_replicas, cooldown_s): (u32, u32, i64),
    balancer: &neighbours::Balancer,
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
            private_network_id: Some(PrivateNetworkId::from(neighbours::NETWORK)),
        },
    }
}

/// A policy for each direction, one Instance at a time, on the group's CPU.
fn add_pair(sandbox: &mut Sandbox, zone: &Zone, group_id: &GroupId, pair: &Pair) {
    let up = ("cpu scale up", Operator::GreaterThan, Action::ScaleUp);
    let down = ("cpu scale down", Operator::LessThan, Action::ScaleDown);
    for (index, (metric, operator, action)) in [up, down].into_iter().enumerate() {
        let body = CreatePolicy {
            name: pair.names[index].to_owned(),
            metric: Metric {
                name: metric.to_owned(),
                managed_metric: Some(ManagedMetric::InstanceCpu),
                cockpit_metric_name: None,
                operator,
                aggregate: Aggregate::Average,
                sampling_range_min: pair.look_back_min,
                threshold: Float::new(pair.thresholds[index]),
            },
            action,
            adjustment: AdjustmentType::FlatCount,
            value: 1,
            priority: u32::from(index == 1) + 1,
            instance_group_id: group_id.clone(),
        };
        policy::insert(sandbox, zone, body);
    }
}
