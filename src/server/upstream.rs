//! The hosts that requests may be forwarded to: the API's own, and Cockpit's data sources.
//!
//! A request chooses among them by its path alone, and the path is of a closed form:
//!
//! - `/{service}/…`, where `{service}` is one of [`SERVICES`], goes to the API, same path;
//! - `/cockpit-data/{id}/{region}/prometheus/api/v1/…`, where `{id}` is a UUID and `{region}` one
//!   of [`REGIONS`], goes to `https://{id}.metrics.cockpit.{region}.scw.cloud`, from `/prometheus`
//!   on (contract, section 10). What lies beside `api/v1` there configures rules, and is out of
//!   reach.
//!
//! An API that is not the vendor's has no such data sources; their calls then go to the API's own
//! host, so that no token travels to a host that nobody named.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use http::Uri;
use http::uri::{Authority, PathAndQuery, Scheme};

/// The services whose paths are forwarded, by the first part of the path.
pub const SERVICES: [&str; 9] =
    ["account", "autoscaling", "block", "cockpit", "iam", "instance", "lb", "marketplace", "vpc"];

/// The regions with data sources: those of the vendor's zones (contract, section 11).
pub const REGIONS: [&str; 4] = ["fr-par", "nl-ams", "pl-waw", "it-mil"];

/// The first part of the path of a call to a data source.
pub(super) const DATA_SOURCE: &str = "cockpit-data";

/// The API whose data sources are at Cockpit's hosts.
const VENDOR: &str = "api.scaleway.com";

/// A scheme and a host: `https://api.scaleway.com`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    scheme: Scheme,
    authority: Authority,
}

impl Origin {
    /// The host, and the port where one is named.
    #[must_use]
    pub const fn authority(&self) -> &Authority {
        &self.authority
    }

    fn at(&self, path: &str) -> Option<Uri> {
        let uri = Uri::builder().scheme(self.scheme.clone()).authority(self.authority.clone());
        uri.path_and_query(path).build().ok()
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.scheme, self.authority)
    }
}

impl FromStr for Origin {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let example = "write an origin, such as https://api.scaleway.com";
        let uri: Uri = text.parse().map_err(|_| example.to_owned())?;
        let parts = uri.into_parts();
        let (Some(scheme), Some(authority)) = (parts.scheme, parts.authority) else {
            return Err(example.to_owned());
        };
        if authority.as_str().contains('@') || parts.path_and_query.is_some_and(|p| p != "/") {
            return Err(format!("{example}, with no path and no user"));
        }
        let plain = scheme == Scheme::HTTP && is_loopback(authority.host());
        if scheme != Scheme::HTTPS && !plain {
            return Err("the key would travel in the clear: write https://".to_owned());
        }
        Ok(Self { scheme, authority })
    }
}

fn is_loopback(host: &str) -> bool {
    let ip = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host == "localhost" || ip.is_ok_and(|ip| ip.is_loopback())
}

/// Where a request goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A service of the API.
    Api(Uri),
    /// A data source's metrics.
    DataSource(Uri),
}

/// The hosts that requests may be forwarded to.
#[derive(Clone, Debug)]
pub struct Upstreams {
    api: Origin,
}

impl Upstreams {
    /// The API at `api`, and its data sources.
    #[must_use]
    pub const fn new(api: Origin) -> Self {
        Self { api }
    }

    /// Where a request for this path goes, if anywhere.
    #[must_use]
    pub fn target(&self, path: &PathAndQuery) -> Option<Target> {
        if !is_plain(path.path()) {
            return None;
        }
        let query = path.query().map(|query| format!("?{query}")).unwrap_or_default();
        if let Some(source) = DataSource::read(path.path()) {
            return self.data_source(&source, &query).map(Target::DataSource);
        }
        let (service, _) = path.path().strip_prefix('/')?.split_once('/')?;
        let known = SERVICES.contains(&service);
        known.then(|| self.api.at(path.as_str()))?.map(Target::Api)
    }

    fn data_source(&self, source: &DataSource, query: &str) -> Option<Uri> {
        let path = format!("{}{query}", source.path);
        if self.api.authority != VENDOR {
            return self.api.at(&path);
        }
        let host = format!("{}.metrics.cockpit.{}.scw.cloud", source.id, source.region);
        let authority = host.parse().ok()?;
        Origin { scheme: Scheme::HTTPS, authority }.at(&path)
    }
}

/// Which data source a path asks, and what.
pub(super) struct DataSource<'a> {
    id: &'a str,
    region: &'a str,
    /// From `/prometheus` on.
    pub(super) path: &'a str,
}

impl<'a> DataSource<'a> {
    pub(super) fn read(path: &'a str) -> Option<Self> {
        let rest = path.strip_prefix('/')?.strip_prefix(DATA_SOURCE)?.strip_prefix('/')?;
        let (id, rest) = rest.split_once('/')?;
        let slash = rest.find('/')?;
        let (region, path) = rest.split_at(slash);
        let known =
            is_uuid(id) && REGIONS.contains(&region) && path.starts_with("/prometheus/api/v1/");
        known.then_some(Self { id, region, path })
    }
}

/// Whether a path means the same to every server: no escape, no `.` or `..`, nothing empty. The
/// API's paths need none of them, and each is a way around the table.
fn is_plain(path: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:/".contains(&byte);
    let mut parts = path.split('/').skip(1);
    path.bytes().all(is_plain) && parts.all(|part| !matches!(part, "" | "." | ".."))
}

fn is_uuid(text: &str) -> bool {
    const GROUPS: [usize; 5] = [8, 4, 4, 4, 12];
    let hex = |part: &str| part.bytes().all(|byte| byte.is_ascii_hexdigit());
    text.split('-').map(str::len).eq(GROUPS) && text.split('-').all(hex)
}
