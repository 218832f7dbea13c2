//! Which hosts a path can reach.

use headroom::server::upstream::{Host, NoTarget, Origin, Target, Upstreams};
use http::Method;

const ID: &str = "af496812-8fa1-4c66-be81-04c04733333a";
const VENDOR: &str = "https://api.scaleway.com";

fn target(api: &str, path: &str) -> Result<Target, NoTarget> {
    let api: Origin = api.parse().unwrap();
    Upstreams::new(api).target(&Method::GET, &path.parse().unwrap())
}

fn vendor(path: &str, host: Host) -> String {
    let found = target(VENDOR, path).unwrap();
    assert_eq!(found.host, host, "{path}");
    found.uri.to_string()
}

#[test]
fn a_service_keeps_its_path() {
    for path in [
        "/account/v3/projects?order_by=created_at_asc",
        "/autoscaling/v1alpha1/zones/fr-par-1/instance-groups",
        "/autoscaling/v1alpha2/zones/fr-par-1/groups?project_id=p&page_token=a%2Bb",
        "/autoscaling/v1alpha2/zones/nl-ams-1/logs?group_id=g&start_time=2026-10-01T00%3A00%3A00Z",
        "/block/v1/zones/fr-par-1/snapshots",
        "/cockpit/v1/regions/fr-par/data-sources?types=metrics&project_id=",
        "/iam/v1alpha1/api-keys/SCWXXXXXXXXXXXXXXXXX",
        "/instance/v1/zones/fr-par-1/servers?tags=a%2Fb",
        "/instance/v2alpha1/zones/it-mil-1/templates?page_size=100",
        "/instance/v2alpha1/zones/it-mil-1/templates/t/check",
        "/instance/v2alpha1/zones/it-mil-1/templates/t/user-data/cloud-init",
        "/lb/v1/zones/fr-par-1/lbs",
        "/marketplace/v2/images",
        "/vpc/v2/regions/fr-par/private-networks",
    ] {
        assert_eq!(vendor(path, Host::Api), format!("{VENDOR}{path}"));
    }
}

#[test]
fn a_data_source_is_at_its_own_host() {
    for region in ["fr-par", "nl-ams", "pl-waw", "it-mil"] {
        let rest = "/prometheus/api/v1/query_range?query=up&step=60";
        let host = format!("https://{ID}.metrics.cockpit.{region}.scw.cloud");
        let path = format!("/cockpit-data/{ID}/{region}{rest}");
        assert_eq!(vendor(&path, Host::Cockpit), format!("{host}{rest}"));
    }
}

#[test]
fn an_api_elsewhere_has_its_metrics_at_home() {
    let path = format!("/cockpit-data/{ID}/fr-par/prometheus/api/v1/query?query=up");
    let expected = "https://api.example.com:8443/prometheus/api/v1/query?query=up";
    let found = target("https://api.example.com:8443", &path);
    assert_eq!(found, Ok(Target { uri: expected.parse().unwrap(), host: Host::ApiMetrics }));
}

#[test]
fn nothing_else_is_reached() {
    let data = |id: &str, region: &str, rest: &str| format!("/cockpit-data/{id}/{region}{rest}");
    let query = "/prometheus/api/v1/query";
    for path in [
        "/".to_owned(),
        "/autoscaling".to_owned(),
        "/instance/v1/zones/fr-par-1/servers/x/user_data".to_owned(),
        "/instance/v2alpha1/zones/fr-par-1/servers".to_owned(),
        "/instance/v2alpha1/zones/fr-par-1/templates/t/user-data/k/more".to_owned(),
        "/autoscaling/v1alpha3/zones/fr-par-1/groups".to_owned(),
        "/iam/v1alpha1/api-keys".to_owned(),
        "/secret-manager/v1beta1/regions/fr-par/secrets".to_owned(),
        "/prometheus/api/v1/query".to_owned(),
        "/Instance/v1/zones".to_owned(),
        "//instance/v1/zones".to_owned(),
        "/instance//v1/zones".to_owned(),
        "/instance/../secret-manager/v1beta1".to_owned(),
        "/instance/./v1".to_owned(),
        "/instance/%2e%2e/secret-manager/v1beta1".to_owned(),
        "/instance/..%2fsecret-manager/v1beta1".to_owned(),
        "/instance/v1/;@evil.example.com".to_owned(),
        "/instance/..\\secret-manager".to_owned(),
        data(ID, "evil.example.com", query),
        data(ID, "fr-par.evil.example.com", query),
        data(ID, "FR-PAR", query),
        data(ID, "fr-par", "/grafana"),
        data(ID, "fr-par", "/prometheus"),
        data(ID, "fr-par", "/prometheus/config/v1/rules"),
        data(ID, "fr-par", "/prometheus/api/v1/admin/tsdb/snapshot"),
        data(ID, "fr-par", "/prometheus/api/v1/../../config/v1/rules"),
        data("evil.example.com", "fr-par", query),
        data("evil.example.com#af496812-8fa1-4c66-be81", "fr-par", query),
        data(&format!("{ID}.evil"), "fr-par", query),
        data(&ID.replace('-', "."), "fr-par", query),
        data("", "fr-par", query),
    ] {
        // What is no path at all cannot even be asked.
        let Ok(path) = path.parse() else { continue };
        let upstreams = Upstreams::new(VENDOR.parse().unwrap());
        for method in [Method::GET, Method::POST, Method::DELETE] {
            assert_eq!(upstreams.target(&method, &path), Err(NoTarget::Path), "{path}");
        }
    }
}

#[test]
fn an_origin_is_safe_for_a_key() {
    for text in [
        "https://api.scaleway.com",
        "https://api.scaleway.com/",
        "https://api.example.com:8443",
        "http://127.0.0.1:8080",
        "http://localhost:8080",
        "http://[::1]:8080",
    ] {
        let origin: Origin = text.parse().unwrap();
        assert_eq!(origin.to_string(), text.trim_end_matches('/'));
    }
    for (text, reason) in [
        ("http://api.scaleway.com", "in the clear"),
        ("http://127.0.0.1.evil.example.com", "in the clear"),
        ("ftp://api.scaleway.com", "in the clear"),
        ("api.scaleway.com", "write an origin"),
        ("/", "write an origin"),
        ("", "write an origin"),
        ("https://", "write an origin"),
        ("https://api.scaleway.com/v1", "no path"),
        ("https://api.scaleway.com?x=1", "no path"),
        ("https://user:secret@api.scaleway.com", "no user"),
    ] {
        let error = text.parse::<Origin>().unwrap_err();
        assert!(error.contains(reason), "{text}: {error}");
        assert!(!error.contains("secret"), "{error}");
    }
}
