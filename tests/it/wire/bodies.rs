//! Whole bodies: the recorded ones of contract.md, section 4, and what may be missing from them.

use headroom::wire::{
    CreateGroup, CreatePolicy, CreateTemplate, Duration, Envelope, ErrorBody, Event, EventList,
    Group, GroupList, Policy, PolicyList, ServerList, Template, TemplateList, UpdateGroup,
    UpdatePolicy, UpdateTemplate, Volume,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{keeps_bytes, keeps_value, parse, print, through};

#[test]
fn recorded_replies_come_back_byte_for_byte() {
    keeps_bytes::<Template>(body!("template_create_reply"));
    keeps_bytes::<Group>(body!("group_create_reply"));
    keeps_bytes::<Policy>(body!("policy_create_reply"));
    keeps_bytes::<ErrorBody>(body!("group_not_found"));
    keeps_bytes::<ErrorBody>(body!("policy_not_found"));
    keeps_bytes::<ErrorBody>(body!("template_not_found"));
}

#[test]
fn list_replies_in_declaration_order_come_back_byte_for_byte() {
    keeps_bytes::<GroupList>(body!("group_list_reply_in_wire_order"));
    keeps_bytes::<PolicyList>(body!("policy_list_reply"));
    keeps_bytes::<TemplateList>(body!("template_list_reply"));
    keeps_bytes::<EventList>(body!("event_list_reply"));
}

#[test]
fn a_list_reply_that_the_recorder_sorted_means_the_same() {
    keeps_value::<GroupList>(body!("group_list_reply"));
    let sorted: GroupList = parse(body!("group_list_reply"));
    assert_eq!(print(&sorted), body!("group_list_reply_in_wire_order"));
}

#[test]
fn recorded_requests_keep_their_value() {
    keeps_value::<CreateTemplate>(body!("template_create_request"));
    keeps_value::<CreatePolicy>(body!("policy_create_request"));
    let mut group: Value = parse(body!("group_create_request"));
    group["capacity"]["cooldown_delay"] = json!("300s");
    let sent: Value = parse(&through::<CreateGroup>(body!("group_create_request")));
    assert_eq!(sent, group, "the same but for the cooldown, which the SDK writes in full");
}

#[test]
fn a_count_of_zero_that_was_sent_stays_zero() {
    let request: CreateTemplate = parse(body!("template_create_request"));
    assert_eq!(request.public_ips_v4_count, Some(1));
    assert_eq!(request.public_ips_v6_count, Some(0));
    let reply: Template = parse(body!("template_create_reply"));
    assert_eq!(reply.public_ips_v6_count, None, "the service reads 0 as unset");
}

#[test]
fn recorded_bodies_decode_to_what_they_say() {
    let template: Template = parse(body!("template_create_reply"));
    let volume = &template.volumes["0"];
    assert_eq!(volume.perf_iops, Some(5000));
    assert_eq!(volume.from_snapshot.as_ref().map(|snapshot| snapshot.size), Some(None));
    assert_eq!((&template.image_id, &template.cloud_init, &template.zone), (&None, &None, &None));
    let group: Group = parse(body!("group_create_reply"));
    assert_eq!(group.capacity.cooldown_delay.map(Duration::as_millis), Some(300_000));
    assert_eq!((group.capacity.min_replicas, group.capacity.max_replicas), (1, 5));
    let policy: Policy = parse(body!("policy_create_reply"));
    assert_eq!((policy.metric.threshold.get(), policy.metric.sampling_range_min), (40.0, 5));
    assert_eq!(policy.metric.cockpit_metric_name, None);
}

fn check_envelope<E>(text: &str, first_item: &str)
where
    E: Envelope + DeserializeOwned + Serialize,
    E::Item: Serialize,
{
    let (items, total) = parse::<E>(text).unwrap();
    assert_eq!(print(items.first().unwrap()), first_item);
    assert_eq!(print(&E::wrap(items, total)), text, "wrapping undoes unwrapping");
}

#[test]
fn envelopes_unwrap_and_wrap() {
    let item = |text: &str, list: &str| -> String {
        let value: Value = parse(text);
        value[list][0].to_string()
    };
    let group = print(&parse::<Group>(&item(body!("group_list_reply"), "instance_groups")));
    check_envelope::<GroupList>(body!("group_list_reply_in_wire_order"), &group);
    let policy = print(&parse::<Policy>(&item(body!("policy_list_reply"), "policies")));
    check_envelope::<PolicyList>(body!("policy_list_reply"), &policy);
    let text = body!("template_list_reply");
    let template = print(&parse::<Template>(&item(text, "instance_templates")));
    check_envelope::<TemplateList>(text, &template);
    let event = print(&parse::<Event>(&item(body!("event_list_reply"), "instance_events")));
    check_envelope::<EventList>(body!("event_list_reply"), &event);
}

#[test]
fn empty_lists_print_as_lists_and_their_total_in_its_place() {
    assert_eq!(print(&GroupList::wrap(vec![], 0)), r#"{"instance_groups":[],"total_count":0}"#);
    assert_eq!(print(&PolicyList::wrap(vec![], 7)), r#"{"policies":[],"total_count":7}"#);
    let templates = print(&TemplateList::wrap(vec![], 0));
    assert_eq!(templates, r#"{"total_count":0,"instance_templates":[]}"#);
    assert_eq!(print(&EventList::wrap(vec![], 0)), r#"{"instance_events":[],"total_count":0}"#);
}

#[test]
fn a_reply_prints_unset_wrappers_as_null_and_leaves_unset_choices_out() {
    let text = print(&Template::default());
    for shown in
        [r#""image_id":null"#, r#""security_group_id":null"#, r#""placement_group_id":null"#]
    {
        assert!(text.contains(shown), "{shown} in {text}");
    }
    for left_out in ["cloud_init", "public_ips_v4_count", "public_ips_v6_count", "zone"] {
        assert!(!text.contains(left_out), "{left_out} in {text}");
    }
    let text = print(&Policy::default());
    assert!(!text.contains("managed_metric\"") && !text.contains("cockpit"), "{text}");
    let text = print(&Event::default());
    assert!(text.ends_with(r#""details":null}"#), "{text}");
    let text = print(&Volume::default());
    let volume = r#"{"name":"","tags":[],"boot":false,"volume_type":"unknown_volume_type"}"#;
    assert_eq!(text, volume);
}

#[test]
fn null_and_absent_read_alike_where_a_field_may_be_unset() {
    let nulls = r#"{"image_id":null,"security_group_id":null,"placement_group_id":null,
        "public_ips_v4_count":null,"public_ips_v6_count":null,"cloud_init":null,"zone":null,
        "status":null}"#;
    assert_eq!(parse::<Template>(nulls), Template::default());
    let nulls = r#"{"capacity":{"cooldown_delay":null},
        "loadbalancer":{"private_network_id":null}}"#;
    assert_eq!(parse::<Group>(nulls), parse::<Group>("{}"));
    let nulls = r#"{"metric":{"managed_metric":null,"cockpit_metric_name":null,"operator":null,
        "aggregate":null},"action":null,"type":null}"#;
    assert_eq!(parse::<CreatePolicy>(nulls), parse::<CreatePolicy>("{}"));
    assert_eq!(parse::<Event>(r#"{"details":null,"level":null,"source":null}"#), Event::default());
}

/// What the Go SDK sends for fields that were left alone (contract, section 3).
#[test]
fn an_update_full_of_nulls_changes_nothing() {
    let group = r#"{"name":null,"tags":null,"loadbalancer":{"backend_ids":null},
        "capacity":{"max_replicas":null,"min_replicas":3,"cooldown_delay":null}}"#;
    let expected = r#"{"capacity":{"min_replicas":3},"loadbalancer":{}}"#;
    assert_eq!(through::<UpdateGroup>(group), expected);
    let policy = r#"{"name":null,"action":"","type":"","value":null,"priority":null,"metric":
        {"name":null,"operator":"","aggregate":"aggregate_unknown","sampling_range_min":null,
        "threshold":null,"managed_metric":null}}"#;
    assert_eq!(through::<UpdatePolicy>(policy), r#"{"metric":{}}"#);
    assert_eq!(through::<UpdateTemplate>(r#"{"volumes":null,"tags":null}"#), "{}");
    let emptied = r#"{"volumes":{},"tags":[]}"#;
    assert_eq!(through::<UpdateTemplate>(emptied), emptied, "empty is not unset");
}

/// The Go SDK sends null for an empty slice, map or pointer.
#[test]
fn a_body_with_null_for_a_list_or_a_struct_reads_as_one_without() {
    fn check<T: DeserializeOwned + Serialize>(nulls: &str) {
        assert_eq!(through::<T>(nulls), through::<T>("{}"), "{nulls}");
    }
    check::<CreateTemplate>(r#"{"volumes":null,"tags":null,"private_network_ids":null}"#);
    check::<CreateGroup>(r#"{"tags":null,"capacity":null,"loadbalancer":null}"#);
    check::<CreateGroup>(r#"{"loadbalancer":{"backend_ids":null,"private_network_id":null}}"#);
    check::<CreatePolicy>(r#"{"metric":null}"#);
    check::<Volume>(r#"{"tags":null,"from_empty":null,"from_snapshot":null}"#);
    check::<UpdateTemplate>(r#"{"volumes":null,"tags":null,"private_network_ids":null}"#);
    check::<UpdateGroup>(r#"{"tags":null,"capacity":null,"loadbalancer":null}"#);
    check::<UpdatePolicy>(r#"{"metric":null,"action":null,"type":null}"#);
    let volumes = r#"{"volumes":{"0":{"name":"root","tags":null}}}"#;
    assert!(parse::<UpdateTemplate>(volumes).volumes.unwrap()["0"].tags.is_empty());
}

#[test]
fn a_request_leaves_out_what_is_unset() {
    let group = print(&CreateGroup::default());
    let expected = concat!(
        r#"{"project_id":"","name":"","tags":[],"template_id":"","#,
        r#""capacity":{"max_replicas":0,"min_replicas":0},"#,
        r#""loadbalancer":{"id":"","backend_ids":[]}}"#,
    );
    assert_eq!(group, expected);
    let reply = print(&Group::default());
    assert!(reply.contains(r#""cooldown_delay":null"#), "{reply}");
    assert!(reply.contains(r#""private_network_id":null"#), "{reply}");
    for text in [
        print(&CreateTemplate::default()),
        print(&CreatePolicy::default()),
        print(&UpdateTemplate::default()),
        print(&UpdateGroup::default()),
        print(&UpdatePolicy::default()),
    ] {
        assert!(!text.contains("null"), "{text}");
    }
}

#[test]
fn unknown_fields_are_ignored() {
    fn check<T: DeserializeOwned + Serialize>(text: &str) {
        let mut value: Value = parse(text);
        value["current_size"] = json!({"deep": [1, 2]});
        assert_eq!(through::<T>(&value.to_string()), text);
    }
    check::<Template>(body!("template_create_reply"));
    check::<Group>(body!("group_create_reply"));
    check::<Policy>(body!("policy_create_reply"));
    check::<EventList>(body!("event_list_reply"));
}

#[test]
fn the_zone_stands_last() {
    for text in [
        through::<Template>(r#"{"zone":"fr-par-1"}"#),
        through::<Group>(r#"{"zone":"fr-par-1"}"#),
        through::<Policy>(r#"{"zone":"fr-par-1"}"#),
    ] {
        assert!(text.ends_with(r#","zone":"fr-par-1"}"#), "{text}");
    }
}

#[test]
fn volumes_keep_their_slots() {
    let text = r#"{"volumes":{
        "1":{"name":"data","from_empty":{"size":10000000000},"tags":[],"boot":false,
            "volume_type":"l_ssd"},
        "0":{"name":"root","tags":[],"boot":true,"volume_type":"sbs"}}}"#;
    let request: CreateTemplate = parse(text);
    assert_eq!(request.volumes.keys().collect::<Vec<_>>(), ["0", "1"]);
    assert_eq!(request.volumes["1"].from_empty.as_ref().unwrap().size, 10_000_000_000);
    let again: Value = parse(&print(&request));
    assert_eq!(again["volumes"], parse::<Value>(text)["volumes"]);
}

/// The Instance API's reply, spaced and offset as it comes (contract, section 5.3).
#[test]
fn a_servers_reply_is_read() {
    let text = r#"{"servers": [{"id": "d8184d02", "name": "d6156a8e_0198e733", "image": null,
        "commercial_type": "PLAY2-MICRO", "tags": ["autoscaling_id:d6156a8e"],
        "state": "running", "state_detail": "booting kernel", "zone": "fr-par-1",
        "creation_date": "2025-08-26T16:26:16.723119+00:00"}]}"#;
    let servers = parse::<ServerList>(text).servers;
    assert_eq!(servers.len(), 1);
    assert_eq!(servers[0].creation_date.to_string(), "2025-08-26T16:26:16.723119Z");
    assert_eq!(servers[0].state_detail, "booting kernel");
}
