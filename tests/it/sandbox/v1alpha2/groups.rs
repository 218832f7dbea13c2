//! The calls on groups: what is made, changed, refused and deleted.

use headroom::sandbox::{Sandbox, SandboxOptions};
use headroom::wire::v1alpha2::{Group, Status};
use serde_json::{Value, json};

use super::{Api, GROUPS, MINUTE, NOBODY, PROJECT, SECOND, TEMPLATES, fixed};
use crate::sandbox::NOW;

#[test]
fn a_new_group_has_the_recorded_defaults_and_its_stamps_in_microseconds() {
    let mut api = Api::empty();
    let group = api.scaling_group("asg", &fixed(3));
    let (status, text) = api.call("GET", &format!("{GROUPS}/{}", group.id), "");
    let at = group.created_at;
    assert_eq!(group.updated_at, at);
    let expected = format!(
        "{{\"id\":\"{}\",\"project_id\":\"{PROJECT}\",\"name\":\"asg\",\"tags\":[],\
         \"created_at\":\"{at}\",\"updated_at\":\"{at}\",\"status\":\"active\",\
         \"open_alerts\":[],\"current_size\":0,\"target_size\":0,\"last_scale_out_at\":null,\
         \"last_scale_in_at\":null,\"template_id\":\"{}\",\"scaling_policy\":{{\
         \"minimum_size\":0,\"maximum_size\":20,\"scale_out_cooldown\":\"60s\",\
         \"scale_in_cooldown\":\"60s\",\"scale_in_step\":1,\"scale_out_step\":1,\
         \"fixed_size\":{{\"size\":3}}}}}}",
        group.id, group.template_id
    );
    assert_eq!((status, text), (200, expected));
    assert_eq!(at.cut_to_micros(), at);
    let id_ms = i64::from_str_radix(&group.id.0.replace('-', "")[..12], 16).unwrap();
    assert!((11..37).contains(&(id_ms - NOW)) && group.id.0.as_bytes()[14] == b'7', "{}", group.id);
}

#[test]
fn a_patch_leaves_what_is_null_and_moves_the_stamp_only_for_some_fields() {
    let mut api = Api::empty();
    let group = api.scaling_group("asg", &fixed(3));
    api.advance(SECOND);
    let policy = json!({"scaling_policy_spec": {
        "minimum_size": null, "maximum_size": 25, "scale_out_step": 5,
        "cpu_target": {"target_avg_percent": 70},
    }});
    let changed = api.changed(&group, &policy);
    assert_eq!(changed.updated_at, group.updated_at);
    let shown = serde_json::to_value(&changed.scaling_policy).unwrap();
    assert_eq!(
        shown,
        json!({
            "minimum_size": 0, "maximum_size": 25, "scale_out_cooldown": "60s",
            "scale_in_cooldown": "60s", "scale_in_step": 1, "scale_out_step": 5,
            "cpu_target": {"target_avg_percent": 70},
        })
    );
    let balancer = json!({"load_balancer_configuration_spec": {
        "load_balancer_id": NOBODY,
        "backends": [{"backend_id": "B", "address_family": "ipv6"}],
        "auto_healing": {"enabled": null, "grace_period": "600s"},
    }});
    let shown = serde_json::to_value(api.changed(&group, &balancer)).unwrap();
    let expected = json!({
        "load_balancer_id": NOBODY,
        "backends": [{"backend_id": "B", "address_family": "ipv6"}],
        "auto_healing": {"enabled": false, "grace_period": "600s"},
    });
    assert_eq!(shown["load_balancer_configuration"], expected);
    let kept = json!({"load_balancer_configuration_spec": {"auto_healing": {"enabled": true}}});
    let kept = serde_json::to_value(api.changed(&group, &kept)).unwrap();
    assert_eq!(kept["load_balancer_configuration"]["auto_healing"]["grace_period"], "600s");
    let gone =
        api.changed(&group, &json!({"load_balancer_configuration_spec": {"load_balancer_id": ""}}));
    assert_eq!((gone.load_balancer_configuration, gone.updated_at), (None, group.updated_at));
    for change in
        [json!({"name": "b"}), json!({"tags": []}), json!({"template_id": group.template_id})]
    {
        let before = api.look(&group).updated_at;
        assert!(api.changed(&group, &change).updated_at > before, "{change}");
    }
    assert_eq!(api.look(&group).created_at, group.created_at);
}

