//! The published rules (contract, section 6), on both sides of every limit, when a resource is
//! created and when it is changed; and what no rule forbids.

use serde_json::{Value, json};

use super::{Api, GROUP, SCALE_DOWN, TEMPLATE};

/// A value at a pointer, and whether it is accepted.
type Case = (&'static str, Value, bool);

/// A body with `value` at a pointer; `null` there takes the field away.
fn with(body: &str, pointer: &str, value: &Value) -> String {
    let mut body: Value = serde_json::from_str(body).unwrap();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let fields = body.pointer_mut(parent).unwrap().as_object_mut().unwrap();
    match value {
        Value::Null => fields.remove(key),
        value => fields.insert(key.to_owned(), value.clone()),
    };
    body.to_string()
}

/// The change that sets `value` at a pointer and nothing else.
fn change(pointer: &str, value: &Value) -> String {
    let wrap = |inner: Value, key: &str| json!({ key: inner });
    pointer.rsplit('/').filter(|key| !key.is_empty()).fold(value.clone(), wrap).to_string()
}

/// Creates with each value, and changes to it.
fn check(noun: &str, body: &str, cases: &[Case]) {
    let mut api = Api::empty();
    let group = api.group();
    let body = body
        .replace("<template>", group.instance_template_id.as_str())
        .replace("<group>", group.id.as_str());
    for (pointer, value, accepted) in cases {
        let expected = if *accepted { 200 } else { 400 };
        let create = with(&body, pointer, value);
        let (status, text) = api.call("POST", noun, &create);
        assert_eq!(status, expected, "create {noun} with {pointer} = {value}: {text}");
        refused_at(pointer, *accepted, &text);

        let row: Value = api.ok("POST", noun, &body);
        let path = format!("{noun}/{}", row["id"].as_str().unwrap());
        let (status, text) = api.call("PATCH", &path, &change(pointer, value));
        assert_eq!(status, expected, "change {noun} to {pointer} = {value}: {text}");
        refused_at(pointer, *accepted, &text);
        if *accepted {
            let got: Value = serde_json::from_str(&text).unwrap();
            let row: Value = api.ok("GET", &path, "");
            assert_eq!(got, row, "{pointer} = {value}");
        }
    }
}

/// A refusal names the field alone, in words of its own.
fn refused_at(pointer: &str, accepted: bool, text: &str) {
    if accepted {
        return;
    }
    let body: Value = serde_json::from_str(text).unwrap();
    let details = body["details"].as_array().unwrap();
    let field = pointer.trim_start_matches('/').replace('/', ".");
    assert!(details.iter().any(|detail| detail["field"] == field.as_str()), "{pointer}: {text}");
    assert!(details.iter().all(|detail| detail["message"].as_str().is_some_and(|m| m.len() > 9)));
}

fn names(pointer: &'static str) -> Vec<Case> {
    [("", false), ("n", true), (&"é".repeat(255), true), (&"é".repeat(256), false)]
        .into_iter()
        .map(|(name, accepted)| (pointer, json!(name), accepted))
        .collect()
}

#[test]
fn groups_keep_the_published_rules() {
    let mut cases = names("/name");
    cases.extend([
        ("/capacity/max_replicas", json!(1), false),
        ("/capacity/max_replicas", json!(2), true),
        ("/capacity/max_replicas", json!(u32::MAX), true),
        ("/capacity/max_replicas", json!(u64::from(u32::MAX) + 1), false),
        ("/capacity/max_replicas", json!(-1), false),
        ("/capacity/max_replicas", json!("5"), false),
        ("/capacity/min_replicas", json!(0), false),
        ("/capacity/min_replicas", json!(1), true),
        ("/capacity/min_replicas", json!(5), true),
        ("/capacity/cooldown_delay", json!("0s"), true),
        ("/capacity/cooldown_delay", json!("0.5s"), true),
        ("/capacity/cooldown_delay", json!("86400s"), true),
        ("/capacity/cooldown_delay", json!("5m"), false),
        ("/capacity/cooldown_delay", json!(300), false),
        ("/tags", json!([]), true),
        ("/tags", json!(vec!["t".repeat(999); 99]), true),
    ]);
    check("instance-groups", GROUP, &cases);
}

#[test]
fn policies_keep_the_published_rules() {
    let mut cases = names("/name");
    cases.extend(names("/metric/name"));
    for operator in ["operator_greater_than", "operator_less_than"] {
        cases.push(("/metric/operator", json!(operator), true));
    }
    for aggregate in ["average", "max", "min", "sum"] {
        cases.push(("/metric/aggregate", json!(format!("aggregate_{aggregate}")), true));
    }
    for metric in [
        "managed_metric_instance_cpu",
        "managed_metric_instance_network_in",
        "managed_metric_instance_network_out",
        "managed_loadbalancer_backend_connections_rate",
        "managed_loadbalancer_backend_throughput",
    ] {
        cases.push(("/metric/managed_metric", json!(metric), true));
    }
    cases.extend([
        ("/value", json!(0), false),
        ("/value", json!(1), true),
        ("/value", json!(u32::MAX), true),
        ("/metric/sampling_range_min", json!(0), false),
        ("/metric/sampling_range_min", json!(1), true),
        ("/metric/sampling_range_min", json!(60), true),
        ("/metric/sampling_range_min", json!(61), false),
        ("/metric/threshold", json!(-3.5), true),
        ("/metric/threshold", json!(0), true),
        ("/metric/threshold", json!(1e30), true),
        ("/metric/threshold", json!(1e39), false),
        ("/priority", json!(0), true),
        ("/priority", json!(u32::MAX), true),
        ("/priority", json!(u64::from(u32::MAX) + 1), false),
        ("/action", json!("scale_up"), true),
        ("/action", json!("sideways"), false),
        ("/type", json!("percent_of_total_group"), true),
        ("/type", json!("set_total_group"), true),
        ("/type", json!("some"), false),
        ("/metric/operator", json!("operator_equal"), false),
        ("/metric/aggregate", json!("aggregate_p95"), false),
    ]);
    check("instance-policies", SCALE_DOWN, &cases);
}

#[test]
fn templates_keep_the_published_rules() {
    let mut cases = names("/name");
    cases.extend([
        ("/public_ips_v4_count", json!(5), true),
        ("/public_ips_v4_count", json!(6), false),
        ("/public_ips_v6_count", json!(0), true),
        ("/public_ips_v6_count", json!(6), false),
        ("/tags", json!([]), true),
        ("/private_network_ids", json!(["a", "b"]), true),
        ("/cloud_init", json!("IyE="), true),
        ("/cloud_init", json!("not base64"), false),
        ("/security_group_id", json!("s"), true),
        ("/placement_group_id", json!("p"), true),
        ("/image_id", json!("i"), true),
    ]);
    check("instance-templates", TEMPLATE, &cases);
}

#[test]
fn volumes_keep_the_published_rules() {
    let mut api = Api::empty();
    let snapshot = json!({"snapshot_id": "s"});
    let volume =
        json!({"name": "v", "from_snapshot": snapshot, "boot": true, "volume_type": "sbs"});
    for (key, value, accepted) in [
        ("name", json!(""), false),
        ("name", json!("v".repeat(999)), true),
        ("perf_iops", json!(5_000), true),
        ("perf_iops", json!(15_000), true),
        ("perf_iops", json!(10_000), false),
        ("volume_type", json!("l_ssd"), true),
        ("volume_type", json!("floppy"), false),
        ("from_snapshot", json!({"snapshot_id": "s", "size": 10_000_000_000_u64}), true),
        ("from_empty", json!({"size": 10_000_000_000_u64}), false),
    ] {
        let mut changed = volume.clone();
        changed[key] = value.clone();
        let body = with(TEMPLATE, "/volumes", &json!({"0": changed}));
        let (status, text) = api.call("POST", "instance-templates", &body);
        assert_eq!(status, if accepted { 200 } else { 400 }, "{key} = {value}: {text}");
        let named = text.contains(&format!(r#""field":"volumes.0.{key}"#))
            || text.contains(r#""field":"volumes.0.from_snapshot""#);
        assert_eq!(named, !accepted, "{key} = {value}: {text}");
    }
}

#[test]
fn what_is_unset_is_null_or_absent_as_recorded() {
    let mut api = Api::empty();
    let bare = json!({
        "name": "n", "commercial_type": "PLAY2-NANO", "image_id": "i", "project_id": "p",
    });
    let (_, text) = api.call("POST", "instance-templates", &bare.to_string());
    let start = concat!(
        r#""commercial_type":"PLAY2-NANO","image_id":"i","volumes":{},"tags":[],"#,
        r#""security_group_id":null,"placement_group_id":null,"project_id":"p","name":"n","#,
        r#""private_network_ids":[],"status":"unknown_status","created_at":""#,
    );
    assert!(text.contains(start), "{text}");

    let template = api.template();
    let body = with(GROUP, "/capacity/cooldown_delay", &Value::Null);
    let body = with(&body, "/loadbalancer/private_network_id", &Value::Null);
    let body = with(&body, "/tags", &Value::Null);
    let (_, text) =
        api.call("POST", "instance-groups", &body.replace("<template>", template.id.as_str()));
    let capacity = r#""capacity":{"max_replicas":5,"min_replicas":1,"cooldown_delay":null}"#;
    assert!(text.contains(capacity), "{text}");
    assert!(text.contains(r#""private_network_id":null},"error_messages":[],"#), "{text}");
    assert!(text.contains(r#""tags":[],"#), "{text}");
}
