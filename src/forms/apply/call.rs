//! The calls of a plan, as they go out.

use serde::Serialize;

use crate::wire::v1alpha2::{self, SetUserData};
use crate::wire::{
    CreateGroup, CreatePolicy, CreateTemplate, GroupId, PolicyId, TemplateId, UpdateGroup,
    UpdatePolicy, Zone,
};

/// One call of the API, of either generation.
#[derive(Clone, Debug, PartialEq)]
pub enum Call {
    /// `PATCH /instance-groups/{id}`
    UpdateGroup(GroupId, UpdateGroup),
    /// `POST /instance-policies`
    CreatePolicy(CreatePolicy),
    /// `PATCH /instance-policies/{id}`
    UpdatePolicy(PolicyId, UpdatePolicy),
    /// `DELETE /instance-policies/{id}`
    DeletePolicy(PolicyId),
    /// `POST /instance-templates`
    CreateTemplate(CreateTemplate),
    /// `POST /instance-groups`
    CreateGroup(CreateGroup),
    /// `PATCH /groups/{id}` of v1alpha2.
    UpdateTargetGroup(GroupId, v1alpha2::UpdateGroup),
    /// `POST /groups` of v1alpha2.
    CreateTargetGroup(v1alpha2::CreateGroup),
    /// `POST /templates` of v2alpha1.
    CreateTargetTemplate(v1alpha2::CreateTemplate),
    /// `PUT /templates/{id}/user-data/cloud-init` of v2alpha1.
    SetCloudInit(TemplateId, SetUserData),
}

impl Call {
    /// The HTTP method.
    #[must_use]
    pub const fn method(&self) -> http::Method {
        match self {
            Self::UpdateGroup(..) | Self::UpdatePolicy(..) | Self::UpdateTargetGroup(..) => {
                http::Method::PATCH
            }
            Self::CreatePolicy(_)
            | Self::CreateTemplate(_)
            | Self::CreateGroup(_)
            | Self::CreateTargetGroup(_)
            | Self::CreateTargetTemplate(_) => http::Method::POST,
            Self::DeletePolicy(_) => http::Method::DELETE,
            Self::SetCloudInit(..) => http::Method::PUT,
        }
    }

    /// The path, from the API's root (section 2 of either contract).
    #[must_use]
    pub fn path(&self, zone: &Zone) -> String {
        const THRESHOLDS: &str = "autoscaling/v1alpha1";
        const TARGETS: &str = "autoscaling/v1alpha2";
        const TEMPLATES: &str = "instance/v2alpha1";
        let (api, rest) = match self {
            Self::UpdateGroup(id, _) => (THRESHOLDS, format!("instance-groups/{id}")),
            Self::CreatePolicy(_) => (THRESHOLDS, "instance-policies".to_owned()),
            Self::UpdatePolicy(id, _) | Self::DeletePolicy(id) => {
                (THRESHOLDS, format!("instance-policies/{id}"))
            }
            Self::CreateTemplate(_) => (THRESHOLDS, "instance-templates".to_owned()),
            Self::CreateGroup(_) => (THRESHOLDS, "instance-groups".to_owned()),
            Self::UpdateTargetGroup(id, _) => (TARGETS, format!("groups/{id}")),
            Self::CreateTargetGroup(_) => (TARGETS, "groups".to_owned()),
            Self::CreateTargetTemplate(_) => (TEMPLATES, "templates".to_owned()),
            Self::SetCloudInit(id, _) => {
                (TEMPLATES, format!("templates/{id}/user-data/cloud-init"))
            }
        };
        format!("/{api}/zones/{zone}/{rest}")
    }

    /// Whether it is a call of groups with targets or of their templates.
    #[must_use]
    pub const fn is_of_targets(&self) -> bool {
        matches!(
            self,
            Self::UpdateTargetGroup(..)
                | Self::CreateTargetGroup(_)
                | Self::CreateTargetTemplate(_)
                | Self::SetCloudInit(..)
        )
    }

    /// The body as JSON; `None` for a call without one.
    #[must_use]
    pub fn body(&self) -> Option<String> {
        fn json<T: Serialize>(body: &T) -> Option<String> {
            serde_json::to_string(body).ok()
        }
        match self {
            Self::UpdateGroup(_, body) => json(body),
            Self::CreatePolicy(body) => json(body),
            Self::UpdatePolicy(_, body) => json(body),
            Self::CreateTemplate(body) => json(body),
            Self::CreateGroup(body) => json(body),
            Self::UpdateTargetGroup(_, body) => json(body),
            Self::CreateTargetGroup(body) => json(body),
            Self::CreateTargetTemplate(body) => json(body),
            Self::SetCloudInit(_, body) => json(body),
            Self::DeletePolicy(_) => None,
        }
    }
}
