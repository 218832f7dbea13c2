//! What the connected API lets a key read, area by area.

use http::{Method, Request};

use super::client::{Client, refusal};
use super::error::{ApiError, Unreachable};
use super::paging::address;
use crate::wire::{v1alpha1, v1alpha2};

/// Something that the console reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    /// Groups with thresholds.
    Thresholds,
    /// Groups with a target.
    Targets,
    /// Instances.
    Instances,
    /// Instance types with their prices.
    Types,
    /// Images.
    Images,
    /// Private networks.
    Networks,
    /// Load balancers.
    LoadBalancers,
    /// Projects.
    Projects,
    /// Where a project's metrics are.
    Metrics,
}

impl Area {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Thresholds,
        Self::Targets,
        Self::Instances,
        Self::Types,
        Self::Images,
        Self::Networks,
        Self::LoadBalancers,
        Self::Projects,
        Self::Metrics,
    ];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Thresholds => t!("Groups with thresholds"),
            Self::Targets => t!("Groups with a target"),
            Self::Instances => t!("Instances"),
            Self::Types => t!("Instance types and prices"),
            Self::Images => t!("Images"),
            Self::Networks => t!("Private networks"),
            Self::LoadBalancers => t!("Load balancers"),
            Self::Projects => t!("Projects"),
            Self::Metrics => t!("Metrics"),
        }
    }

    /// What the console cannot do without it, in a sentence.
    #[must_use]
    pub fn without(self) -> &'static str {
        match self {
            Self::Thresholds | Self::Targets => t!("Its groups cannot be listed."),
            Self::Instances => t!("The size of a group with thresholds is unknown."),
            Self::Types => t!("Costs need a price that is typed."),
            Self::Images | Self::Networks | Self::LoadBalancers => {
                t!("Forms take their ids as they are typed.")
            }
            Self::Projects => t!("The project's id has to be typed."),
            Self::Metrics => {
                t!("A group's own history cannot be read; a file can be loaded instead.")
            }
        }
    }
}

impl Client {
    /// Looks at an area of a project, by a list of one entry. A list that is refused for what it
    /// was asked for is answered all the same.
    ///
    /// # Errors
    /// Any [`ApiError`] that says why it was not read.
    pub async fn probe(&self, area: Area, project: &str) -> Result<(), ApiError> {
        let uri = self.area_address(area, project);
        let request = Request::builder().method(Method::GET).uri(uri).body(Vec::new());
        let request = request.map_err(|_| ApiError::Unreachable(Unreachable::BadRequest))?;
        let response = self.send(request).await?;
        match response.status().is_success() || response.status() == 400 {
            true => Ok(()),
            false => Err(refusal(&response)),
        }
    }

    fn area_address(&self, area: Area, project: &str) -> String {
        let (path, size) = match area {
            Area::Thresholds => (self.path::<v1alpha1::Group>(), "page_size"),
            Area::Targets => (self.path::<v1alpha2::Group>(), "page_size"),
            Area::Instances => (self.zonal("instance/v1", "servers"), "per_page"),
            Area::Types => (self.zonal("instance/v1", "products/servers"), "per_page"),
            Area::Images => (self.zonal("instance/v1", "images"), "per_page"),
            Area::Networks => (self.regional("vpc/v2", "private-networks"), "page_size"),
            Area::LoadBalancers => (self.zonal("lb/v1", "lbs"), "page_size"),
            Area::Projects => ("/account/v3/projects".to_owned(), "page_size"),
            Area::Metrics => (self.regional("cockpit/v1", "data-sources"), "page_size"),
        };
        let mut asked = vec![(size, "1".to_owned())];
        let of_project = matches!(area, Area::Targets | Area::Networks | Area::Metrics);
        if of_project && !project.is_empty() {
            asked.push(("project_id", project.to_owned()));
        }
        address(&path, &asked)
    }
}
