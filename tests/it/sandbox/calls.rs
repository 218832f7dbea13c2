//! The calls that succeed.

use headroom::wire::{EventList, Group, GroupList, Policy, PolicyList, Template, TemplateList};
use http::StatusCode;
use serde_json::Value;

use super::{Api, GROUP, NOW, SCALE_DOWN, SECOND, TEMPLATE};

/// The recorded reply to `TEMPLATE`, with the zone that later ones have.
const TEMPLATE_REPLY: &str = concat!(
    r#"{"id":"<id>","commercial_type":"PLAY2-MICRO","image_id":null,"volumes":{"0":{"name":"as-"#,
    r#"volume","from_snapshot":{"size":null,"snapshot_id":"e854500e-b897-40dd-8f27-0c0d737031da"#,
    r#""},"perf_iops":5000,"tags":[],"boot":true,"volume_type":"sbs"}},"tags":["terraform-test""#,
    r#","instance-template"],"security_group_id":null,"placement_group_id":null,"public_ips_v4_"#,
    r#"count":1,"project_id":"d03c0af1-fec9-44aa-a12c-54cb13072778","name":"test-autoscaling-in"#,
    r#"stance-template-basic","private_network_ids":[],"status":"unknown_status","created_at":""#,
    r#"<time>","updated_at":"<time>","zone":"fr-par-1"}"#,
);
/// The recorded reply to `GROUP`, with the zone that later ones have.
const GROUP_REPLY: &str = concat!(
    r#"{"id":"<id>","project_id":"d03c0af1-fec9-44aa-a12c-54cb13072778","name":"TestAccASGInsta"#,
    r#"nceGroup","tags":["terraform-test","instance-group"],"instance_template_id":"<template>""#,
    r#","capacity":{"max_replicas":5,"min_replicas":1,"cooldown_delay":"300s"},"loadbalancer":{"#,
    r#""id":"b04bc244-5005-40b5-a29f-944f71fa0b8b","backend_ids":["a4d75d01-944c-4952-84e9-8435"#,
    r#"97546c87"],"private_network_id":"5dd8eecd-7a73-4672-b514-dcd9e095c0fa"},"error_messages""#,
    r#":[],"created_at":"<time>","updated_at":"<time>","zone":"fr-par-1"}"#,
);

/// `reply` with a mark for each value that is new with every call.
fn marked(reply: &str) -> String {
    let value: Value = serde_json::from_str(reply).unwrap();
    let mut text = reply.to_owned();
    for (key, mark) in [("id", "<id>"), ("created_at", "<time>"), ("updated_at", "<time>")] {
        if let Some(new) = value[key].as_str() {
            text =
                text.replacen(&format!("\"{key}\":\"{new}\""), &format!("\"{key}\":\"{mark}\""), 1);
        }
    }
    text
}

