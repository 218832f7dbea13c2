//! The pools behind load balancers.

use super::scaling_row::StoredScalingGroup;
use super::tables::Store;
use crate::sandbox::options::POOL_HOLDS_PRIVATE_ADDRESSES;
use crate::sandbox::world::Instance;
use crate::wire::BackendId;
use crate::wire::v1alpha2::AddressFamily;

impl Store {
    /// The addresses in a backend's pool: of every Instance that serves, of every group that
    /// names the backend, the oldest of each first.
    pub fn pool(&self, backend: &BackendId) -> Vec<String> {
        let mut pool = Vec::new();
        for row in &self.groups.0 {
            let balancer = &row.group.loadbalancer;
            let is_gone = || self.deps(&row.group).balancer_problem(self.now_ms).is_some();
            if !balancer.backend_ids.contains(backend) || is_gone() {
                continue;
            }
            let is_private = balancer.private_network_id.is_some() && POOL_HOLDS_PRIVATE_ADDRESSES;
            pool.extend(row.world.serving().iter().map(|instance| {
                let has_public = instance.made_from.public_ips.0 > 0;
                if is_private || !has_public {
                    instance.private_ip()
                } else {
                    instance.public_ip(0)
                }
            }));
        }
        pool.extend(self.scaling_groups.0.iter().flat_map(|row| self.pool_of(row, backend)));
        pool
    }

    /// The addresses of a group of the second generation in a backend's pool. An Instance without
    /// an address of the backend's kind is not in it.
    fn pool_of(&self, row: &StoredScalingGroup, backend: &BackendId) -> Vec<String> {
        let balancer = row.group.load_balancer_configuration.as_ref();
        let entry = balancer
            .and_then(|balancer| balancer.backends.iter().find(|own| own.backend_id == *backend));
        let Some(entry) = entry else { return Vec::new() };
        if self.scaling_deps(row).balancer_problem(self.now_ms).is_some() {
            return Vec::new();
        }
        let address = |instance: &Instance| {
            let (v4, v6) = instance.made_from.public_ips;
            match (&entry.private_network_id, &entry.address_family) {
                (Some(_), _) => Some(instance.private_ip()),
                (None, AddressFamily::Ipv6) => (v6 > 0).then(|| instance.public_ip_v6(0)),
                (None, _) => (v4 > 0).then(|| instance.public_ip(0)),
            }
        };
        row.world.serving().iter().filter_map(address).collect()
    }
}
