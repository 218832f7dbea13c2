//! A template in the list, of either generation.

use crate::wire::v1alpha2::{GroupSummary, TemplateSummary};
use crate::wire::{Generation, Group, Template, TemplateId, Timestamp};

/// A line of the list of templates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateRow {
    /// The template, which its own generation knows.
    pub id: TemplateId,
    /// Its generation.
    pub generation: Generation,
    /// A name for people.
    pub name: String,
    /// What each Instance is.
    pub instance_type: String,
    /// How many groups use it; `None` where the groups could not be read.
    pub used: Option<usize>,
    /// When it was created.
    pub created_at: Timestamp,
}

impl TemplateRow {
    /// One of the first generation, among the groups of its zone.
    #[must_use]
    pub fn of_thresholds(own: Template, groups: Option<&[Group]>) -> Self {
        let uses = |group: &&Group| group.instance_template_id == own.id;
        Self {
            used: groups.map(|groups| groups.iter().filter(uses).count()),
            generation: Generation::V1alpha1,
            id: own.id,
            name: own.name,
            instance_type: own.commercial_type,
            created_at: own.created_at,
        }
    }

    /// One of the second generation.
    #[must_use]
    pub fn of_target(own: TemplateSummary, groups: Option<&[GroupSummary]>) -> Self {
        let uses = |group: &&GroupSummary| group.template_id == own.id;
        Self {
            used: groups.map(|groups| groups.iter().filter(uses).count()),
            generation: Generation::V1alpha2,
            id: own.id,
            name: own.name,
            instance_type: own.server_type,
            created_at: own.created_at,
        }
    }
}
