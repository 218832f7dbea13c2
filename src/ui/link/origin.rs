//! A group with all that belongs to it, as the API has it.

use crate::api::{ApiError, Client};
use crate::forms::apply::Stored;
use crate::lab::moving::Origin;
use crate::wire::{Template, v1alpha2};

/// Reads what a group is made of: its policies, its template, and that one's cloud-init. The
/// policies are read again, since what the page has of them is none while they could not be read.
///
/// # Errors
/// When one of them cannot be read.
pub async fn origin(client: &Client, group: Stored) -> Result<Origin, ApiError> {
    Ok(match group {
        Stored::Thresholds(group, _) => {
            let policies = client.policies(&group.id).await?;
            let template = client.get::<Template>(&group.instance_template_id).await?;
            Origin::Thresholds { group, policies, template }
        }
        Stored::Target(group) => {
            let template = client.get::<v1alpha2::Template>(&group.template_id).await?;
            let cloud_init = client.cloud_init(&group.template_id).await?;
            Origin::Target { group, template, cloud_init }
        }
    })
}
