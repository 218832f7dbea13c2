//! Lists: their query and their envelopes (contract, section 2).

use super::{Event, Group, Policy, Template};
use crate::wire::page::envelope;
use crate::wire::{GroupId, OrderBy};

/// What a list call asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListQuery {
    /// The order.
    pub order_by: OrderBy,
    /// The page, from 1.
    pub page: Option<u32>,
    /// Items a page, 1 to 1000.
    pub page_size: Option<u32>,
    /// Only policies of this group.
    pub instance_group_id: Option<GroupId>,
}

envelope! {
    /// A page of groups.
    GroupList { Group, instance_groups: Vec<Group>, total_count: u64 } instance_groups;
    /// A page of policies.
    PolicyList { Policy, policies: Vec<Policy>, total_count: u64 } policies;
    /// A page of templates; its total comes first.
    TemplateList {
        Template,
        total_count: u64,
        instance_templates: Vec<Template>
    } instance_templates;
    /// A page of events.
    EventList { Event, instance_events: Vec<Event>, total_count: u64 } instance_events;
}
