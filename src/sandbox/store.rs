//! The rows, in the order of their creation.

use serde::{Deserialize, Serialize};

use super::fleet::Orphan;
use super::options::{BOOT_DELAY_MS, INSTANCE_QUOTA};
use super::record::Surroundings;
use super::world::World;
use crate::engine::{self, Assumptions, Rules};
use crate::wire::{Group, GroupId, LoadBalancerId, Policy, PolicyId, Template, TemplateId};
use crate::wire::{Timestamp, Zone};

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
    /// Instances whose group is deleted: they keep running.
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
        for kept in &mut self.groups {
            let around = surroundings(&self.templates, &self.gone_balancers, &kept.row);
            kept.world.advance(to_ms, &mut kept.row, &around);
        }
    }

    /// What a group depends on.
    pub(super) fn around(&self, group: &Group) -> Surroundings {
        surroundings(&self.templates, &self.gone_balancers, group)
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
        let row = &self.groups[index].row;
        let around = self.around(row);
        if let Some(rules) = self.rules(row) {
            self.groups[index].world.set_rules(rules, now_ms, &around);
        }
    }
}

fn surroundings(
    templates: &[Template],
    gone_balancers: &[(LoadBalancerId, i64)],
    group: &Group,
) -> Surroundings {
    let template = |id: &TemplateId| templates.iter().find(|template| template.id == *id);
    let gone = gone_balancers.iter().find(|(id, _)| *id == group.loadbalancer.id);
    Surroundings {
        commercial_type: template(&group.instance_template_id)
            .map(|template| template.commercial_type.clone()),
        balancer_gone_ms: gone.map(|&(_, since_ms)| since_ms),
    }
}
