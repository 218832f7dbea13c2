//! A group as one of the other generation, around rules that are chosen.

use crate::wire::v1alpha2::{
    self, AddressFamily, LoadBalancerBackend, LoadBalancerConfigurationSpec,
};
use crate::wire::{Group, LoadBalancer};

/// The load balancer of a group with thresholds as entries of a group with a target.
pub(super) fn balancer_to_target(old: &Group) -> LoadBalancerConfigurationSpec {
    let LoadBalancer { id, backend_ids, private_network_id } = &old.loadbalancer;
    let entry = |backend_id: &crate::wire::BackendId| LoadBalancerBackend {
        backend_id: backend_id.clone(),
        address_family: AddressFamily::Ipv4,
        private_network_id: private_network_id.clone(),
    };
    LoadBalancerConfigurationSpec {
        load_balancer_id: Some(id.clone()),
        backends: Some(backend_ids.iter().map(entry).collect()),
        auto_healing: None,
    }
}

/// The load balancer of a group with a target; one without any has to be given one.
pub(super) fn balancer_to_thresholds(old: &v1alpha2::Group, given: &str) -> LoadBalancer {
    let Some(own) = &old.load_balancer_configuration else {
        return LoadBalancer { id: given.trim().into(), ..LoadBalancer::default() };
    };
    let network = own.backends.iter().find_map(|entry| entry.private_network_id.clone());
    LoadBalancer {
        id: own.load_balancer_id.clone(),
        backend_ids: own.backends.iter().map(|entry| entry.backend_id.clone()).collect(),
        private_network_id: network,
    }
}
