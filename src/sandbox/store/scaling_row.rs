//! Rows of the second generation, and what its API shows of them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::row::{Key, Row};
use crate::engine::{Assumptions, FieldErrors, Rules, ScalingPolicy};
use crate::sandbox::options::{INSTANCE_QUOTA, SCALING_BOOT_DELAY_MS};
use crate::sandbox::world::{Dependencies, GroupWorld};
use crate::wire::v1alpha2::{
    Group, GroupSummary, ScalingPolicy as WirePolicy, TargetType, Template, TemplateSummary,
};
use crate::wire::{CloudInit, LoadBalancerId, Timestamp, Zone};

/// A group, the zone that its row does not tell, and its world. What the world tells of it, such
/// as its status, is in no row but is filled in when the group is shown.
#[derive(Clone, Debug)]
pub struct StoredScalingGroup {
    pub zone: Zone,
    pub group: Group,
    pub world: GroupWorld,
}

impl Row for StoredScalingGroup {
    fn key(&self) -> Key<'_> {
        let (id, name, created_at) =
            (self.group.id.as_str(), &self.group.name, self.group.created_at);
        Key { id, zone: Some(&self.zone), name, created_at }
    }
}

impl StoredScalingGroup {
    /// The group as its API shows it now.
    pub fn shown(&self, now_ms: i64) -> Group {
        let (state, mut group) = (self.world.state(), self.group.clone());
        group.status = state.status(now_ms, &group.name);
        (group.current_size, group.target_size) = (state.current_size(now_ms), state.target_size());
        if let Some(scaling) = &state.scaling {
            let alerts = scaling.alerts.open();
            group.open_alerts = alerts.map(|alert| alert.to_wire(&group.id)).collect();
            group.last_scale_out_at = scaling.last_out_ms.map(Timestamp::from_millis);
            group.last_scale_in_at = scaling.last_in_ms.map(Timestamp::from_millis);
        }
        group
    }

    /// The group as its API lists it.
    pub fn summary(&self, now_ms: i64) -> GroupSummary {
        let shown = self.shown(now_ms);
        let policy = &shown.scaling_policy;
        let kind = match policy {
            WirePolicy { fixed_size: Some(_), .. } => TargetType::FixedSize,
            WirePolicy { cpu_target: Some(_), .. } => TargetType::CpuTarget,
            WirePolicy { memory_target: Some(_), .. } => TargetType::MemoryTarget,
            _ => TargetType::Unknown,
        };
        let balancer = shown.load_balancer_configuration;
        GroupSummary {
            srn: None,
            project_id: shown.project_id,
            id: shown.id,
            name: shown.name,
            tags: shown.tags,
            status: shown.status,
            created_at: shown.created_at,
            updated_at: shown.updated_at,
            template_id: shown.template_id,
            load_balancer_id: balancer.map(|balancer| balancer.load_balancer_id),
            current_size: shown.current_size,
            latest_open_alert: shown.open_alerts.last().cloned(),
            minimum_size: policy.minimum_size,
            maximum_size: policy.maximum_size,
            scaling_policy_target_type: kind,
            zone: self.zone.clone(),
            ..GroupSummary::default()
        }
    }
}

/// What a group in a zone depends on.
pub fn scaling_deps<'a>(
    (zone, group): (&Zone, &'a Group),
    groups: usize,
    templates: &'a [StoredServerTemplate],
    gone_balancers: &[(LoadBalancerId, i64)],
) -> Dependencies<'a> {
    let is_its = |row: &&StoredServerTemplate| {
        row.template.id == group.template_id && row.template.zone == *zone
    };
    let template = templates.iter().find(is_its).map(|row| &row.template);
    Dependencies::of_scaling_group((zone, group), groups, template, gone_balancers)
}

/// What a group's scaler goes by.
///
/// # Errors
/// When its policy breaks a rule, which only that of a row can that no check has seen.
pub fn scaling_rules(group: &Group) -> Result<Rules, FieldErrors> {
    let ScalingPolicy { mut capacity, scaling } = ScalingPolicy::try_from(&group.scaling_policy)?;
    capacity.max = capacity.max.min(INSTANCE_QUOTA);
    capacity.min = capacity.min.min(INSTANCE_QUOTA);
    let (assumptions, boot_delay_ms) = (Assumptions::default(), SCALING_BOOT_DELAY_MS);
    Ok(Rules { capacity, scaling, assumptions, boot_delay_ms })
}

/// A template and its user data, by key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredServerTemplate {
    #[serde(rename = "row")]
    pub template: Template,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub user_data: BTreeMap<String, CloudInit>,
}

impl Row for StoredServerTemplate {
    fn key(&self) -> Key<'_> {
        let Template { id, zone, name, created_at, .. } = &self.template;
        Key { id: id.as_str(), zone: Some(zone), name, created_at: *created_at }
    }
}

impl StoredServerTemplate {
    /// The template as its API lists it.
    pub fn summary(&self) -> TemplateSummary {
        let template = self.template.clone();
        TemplateSummary {
            srn: template.srn,
            project_id: template.project_id,
            id: template.id,
            name: template.name,
            tags: template.tags,
            server_tags: template.server_tags,
            server_type: template.server_type,
            security_group_id: template.security_group_id,
            placement_group_id: template.placement_group_id,
            public_ip_v4_count: template.public_ip_v4_count,
            public_ip_v6_count: template.public_ip_v6_count,
            filesystem_ids: template.filesystem_ids,
            created_at: template.created_at,
            updated_at: template.updated_at,
            zone: template.zone,
            ..TemplateSummary::default()
        }
    }
}
