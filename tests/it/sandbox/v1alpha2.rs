//! The second generation of the API from outside.

mod alerts;
mod groups;
mod lists;
mod templates;
mod traffic;
mod world;

use headroom::wire::v1alpha2::{AlertList, Group, LogList, ServerList, Template};
use serde_json::{Value, json};

use super::{Api, DAY, HOUR, MINUTE, SECOND};

const GROUPS: &str = "/autoscaling/v1alpha2/zones/fr-par-1/groups";
const TEMPLATES: &str = "/instance/v2alpha1/zones/fr-par-1/templates";
const PROJECT: &str = "0d9ea8b1-6a52-4b0f-9c37-2f6f7f0b1c11";
const NOBODY: &str = "00000000-0000-4000-8000-000000000000";

impl Api {
    /// A template that an Instance can boot from.
    fn server_template(&mut self) -> Template {
        let body = json!({
            "project_id": PROJECT, "name": "tpl", "server_type": "PRO2-S",
            "volumes": [{"volume_type": "sbs", "name": "root", "image_label": "ubuntu_noble"}],
            "public_ip_v4_count": 1,
        });
        self.ok("POST", TEMPLATES, &body.to_string())
    }

    /// A group of that name, with a template of its own and this policy.
    fn scaling_group(&mut self, name: &str, policy: &Value) -> Group {
        let template = self.server_template();
        let body = json!({
            "project_id": PROJECT, "name": name, "template_id": template.id,
            "scaling_policy_spec": policy,
        });
        self.ok("POST", GROUPS, &body.to_string())
    }

    /// The same with a load balancer that heals.
    fn healing_group(&mut self, name: &str, policy: &Value) -> Group {
        let group = self.scaling_group(name, policy);
        let change = json!({"load_balancer_configuration_spec": {
            "load_balancer_id": NOBODY,
            "backends": [{"backend_id": NOBODY, "address_family": "ipv4"}],
            "auto_healing": {"enabled": true, "grace_period": "60s"},
        }});
        self.changed(&group, &change)
    }

    fn look(&mut self, group: &Group) -> Group {
        self.ok("GET", &format!("{GROUPS}/{}", group.id), "")
    }

    fn changed(&mut self, group: &Group, change: &Value) -> Group {
        self.ok("PATCH", &format!("{GROUPS}/{}", group.id), &change.to_string())
    }

    fn server_ids(&mut self, group: &Group) -> Vec<String> {
        let list: ServerList = self.ok("GET", &of(group, "servers"), "");
        list.servers.into_iter().map(|server| server.server_id.0).collect()
    }

    fn log_texts(&mut self, group: &Group) -> Vec<String> {
        let list: LogList = self.ok("GET", &of(group, "logs"), "");
        list.logs.into_iter().map(|log| log.message).collect()
    }

    /// All alerts, the latest first: what, and whether it is open.
    fn alerts(&mut self, group: &Group) -> Vec<(String, bool)> {
        let list: AlertList = self.ok("GET", &of(group, "alerts"), "");
        let shown = list.alerts.into_iter();
        shown.map(|alert| (alert.kind.to_string(), alert.closed_at.is_none())).collect()
    }
}

fn of(group: &Group, noun: &str) -> String {
    format!("/autoscaling/v1alpha2/zones/fr-par-1/{noun}?group_id={}", group.id)
}

fn fixed(size: u32) -> Value {
    json!({"minimum_size": 0, "maximum_size": 20, "fixed_size": {"size": size}})
}
