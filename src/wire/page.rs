//! Lists: their query and their envelopes (contract, section 2).

use super::keyword::keyword;
use super::{Event, Group, GroupId, Policy, Template};

keyword! {
    /// The order of a list. Always sent, since the documented defaults disagree.
    OrderBy {
        /// Newest first.
        CreatedAtDesc = "created_at_desc",
        /// Oldest first.
        CreatedAtAsc = "created_at_asc",
    }
}

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

/// A reply that carries one page of a list.
pub trait Envelope {
    /// What the list holds.
    type Item;

    /// Wraps a page; `total_count` is that of the whole list.
    fn wrap(items: Vec<Self::Item>, total_count: u64) -> Self;

    /// The page and the length of the whole list.
    fn unwrap(self) -> (Vec<Self::Item>, u64);
}

/// Defines the envelope of a list that tells its length in its body.
macro_rules! envelope {
    ($(
        $(#[$meta:meta])*
        $name:ident { $item:ident, $($field:ident: $kind:ty),+ } $list:ident;
    )+) => {
        $(
            $(#[$meta])*
            #[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
            #[serde(default)]
            pub struct $name {
                $(
                    #[doc = concat!("The reply's `", stringify!($field), "`.")]
                    pub $field: $kind,
                )+
            }

            impl $crate::wire::Envelope for $name {
                type Item = $item;

                fn wrap(items: Vec<$item>, total_count: u64) -> Self {
                    Self { $list: items, total_count }
                }

                fn unwrap(self) -> (Vec<$item>, u64) {
                    (self.$list, self.total_count)
                }
            }
        )+
    };
}

pub(super) use envelope;

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
