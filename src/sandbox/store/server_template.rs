//! What adds and changes templates of the second generation, and Instances that are made of one
//! alone.

use std::collections::BTreeMap;

use super::row::Detached;
use super::scaling_row::StoredServerTemplate;
use super::tables::Store;
use crate::sandbox::world::Instance;
use crate::wire::v1alpha2::{CreateTemplate, Template};
use crate::wire::{TemplateId, Zone};

impl Store {
    /// Makes a template of a checked body.
    pub fn insert_server_template(&mut self, zone: &Zone, body: CreateTemplate) -> Template {
        let created_at = self.ids.new_stamp(self.now_ms).cut_to_micros();
        let template = Template {
            // As the replies of September 2026 have it.
            srn: Some(String::new()),
            project_id: body.project_id,
            id: TemplateId(self.ids.new_id()),
            name: body.name,
            tags: body.tags,
            server_tags: body.server_tags,
            server_type: body.server_type,
            security_group_id: body.security_group_id,
            placement_group_id: body.placement_group_id,
            public_ip_v4_count: body.public_ip_v4_count,
            public_ip_v6_count: body.public_ip_v6_count,
            volumes: body.volumes,
            private_networks: body.private_networks,
            filesystem_ids: body.filesystem_ids,
            created_at,
            updated_at: created_at,
            windows_rdp_ssh_key_id: body.windows_rdp_ssh_key_id,
            zone: zone.clone(),
            ..Template::default()
        };
        let row = StoredServerTemplate { template: template.clone(), user_data: BTreeMap::new() };
        self.server_templates.0.push(row);
        template
    }

    /// Puts a checked, changed template in the place of the one with its id, and stamps it unless
    /// the change was of its volumes or networks alone (contract of the second generation, section
    /// 6: recorded). Running Instances keep what they were made from.
    pub fn replace_server_template(
        &mut self,
        zone: &Zone,
        mut template: Template,
        is_stamped: bool,
    ) -> Template {
        if is_stamped {
            template.updated_at = self.ids.new_stamp(self.now_ms).cut_to_micros();
        }
        if let Some(row) = self.server_templates.get_mut(zone, template.id.as_str()) {
            row.template.clone_from(&template);
        }
        template
    }

    /// Makes an Instance of a template that no group counts. It is not started.
    pub fn insert_server(&mut self, template: &Template, name: String) -> Instance {
        let instance = Instance::alone(self.ids.new_id(), name, self.now_ms, template);
        let (zone, kept) = (template.zone.clone(), instance.clone());
        self.detached.push(Detached { zone, instance: kept, ends_ms: None, is_off: true });
        instance
    }
}
