//! The Instance API's own shapes.

use headroom::wire::Group;

use super::compare::Json;
use super::{Api, MINUTE};

const SERVERS: &str = "/instance/v1/zones/fr-par-1/servers";

/// A sandbox with one group of so many Instances.
fn with_servers(size: u32) -> (Api, Group) {
    let mut api = Api::empty();
    let group = api.group();
    let path = format!("instance-groups/{}", group.id);
    let body = format!(r#"{{"capacity":{{"min_replicas":{size},"max_replicas":{size}}}}}"#);
    let _: Group = api.ok("PATCH", &path, &body);
    api.advance(MINUTE);
    (api, group)
}

#[test]
fn json_has_a_space_after_each_colon_and_comma_of_its_own() {
    let mut api = Api::empty();
    let template = api.template();
    let name = r#"a,b:\"c\\"#;
    let body = super::GROUP
        .replace("<template>", template.id.as_str())
        .replace("\"TestAccASGInstanceGroup\"", &format!("\"{name}\""));
    let _: Group = api.ok("POST", "instance-groups", &body);
    api.advance(MINUTE);
    let (_, text) = api.call("GET", SERVERS, "");
    assert!(text.starts_with(r#"{"servers": [{"id": ""#), "{text}");
    assert!(text.contains(&format!(r#""autoscaling_name:{name}""#)), "{text}");
    assert!(text.contains(r#"+00:00", "modification_date": "#), "{text}");
    let spaced = |c: char| text.matches(&format!("\"{c} ")).count() + 1;
    assert!(spaced(':') > 50 && spaced(',') > 10, "{text}");
    Json::read(&text);
}

#[test]
fn pages_are_cut_and_linked() {
    let (mut api, group) = with_servers(5);
    let mut look = |query: &str| {
        let response = api.send("GET", &format!("{SERVERS}?{query}"), "");
        let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
        let body = Json::read(std::str::from_utf8(response.body()).unwrap());
        let Some(Json::List(servers)) = body.get("servers") else { panic!("{body:?}") };
        (servers.len(), header("x-total-count"), header("link"))
    };
    let name = group.id.as_str();
    let link = |page: u32, size: u32, rel: &str| {
        format!("</servers?page={page}&per_page={size}&name={name}>; rel=\"{rel}\"")
    };
    let total = "5".to_owned();
    assert_eq!(look(&format!("name={name}")), (5, total.clone(), link(1, 50, "last")));
    let both = format!("{},{}", link(3, 2, "next"), link(3, 2, "last"));
    assert_eq!(look(&format!("page=2&per_page=2&name={name}")), (2, total.clone(), both));
    assert_eq!(look(&format!("per_page=2&page=3&name={name}")), (1, total, link(3, 2, "last")));
    assert_eq!(look("name=nobody").0, 0);
    assert_eq!(look("project=nobody").0, 0);
    assert_eq!(look(&format!("project={}", group.project_id)).0, 5);
    assert_eq!(look("per_page=999").0, 5, "cut to the most, not refused");
}

#[test]
fn parameters_that_are_no_numbers_are_refused() {
    let mut api = Api::empty();
    for query in ["page=0", "page=x", "per_page=0", "per_page=-1"] {
        assert_eq!(api.call("GET", &format!("{SERVERS}?{query}"), "").0, 400, "{query}");
    }
}

#[test]
fn an_instance_that_is_not_there_is_not_found_in_that_apis_words() {
    let mut api = Api::empty();
    for (method, path) in [("GET", ""), ("DELETE", ""), ("POST", "/action")] {
        let answer = api.call(method, &format!("{SERVERS}/nobody{path}"), "{}");
        let text = concat!(
            r#"{"type": "not_found", "message": "resource is not found", "#,
            r#""resource": "instance_server", "resource_id": "nobody"}"#
        );
        assert_eq!(answer, (404, text.to_owned()), "{method}");
    }
    assert_eq!(api.call("PUT", &format!("{SERVERS}/nobody"), "").0, 405);
    assert_eq!(api.call("GET", &format!("{SERVERS}/nobody/action/x"), "").0, 404);
}

#[test]
fn replies_carry_the_recorded_headers_and_no_others() {
    let (mut api, _) = with_servers(2);
    let names = |response: http::Response<Vec<u8>>| {
        let mut names: Vec<String> = response.headers().keys().map(ToString::to_string).collect();
        names.sort();
        names.join(" ")
    };
    const START: &str = "content-length content-security-policy content-type date";
    const END: &str = "server strict-transport-security x-content-type-options x-frame-options \
        x-request-id";
    let list = names(api.send("GET", SERVERS, ""));
    assert_eq!(list, format!("{START} link {END} x-total-count"));
    let missing = names(api.send("GET", &format!("{SERVERS}/nobody"), ""));
    assert_eq!(missing, format!("{START} {END}"));
    let limited = names(api.send("GET", &format!("{SERVERS}/fault-429"), ""));
    let start = START.replace(" content-type", "");
    let (before, after) = END.split_at(END.find("x-frame").unwrap());
    assert_eq!(limited, format!("{start} {before}x-envoy-ratelimited {after}"));
}