#[test]
fn the_recorded_bodies_get_the_recorded_replies() {
    let mut api = Api::empty();
    let (status, reply) = api.call("POST", "instance-templates", TEMPLATE);
    assert_eq!((status, marked(&reply).as_str()), (200, TEMPLATE_REPLY));
    let template: Template = serde_json::from_str(&reply).unwrap();

    let body = GROUP.replace("<template>", template.id.as_str());
    let (status, reply) = api.call("POST", "instance-groups", &body);
    let expected = GROUP_REPLY.replace("<template>", template.id.as_str());
    assert_eq!((status, marked(&reply)), (200, expected));
    let group: Group = serde_json::from_str(&reply).unwrap();

    let body = SCALE_DOWN.replace("<group>", group.id.as_str());
    let (status, reply) = api.call("POST", "instance-policies", &body);
    let fields = body.trim_start_matches('{').trim_end_matches('}');
    let expected = format!(r#"{{"id":"<id>",{fields},"zone":"fr-par-1"}}"#);
    assert_eq!((status, marked(&reply)), (200, expected));
}

#[test]
fn a_reply_to_get_is_the_one_to_post_cut_to_microseconds() {
    let mut api = Api::empty();
    let created = api.group();
    let got: Group = api.ok("GET", &format!("instance-groups/{}", created.id), "");
    assert_eq!(created.created_at.to_string().len(), "2026-03-02T08:00:00.123456789Z".len());
    assert_eq!(got.created_at.to_string().len(), "2026-03-02T08:00:00.123456Z".len());
    assert_eq!(got.created_at, created.created_at.cut_to_micros());
    assert_eq!(got, Group { created_at: got.created_at, updated_at: got.updated_at, ..created });

    let created = api.template();
    let got: Template = api.ok("GET", &format!("instance-templates/{}", created.id), "");
    assert_eq!(got.updated_at, created.updated_at.cut_to_micros());
    assert_eq!(got.volumes, created.volumes);
}

#[test]
fn every_noun_is_created_listed_read_changed_and_deleted() {
    let mut api = Api::empty();
    let group = api.group();
    let [up, _] = api.pair(&group);
    let template = group.instance_template_id.clone();

    let list: TemplateList = api.ok("GET", "instance-templates", "");
    assert_eq!((list.total_count, &list.instance_templates[0].id), (1, &template));
    let list: GroupList = api.ok("GET", "instance-groups?order_by=created_at_desc", "");
    assert_eq!((list.total_count, &list.instance_groups[0].id), (1, &group.id));
    let list: PolicyList = api.ok("GET", "instance-policies", "");
    assert_eq!((list.total_count, list.policies.len()), (2, 2));
    let list: EventList = api.ok("GET", &format!("instance-groups/{}/events", group.id), "");
    assert_eq!((list.total_count, list.instance_events.len()), (1, 1));

    let path = format!("instance-policies/{}", up.id);
    assert_eq!(api.ok::<Policy>("GET", &path, ""), up);
    assert_eq!(api.ok::<Policy>("PATCH", &path, r#"{"value":2}"#).value, 2);
    assert_eq!(api.call("DELETE", &path, ""), (204, String::new()));
    let path = format!("instance-groups/{}", group.id);
    assert_eq!(api.ok::<Group>("PATCH", &path, r#"{"name":"new"}"#).name, "new");
    assert_eq!(api.call("DELETE", &path, ""), (204, String::new()));
    let path = format!("instance-templates/{template}");
    assert_eq!(api.ok::<Template>("PATCH", &path, r#"{"name":"new"}"#).name, "new");
    assert_eq!(api.call("DELETE", &path, ""), (204, String::new()));
}

#[test]
fn a_zero_of_addresses_is_none() {
    let mut api = Api::empty();
    let body = TEMPLATE.replace("v4_count\":1", "v4_count\":0");
    let (_, reply) = api.call("POST", "instance-templates", &body);
    assert!(!reply.contains("public_ips"), "{reply}");
}

#[test]
fn nulls_in_a_body_are_absent_fields() {
    let mut api = Api::empty();
    let body = TEMPLATE
        .replace(r#""tags":["terraform-test","instance-template"]"#, r#""tags":null"#)
        .replace(r#""private_network_ids":[]"#, r#""private_network_ids":null,"image_id":null"#);
    let template: Template = api.ok("POST", "instance-templates", &body);
    assert_eq!((template.tags.len(), template.private_network_ids.len()), (0, 0));
}

#[test]
fn replies_carry_the_recorded_headers_and_no_others() {
    let mut api = Api::empty();
    let names = |response: &http::Response<Vec<u8>>| {
        let mut names: Vec<String> = response.headers().keys().map(ToString::to_string).collect();
        names.sort();
        names
    };
    let recorded = [
        "content-length",
        "content-security-policy",
        "content-type",
        "date",
        "server",
        "strict-transport-security",
        "x-content-type-options",
        "x-frame-options",
        "x-request-id",
    ];
    let response = api.send("GET", "instance-groups", "");
    assert_eq!(names(&response), recorded);
    assert_eq!(response.headers()["content-length"], response.body().len().to_string());
    assert_eq!(response.headers()["date"], "Mon, 02 Mar 2026 08:00:00 GMT");
    let refused = api.send("GET", "instance-groups/none", "");
    assert_eq!(names(&refused), recorded);
    assert_ne!(refused.headers()["x-request-id"], response.headers()["x-request-id"]);

    let group = api.group();
    let response = api.send("DELETE", &format!("instance-groups/{}", group.id), "");
    assert_eq!(response.status(), StatusCode::NO_CONTENT);
    assert_eq!(names(&response), recorded[1..]);
}

#[test]
fn both_zones_answer_and_keep_to_themselves() {
    let mut api = Api::empty();
    let elsewhere = "/autoscaling/v1alpha1/zones/fr-par-2/instance-templates";
    let template: Template = api.ok("POST", elsewhere, TEMPLATE);
    assert_eq!(template.zone.unwrap().as_str(), "fr-par-2");
    let list: TemplateList = api.ok("GET", "instance-templates", "");
    assert_eq!(list.total_count, 0);
    let list: TemplateList = api.ok("GET", elsewhere, "");
    assert_eq!(list.total_count, 1);
    let (status, _) = api.call("GET", &format!("instance-templates/{}", template.id), "");
    assert_eq!(status, 404);
}

#[test]
fn the_servers_of_a_group_are_found_by_name_and_by_tag() {
    let mut api = Api::empty();
    let group = api.group();
    api.group();
    api.advance(7 * SECOND);
    let [server] = api.servers(&group).try_into().unwrap();
    let (prefix, suffix) = server.name.split_once('_').unwrap();
    assert_eq!((prefix, suffix.len(), &suffix[14..15]), (group.id.as_str(), 36, "7"));
    assert_eq!(
        server.tags,
        [format!("autoscaling_id:{}", group.id), format!("autoscaling_name:{}", group.name)]
    );
    assert_eq!(
        (server.commercial_type.as_str(), server.state.as_str()),
        ("PLAY2-MICRO", "running")
    );
    assert_eq!(server.state_detail, "booting kernel");
    // The name tells when it was ordered, which is 80 to 560 ms before it was created.
    let ordered_ms = i64::from_str_radix(&suffix.replace('-', "")[..12], 16).unwrap();
    assert_eq!(ordered_ms, NOW + 4 * SECOND);
    assert!((80..560).contains(&(server.creation_date.as_millis() - ordered_ms)));

    let path = format!("/instance/v1/zones/fr-par-1/servers?tags=autoscaling_id:{}", group.id);
    let response = api.send("GET", &path, "");
    assert_eq!(response.headers()["x-total-count"], "1");
    let all = [1, 2].map(|page| {
        let path = format!("/instance/v1/zones/fr-par-1/servers?per_page=1&page={page}");
        let response = api.send("GET", &path, "");
        assert_eq!(response.headers()["x-total-count"], "2");
        String::from_utf8(response.into_body()).unwrap()
    });
    let own = all.iter().filter(|page| page.contains(server.id.as_str())).count();
    assert_eq!(own, 1, "a page for each");
}
