//! The calls that are refused.

use headroom::sandbox::{SANDBOX_KEY, Sandbox};
use http::Request;
use serde_json::Value;

use super::{Api, GROUP, NOW, SCALE_DOWN, TEMPLATE, ZONE};

const NOBODY: &str = "00000000-0000-4000-8000-000000000000";

#[test]
fn what_is_not_there_is_not_found() {
    let mut api = Api::empty();
    let group = r#"{"message":"instance_group not Found"}"#;
    let policy = r#"{"message":"policy not Found"}"#;
    let template = r#"{"message":"instance_template not Found"}"#;
    for (noun, text) in [
        ("instance-groups", group),
        ("instance-policies", policy),
        ("instance-templates", template),
    ] {
        for method in ["GET", "PATCH", "DELETE"] {
            let answer = api.call(method, &format!("{noun}/{NOBODY}"), "{}");
            assert_eq!(answer, (404, text.to_owned()), "{method} {noun}");
        }
    }
    let answer = api.call("GET", &format!("instance-groups/{NOBODY}/events"), "");
    assert_eq!(answer, (404, group.to_owned()));
}

#[test]
fn a_second_delete_finds_nothing() {
    let mut api = Api::empty();
    let group = api.group();
    let [policy, _] = api.pair(&group);
    for path in [
        format!("instance-policies/{}", policy.id),
        format!("instance-groups/{}", group.id),
        format!("instance-templates/{}", group.instance_template_id),
    ] {
        assert_eq!(api.call("DELETE", &path, "").0, 204, "{path}");
        assert_eq!(api.call("DELETE", &path, "").0, 404, "{path}");
        assert_eq!(api.call("GET", &path, "").0, 404, "{path}");
    }
}

#[test]
fn a_key_must_have_the_form_of_one() {
    const DENIED: &str = concat!(
        r#"{"message":"authentication is denied","method":"api_key","#,
        r#""reason":"not_found","type":"denied_authentication"}"#
    );
    let mut sandbox = Sandbox::empty(1, NOW);
    let mut status = |path: &str, header: &str, value: &str| {
        let request = Request::get(path).header(header, value).body(Vec::new()).unwrap();
        let response = sandbox.handle(&request);
        (response.status().as_u16(), String::from_utf8(response.into_body()).unwrap())
    };
    let list = format!("{ZONE}/instance-groups");
    assert_eq!(status(&list, "X-Auth-Token", SANDBOX_KEY).0, 200);
    assert_eq!(status(&list, "x-auth-token", NOBODY).0, 200);
    let long = format!("{SANDBOX_KEY}0");
    let dashless = SANDBOX_KEY.replace('-', "0");
    for key in ["", "secret", &SANDBOX_KEY[1..], &long, &dashless] {
        assert_eq!(status(&list, "X-Auth-Token", key), (401, DENIED.to_owned()), "{key}");
    }
    assert_eq!(status(&list, "Authorization", SANDBOX_KEY), (401, DENIED.to_owned()));

    assert_eq!(status(&list, "X-Session-Token", "eyJhbGciOiJF.eyJqdGki-_0.c2lnbmF0dXJl").0, 200);
    for token in ["a.b", "a..c", "a.b.c.d", "a.b.c!", SANDBOX_KEY] {
        assert_eq!(status(&list, "X-Session-Token", token), (401, DENIED.to_owned()), "{token}");
    }

    let metrics = "/prometheus/api/v1/query_range";
    assert_eq!(status(metrics, "X-Token", "of any form").0, 400);
    assert_eq!(status(metrics, "X-Auth-Token", SANDBOX_KEY).0, 400);
    assert_eq!(status(metrics, "X-Auth-Token", "secret").0, 401);
}

#[test]
fn other_paths_zones_and_methods_are_refused() {
    let mut api = Api::empty();
    for (method, path, status) in [
        ("GET", "/", 404),
        ("GET", "/autoscaling/v1alpha3/zones/fr-par-1/groups", 404),
        ("GET", "/autoscaling/v1alpha1/zones/fr-par-3/instance-groups", 404),
        ("GET", "/autoscaling/v1alpha1/zones/fr-par-1", 404),
        ("GET", "/instance/v1/zones/xx-xxx-1/servers", 404),
        ("GET", "groups", 404),
        ("GET", "instance-groups/a/b", 404),
        ("GET", "instance-policies/a/events", 404),
        ("GET", "instance-groups/", 404),
        ("DELETE", "instance-groups", 405),
        ("PUT", "instance-groups/a", 405),
        ("POST", "instance-groups/a/events", 405),
        ("PATCH", "instance-policies", 405),
        ("POST", "/instance/v1/zones/fr-par-1/servers", 405),
        ("PUT", "/prometheus/api/v1/query_range", 405),
    ] {
        let answer = api.call(method, path, "");
        assert_eq!(answer.0, status, "{method} {path}");
        let body: Value = serde_json::from_str(&answer.1).unwrap();
        assert!(body["message"].is_string(), "{method} {path}");
    }
}

