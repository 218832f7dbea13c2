//! The calls.

use std::rc::Rc;

use form_urlencoded::Serializer;
use http::uri::PathAndQuery;
use http::{Method, Request, Response};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::{ApiError, Unreachable};
use super::resource::{Editable, Resource};
use super::retry::delay_ms;
use super::transport::Transport;
use crate::wire::{
    self, DecodeError, Envelope, ErrorBody, Event, EventList, GroupId, ListQuery, ProjectId,
    Server, ServerList, Zone,
};

/// Items asked for at once when a whole list is wanted: the most that is allowed.
const PAGE_SIZE: u32 = 1_000;

/// A list with more pages than this does not end: it is an error, since a list that is cut off in
/// silence would be taken for the whole.
const MOST_PAGES: u32 = 1_000;

/// Points that one range query asks for; Prometheus refuses more than 11,000.
const MOST_POINTS: i64 = 10_000;

/// A typed client for one zone.
#[derive(Clone)]
pub struct Client {
    transport: Rc<dyn Transport>,
    zone: Zone,
    /// Whether metrics are read where the project's data source is, rather than at `/prometheus`.
    by_source: bool,
}

impl Client {
    /// A client over a transport.
    #[must_use]
    pub fn new(transport: impl Transport + 'static, zone: Zone) -> Self {
        Self { transport: Rc::new(transport), zone, by_source: false }
    }

    /// The same, for an API whose metrics lie with each project's data source (contract, section
    /// 10), which `headroom-server` reaches.
    #[must_use]
    pub fn with_sources(self) -> Self {
        Self { by_source: true, ..self }
    }

    /// The zone that it speaks of.
    #[must_use]
    pub const fn zone(&self) -> &Zone {
        &self.zone
    }

    /// One page of a list and the length of the whole.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn page<R: Resource>(&self, query: &ListQuery) -> Result<(Vec<R>, u64), ApiError> {
        let uri = format!("{}?{}", self.path(R::PATH), query_text(query));
        let list: R::List = decode(&self.read(&uri).await?)?;
        Ok(list.unwrap())
    }

    /// A whole list, page by page.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn list<R: Resource>(&self, query: &ListQuery) -> Result<Vec<R>, ApiError> {
        let uri = self.path(R::PATH);
        self.all::<R::List>(&uri, query).await
    }

    /// One resource.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn get<R: Resource>(&self, id: &R::Id) -> Result<R, ApiError> {
        decode(&self.read(&self.item::<R>(id)).await?)
    }

    /// Creates a resource.
    ///
    /// # Errors
    /// Any [`ApiError`]; [`ApiError::Unknown`] when nobody can tell whether it was created.
    pub async fn create<R: Editable>(&self, body: &R::Create) -> Result<R, ApiError> {
        changed(&self.write(Method::POST, &self.path(R::PATH), encode(body)?).await?)
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

    /// A group's events, the newest first.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn events(&self, group: &GroupId) -> Result<Vec<Event>, ApiError> {
        let uri = self.path(&format!("instance-groups/{}/events", encode_segment(group.as_str())));
        self.all::<EventList>(&uri, &ListQuery::default()).await
    }

    /// A group's latest events, the newest first.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn recent_events(&self, group: &GroupId) -> Result<Vec<Event>, ApiError> {
        const LATEST: u32 = 50;
        let path = self.path(&format!("instance-groups/{}/events", encode_segment(group.as_str())));
        let query = ListQuery { page: Some(1), page_size: Some(LATEST), ..ListQuery::default() };
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

    /// The path under which a project's metrics are asked.
    ///
    /// # Errors
    /// Any [`ApiError`]; among them that the project has no source of metrics in the region.
    pub async fn metrics_path(&self, project: &ProjectId) -> Result<String, ApiError> {
        if !self.by_source {
            return Ok(String::new());
        }
        let sources = self.metrics_sources(project).await?;
        let source = sources.first().ok_or(ApiError::Unreachable(Unreachable::NoMetrics))?;
        Ok(format!("/cockpit-data/{}/{}", encode_segment(&source.id), self.zone.region()))
    }

    /// The metrics' replies, as they come, for an expression's values after `after_ms` and up to
    /// `until_ms`, in milliseconds since the Unix epoch, one a step; as many calls as it takes.
    /// `path` is [`Self::metrics_path`]'s. They can be long, so reading them is left to the caller.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn samples(
        &self,
        path: &str,
        expression: &str,
        after_ms: i64,
        until_ms: i64,
        step_ms: i64,
    ) -> Result<Vec<Vec<u8>>, ApiError> {
        let mut replies = Vec::new();
        // Stamps on whole steps, so that two reads of one stretch bring the same stamps.
        let mut from_ms = (after_ms.div_euclid(step_ms) + 1) * step_ms;
        while from_ms <= until_ms {
            let to_ms = until_ms.min(from_ms + (MOST_POINTS - 1) * step_ms);
            let query = Serializer::new(String::new())
                .append_pair("query", expression)
                .append_pair("start", &seconds(from_ms))
                .append_pair("end", &seconds(to_ms))
                .append_pair("step", &seconds(step_ms))
                .finish();
            replies
                .push(self.read(&format!("{path}/prometheus/api/v1/query_range?{query}")).await?);
            from_ms = to_ms + step_ms;
        }
        Ok(replies)
    }

    fn path(&self, rest: &str) -> String {
        format!("/autoscaling/v1alpha1/zones/{}/{rest}", self.zone)
    }

    fn item<R: Resource>(&self, id: &R::Id) -> String {
        format!("{}/{}", self.path(R::PATH), encode_segment(id.as_ref()))
    }

    async fn all<L: Envelope + DeserializeOwned>(
        &self,
        path: &str,
        query: &ListQuery,
    ) -> Result<Vec<L::Item>, ApiError> {
        let address = |page| {
            let query = ListQuery { page: Some(page), page_size: Some(PAGE_SIZE), ..query.clone() };
            format!("{path}?{}", query_text(&query))
        };
        self.until_total::<L>(&address).await
    }

    /// A list that tells its length, page by page until all of it is there.
    pub(super) async fn until_total<L: Envelope + DeserializeOwned>(
        &self,
        address: &dyn Fn(u32) -> String,
    ) -> Result<Vec<L::Item>, ApiError> {
        let mut items = Vec::new();
        let mut take = |body: &[u8]| {
            let (page, total) = decode::<L>(body)?.unwrap();
            let is_last = page.is_empty() || (items.len() + page.len()) as u64 >= total;
            items.extend(page);
            Ok(is_last)
        };
        self.follow(address, &mut take).await?;
        Ok(items)
    }

    /// Asks for one page after another, from the first, until `take` says that it was the last.
    pub(super) async fn follow(
        &self,
        address: &dyn Fn(u32) -> String,
        take: &mut dyn FnMut(&[u8]) -> Result<bool, ApiError>,
    ) -> Result<(), ApiError> {
        for page in 1..=MOST_PAGES {
            if take(&self.read(&address(page)).await?)? {
                return Ok(());
            }
        }
        let message = format!("the list does not end after {MOST_PAGES} pages");
        Err(ApiError::Malformed { path: ".".to_owned(), message })
    }

    /// A GET, tried again while the API asks for patience. Only decoding its answer depends on
    /// the type, so all else ships once.
    pub(super) async fn read(&self, uri: &str) -> Result<Vec<u8>, ApiError> {
        let mut failed = 0;
        loop {
            let response = self.transport.send(request(Method::GET, uri, Vec::new())?).await?;
            if response.status().is_success() {
                return Ok(response.into_body());
            }
            failed += 1;
            let status = response.status().as_u16();
            match delay_ms(status, failed, self.transport.jitter()) {
                Some(ms) => self.transport.pause(ms).await,
                None => return Err(refusal(&response)),
            }
        }
    }

    pub(super) async fn write(
        &self,
        method: Method,
        uri: &str,
        body: Vec<u8>,
    ) -> Result<Vec<u8>, ApiError> {
        let sent = self.transport.send(request(method, uri, body)?).await;
        match sent {
            Ok(response) if response.status().is_success() => Ok(response.into_body()),
            Ok(response) => Err(refusal(&response).of_write()),
            Err(error) => Err(error.of_write()),
        }
    }
}