#[test]
fn what_is_refused_is_told_in_the_standard_words() {
    let mut api = Api::empty();
    let template = api.server_template();
    let body = json!({"project_id": PROJECT, "name": "a", "template_id": template.id});
    let (status, text) = api.call("POST", GROUPS, &body.to_string());
    let recorded = "{\"details\":[{\"argument_name\":\"scaling_policy_spec\",\
        \"help_message\":\"Field required\",\"reason\":\"required\"}],\
        \"message\":\"invalid argument(s)\",\"type\":\"invalid_arguments\"}";
    assert_eq!((status, text.as_str()), (400, recorded));
    let (status, text) = api.call("GET", &format!("{GROUPS}/{NOBODY}"), "");
    let recorded = format!(
        "{{\"message\":\"resource is not found\",\"resource\":\"autoscaling_group\",\
         \"resource_id\":\"{NOBODY}\",\"type\":\"not_found\"}}"
    );
    assert_eq!((status, text), (404, recorded));
    for path in [
        "/autoscaling/v1alpha2/zones/nl-ams-1/groups",
        "/autoscaling/v1alpha2/zones/fr-par-1/group",
        "/autoscaling/v1alpha2/groups",
        "/instance/v2alpha1/zones/us-east-1/templates",
    ] {
        let (status, text) = api.call("GET", path, "");
        assert_eq!((status, text.as_str()), (404, r#"{"message":"Not Found"}"#), "{path}");
    }
    let elsewhere = "/autoscaling/v1alpha2/zones/fr-par-3/groups";
    assert_eq!(api.call("GET", &format!("{elsewhere}?project_id={PROJECT}"), "").0, 200);
    for (body, field) in [
        ("{", "body"),
        (r#"{"name":7}"#, "name"),
        (r#"{"scaling_policy_spec":{"minimum_size":-1}}"#, "scaling_policy_spec.minimum_size"),
    ] {
        let (status, text) = api.call("POST", GROUPS, body);
        let told: Value = serde_json::from_str(&text).unwrap();
        assert_eq!((status, &told["details"][0]["argument_name"]), (400, &json!(field)), "{text}");
        assert_eq!(told["details"][0]["reason"], "format");
    }
    let unknown = json!({
        "project_id": PROJECT, "name": "a", "template_id": NOBODY, "scaling_policy_spec": fixed(1),
    });
    let (status, text) = api.call("POST", GROUPS, &unknown.to_string());
    assert!(status == 400 && text.contains("\"argument_name\":\"template_id\""), "{text}");
}

#[test]
fn a_deleted_group_stays_readable_for_a_while_and_takes_its_instances_along() {
    let mut api = Api::empty();
    let empty = api.scaling_group("empty", &fixed(0));
    let full = api.scaling_group("full", &fixed(2));
    api.advance(2 * MINUTE);
    assert_eq!(api.server_ids(&full).len(), 2);
    for group in [&empty, &full] {
        let path = format!("{GROUPS}/{}", group.id);
        let first: Group = api.ok("DELETE", &path, "");
        assert_eq!(first.status, Status::Deleting);
        assert!(first.updated_at > group.updated_at && first.created_at == group.created_at);
        assert_eq!(api.ok::<Group>("DELETE", &path, ""), first);
        let (status, text) = api.call("PATCH", &path, r#"{"name":"late"}"#);
        let told = format!(
            "{{\"current_state\":\"deleting\",\"message\":\"resource is in a transient state\",\
             \"resource\":\"autoscaling_group\",\"resource_id\":\"{}\",\
             \"type\":\"transient_state\"}}",
            group.id
        );
        assert_eq!((status, text), (409, told));
    }
    api.advance(SECOND / 2);
    assert_eq!(api.look(&empty).status, Status::Deleting);
    api.advance(15 * SECOND);
    assert_eq!(api.call("GET", &format!("{GROUPS}/{}", empty.id), "").0, 404);
    assert_eq!(api.look(&full).status, Status::Deleting);
    api.advance(MINUTE);
    assert_eq!(api.call("GET", &format!("{GROUPS}/{}", full.id), "").0, 404);
    let servers: Value = api.ok("GET", "/instance/v1/zones/fr-par-1/servers", "");
    assert_eq!(servers["servers"], json!([]));
    assert_eq!(api.call("DELETE", &format!("{TEMPLATES}/{}", full.template_id), "").0, 204);
}

#[test]
fn every_reply_tells_the_limit_and_an_option_keeps_it() {
    let mut api = Api::empty();
    let path = format!("{GROUPS}?project_id={PROJECT}");
    for (method, path) in [("GET", path.as_str()), ("GET", "/metadata"), ("GET", GROUPS)] {
        let headers = api.send(method, path, "").headers().clone();
        assert_eq!(headers["x-ratelimit-limit"], "50, 50;w=1");
        assert_eq!(headers["x-ratelimit-reset"], "1");
    }
    assert_eq!(api.send("GET", &path, "").headers()["x-ratelimit-remaining"], "46");
    let limited = SandboxOptions { rate_limited: true, ..SandboxOptions::default() };
    let mut api = Api(Sandbox::empty(1, NOW).with_options(limited));
    let statuses: Vec<u16> = (0..52).map(|_| api.call("GET", &path, "").0).collect();
    assert_eq!((statuses[49], statuses[50], statuses[51]), (200, 429, 429));
    api.advance(SECOND);
    assert_eq!(api.call("GET", &path, "").0, 200);
}

#[test]
fn the_first_generation_is_gone_where_it_is_retired() {
    let retired = SandboxOptions { v1alpha1_retired: true, ..SandboxOptions::default() };
    let mut api = Api(Sandbox::new(1, NOW).with_options(retired));
    for (method, path) in
        [("GET", "instance-groups"), ("POST", "instance-templates"), ("GET", "nothing")]
    {
        let (status, text) = api.call(method, path, "{}");
        assert_eq!((status, text.as_str()), (404, r#"{"message":"Not Found"}"#), "{path}");
    }
    assert_eq!(api.call("GET", &format!("{GROUPS}?project_id={PROJECT}"), "").0, 200);
    let metadata = api.call("GET", "/metadata", "");
    let told = r#"{"platform":"external","partition":"scw","domain":"scw.eu"}"#;
    assert_eq!(metadata, (200, told.to_owned()));
}
