//! What adds, changes and deletes groups of the second generation.

use super::scaling_row::{StoredScalingGroup, scaling_deps, scaling_rules};
use super::tables::Store;
use crate::engine::FieldErrors;
use crate::sandbox::options::UNSET_GRACE_S;
use crate::sandbox::world::GroupWorld;
use crate::wire::v1alpha2::{
    AutoHealing, AutoHealingSpec, CreateGroup, Group, LoadBalancerConfiguration,
    LoadBalancerConfigurationSpec, ScalingPolicy as WirePolicy, UpdateGroup,
};
use crate::wire::{Duration, GroupId, Zone};

impl Store {
    /// Makes a group of a checked body and its checked policy.
    ///
    /// # Errors
    /// When its policy breaks a rule all the same.
    pub fn insert_scaling_group(
        &mut self,
        zone: &Zone,
        body: CreateGroup,
        scaling_policy: WirePolicy,
    ) -> Result<Group, FieldErrors> {
        let created_at = self.ids.new_stamp(self.now_ms).cut_to_micros();
        let balancer = body.load_balancer_configuration_spec;
        let group = Group {
            id: GroupId(self.ids.new_timed_id(self.now_ms)),
            project_id: body.project_id,
            name: body.name,
            tags: body.tags,
            created_at,
            updated_at: created_at,
            template_id: body.template_id,
            scaling_policy,
            load_balancer_configuration: balancer.and_then(|spec| configured(None, spec)),
            ..Group::default()
        };
        let rules = scaling_rules(&group)?;
        let count = self.scaling_groups.0.len() + 1;
        let templates = &self.server_templates.0;
        let deps = scaling_deps((zone, &group), count, templates, &self.gone_balancers);
        let world = GroupWorld::new(&deps, rules, self.now_ms, self.ids.stamp_nanos);
        let row = StoredScalingGroup { zone: zone.clone(), group, world };
        let shown = row.shown(self.now_ms);
        self.scaling_groups.0.push(row);
        Ok(shown)
    }

    /// Makes a checked change of a group, whose policy becomes `scaling_policy`. Its stamp moves
    /// only with its name, tags or template (contract of the second generation, section 3:
    /// recorded).
    ///
    /// # Errors
    /// When its policy breaks a rule all the same.
    pub fn update_scaling_group(
        &mut self,
        zone: &Zone,
        id: &str,
        change: UpdateGroup,
        scaling_policy: WirePolicy,
    ) -> Result<(), FieldErrors> {
        let (now_ms, count) = (self.now_ms, self.scaling_groups.0.len());
        let Some(row) = self.scaling_groups.get_mut(zone, id) else { return Ok(()) };
        let before = row.group.clone();
        if change.name.is_some() || change.tags.is_some() || change.template_id.is_some() {
            row.group.updated_at = self.ids.new_stamp(now_ms).cut_to_micros();
        }
        let group = &mut row.group;
        group.name = change.name.unwrap_or_else(|| before.name.clone());
        group.tags = change.tags.unwrap_or_else(|| before.tags.clone());
        group.template_id = change.template_id.unwrap_or_else(|| before.template_id.clone());
        group.scaling_policy = scaling_policy;
        if let Some(spec) = change.load_balancer_configuration_spec {
            let old = group.load_balancer_configuration.take();
            group.load_balancer_configuration = configured(old, spec);
        }
        let rules = scaling_rules(group)?;
        let deps = scaling_deps(
            (&row.zone, &row.group),
            count,
            &self.server_templates.0,
            &self.gone_balancers,
        );
        row.world.set_rules(rules, now_ms, &deps);
        let is_refreshed = row.group.template_id != before.template_id
            || row.group.load_balancer_configuration != before.load_balancer_configuration;
        if is_refreshed {
            row.world.refresh(now_ms);
        }
        Ok(())
    }

    /// Starts to delete a group; some seconds later it and its Instances are gone. Once begun, it
    /// goes on.
    pub fn delete_scaling_group(&mut self, zone: &Zone, id: &str) {
        let (now_ms, count) = (self.now_ms, self.scaling_groups.0.len());
        let Some(row) = self.scaling_groups.get_mut(zone, id) else { return };
        if row.world.state().is_deleting() {
            return;
        }
        row.group.updated_at = self.ids.new_stamp(now_ms).cut_to_micros();
        let deps = scaling_deps(
            (&row.zone, &row.group),
            count,
            &self.server_templates.0,
            &self.gone_balancers,
        );
        row.world.begin_deletion(now_ms, &deps);
    }
}

/// A group's load balancer after a change; none when the change empties its id. What is unset
/// stays, backends are replaced whole.
fn configured(
    old: Option<LoadBalancerConfiguration>,
    spec: LoadBalancerConfigurationSpec,
) -> Option<LoadBalancerConfiguration> {
    let old = old.unwrap_or_default();
    let load_balancer_id = spec.load_balancer_id.unwrap_or(old.load_balancer_id);
    let healing = old.auto_healing.unwrap_or(AutoHealing {
        enabled: false,
        grace_period: Some(Duration::from_secs(UNSET_GRACE_S)),
    });
    let AutoHealingSpec { enabled, grace_period } = spec.auto_healing.unwrap_or_default();
    let configuration = LoadBalancerConfiguration {
        load_balancer_id,
        backends: spec.backends.unwrap_or(old.backends),
        auto_healing: Some(AutoHealing {
            enabled: enabled.unwrap_or(healing.enabled),
            grace_period: grace_period.or(healing.grace_period),
        }),
    };
    let is_set = !configuration.load_balancer_id.as_str().is_empty();
    is_set.then_some(configuration)
}