/// A path is not parsed as a whole URI: the code for that would ship with it. A segment of dots
/// would climb to the parent, even percent-encoded: the browser resolves both before it asks.
fn request(method: Method, path: &str, body: Vec<u8>) -> Result<Request<Vec<u8>>, ApiError> {
    let segments = path.split_once('?').map_or(path, |(segments, _)| segments);
    if segments.split('/').any(|segment| matches!(segment, "." | "..")) {
        return Err(ApiError::Unreachable(Unreachable::BadRequest));
    }
    let path =
        PathAndQuery::try_from(path).map_err(|_| ApiError::Unreachable(Unreachable::BadRequest))?;
    let mut request = Request::new(body);
    *request.method_mut() = method;
    *request.uri_mut() = path.into();
    Ok(request)
}

fn refusal(response: &Response<Vec<u8>>) -> ApiError {
    let status = response.status().as_u16();
    ApiError::Refused { status, body: ErrorBody::parse(response.body()) }
}

fn encode<T: Serialize>(body: &T) -> Result<Vec<u8>, ApiError> {
    serde_json::to_vec(body).map_err(|error| ApiError::Malformed {
        path: "the request".to_owned(),
        message: error.to_string(),
    })
}

pub(super) fn decode<T: DeserializeOwned>(body: &[u8]) -> Result<T, ApiError> {
    wire::decode(body).map_err(malformed)
}

/// The resource as a write left it. An answer that cannot be read does not tell what was done.
fn changed<T: DeserializeOwned>(body: &[u8]) -> Result<T, ApiError> {
    decode(body).map_err(ApiError::of_write)
}

#[expect(clippy::boxed_local, reason = "as it comes, so that this is not compiled for each type")]
fn malformed(error: Box<DecodeError>) -> ApiError {
    ApiError::Malformed { path: error.path(), message: error.message }
}

fn query_text(query: &ListQuery) -> String {
    let mut text = Serializer::new(String::new());
    if let Some(group) = &query.instance_group_id {
        text.append_pair("instance_group_id", group.as_str());
    }
    text.append_pair("order_by", query.order_by.as_str());
    for (name, number) in [("page", query.page), ("page_size", query.page_size)] {
        if let Some(number) = number {
            text.append_pair(name, &number.to_string());
        }
    }
    text.finish()
}

/// An id comes from an address that anyone can type, so it must not reach into the path: what
/// divides one is encoded here, and [`request`] refuses what climbs in it.
pub(super) fn encode_segment(id: &str) -> String {
    const ENCODED: &AsciiSet =
        &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
    utf8_percent_encode(id, ENCODED).to_string()
}

/// Seconds with the milliseconds that there are.
fn seconds(ms: i64) -> String {
    match (ms.div_euclid(1_000), ms.rem_euclid(1_000)) {
        (whole, 0) => whole.to_string(),
        (whole, rest) => format!("{whole}.{rest:03}"),
    }
}
