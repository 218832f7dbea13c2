//! The commands that read something.

use super::exported::Exported;
use crate::export::{Request, curl};
use crate::lab::moving::Origin;
use crate::wire::{TemplateId, Zone};

const THRESHOLDS: &str = "autoscaling/v1alpha1";
const TARGETS: &str = "autoscaling/v1alpha2";
const TARGET_TEMPLATES: &str = "instance/v2alpha1";

/// The commands, an empty line between them.
pub(super) fn commands(exported: &Exported, api: &str, zone: &Zone) -> String {
    let command = |(of, rest): &(&str, String)| {
        let path = format!("/{of}/zones/{zone}/{rest}");
        curl(api, Request { method: "GET", path: &path, body: None }) + "\n"
    };
    paths(exported).iter().map(command).collect::<Vec<_>>().join("\n")
}

/// What is read: the API, and the path behind its zone.
fn paths(exported: &Exported) -> Vec<(&'static str, String)> {
    match exported {
        Exported::Group(origin) => of_group(origin),
        Exported::Template(own) => vec![(THRESHOLDS, format!("instance-templates/{}", own.id))],
        Exported::TargetTemplate(own, cloud_init) => {
            of_target_template(&own.id, cloud_init.is_some())
        }
        Exported::Policy(own) => vec![(THRESHOLDS, format!("instance-policies/{}", own.id))],
    }
}

fn of_group(origin: &Origin) -> Vec<(&'static str, String)> {
    match origin {
        Origin::Thresholds { group, template, .. } => {
            // The largest page that may be asked for; how large one is by itself is not known.
            let policies =
                format!("instance-policies?instance_group_id={}&page_size=1000", group.id);
            vec![
                (THRESHOLDS, format!("instance-groups/{}", group.id)),
                (THRESHOLDS, policies),
                (THRESHOLDS, format!("instance-templates/{}", template.id)),
            ]
        }
        Origin::Target { group, template, cloud_init } => {
            let mut paths = vec![(TARGETS, format!("groups/{}", group.id))];
            paths.extend(of_target_template(&template.id, cloud_init.is_some()));
            paths
        }
    }
}

fn of_target_template(id: &TemplateId, has_cloud_init: bool) -> Vec<(&'static str, String)> {
    let template = format!("templates/{id}");
    let document = format!("{template}/user-data/cloud-init");
    let document = has_cloud_init.then_some((TARGET_TEMPLATES, document));
    std::iter::once((TARGET_TEMPLATES, template)).chain(document).collect()
}
