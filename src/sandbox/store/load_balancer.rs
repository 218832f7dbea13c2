//! The pools behind load balancers.

use super::tables::Store;
use crate::sandbox::options::POOL_HOLDS_PRIVATE_ADDRESSES;
use crate::wire::BackendId;

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
            let addresses = row.world.serving().iter().map(|instance| {
                let has_public = instance.made_from.public_ips.0 > 0;
                if is_private || !has_public {
                    instance.private_ip()
                } else {
                    instance.public_ip(0)
                }
            });
            pool.extend(addresses);
        }
        pool
    }
}
