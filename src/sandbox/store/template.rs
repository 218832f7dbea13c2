//! Rows of templates.

use super::tables::Store;
use crate::wire::{CreateTemplate, Template, TemplateId, TemplateStatus, Zone};

impl Store {
    /// Makes a template of a checked body.
    pub fn insert_template(&mut self, zone: &Zone, body: CreateTemplate) -> Template {
        let created_at = self.ids.new_stamp(self.now_ms);
        let mut template = Template {
            id: TemplateId(self.ids.new_id()),
            commercial_type: body.commercial_type,
            image_id: body.image_id,
            volumes: body.volumes,
            tags: body.tags,
            security_group_id: body.security_group_id,
            placement_group_id: body.placement_group_id,
            public_ips_v4_count: body.public_ips_v4_count,
            public_ips_v6_count: body.public_ips_v6_count,
            project_id: body.project_id,
            name: body.name,
            private_network_ids: body.private_network_ids,
            // Every recording shows it so, even seconds later.
            status: TemplateStatus::Unknown,
            cloud_init: body.cloud_init,
            created_at,
            updated_at: created_at,
            zone: Some(zone.clone()),
        };
        unset_zeros(&mut template);
        self.templates.0.push(template.clone());
        template
    }

    /// Puts a checked, changed template in the place of the one with its id, and stamps it.
    /// Running Instances keep what they were made from; the next ones follow the change.
    pub fn replace_template(&mut self, zone: &Zone, mut template: Template) -> Template {
        unset_zeros(&mut template);
        template.updated_at = self.ids.new_stamp(self.now_ms);
        if let Some(row) = self.templates.get_mut(zone, template.id.as_str()) {
            row.clone_from(&template);
        }
        template
    }

    /// Whether a group's Instances are made from it.
    pub fn is_template_used(&self, id: &TemplateId) -> bool {
        self.groups.0.iter().any(|row| row.group.instance_template_id == *id)
    }
}

/// A count of 0 is the same as none: recorded for IPv6, inferred for IPv4. So is an empty id or
/// document.
fn unset_zeros(template: &mut Template) {
    template.public_ips_v4_count.take_if(|count| *count == 0);
    template.public_ips_v6_count.take_if(|count| *count == 0);
    template.image_id.take_if(|id| id.as_str().is_empty());
    template.security_group_id.take_if(|id| id.as_str().is_empty());
    template.placement_group_id.take_if(|id| id.as_str().is_empty());
    template.cloud_init.take_if(|document| document.0.is_empty());
}
