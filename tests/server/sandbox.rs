//! The API from memory, over HTTP. What it says is the sandbox's own tests' matter; here it is
//! that it arrives.

use headroom::sandbox::SANDBOX_KEY;

use crate::http::{Call, call};
use crate::process::Server;

const ZONE: &str = "/autoscaling/v1alpha1/zones/fr-par-1";
pub const TEMPLATES: &str = "/autoscaling/v1alpha1/zones/fr-par-1/instance-templates";
pub const GROUPS: &str = "/autoscaling/v1alpha1/zones/fr-par-1/instance-groups";

/// A call with the key.
pub fn api(method: &str, path: &str) -> Call {
    call(method, path).header("X-Auth-Token", SANDBOX_KEY)
}

/// A template, as recorded (contract, section 4).
pub fn template(name: &str) -> String {
    serde_json::json!({
        "commercial_type": "PLAY2-MICRO",
        "volumes": {"0": {
            "name": "as-volume",
            "perf_iops": 5000,
            "from_snapshot": {
                "size": null,
                "snapshot_id": "e854500e-b897-40dd-8f27-0c0d737031da",
            },
            "tags": [],
            "boot": true,
            "volume_type": "sbs",
        }},
        "tags": [],
        "project_id": "d03c0af1-fec9-44aa-a12c-54cb13072778",
        "name": name,
        "private_network_ids": [],
    })
    .to_string()
}

/// A group of a template, as recorded.
pub fn group(name: &str, template_id: &str) -> String {
    serde_json::json!({
        "project_id": "d03c0af1-fec9-44aa-a12c-54cb13072778",
        "name": name,
        "tags": [],
        "template_id": template_id,
        "capacity": {"max_replicas": 5, "min_replicas": 1, "cooldown_delay": "300s"},
        "loadbalancer": {
            "id": "b04bc244-5005-40b5-a29f-944f71fa0b8b",
            "backend_ids": ["a4d75d01-944c-4952-84e9-843597546c87"],
            "private_network_id": "5dd8eecd-7a73-4672-b514-dcd9e095c0fa",
        },
    })
    .to_string()
}

#[test]
fn a_resource_lives_and_dies_over_http() {
    let server = Server::start(&[]);
    let created = api("POST", TEMPLATES).body(&template("one")).send(server.port);
    assert_eq!(created.status, 200);
    assert_eq!(created.header("content-type"), Some("application/json"));
    assert_eq!(created.json()["name"], "one");
    let one = format!("{TEMPLATES}/{}", created.json()["id"].as_str().unwrap());
    let patched = api("PATCH", &one).body(r#"{"name":"two"}"#).send(server.port);
    assert_eq!((patched.status, &patched.json()["name"]), (200, &"two".into()));
    assert_eq!(api("GET", &one).send(server.port).json()["name"], "two");
    let deleted = api("DELETE", &one).send(server.port);
    assert_eq!((deleted.status, deleted.body.len()), (204, 0));
    assert_eq!(deleted.header("content-length"), None);
    assert_eq!(deleted.header("content-type"), Some("application/json"));
    let gone = api("GET", &one).send(server.port);
    assert_eq!((gone.status, gone.message()), (404, "instance_template not Found".to_owned()));
}

#[test]
fn a_call_without_a_key_is_denied() {
    let server = Server::start(&[]);
    assert_eq!(call("GET", TEMPLATES).send(server.port).status, 401);
    assert_eq!(call("GET", "/instance/v1/zones/fr-par-1/servers").send(server.port).status, 401);
}

#[test]
fn nothing_is_added_to_a_reply() {
    let server = Server::start(&[]);
    let reply = api("GET", TEMPLATES).send(server.port);
    let mut names: Vec<String> = reply.header_names().map(str::to_lowercase).collect();
    names.sort_unstable();
    // The connection is closed because the test asks for it; no other origin may embed a reply,
    // and it may come compressed. The rest is the API's complete set (contract, section 1).
    let expected = [
        "connection",
        "content-length",
        "content-security-policy",
        "content-type",
        "cross-origin-resource-policy",
        "date",
        "server",
        "strict-transport-security",
        "vary",
        "x-content-type-options",
        "x-frame-options",
        "x-request-id",
    ];
    assert_eq!(names, expected);
}

#[test]
fn the_second_generation_answers_beside_the_first_or_alone() {
    const SECOND: &str = "/autoscaling/v1alpha2/zones/fr-par-1/groups?project_id=p";
    let server = Server::start(&[]);
    let reply = api("GET", SECOND).send(server.port);
    assert_eq!((reply.status, reply.header("x-ratelimit-reset")), (200, Some("1")));
    assert_eq!(call("GET", "/metadata").send(server.port).json()["partition"], "scw");
    let alone = Server::start(&["--without-v1alpha1", "--rate-limit", "--speed", "0", "--spaced"]);
    let retired = api("GET", TEMPLATES).send(alone.port);
    assert_eq!((retired.status, retired.text()), (404, r#"{"message":"Not Found"}"#));
    let spaced = api("GET", SECOND).send(alone.port);
    assert_eq!(spaced.text(), r#"{"group_summaries":[], "total_count":0}"#);
    let statuses: Vec<u16> = (0..50).map(|_| api("GET", SECOND).send(alone.port).status).collect();
    assert_eq!((statuses[48], statuses[49]), (200, 429));
}

#[test]
fn metrics_have_the_same_path_as_through_the_proxy() {
    let server = Server::start(&[]);
    let groups = api("GET", &format!("{GROUPS}?page_size=1")).send(server.port).json();
    let group = groups["instance_groups"][0]["id"].as_str().unwrap();
    let query = format!("query=headroom_size%7Bgroup_id%3D%22{group}%22%7D&start=0&end=60&step=60");
    let path = format!("/prometheus/api/v1/query_range?{query}");
    let source = "/cockpit-data/af496812-8fa1-4c66-be81-04c04733333a/fr-par";
    let here = api("GET", &path).send(server.port);
    let there = api("GET", &format!("{source}{path}")).send(server.port);
    assert_eq!((here.status, here.text()), (there.status, there.text()));
    assert_ne!(there.status, 404);
    let elsewhere = api("GET", &format!("{}{path}", source.replace("fr-par", "us-east")));
    assert_eq!(elsewhere.send(server.port).status, 404);
}

/// Two servers with the same seed hold the same groups, and one with another seed does not.
#[test]
fn the_seed_decides_the_first_content() {
    let content = |seed: &str| {
        let server = Server::start(&["--seed", seed, "--speed", "0"]);
        let groups = api("GET", GROUPS).send(server.port).json();
        let ids = groups["instance_groups"].as_array().unwrap().iter();
        ids.map(|group| group["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(content("7"), content("7"));
    assert_ne!(content("7"), content("8"));
    assert!(!content("7").is_empty());
}

/// The virtual clock stands in the `Date` of a reply, to the second.
#[test]
fn the_speed_decides_how_the_clock_runs() {
    let date = |server: &Server| {
        let reply = api("GET", ZONE).send(server.port);
        reply.header("date").unwrap().to_owned()
    };
    let stands = Server::start(&["--speed", "0"]);
    let runs = Server::start(&["--speed", "3600"]);
    let (stood_at, ran_from) = (date(&stands), date(&runs));
    // Within one try it has moved by more than any test takes; it may need one, if both calls
    // fall into one millisecond.
    while date(&runs) == ran_from {
        std::thread::yield_now();
    }
    assert_eq!(date(&stands), stood_at);
}
