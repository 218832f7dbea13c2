//! The first content's groups of the second generation.

use crate::engine::{ScalingPolicy, check_new_scaling_group};
use crate::sandbox::catalog::{EDGE, NETWORK, SANDBOX_PROJECT};
use crate::sandbox::store::Store;
use crate::wire::v1alpha2::{
    AddressFamily, AutoHealingSpec, CreateGroup, CreateTemplate, FixedSize, LoadBalancerBackend,
    LoadBalancerConfigurationSpec, ScalingPolicySpec, TemplatePrivateNetwork, UtilizationTarget,
    Volume, VolumeType,
};
use crate::wire::{
    BackendId, CloudInit, Duration, LoadBalancerId, PrivateNetworkId, ProjectId, TemplateId, Zone,
};

/// The group of a fixed size.
const EDGE_GROUP: &str = "edge-web";
const CLOUD_INIT: &str = "#cloud-config\npackages:\n  - nginx\n";

/// Makes a group for each kind of target.
pub fn add_groups(store: &mut Store, zone: &Zone) {
    let template = store.insert_server_template(zone, template()).id;
    if let Some(row) = store.server_templates.get_mut(zone, template.as_str()) {
        let document = CloudInit(CLOUD_INIT.as_bytes().to_vec());
        row.user_data.insert("cloud-init".to_owned(), document);
    }
    let average = |target_avg_percent: u32| Some(UtilizationTarget { target_avg_percent });
    let cooldown = |seconds: i64| Some(Duration::from_secs(seconds));
    let search = ScalingPolicySpec {
        scale_in_cooldown: cooldown(300),
        scale_out_step: Some(2),
        cpu_target: average(60),
        ..bounds(1, 6)
    };
    let cache = ScalingPolicySpec {
        scale_in_cooldown: cooldown(180),
        memory_target: average(55),
        ..bounds(2, 8)
    };
    let edge = ScalingPolicySpec { fixed_size: Some(FixedSize { size: 3 }), ..bounds(1, 5) };
    add(store, zone, group("search-api", &template, search));
    add(store, zone, group("session-cache", &template, cache));
    let balanced = CreateGroup {
        load_balancer_configuration_spec: Some(edge_balancer()),
        ..group(EDGE_GROUP, &template, edge)
    };
    add(store, zone, balanced);
}

/// Terminates the oldest Instance of the group that replaces those that fail.
pub fn lose_an_instance(store: &mut Store, zone: &Zone) {
    let edge = store.scaling_groups.0.iter().find(|row| row.group.name == EDGE_GROUP);
    let oldest = edge.and_then(|row| row.world.instances().first());
    if let Some(id) = oldest.map(|instance| instance.id.clone()) {
        store.terminate(zone, &id);
    }
}

fn add(store: &mut Store, zone: &Zone, body: CreateGroup) {
    let Ok(policy) = check_new_scaling_group(&body) else { return };
    debug_assert!(ScalingPolicy::try_from(&policy).is_ok(), "the first content breaks no rule");
    let _made = store.insert_scaling_group(zone, body, policy);
}

fn bounds(minimum: u32, maximum: u32) -> ScalingPolicySpec {
    ScalingPolicySpec {
        minimum_size: Some(minimum),
        maximum_size: Some(maximum),
        ..ScalingPolicySpec::default()
    }
}

fn group(name: &str, template: &TemplateId, policy: ScalingPolicySpec) -> CreateGroup {
    CreateGroup {
        project_id: ProjectId::from(SANDBOX_PROJECT),
        name: name.to_owned(),
        tags: vec!["sandbox".to_owned()],
        template_id: template.clone(),
        scaling_policy_spec: Some(policy),
        load_balancer_configuration_spec: None,
    }
}

fn edge_balancer() -> LoadBalancerConfigurationSpec {
    LoadBalancerConfigurationSpec {
        load_balancer_id: Some(LoadBalancerId::from(EDGE.id)),
        backends: Some(vec![LoadBalancerBackend {
            backend_id: BackendId::from(EDGE.backend),
            address_family: AddressFamily::Ipv4,
            private_network_id: Some(PrivateNetworkId::from(NETWORK)),
        }]),
        auto_healing: Some(AutoHealingSpec { enabled: Some(true), grace_period: None }),
    }
}

fn template() -> CreateTemplate {
    CreateTemplate {
        project_id: ProjectId::from(SANDBOX_PROJECT),
        name: "web-small-2".to_owned(),
        tags: vec!["web".to_owned()],
        server_tags: vec!["role:web".to_owned()],
        server_type: "PLAY2-NANO".to_owned(),
        volumes: vec![Volume {
            volume_type: VolumeType::Block,
            name: "root".to_owned(),
            size: Some(20_000_000_000),
            image_label: Some("ubuntu_noble".to_owned()),
            ..Volume::default()
        }],
        private_networks: vec![TemplatePrivateNetwork {
            private_network_id: PrivateNetworkId::from(NETWORK),
        }],
        public_ip_v4_count: 1,
        ..CreateTemplate::default()
    }
}
