//! The reads of the neighbouring APIs: what a group or template may name (contract, section 11).
//!
//! Each family of them pages in its own way, and a list is always followed to its end.

use std::collections::BTreeMap;

use form_urlencoded::Serializer;
use http::Method;
use serde::de::DeserializeOwned;

use super::client::{Client, decode, encode_segment};
use super::error::ApiError;
use crate::wire::{
    ApiKey, Availability, Backend, BackendList, BlockSnapshot, BlockSnapshotList, DataSource,
    DataSourceList, Envelope, Image, ImageList, Lb, LbList, LbPrivateNetwork, LbPrivateNetworkList,
    LoadBalancerId, LocalImage, LocalImageList, LocalImageType, LocalSnapshot, LocalSnapshotList,
    MarketplaceImage, MarketplaceImageList, PlacementGroup, PlacementGroupList, PrivateNetwork,
    PrivateNetworkList, Project, ProjectId, ProjectList, SecurityGroup, SecurityGroupList,
    ServerId, ServerType, ServerTypeList, StockList,
};

/// How a family of APIs is asked for a page.
#[derive(Clone, Copy)]
struct Paging {
    /// The parameter for the number of items.
    parameter: &'static str,
    /// How many are asked for.
    size: usize,
}

/// The Instance API: a page with fewer items than that is the last.
const PER_PAGE: Paging = Paging { parameter: "per_page", size: 50 };
/// All others: the body tells how many there are in all. This many is what each of them gives.
const PAGE_SIZE: Paging = Paging { parameter: "page_size", size: 100 };

impl Paging {
    /// Where a page is asked for, from 1.
    fn address(self, path: &str, asked: &Asked<'_>, page: u32) -> String {
        let query = Serializer::new(String::new())
            .extend_pairs(asked)
            .append_pair("page", &page.to_string())
            .append_pair(self.parameter, &self.size.to_string())
            .finish();
        format!("{path}?{query}")
    }
}

/// What a list is asked for, besides its page.
type Asked<'a> = [(&'static str, &'a str)];

/// The order in which the oldest come first.
const OLDEST_FIRST: (&str, &str) = ("order_by", "created_at_asc");

