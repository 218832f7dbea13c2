//! The calls of a plan, as they go out.

use serde::Serialize;

use crate::wire::{CreatePolicy, GroupId, PolicyId, UpdateGroup, UpdatePolicy, Zone};

/// One call of the API.
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
}

impl Call {
    /// The HTTP method.
    #[must_use]
    pub const fn method(&self) -> http::Method {
        match self {
            Self::UpdateGroup(..) | Self::UpdatePolicy(..) => http::Method::PATCH,
            Self::CreatePolicy(_) => http::Method::POST,
            Self::DeletePolicy(_) => http::Method::DELETE,
        }
    }

    /// The path, from the API's root (contract, section 2).
    #[must_use]
    pub fn path(&self, zone: &Zone) -> String {
        let rest = match self {
            Self::UpdateGroup(id, _) => format!("instance-groups/{id}"),
            Self::CreatePolicy(_) => "instance-policies".to_owned(),
            Self::UpdatePolicy(id, _) | Self::DeletePolicy(id) => format!("instance-policies/{id}"),
        };
        format!("/autoscaling/v1alpha1/zones/{zone}/{rest}")
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
            Self::DeletePolicy(_) => None,
        }
    }
}
