//! The rows, in the order of their creation.

use serde::{Deserialize, Serialize};

use super::fleet::{Found, Orphan};
use super::options::{BOOT_DELAY_MS, INSTANCE_QUOTA, POOL_HOLDS_PRIVATE_ADDRESSES, TERMINATION_MS};
use super::surroundings::Surroundings;
use super::world::World;
use crate::engine::{self, Assumptions, Rules};
use crate::wire::{
    BackendId, Group, GroupId, LoadBalancerId, Policy, PolicyId, Template, Timestamp, Zone,
};

/// A policy and when it was created, which its row does not tell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct PolicyRow {
    pub(super) created_at: Timestamp,
    pub(super) row: Policy,
}

/// A group and its world.
#[derive(Clone, Debug)]
pub(super) struct GroupRow {
    pub(super) row: Group,
    pub(super) world: World,
}

/// Everything that the API knows.
#[derive(Clone, Debug, Default)]
pub(super) struct Store {
    pub(super) templates: Vec<Template>,
    pub(super) groups: Vec<GroupRow>,
    pub(super) policies: Vec<PolicyRow>,
    /// Instances that no group counts: those of a deleted one keep running.
    pub(super) orphans: Vec<Orphan>,
    /// Load balancers that are gone, and since when. All others that a group names exist.
    pub(super) gone_balancers: Vec<(LoadBalancerId, i64)>,
}

impl Store {
    pub(super) fn template(&self, zone: &Zone, id: &str) -> Option<usize> {
        let same = |row: &Template| row.id.as_str() == id && row.zone.as_ref() == Some(zone);
        self.templates.iter().position(same)
    }

    pub(super) fn group(&self, zone: &Zone, id: &str) -> Option<usize> {
        let same =
            |kept: &GroupRow| kept.row.id.as_str() == id && kept.row.zone.as_ref() == Some(zone);
        self.groups.iter().position(same)
    }

    pub(super) fn policy(&self, zone: &Zone, id: &PolicyId) -> Option<usize> {
        let same = |kept: &PolicyRow| kept.row.id == *id && kept.row.zone.as_ref() == Some(zone);
        self.policies.iter().position(same)
    }

    /// Moves every group's world.
    pub(super) fn advance(&mut self, to_ms: i64) {
        let count = self.groups.len();
        for GroupRow { row, world } in &mut self.groups {
            let around = Surroundings::of(row, count, &self.templates, &self.gone_balancers);
            world.advance(to_ms, row, &around);
        }
        self.orphans.retain(|orphan| orphan.ends_ms.is_none_or(|ends_ms| ends_ms > to_ms));
    }

    /// What a group depends on.
    pub(super) fn around(&self, group: &Group) -> Surroundings<'_> {
        Surroundings::of(group, self.groups.len(), &self.templates, &self.gone_balancers)
    }

    /// The Instances of a zone, whoever counts them.
    pub(super) fn instances<'a>(&'a self, zone: &'a Zone) -> impl Iterator<Item = Found<'a>> {
        let groups = self.groups.iter().filter(|kept| kept.row.zone.as_ref() == Some(zone));
        let counted = groups.flat_map(|kept| &kept.world.record.fleet);
        let orphans = self.orphans.iter().filter(|orphan| orphan.zone == *zone);
        counted
            .map(|instance| Found { instance, ends_ms: None })
            .chain(orphans.map(|kept| Found { instance: &kept.instance, ends_ms: kept.ends_ms }))
    }

    /// Starts to terminate an Instance: it leaves its group and the backends at once and is gone
    /// some seconds later. Its group replaces it. `false` when there is none of that id.
    pub(super) fn terminate(&mut self, zone: &Zone, id: &str, now_ms: i64) -> bool {
        self.lose(zone, id, now_ms, now_ms.saturating_add(TERMINATION_MS))
    }

    /// Takes an Instance away at once. Its group replaces it. `false` when there is none of that
    /// id.
    pub(super) fn remove_instance(&mut self, zone: &Zone, id: &str, now_ms: i64) -> bool {
        let found = self.lose(zone, id, now_ms, now_ms);
        self.orphans.retain(|orphan| orphan.ends_ms.is_none_or(|ends_ms| ends_ms > now_ms));
        found
    }

    /// Lets an Instance end at `ends_ms`, or sooner if that was already so.
    fn lose(&mut self, zone: &Zone, id: &str, now_ms: i64, ends_ms: i64) -> bool {
        let same = |orphan: &&mut Orphan| orphan.zone == *zone && orphan.instance.id == id;
        if let Some(orphan) = self.orphans.iter_mut().find(same) {
            orphan.ends_ms = Some(orphan.ends_ms.map_or(ends_ms, |sooner| sooner.min(ends_ms)));
            return true;
        }
        let count = self.groups.len();
        for GroupRow { row, world } in &mut self.groups {
            if row.zone.as_ref() != Some(zone) {
                continue;
            }
            let around = Surroundings::of(row, count, &self.templates, &self.gone_balancers);
            if let Some(instance) = world.lose(now_ms, id, row, &around) {
                let (zone, ends_ms) = (zone.clone(), Some(ends_ms));
                self.orphans.push(Orphan { zone, instance, ends_ms });
                return true;
            }
        }
        false
    }

    /// The addresses in a backend's pool: of every Instance that serves, of every group that
    /// names the backend, the oldest of each first.
    #[allow(dead_code, reason = "the load balancers' calls show it")]
    pub(super) fn pool(&self, backend: &BackendId, now_ms: i64) -> Vec<String> {
        let names = |kept: &&GroupRow| kept.row.loadbalancer.backend_ids.contains(backend);
        let groups = self.groups.iter().filter(names);
        let joined = groups
            .filter(|kept| self.around(&kept.row).balancer_problem(now_ms, &kept.row).is_none());
        joined
            .flat_map(|kept| {
                let record = &kept.world.record;
                let network = kept.row.loadbalancer.private_network_id.is_some();
                let private = network && POOL_HOLDS_PRIVATE_ADDRESSES;
                let serving = record.fleet.iter().take(record.serving_now());
                serving.map(move |instance| match private {
                    false if instance.made_from.public_ips.0 > 0 => instance.public_ip(0),
                    _ => instance.private_ip(),
                })
            })
            .collect()
    }

    /// What a group's scaler goes by; `None` when its capacity breaks a rule, which only a row
    /// that no check has seen can.
    pub(super) fn rules(&self, group: &Group) -> Option<Rules> {
        let mut capacity = engine::Capacity::try_from(&group.capacity).ok()?;
        capacity.max = capacity.max.min(INSTANCE_QUOTA);
        capacity.min = capacity.min.min(INSTANCE_QUOTA);
        let policies = self
            .policies
            .iter()
            .filter(|kept| kept.row.instance_group_id == group.id)
            .filter_map(|kept| engine::Policy::try_from(&kept.row).ok())
            .collect();
        let assumptions = Assumptions::default();
        Some(Rules { capacity, policies, assumptions, boot_delay_ms: BOOT_DELAY_MS })
    }

    /// Lets a group's scaler go by the group's and its policies' present rows.
    pub(super) fn refresh(&mut self, group_id: &GroupId, now_ms: i64) {
        let Some(index) = self.groups.iter().position(|kept| kept.row.id == *group_id) else {
            return;
        };
        let Some(rules) = self.rules(&self.groups[index].row) else { return };
        let count = self.groups.len();
        let GroupRow { row, world } = &mut self.groups[index];
        let around = Surroundings::of(row, count, &self.templates, &self.gone_balancers);
        world.set_rules(rules, now_ms, &around);
    }
}
