//! The calls, but for those of v1alpha2 alone and of the neighbouring APIs.

use http::Method;

use super::client::{Client, decode, encode, encode_segment};
use super::error::ApiError;
use super::paging::query_text;
use super::resource::{Editable, Resource};
use crate::base::translated;
use crate::wire::{
    Event, EventList, Generation, Group, GroupId, ListQuery, OrderBy, Policy, Server, ServerId,
    ServerList,
};

impl Client {
    /// How many entries of a group's log are its latest.
    pub const RECENT: u32 = 50;

    /// A whole list, page by page.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn list<R: Resource>(&self, query: &R::Query) -> Result<Vec<R::Listed>, ApiError> {
        R::list(self, query).await
    }

    /// One resource.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn get<R: Resource>(&self, id: &R::Id) -> Result<R, ApiError> {
        resource(&self.read(&self.item::<R>(id)).await?)
    }

    /// Creates a resource.
    ///
    /// # Errors
    /// Any [`ApiError`]; [`ApiError::Unknown`] when nobody can tell whether it was created.
    pub async fn create<R: Editable>(&self, body: &R::Create) -> Result<R, ApiError> {
        changed(&self.write(Method::POST, &self.path::<R>(), encode(body)?).await?)
    }

    /// Changes a resource.
    ///
    /// # Errors
    /// Any [`ApiError`]; [`ApiError::Unknown`] when nobody can tell whether it was changed.
    pub async fn update<R: Editable>(&self, id: &R::Id, body: &R::Update) -> Result<R, ApiError> {
        changed(&self.write(Method::PATCH, &self.item::<R>(id), encode(body)?).await?)
    }

    /// Deletes a resource.
    ///
    /// # Errors
    /// Any [`ApiError`]; [`ApiError::Unknown`] when nobody can tell whether it was deleted.
    pub async fn delete<R: Editable>(&self, id: &R::Id) -> Result<(), ApiError> {
        self.write(Method::DELETE, &self.item::<R>(id), Vec::new()).await.map(|_| ())
    }

    /// A group's policies, the oldest first: the engine breaks ties by age.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn policies(&self, group: &GroupId) -> Result<Vec<Policy>, ApiError> {
        self.list::<Policy>(&ListQuery {
            order_by: OrderBy::CreatedAtAsc,
            instance_group_id: Some(group.clone()),
            ..ListQuery::default()
        })
        .await
    }

    /// A group's events, the newest first.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn events(&self, group: &GroupId) -> Result<Vec<Event>, ApiError> {
        self.numbered::<EventList>(&self.event_path(group), &ListQuery::default()).await
    }

    /// A group's latest [`Self::RECENT`] events, the newest first.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn recent_events(&self, group: &GroupId) -> Result<Vec<Event>, ApiError> {
        let path = self.event_path(group);
        let page_size = Some(Self::RECENT);
        let query = ListQuery { page: Some(1), page_size, ..ListQuery::default() };
        let uri = format!("{path}?{}", query_text(&query));
        let list: EventList = decode(&self.read(&uri).await?)?;
        Ok(list.instance_events)
    }

    /// A group's Instances: the only place that tells its size (contract, section 5.3).
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn servers(&self, group: &GroupId) -> Result<Vec<Server>, ApiError> {
        let mut servers = self.servers_named(group.as_str()).await?;
        // The name is a substring match; the tag is exact.
        servers.retain(|server| server.group().is_some_and(|id| id == group.as_str()));
        Ok(servers)
    }

    /// The zone's Instances with these ids.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn servers_with(&self, ids: &[ServerId]) -> Result<Vec<Server>, ApiError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut servers = self.servers_named("").await?;
        servers.retain(|server| ids.contains(&server.id));
        Ok(servers)
    }

    /// The ids of a group's Instances, and what the Instance API tells of them: of one that is on
    /// its way, or gone, that may be nothing.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn instances(
        &self,
        generation: Generation,
        group: &GroupId,
    ) -> Result<(Vec<ServerId>, Vec<Server>), ApiError> {
        match generation {
            Generation::V1alpha1 => {
                let servers = self.servers(group).await?;
                Ok((servers.iter().map(|server| server.id.clone()).collect(), servers))
            }
            Generation::V1alpha2 => {
                let ids = self.target_servers(group).await?;
                let servers = self.servers_with(&ids).await?;
                Ok((ids, servers))
            }
        }
    }

    /// The Instances of all groups.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn all_servers(&self) -> Result<Vec<Server>, ApiError> {
        let mut servers = self.servers_named("").await?;
        servers.retain(|server| server.group().is_some());
        Ok(servers)
    }

    async fn servers_named(&self, part: &str) -> Result<Vec<Server>, ApiError> {
        let name = (!part.is_empty()).then_some(("name", part));
        let order = ("order", "creation_date_desc");
        let asked: Vec<_> = name.into_iter().chain([order]).collect();
        let path = self.zonal("instance/v1", "servers");
        self.until_short(&path, &asked, |list: ServerList| list.servers).await
    }

    /// Where a kind of resource is.
    #[must_use]
    pub fn path<R: Resource>(&self) -> String {
        self.zonal(R::API, R::PATH)
    }

    /// Where a resource is.
    #[must_use]
    pub fn item<R: Resource>(&self, id: &R::Id) -> String {
        format!("{}/{}", self.path::<R>(), encode_segment(id.as_ref()))
    }

    pub(super) fn event_path(&self, group: &GroupId) -> String {
        self.of_group(group, "events")
    }

    fn of_group(&self, group: &GroupId, rest: &str) -> String {
        format!("{}/{rest}", self.item::<Group>(group))
    }
}

/// The resource as a write left it. An answer that cannot be read does not tell what was done.
fn changed<R: Resource>(body: &[u8]) -> Result<R, ApiError> {
    resource(body).map_err(ApiError::of_write)
}

fn resource<R: Resource>(body: &[u8]) -> Result<R, ApiError> {
    let resource: R = decode(body)?;
    if resource.id().as_ref().is_empty() {
        let noun = translated(R::NOUN);
        let message = t!("the {noun} has no id");
        return Err(ApiError::Malformed { path: ".".to_owned(), message });
    }
    Ok(resource)
}
