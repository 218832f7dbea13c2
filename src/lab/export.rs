//! A group taken elsewhere, in the forms that other tools read.

use super::moving::Origin;
use crate::export::{Request, curl, targets, thresholds};
use crate::forms::apply::{Call, Stored};
use crate::wire::Zone;

/// A form in which a group is taken elsewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExportForm {
    /// Terraform's configuration.
    #[default]
    Terraform,
    /// Commands for curl that read it.
    Curl,
    /// The API's own bodies, which the console takes in again.
    Bodies,
}

impl ExportForm {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Terraform, Self::Curl, Self::Bodies];

    /// Its name.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Terraform => "Terraform",
            Self::Curl => "curl",
            Self::Bodies => "JSON",
        }
    }

    /// What it is for, in a sentence.
    #[must_use]
    pub const fn purpose(self) -> &'static str {
        match self {
            Self::Terraform => {
                "The import blocks adopt what exists, so that applying makes no second group."
            }
            Self::Curl => "These read the group; the key comes from a variable of your shell.",
            Self::Bodies => "The group, its template and its rules; a new group is made of it.",
        }
    }

    /// How a file of it ends.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Terraform => "tf",
            Self::Curl => "sh",
            Self::Bodies => "json",
        }
    }

    /// The group in this form. `api` is the address that commands call.
    #[must_use]
    pub fn text(self, origin: &Origin, api: &str, zone: &Zone) -> String {
        match self {
            Self::Terraform => terraform(origin, zone),
            Self::Curl => reading(origin, api, zone),
            Self::Bodies => origin.to_file(),
        }
    }
}

/// A call as a command for curl.
#[must_use]
pub fn call_as_curl(call: &Call, api: &str, zone: &Zone) -> String {
    let (method, path, body) = (call.method(), call.path(zone), call.body());
    let request = Request { method: method.as_str(), path: &path, body: body.as_deref() };
    curl(api, request)
}

fn terraform(origin: &Origin, zone: &Zone) -> String {
    match origin {
        Origin::Thresholds { group, policies, template } => {
            thresholds(template, group, policies, zone)
        }
        Origin::Target { group, template, cloud_init } => {
            targets(template, cloud_init.is_some(), group, zone)
        }
    }
}

/// The commands that read what a group is made of.
fn reading(origin: &Origin, api: &str, zone: &Zone) -> String {
    let own = |api: &str, rest: String| format!("/{api}/zones/{zone}/{rest}");
    let paths = match origin {
        Origin::Thresholds { group, template, .. } => {
            const API: &str = "autoscaling/v1alpha1";
            // The largest page that may be asked for; how large one is by itself is not known.
            let policies =
                format!("instance-policies?instance_group_id={}&page_size=1000", group.id);
            vec![
                own(API, format!("instance-groups/{}", group.id)),
                own(API, policies),
                own(API, format!("instance-templates/{}", template.id)),
            ]
        }
        Origin::Target { group, template, cloud_init } => {
            let templates = format!("templates/{}", template.id);
            let mut paths = vec![
                own("autoscaling/v1alpha2", format!("groups/{}", group.id)),
                own("instance/v2alpha1", templates.clone()),
            ];
            if cloud_init.is_some() {
                let document = format!("{templates}/user-data/cloud-init");
                paths.push(own("instance/v2alpha1", document));
            }
            paths
        }
    };
    let command = |path: &String| curl(api, Request { method: "GET", path, body: None }) + "\n";
    paths.iter().map(command).collect::<Vec<_>>().join("\n")
}

/// A file's name for a group in a form.
#[must_use]
pub fn export_name(group: &Stored, form: ExportForm) -> String {
    let kept = |letter: char| match letter {
        letter if letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.') => letter,
        _ => '-',
    };
    let name: String = group.name().chars().map(kept).collect();
    format!("{name}.{}", form.extension())
}
