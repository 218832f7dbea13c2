//! A group's alerts: what keeps it from scaling (contract of v1alpha2, sections 3 and 5).

use serde::{Deserialize, Serialize};

use crate::wire::keyword::keyword;
use crate::wire::{GroupId, Timestamp};

keyword! {
    /// What is wrong. No word tells that metrics are missing.
    AlertType {
        /// Not told.
        Unknown = "unknown_alert_type",
        /// A quota was reached; the alert names it.
        QuotasExceeded = "quotas_exceeded",
        /// The zone has no more Instances of the type.
        OutOfStock = "out_of_stock",
        /// The template's configuration is refused.
        InvalidTemplate = "invalid_template",
        /// The template is gone.
        TemplateNotFound = "template_not_found",
        /// An Instance's configuration is refused.
        InvalidInstance = "invalid_instance",
        /// The group may not read its template.
        TemplatePermissionsDenied = "template_permissions_denied",
        /// The load balancer is gone.
        LoadBalancerNotFound = "load_balancer_not_found",
        /// The group may not change its load balancer.
        LoadBalancerPermissionsDenied = "load_balancer_permissions_denied",
        /// A backend is gone.
        BackendNotFound = "backend_not_found",
        /// The group may not change a backend.
        BackendPermissionsDenied = "backend_permissions_denied",
    }
}

/// A lasting trouble of a group.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Alert {
    /// What is wrong.
    #[serde(rename = "type")]
    pub kind: AlertType,
    /// Since when.
    pub opened_at: Timestamp,
    /// Until when; unset while it is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<Timestamp>,
    /// The group.
    pub group_id: GroupId,
    /// The names of the quotas that were reached, of `quotas_exceeded` alone.
    pub failing_quotas: Vec<String>,
}
