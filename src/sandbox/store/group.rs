//! Rows of groups, and the rules that their scalers go by.

use super::row::{Detached, StoredGroup};
use super::tables::Store;
use crate::engine::{self, Assumptions, FieldErrors, Rules, Scaling};
use crate::sandbox::options::{BOOT_DELAY_MS, GROUP_TAKES_ITS_POLICIES, INSTANCE_QUOTA};
use crate::sandbox::world::{Dependencies, GroupWorld};
use crate::wire::{CreateGroup, Group, GroupId, Zone};

impl Store {
    /// Makes a group of a checked body.
    ///
    /// # Errors
    /// When its capacity breaks a rule all the same.
    pub fn insert_group(&mut self, zone: &Zone, body: CreateGroup) -> Result<Group, FieldErrors> {
        let created_at = self.ids.new_stamp(self.now_ms);
        let group = Group {
            id: GroupId(self.ids.new_id()),
            project_id: body.project_id,
            name: body.name,
            tags: body.tags,
            instance_template_id: body.template_id,
            capacity: body.capacity,
            loadbalancer: body.loadbalancer,
            error_messages: Vec::new(),
            created_at,
            updated_at: created_at,
            zone: Some(zone.clone()),
        };
        let rules = self.rules(&group)?;
        let deps = self.deps(&group);
        let world = GroupWorld::new(&deps, rules, self.now_ms, self.ids.stamp_nanos);
        self.groups.0.push(StoredGroup { group: group.clone(), world });
        Ok(group)
    }

    /// Puts a checked, changed group in the place of the one with its id, and stamps it.
    pub fn replace_group(&mut self, zone: &Zone, mut group: Group) {
        group.updated_at = self.ids.new_stamp(self.now_ms);
        let id = group.id.clone();
        if let Some(row) = self.groups.get_mut(zone, id.as_str()) {
            row.group = group;
        }
        self.refresh_rules(&id);
    }

    /// Removes a group. Its Instances keep running (contract, section 5.2).
    pub fn remove_group(&mut self, zone: &Zone, id: &str) {
        let Some(removed) = self.groups.remove(zone, id) else { return };
        let left = removed.world.instances().iter().cloned();
        let detach =
            |instance| Detached { zone: zone.clone(), instance, ends_ms: None, is_off: false };
        self.detached.extend(left.map(detach));
        if GROUP_TAKES_ITS_POLICIES {
            self.policies.0.retain(|row| row.policy.instance_group_id != removed.group.id);
        }
    }

    /// What is wrong with what a group depends on. No real text is public (contract, section 12).
    pub fn error_messages(&self, StoredGroup { group, world }: &StoredGroup) -> Vec<String> {
        let deps = self.deps(group);
        let starved = world.launch_failed().then(|| deps.launch_problem()).flatten();
        let is_full = world.instances().len() >= INSTANCE_QUOTA as usize;
        let is_over = is_full && group.capacity.max_replicas > INSTANCE_QUOTA;
        [
            deps.template_problem(),
            starved,
            deps.balancer_problem(i64::MAX),
            is_over.then(|| format!("Quota of {INSTANCE_QUOTA} Instances exceeded.")),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// What a group's scaler goes by.
    ///
    /// # Errors
    /// When its capacity breaks a rule, which only that of a row can that no check has seen.
    pub fn rules(&self, group: &Group) -> Result<Rules, FieldErrors> {
        let mut capacity = engine::Capacity::try_from(&group.capacity)?;
        capacity.max = capacity.max.min(INSTANCE_QUOTA);
        capacity.min = capacity.min.min(INSTANCE_QUOTA);
        let own = self.policies.0.iter().filter(|row| row.policy.instance_group_id == group.id);
        let policies = own.filter_map(|row| engine::Policy::try_from(&row.policy).ok()).collect();
        let assumptions = Assumptions::default();
        let scaling = Scaling::Thresholds(policies);
        Ok(Rules { capacity, scaling, assumptions, boot_delay_ms: BOOT_DELAY_MS })
    }

    /// Lets a group's scaler go by the group's and its policies' present rows.
    pub fn refresh_rules(&mut self, id: &GroupId) {
        let Some(index) = self.groups.0.iter().position(|row| row.group.id == *id) else { return };
        let Ok(rules) = self.rules(&self.groups.0[index].group) else { return };
        let count = self.groups.0.len();
        let StoredGroup { group, world } = &mut self.groups.0[index];
        let deps = Dependencies::of(group, count, &self.templates.0, &self.gone_balancers);
        world.set_rules(rules, self.now_ms, &deps);
    }
}