impl Client {
    /// The zone's Instance types by name, with their prices.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn server_types(&self) -> Result<BTreeMap<String, ServerType>, ApiError> {
        let open = |list: ServerTypeList| list.servers.into_iter().collect();
        let path = self.zonal("instance/v1", "products/servers");
        let types: Vec<_> = self.until_short(&path, &[], open).await?;
        Ok(types.into_iter().collect())
    }

    /// How many Instances there are to be had, by the name of the type.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn availability(&self) -> Result<BTreeMap<String, Availability>, ApiError> {
        let open = |list: StockList| list.servers.into_iter().collect();
        let path = self.zonal("instance/v1", "products/servers/availability");
        let stocks: Vec<_> = self.until_short(&path, &[], open).await?;
        Ok(stocks.into_iter().map(|(name, stock)| (name, stock.availability)).collect())
    }

    /// The marketplace's systems by name, without those that are no longer kept up.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn marketplace_images(&self) -> Result<Vec<MarketplaceImage>, ApiError> {
        let asked = [("include_eol", "false"), ("order_by", "name_asc")];
        self.counted::<MarketplaceImageList>("/marketplace/v2/images", &asked).await
    }

    /// The marketplace's images for this zone and one kind of boot volume.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn local_images(&self, kind: &LocalImageType) -> Result<Vec<LocalImage>, ApiError> {
        let asked = [("zone", self.zone().as_str()), ("type", kind.as_str()), OLDEST_FIRST];
        self.counted::<LocalImageList>("/marketplace/v2/local-images", &asked).await
    }

    /// A project's own images.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn images(&self, project: &ProjectId) -> Result<Vec<Image>, ApiError> {
        let asked = [("project", project.as_str()), ("public", "false")];
        let path = self.zonal("instance/v1", "images");
        self.until_short(&path, &asked, |list: ImageList| list.images).await
    }

    /// A project's snapshots in block storage, the newest first.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn block_snapshots(
        &self,
        project: &ProjectId,
    ) -> Result<Vec<BlockSnapshot>, ApiError> {
        let asked = [("project_id", project.as_str()), ("order_by", "created_at_desc")];
        self.counted::<BlockSnapshotList>(&self.zonal("block/v1", "snapshots"), &asked).await
    }

    /// A project's snapshots of Instances' own disks.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn local_snapshots(
        &self,
        project: &ProjectId,
    ) -> Result<Vec<LocalSnapshot>, ApiError> {
        let asked = [("project", project.as_str())];
        let path = self.zonal("instance/v1", "snapshots");
        self.until_short(&path, &asked, |list: LocalSnapshotList| list.snapshots).await
    }

    /// A project's private networks in the zone's region.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn private_networks(
        &self,
        project: &ProjectId,
    ) -> Result<Vec<PrivateNetwork>, ApiError> {
        let asked = [("project_id", project.as_str()), OLDEST_FIRST];
        let path = self.regional("vpc/v2", "private-networks");
        self.counted::<PrivateNetworkList>(&path, &asked).await
    }

    /// A project's security groups.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn security_groups(
        &self,
        project: &ProjectId,
    ) -> Result<Vec<SecurityGroup>, ApiError> {
        let asked = [("project", project.as_str())];
        let path = self.zonal("instance/v1", "security_groups");
        self.until_short(&path, &asked, |list: SecurityGroupList| list.security_groups).await
    }

    /// A project's placement groups.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn placement_groups(
        &self,
        project: &ProjectId,
    ) -> Result<Vec<PlacementGroup>, ApiError> {
        let asked = [("project", project.as_str())];
        let path = self.zonal("instance/v1", "placement_groups");
        self.until_short(&path, &asked, |list: PlacementGroupList| list.placement_groups).await
    }

    /// A project's load balancers, the oldest first.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn load_balancers(&self, project: &ProjectId) -> Result<Vec<Lb>, ApiError> {
        let asked = [("project_id", project.as_str()), OLDEST_FIRST];
        self.counted::<LbList>(&self.zonal("lb/v1", "lbs"), &asked).await
    }

    /// A load balancer's backends, with the addresses that they forward to.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn backends(&self, balancer: &LoadBalancerId) -> Result<Vec<Backend>, ApiError> {
        let path = self.of_balancer(balancer, "backends");
        self.counted::<BackendList>(&path, &[OLDEST_FIRST]).await
    }

    /// The private networks that are attached to a load balancer.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn balancer_networks(
        &self,
        balancer: &LoadBalancerId,
    ) -> Result<Vec<LbPrivateNetwork>, ApiError> {
        let path = self.of_balancer(balancer, "private-networks");
        self.counted::<LbPrivateNetworkList>(&path, &[OLDEST_FIRST]).await
    }

    /// The projects of an organization; of the key's own when it is not known.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn projects(&self, organization: Option<&str>) -> Result<Vec<Project>, ApiError> {
        let organization = organization.map(|id| ("organization_id", id));
        let asked: Vec<_> = organization.into_iter().chain([OLDEST_FIRST]).collect();
        self.counted::<ProjectList>("/account/v3/projects", &asked).await
    }

    /// What is known of the API key with this public half.
    ///
    /// # Errors
    /// Any [`ApiError`]: 401 when the secret half in use is none, 403 when it may not look, 404
    /// when there is no such key.
    pub async fn api_key(&self, access_key: &str) -> Result<ApiKey, ApiError> {
        let uri = format!("/iam/v1alpha1/api-keys/{}", encode_segment(access_key));
        decode(&self.read(&uri).await?)
    }

    /// Where a project's metrics of the vendor's products are read, in the zone's region.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn metrics_sources(&self, project: &ProjectId) -> Result<Vec<DataSource>, ApiError> {
        let asked =
            [("project_id", project.as_str()), ("types", "metrics"), ("origin", "scaleway")];
        self.counted::<DataSourceList>(&self.regional("cockpit/v1", "data-sources"), &asked).await
    }

    /// Terminates an Instance: its group replaces it by one of its present template. It is gone
    /// some seconds after the answer.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn terminate(&self, server: &ServerId) -> Result<(), ApiError> {
        let server = encode_segment(server.as_str());
        let uri = self.zonal("instance/v1", &format!("servers/{server}/action"));
        let body = br#"{"action":"terminate"}"#.to_vec();
        self.write(Method::POST, &uri, body).await.map(|_| ())
    }

    /// A list of the Instance API, page by page until one is not full. `open` takes the items out
    /// of a page.
    pub(super) async fn until_short<L: DeserializeOwned, T>(
        &self,
        path: &str,
        asked: &Asked<'_>,
        open: fn(L) -> Vec<T>,
    ) -> Result<Vec<T>, ApiError> {
        let mut items = Vec::new();
        let mut take = |body: &[u8]| {
            let page = open(decode(body)?);
            let is_last = page.len() < PER_PAGE.size;
            items.extend(page);
            Ok(is_last)
        };
        self.follow(&|page| PER_PAGE.address(path, asked, page), &mut take).await?;
        Ok(items)
    }

    /// A list whose body tells how many there are in all.
    async fn counted<L: Envelope + DeserializeOwned>(
        &self,
        path: &str,
        asked: &Asked<'_>,
    ) -> Result<Vec<L::Item>, ApiError> {
        self.until_total::<L>(&|page| PAGE_SIZE.address(path, asked, page)).await
    }

    pub(super) fn regional(&self, api: &str, rest: &str) -> String {
        format!("/{api}/regions/{}/{rest}", self.zone().region())
    }

    fn of_balancer(&self, balancer: &LoadBalancerId, rest: &str) -> String {
        self.zonal("lb/v1", &format!("lbs/{}/{rest}", encode_segment(balancer.as_str())))
    }
}