#[test]
fn a_body_that_cannot_be_read_says_so() {
    let mut api = Api::empty();
    for (body, part) in [
        ("", "not valid JSON"),
        ("{", "not valid JSON"),
        ("{\"name\":}", "line 1 column 9"),
        ("[]", "not a JSON object"),
        ("null", "not a JSON object"),
    ] {
        let (status, text) = api.call("POST", "instance-groups", body);
        assert!(status == 400 && text.contains(part), "{body}: {status} {text}");
    }
}

#[test]
fn every_field_that_cannot_be_read_is_named() {
    let mut api = Api::empty();
    let body = r#"{"name":"n","tags":[1],"capacity":{"min_replicas":1,"max_replicas":"x",
        "cooldown_delay":"5m"},"loadbalancer":{"id":{}},"project_id":null}"#;
    let (status, text) = api.call("POST", "instance-groups", body);
    let body: Value = serde_json::from_str(&text).unwrap();
    let expected = "The value cannot be read: expected a whole number from 0 to 4294967295, \
                    not the text \"x\".";
    assert_eq!((status, &body["details"][1]["message"]), (400, &expected.into()));
    assert_eq!(body["details"][1]["reason"], "format");
    let expected = ["capacity.cooldown_delay", "capacity.max_replicas", "loadbalancer.id", "tags"];
    assert_eq!(fields(&(status, text)), expected);
}

/// The fields that a refusal names, in its order.
fn fields(answer: &(u16, String)) -> Vec<String> {
    assert_eq!(answer.0, 400, "{}", answer.1);
    let body: Value = serde_json::from_str(&answer.1).unwrap();
    assert_eq!(
        (&body["message"], &body["type"]),
        (&"Invalid parameters".into(), &"invalid_field".into())
    );
    let details = body["details"].as_array().unwrap();
    details.iter().map(|detail| detail["field"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn an_empty_body_names_every_field_that_is_missing() {
    let mut api = Api::empty();
    let template = fields(&api.call("POST", "instance-templates", "{}"));
    assert_eq!(template, ["commercial_type", "image_id", "project_id", "name"]);
    let group = fields(&api.call("POST", "instance-groups", "{}"));
    assert_eq!(
        group,
        [
            "project_id",
            "name",
            "template_id",
            "capacity.min_replicas",
            "capacity.max_replicas",
            "loadbalancer.id"
        ]
    );
    let policy = fields(&api.call("POST", "instance-policies", "{}"));
    assert!(policy.contains(&"metric.managed_metric".to_owned()), "{policy:?}");
    assert!(policy.contains(&"instance_group_id".to_owned()), "{policy:?}");
}

#[test]
fn each_broken_rule_names_its_field() {
    let mut api = Api::empty();
    let group = api.group();
    let group_body = GROUP.replace("<template>", group.instance_template_id.as_str());
    let policy_body = SCALE_DOWN.replace("<group>", group.id.as_str());
    for (noun, body, from, to, field) in [
        ("instance-templates", TEMPLATE, "5000", "6000", "volumes.0.perf_iops"),
        ("instance-templates", TEMPLATE, "as-volume", "", "volumes.0.name"),
        ("instance-groups", &group_body, "s\":5,", "s\":1,", "capacity.max_replicas"),
        ("instance-groups", &group_body, "s\":1,", "s\":6,", "capacity.max_replicas"),
        (
            "instance-groups",
            &group_body,
            group.instance_template_id.as_str(),
            NOBODY,
            "template_id",
        ),
        ("instance-policies", &policy_body, group.id.as_str(), NOBODY, "instance_group_id"),
        ("instance-policies", &policy_body, "min\":5", "min\":61", "metric.sampling_range_min"),
        ("instance-policies", &policy_body, "value\":1", "value\":0", "value"),
        ("instance-policies", &policy_body, "scale_down\"", "sideways\"", "action"),
        ("instance-policies", &policy_body, "instance_cpu", "ram", "metric.managed_metric"),
    ] {
        let broken = body.replace(from, to);
        assert_ne!(broken, body, "{field}");
        assert_eq!(fields(&api.call("POST", noun, &broken)), [field]);
    }
}
