//! The calls that may be forwarded, as a table of path and method.
//!
//! The server may add a key to a call, and what such a key allows is more than the console does.
//! So the table lists what the console reads and writes, and whatever is not in it goes nowhere.
//! A call that the console learns to make is a row here.

use http::Method;

/// A path and its methods.
#[derive(Debug)]
pub struct Row {
    /// The path without its first slash. A part in braces stands for any one part, and `{**}`, at
    /// the end, for one or more.
    pub path: &'static str,
    /// What may be asked of it.
    pub methods: &'static [Method],
}

const READ: &[Method] = &[Method::GET, Method::HEAD];
const POST: &[Method] = &[Method::POST];
/// A list that grows.
const LIST: &[Method] = &[Method::GET, Method::HEAD, Method::POST];
/// What is changed and deleted.
const ITEM: &[Method] = &[Method::GET, Method::HEAD, Method::PATCH, Method::DELETE];
/// What is written whole under a key.
const ENTRY: &[Method] = &[Method::GET, Method::HEAD, Method::PUT, Method::DELETE];
/// The API that the console is for, whose own router knows which method goes where.
const ALL: &[Method] =
    &[Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::PATCH, Method::DELETE];

const fn row(path: &'static str, methods: &'static [Method]) -> Row {
    Row { path, methods }
}

/// All that is forwarded, by path. A path fits one row at most.
pub const TABLE: &[Row] = &[
    row("account/v3/projects", READ),
    row("autoscaling/v1alpha1/{**}", ALL),
    row("autoscaling/v1alpha2/{**}", ALL),
    row("block/v1/zones/{zone}/snapshots", READ),
    row("cockpit-data/{source}/{region}/prometheus/api/v1/label/{name}/values", READ),
    row("cockpit-data/{source}/{region}/prometheus/api/v1/query", READ),
    row("cockpit-data/{source}/{region}/prometheus/api/v1/query_range", READ),
    row("cockpit/v1/regions/{region}/data-sources", READ),
    row("iam/v1alpha1/api-keys/{key}", READ),
    row("instance/v1/zones/{zone}/images", READ),
    row("instance/v1/zones/{zone}/placement_groups", READ),
    row("instance/v1/zones/{zone}/products/servers", READ),
    row("instance/v1/zones/{zone}/products/servers/availability", READ),
    row("instance/v1/zones/{zone}/security_groups", READ),
    row("instance/v1/zones/{zone}/servers", READ),
    row("instance/v1/zones/{zone}/servers/{server}", READ),
    row("instance/v1/zones/{zone}/servers/{server}/action", POST),
    row("instance/v1/zones/{zone}/snapshots", READ),
    row("instance/v2alpha1/zones/{zone}/templates", LIST),
    row("instance/v2alpha1/zones/{zone}/templates/{template}", ITEM),
    row("instance/v2alpha1/zones/{zone}/templates/{template}/check", READ),
    row("instance/v2alpha1/zones/{zone}/templates/{template}/create-server", POST),
    row("instance/v2alpha1/zones/{zone}/templates/{template}/user-data", READ),
    row("instance/v2alpha1/zones/{zone}/templates/{template}/user-data/{key}", ENTRY),
    row("lb/v1/zones/{zone}/lbs", READ),
    row("lb/v1/zones/{zone}/lbs/{lb}/backends", READ),
    row("lb/v1/zones/{zone}/lbs/{lb}/private-networks", READ),
    row("marketplace/v2/images", READ),
    row("marketplace/v2/local-images", READ),
    row("vpc/v2/regions/{region}/private-networks", READ),
];

/// The methods that may be asked of a path; `None` where nothing may.
///
/// ```
/// use headroom::server::table::allowed;
/// use http::Method;
///
/// let groups = "/autoscaling/v1alpha1/zones/fr-par-1/instance-groups";
/// assert!(allowed(groups).unwrap().contains(&Method::POST));
/// assert_eq!(allowed("/iam/v1alpha1/users"), None, "nothing forwards it");
/// ```
#[must_use]
pub fn allowed(path: &str) -> Option<&'static [Method]> {
    let path = path.strip_prefix('/')?;
    TABLE.iter().find(|row| fits(row.path, path)).map(|row| row.methods)
}

/// The services: the first parts of the table's paths.
pub(super) fn services() -> impl Iterator<Item = &'static str> {
    let mut services: Vec<&str> =
        TABLE.iter().filter_map(|row| row.path.split('/').next()).collect();
    services.dedup();
    services.into_iter()
}

fn fits(pattern: &str, path: &str) -> bool {
    let (mut pattern, mut path) = (pattern.split('/'), path.split('/'));
    loop {
        match (pattern.next(), path.next()) {
            (None, None) => return true,
            (None, _) | (_, None | Some("")) => return false,
            (Some("{**}"), _) => return path.all(|part| !part.is_empty()),
            (Some(expected), Some(part)) if expected == part || expected.starts_with('{') => {}
            _ => return false,
        }
    }
}
