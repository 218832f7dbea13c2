//! What list calls ask for (contract of v1alpha2, section 2).

use crate::wire::keyword::keyword;
use crate::wire::{
    GroupId, LoadBalancerId, OrderBy, PlacementGroupId, ProjectId, SecurityGroupId, TemplateId,
    Timestamp,
};

/// A query's parameters: names and values, not yet encoded. A list repeats its name.
pub type Parameters = Vec<(&'static str, String)>;

/// A list call's query.
pub trait CursorQuery {
    /// Its parameters; what is unset is left out.
    fn parameters(&self) -> Parameters;
}

/// The part of a list that is asked for; the whole query of `GET /templates/{id}/user-data`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    /// Items a page: 0 to 100, or 1 to 100 of templates and keys.
    pub page_size: Option<u32>,
    /// The `next_page_token` of the page before; unset for the first page.
    pub page_token: Option<String>,
}

/// Of `GET /groups`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupListQuery {
    /// The order.
    pub order_by: OrderBy,
    /// Only groups of this project. The SDKs always send one.
    pub project_id: Option<ProjectId>,
    /// Only groups with this template.
    pub template_id: Option<TemplateId>,
    /// Only groups with this load balancer.
    pub load_balancer_id: Option<LoadBalancerId>,
    /// The page.
    pub cursor: Cursor,
}

/// Of `GET /servers`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServerListQuery {
    /// The group.
    pub group_id: GroupId,
    /// The page.
    pub cursor: Cursor,
}

/// Of `GET /logs`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogListQuery {
    /// The group.
    pub group_id: GroupId,
    /// The earliest entry.
    pub start_time: Option<Timestamp>,
    /// The latest entry.
    pub end_time: Option<Timestamp>,
    /// The page.
    pub cursor: Cursor,
}

/// Whose alerts are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AlertScope {
    /// Those of a group.
    Group(GroupId),
    /// Those of all groups of a project.
    Project(ProjectId),
}

/// Of `GET /alerts`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlertListQuery {
    /// Whose alerts.
    pub scope: AlertScope,
    /// The page.
    pub cursor: Cursor,
}

keyword! {
    /// The order of templates.
    TemplateOrderBy {
        /// Newest first.
        CreatedAtDesc = "created_at_desc",
        /// Oldest first.
        CreatedAtAsc = "created_at_asc",
        /// Last changed first.
        UpdatedAtDesc = "updated_at_desc",
        /// Last changed last.
        UpdatedAtAsc = "updated_at_asc",
    }
}

/// Of `GET /templates`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TemplateListQuery {
    /// The order.
    pub order_by: TemplateOrderBy,
    /// Only templates of this project. The SDKs always send one.
    pub project_id: Option<ProjectId>,
    /// Only these templates.
    pub template_ids: Vec<TemplateId>,
    /// Only templates of this name.
    pub name: Option<String>,
    /// Only templates with these labels.
    pub tags: Vec<String>,
    /// Only templates with these labels of their Instances.
    pub server_tags: Vec<String>,
    /// Only templates with one of these security groups.
    pub security_group_ids: Vec<SecurityGroupId>,
    /// Only templates with one of these placement groups.
    pub placement_group_ids: Vec<PlacementGroupId>,
    /// The page.
    pub cursor: Cursor,
}

/// The parameter `name` for each of `values`.
fn each<T: ToString>(
    name: &'static str,
    values: impl IntoIterator<Item = T>,
) -> impl Iterator<Item = (&'static str, String)> {
    values.into_iter().map(move |value| (name, value.to_string()))
}

impl CursorQuery for Cursor {
    fn parameters(&self) -> Parameters {
        let size = each("page_size", self.page_size);
        size.chain(each("page_token", &self.page_token)).collect()
    }
}

impl CursorQuery for GroupListQuery {
    fn parameters(&self) -> Parameters {
        each("order_by", [&self.order_by])
            .chain(each("project_id", &self.project_id))
            .chain(each("template_id", &self.template_id))
            .chain(each("load_balancer_id", &self.load_balancer_id))
            .chain(self.cursor.parameters())
            .collect()
    }
}

impl CursorQuery for ServerListQuery {
    fn parameters(&self) -> Parameters {
        each("group_id", [&self.group_id]).chain(self.cursor.parameters()).collect()
    }
}

impl CursorQuery for LogListQuery {
    fn parameters(&self) -> Parameters {
        each("group_id", [&self.group_id])
            .chain(each("start_time", self.start_time))
            .chain(each("end_time", self.end_time))
            .chain(self.cursor.parameters())
            .collect()
    }
}

impl CursorQuery for AlertListQuery {
    fn parameters(&self) -> Parameters {
        let scope = match &self.scope {
            AlertScope::Group(id) => ("group_id", id.to_string()),
            AlertScope::Project(id) => ("project_id", id.to_string()),
        };
        std::iter::once(scope).chain(self.cursor.parameters()).collect()
    }
}

impl CursorQuery for TemplateListQuery {
    fn parameters(&self) -> Parameters {
        each("order_by", [&self.order_by])
            .chain(each("project_id", &self.project_id))
            .chain(each("template_ids", &self.template_ids))
            .chain(each("name", &self.name))
            .chain(each("tags", &self.tags))
            .chain(each("server_tags", &self.server_tags))
            .chain(each("security_group_ids", &self.security_group_ids))
            .chain(each("placement_group_ids", &self.placement_group_ids))
            .chain(self.cursor.parameters())
            .collect()
    }
}
