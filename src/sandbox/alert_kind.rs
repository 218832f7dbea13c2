//! The kinds of trouble that a group of the second generation tells by an alert.

use serde::{Deserialize, Serialize};

use crate::wire::v1alpha2::AlertType;

/// What is wrong, as the API has a word for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlertKind {
    /// A quota was reached.
    QuotasExceeded,
    /// The zone has no more Instances of the type.
    OutOfStock,
    /// No Instance can boot from the template.
    InvalidTemplate,
    /// The template is gone.
    TemplateNotFound,
    /// An Instance's configuration is refused.
    InvalidInstance,
    /// The group may not read its template.
    TemplatePermissionsDenied,
    /// The load balancer is gone.
    LoadBalancerNotFound,
    /// The group may not change its load balancer.
    LoadBalancerPermissionsDenied,
    /// A backend is gone.
    BackendNotFound,
    /// The group may not change a backend.
    BackendPermissionsDenied,
}

impl AlertKind {
    /// Whether it keeps the group's backends from being filled, not its Instances from being made.
    pub(crate) const fn is_of_balancer(self) -> bool {
        matches!(
            self,
            Self::LoadBalancerNotFound
                | Self::LoadBalancerPermissionsDenied
                | Self::BackendNotFound
                | Self::BackendPermissionsDenied
        )
    }

    /// The API's word, as text.
    #[must_use]
    pub fn word(self) -> String {
        self.to_wire().as_str().to_owned()
    }

    /// The API's word.
    pub(crate) const fn to_wire(self) -> AlertType {
        match self {
            Self::QuotasExceeded => AlertType::QuotasExceeded,
            Self::OutOfStock => AlertType::OutOfStock,
            Self::InvalidTemplate => AlertType::InvalidTemplate,
            Self::TemplateNotFound => AlertType::TemplateNotFound,
            Self::InvalidInstance => AlertType::InvalidInstance,
            Self::TemplatePermissionsDenied => AlertType::TemplatePermissionsDenied,
            Self::LoadBalancerNotFound => AlertType::LoadBalancerNotFound,
            Self::LoadBalancerPermissionsDenied => AlertType::LoadBalancerPermissionsDenied,
            Self::BackendNotFound => AlertType::BackendNotFound,
            Self::BackendPermissionsDenied => AlertType::BackendPermissionsDenied,
        }
    }
}
