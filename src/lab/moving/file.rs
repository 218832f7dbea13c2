//! A group in a file, held against what is there.

use super::anew::{target_template_steps, template_step};
use super::carried::in_words;
use super::origin::Origin;
use super::step::MoveStep;
use crate::forms::apply::Call;
use crate::wire::{Generation, Zone};

/// What there is of the template that a file names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum There {
    /// The same as in the file.
    Same,
    /// It was changed since.
    Changed,
    /// Nothing.
    Gone,
    /// Nobody knows, for this reason.
    Unknown(String),
}

impl There {
    /// Whether a group can use it.
    #[must_use]
    pub const fn is_there(&self) -> bool {
        matches!(self, Self::Same | Self::Changed)
    }

    /// What it means for the new group, in a sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::Same => t!("The template of the file is there, as the file has it.").to_owned(),
            Self::Changed => t!(
                "The template of the file is there, and was changed since: a group that uses it \
                 has other Instances than the file says."
            )
            .to_owned(),
            Self::Gone => {
                t!("The template of the file is not there: it is created anew, with another id.")
                    .to_owned()
            }
            Self::Unknown(why) => t!(
                "Whether the template of the file is there could not be read: it is created anew. \
                 {why}"
            ),
        }
    }
}

impl Origin {
    /// The template of a file held against the one of its id that is there: `now` is the same
    /// origin with that one.
    #[must_use]
    pub fn template_there(&self, now: &Self) -> There {
        if self.template_calls() == now.template_calls() { There::Same } else { There::Changed }
    }

    fn template_calls(&self) -> Vec<Call> {
        let of = |step: MoveStep| step.call;
        match self {
            Self::Thresholds { template, .. } => {
                vec![template_step(template, template.project_id.clone()).call]
            }
            Self::Target { template, cloud_init, .. } => {
                let project = template.project_id.clone();
                target_template_steps(template, cloud_init.as_ref(), project).map(of).collect()
            }
        }
    }

    /// What it is, in pairs of a name and what stands under it.
    #[must_use]
    pub fn in_words(&self) -> Vec<(&'static str, String)> {
        let stored = self.stored();
        let (generation, template, balancer) = match self {
            Self::Thresholds { group, template, .. } => (
                t!("with thresholds (v1alpha1)"),
                format!("{}, {}", template.name, template.commercial_type),
                Some(group.loadbalancer.id.as_str()),
            ),
            Self::Target { group, template, .. } => (
                t!("with a target (v1alpha2)"),
                format!("{}, {}", template.name, template.server_type),
                group.load_balancer_configuration.as_ref().map(|own| own.load_balancer_id.as_str()),
            ),
        };
        let balancer = balancer
            .filter(|id| !id.is_empty())
            .unwrap_or(t!("load balancer" => "none"))
            .to_owned();
        let mut pairs =
            vec![(t!("Group"), stored.name().to_owned()), (t!("Kind"), generation.to_owned())];
        pairs.extend(in_words(&stored.variant().rules));
        pairs.extend([(t!("Template"), template), (t!("Load balancer"), balancer)]);
        pairs
    }

    /// What may keep it from being made in a zone and a project, in sentences; an empty project is
    /// none in particular.
    #[must_use]
    pub fn elsewhere(&self, zone: &Zone, project: &str) -> Vec<String> {
        let (of_zone, of_project) = match self {
            Self::Thresholds { group, .. } => (group.zone.as_ref(), &group.project_id),
            Self::Target { group, template, .. } => (Some(&template.zone), &group.project_id),
        };
        let of_zone = of_zone.filter(|own| !own.as_ref().is_empty() && *own != zone);
        let zones = of_zone.map(|own| {
            t!("The file is of the zone {own}. Networks, snapshots and load balancers that it \
                names by id may not be there in {zone}.")
        });
        let is_other = !project.is_empty() && project != of_project.as_str();
        let projects = is_other.then(|| {
            t!("The file is of the project {of_project}. What is made here belongs to {project}, \
                which may not use what the file names by id.")
        });
        zones.into_iter().chain(projects).collect()
    }
}

/// A name that no group has: the file's own, or that with the next number.
#[must_use]
pub fn free_name(name: &str, taken: &[String]) -> String {
    let is_free = |name: &String| !taken.contains(name);
    let numbered = (2_usize..).map(|number| format!("{name}-{number}"));
    std::iter::once(name.to_owned()).chain(numbered).find(is_free).unwrap_or_default()
}

/// Where a group goes that the API here does not answer for, in a sentence.
#[must_use]
pub fn way_on(generation: Generation) -> &'static str {
    match generation {
        Generation::V1alpha1 => {
            t!("Under “New group”, “From a file of an older group” makes a group with a target of \
                it.")
        }
        Generation::V1alpha2 => t!("Connect to an address that answers v1alpha2 to create it."),
    }
}
