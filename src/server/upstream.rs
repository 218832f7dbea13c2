//! The hosts that requests may be forwarded to: the API's own, and Cockpit's data sources.
//!
//! A request chooses among them by its path alone, and the path fits a row of [`super::table`]:
//!
//! - `/{service}/…` goes to the API, same path;
//! - `/cockpit-data/{id}/{region}/prometheus/…`, where `{id}` is a UUID and `{region}` one of
//!   [`REGIONS`], goes to `https://{id}.metrics.cockpit.{region}.scw.cloud`, from `/prometheus` on
//!   (contract, section 10).
//!
//! An API that is not the vendor's has no such data sources; their calls then go to the API's own
//! host, so that no token travels to a host that nobody named.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use http::uri::{Authority, PathAndQuery, Scheme};
use http::{Method, Uri};
use uuid::Uuid;

use super::table;

/// The regions with data sources: those of the vendor's zones (contract, section 11).
pub const REGIONS: [&str; 4] = ["fr-par", "nl-ams", "pl-waw", "it-mil"];

/// The first part of the path of a call to a data source.
const DATA_SOURCE: &str = "cockpit-data";

/// The API whose data sources are at Cockpit's hosts.
const VENDOR: &str = "api.scaleway.com";

/// A scheme and a host: `https://api.scaleway.com`.
///
/// ```
/// use headroom::server::upstream::Origin;
///
/// let origin: Origin = "https://api.scaleway.com/".parse()?;
/// assert_eq!(origin.to_string(), "https://api.scaleway.com");
/// assert_eq!(
///     "http://api.scaleway.com".parse::<Origin>(),
///     Err("the key would travel in the clear: write https://".to_owned())
/// );
/// assert!("http://127.0.0.1:8080".parse::<Origin>().is_ok(), "no wire is in between");
/// # Ok::<(), String>(())
/// ```
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

/// Whose host a request goes to, and so which of the keys may go with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// The API's.
    Api,
    /// The API's, for a data source's metrics.
    ApiMetrics,
    /// A data source's own.
    Cockpit,
}

/// Where a request goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The whole address.
    pub uri: Uri,
    /// Whose host it names.
    pub host: Host,
}

/// Why a request goes nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoTarget {
    /// Nothing is forwarded from this path.
    Path,
    /// Only these methods are.
    Method(&'static [Method]),
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

    /// Where a request for this path goes.
    ///
    /// # Errors
    /// When it goes nowhere, because of its path or of its method.
    pub fn target(&self, method: &Method, path: &PathAndQuery) -> Result<Target, NoTarget> {
        let plain = Some(path.path()).filter(|path| is_plain(path));
        let methods = plain.and_then(table::allowed).ok_or(NoTarget::Path)?;
        let target = self.at(path).ok_or(NoTarget::Path)?;
        methods.contains(method).then_some(target).ok_or(NoTarget::Method(methods))
    }

    fn at(&self, path: &PathAndQuery) -> Option<Target> {
        if !path.path().starts_with(&format!("/{DATA_SOURCE}/")) {
            return Some(Target { uri: self.api.at(path.as_str())?, host: Host::Api });
        }
        let source = DataSource::read(path.path())?;
        let query = path.query().map(|query| format!("?{query}")).unwrap_or_default();
        let path = format!("{}{query}", source.path);
        if self.api.authority != VENDOR {
            return Some(Target { uri: self.api.at(&path)?, host: Host::ApiMetrics });
        }
        let host = format!("{}.metrics.cockpit.{}.scw.cloud", source.id, source.region);
        let cockpit = Origin { scheme: Scheme::HTTPS, authority: host.parse().ok()? };
        Some(Target { uri: cockpit.at(&path)?, host: Host::Cockpit })
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
        // A UUID has other forms too, of other lengths.
        let is_uuid = id.len() == 36 && Uuid::try_parse(id).is_ok();
        let known = is_uuid && REGIONS.contains(&region) && path.starts_with("/prometheus/api/v1/");
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
