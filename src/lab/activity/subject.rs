//! What a call is about, as its path tells.

use percent_encoding::percent_decode_str;

use crate::wire::{Generation, GroupId, PolicyId, TemplateId};

/// A kind of resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A group.
    Group,
    /// A policy.
    Policy,
    /// A template.
    Template,
    /// An Instance.
    Instance,
    /// Something that this version does not know.
    Other,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Group, Self::Policy, Self::Template, Self::Instance, Self::Other];

    /// The value of an address's parameter, whatever language is spoken: its noun in English.
    #[must_use]
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Group => "group",
            Self::Policy => "policy",
            Self::Template => "template",
            Self::Instance => "Instance",
            Self::Other => "resource",
        }
    }

    /// One of it by its name, as what was done to it is said of it.
    pub(super) fn named(self, name: &str) -> String {
        match self {
            Self::Group => t!("written" => "group {name}"),
            Self::Policy => t!("written" => "policy {name}"),
            Self::Template => t!("written" => "template {name}"),
            Self::Instance => t!("written" => "Instance {name}"),
            Self::Other => t!("written" => "resource {name}"),
        }
    }

    /// What to do before a write of it that may have been carried out is tried again.
    pub(super) fn to_look_at(self) -> &'static str {
        match self {
            Self::Group => t!("Look at the group before you try again."),
            Self::Policy => t!("Look at the policy before you try again."),
            Self::Template => t!("Look at the template before you try again."),
            Self::Instance => t!("Look at the Instance before you try again."),
            Self::Other => t!("Look at the resource before you try again."),
        }
    }

    /// The name of several, as a choice.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Group => t!("Groups"),
            Self::Policy => t!("Policies"),
            Self::Template => t!("Templates"),
            Self::Instance => t!("Instances"),
            Self::Other => t!("Other"),
        }
    }
}

/// What of a resource a call is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it.
    Whole,
    /// An entry of a template's user data.
    UserData(String),
    /// A new Instance of a template.
    NewServer,
    /// The end of an Instance.
    End,
    /// Something that this version does not know.
    Unknown,
}

/// What a call is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The kind of resource.
    pub kind: Kind,
    /// Its generation, where it has one.
    pub generation: Option<Generation>,
    /// The zone.
    pub zone: String,
    /// Its id; none for one that is to be created.
    pub id: Option<String>,
    pub(super) part: Part,
}

/// A resource that has a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A group.
    Group(Generation, GroupId),
    /// A policy, which is shown with its group.
    Policy(GroupId, PolicyId),
    /// A template.
    Template(Generation, TemplateId),
}

impl Subject {
    /// What a path is about.
    #[must_use]
    pub fn of(path: &str) -> Self {
        let decoded = |part: &str| percent_decode_str(part).decode_utf8_lossy().into_owned();
        let parts: Vec<String> = path.trim_start_matches('/').split('/').map(decoded).collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let [api, version, "zones", zone, collection, rest @ ..] = parts.as_slice() else {
            return Self::unknown("");
        };
        let (old, new) = (Some(Generation::V1alpha1), Some(Generation::V1alpha2));
        let (kind, generation) = match (*api, *version, *collection) {
            ("autoscaling", "v1alpha1", "instance-groups") => (Kind::Group, old),
            ("autoscaling", "v1alpha1", "instance-policies") => (Kind::Policy, old),
            ("autoscaling", "v1alpha1", "instance-templates") => (Kind::Template, old),
            ("autoscaling", "v1alpha2", "groups") => (Kind::Group, new),
            ("instance", "v2alpha1", "templates") => (Kind::Template, new),
            ("instance", _, "servers") => (Kind::Instance, None),
            _ => return Self::unknown(zone),
        };
        let part = match rest {
            [] | [_] => Part::Whole,
            [_, "user-data", key] => Part::UserData((*key).to_owned()),
            [_, "create-server"] => Part::NewServer,
            [_, "action"] if kind == Kind::Instance => Part::End,
            _ => Part::Unknown,
        };
        let id = rest.first().map(|id| (*id).to_owned());
        Self { kind, generation, zone: (*zone).to_owned(), id, part }
    }

    fn unknown(zone: &str) -> Self {
        let (kind, part) = (Kind::Other, Part::Unknown);
        Self { kind, generation: None, zone: zone.to_owned(), id: None, part }
    }
}
