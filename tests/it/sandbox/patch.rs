//! What a PATCH changes, and what it leaves (contract, section 3).

use serde_json::{Value, json};

use super::{Api, MINUTE};

/// Sends each change to a fresh row and compares what changed: the reply's values at the paths,
/// and nothing else but `updated_at`.
fn check(noun: &str, changes: &[(Value, &[(&str, Value)])]) {
    for (change, expected) in changes {
        let mut api = Api::empty();
        let group = api.group();
        let [_, policy] = api.pair(&group);
        let id = match noun {
            "instance-templates" => group.instance_template_id.0,
            "instance-groups" => group.id.0,
            _ => policy.id.0,
        };
        api.advance(MINUTE);
        let path = format!("{noun}/{id}");
        let mut wanted: Value = api.ok("GET", &path, "");
        let before = wanted["updated_at"].clone();
        for (pointer, value) in *expected {
            *place(&mut wanted, pointer) = value.clone();
        }
        let mut got: Value = api.ok("PATCH", &path, &change.to_string());
        assert_eq!(api.ok::<Value>("GET", &path, ""), got, "{change}");
        if let Some(stamp) = got.get_mut("updated_at") {
            assert_ne!(*stamp, before, "{change}");
            *stamp = before;
        }
        assert_eq!(got, wanted, "{change}");
    }
}

/// The value at a pointer; the last step may be new.
fn place<'a>(value: &'a mut Value, pointer: &str) -> &'a mut Value {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    &mut value.pointer_mut(parent).unwrap()[key]
}

#[test]
fn groups_merge_field_by_field() {
    check(
        "instance-groups",
        &[
            (json!({}), &[]),
            (json!({"name": "n"}), &[("/name", json!("n"))]),
            (json!({"name": null, "tags": null, "capacity": null, "loadbalancer": null}), &[]),
            (json!({"tags": []}), &[("/tags", json!([]))]),
            (json!({"tags": ["a"]}), &[("/tags", json!(["a"]))]),
            (
                json!({"capacity": {
                    "max_replicas": null, "min_replicas": 3, "cooldown_delay": null,
                }}),
                &[("/capacity/min_replicas", json!(3))],
            ),
            (
                json!({"capacity": {"cooldown_delay": "60.000000000s"}}),
                &[("/capacity/cooldown_delay", json!("60s"))],
            ),
            (
                json!({"loadbalancer": {"backend_ids": ["a", "b"]}}),
                &[("/loadbalancer/backend_ids", json!(["a", "b"]))],
            ),
            (json!({"loadbalancer": {"backend_ids": null}}), &[]),
            (
                json!({
                    "loadbalancer": {"id": "x", "private_network_id": "x"},
                    "template_id": "x", "instance_template_id": "x", "project_id": "x",
                    "zone": "x", "id": "x", "created_at": "x", "error_messages": ["x"],
                }),
                &[],
            ),
        ],
    );
}

#[test]
fn policies_merge_field_by_field() {
    check(
        "instance-policies",
        &[
            (json!({"action": "", "type": ""}), &[]),
            (json!({"action": "unknown_action", "type": "unknown_type"}), &[]),
            (json!({"action": null, "type": null, "metric": null}), &[]),
            (json!({"action": "scale_up"}), &[("/action", json!("scale_up"))]),
            (json!({"type": "set_total_group"}), &[("/type", json!("set_total_group"))]),
            (json!({"value": 3, "priority": 0}), &[("/value", json!(3)), ("/priority", json!(0))]),
            (json!({"instance_group_id": "x"}), &[]),
            (
                json!({"metric": {
                    "operator": "", "aggregate": "", "threshold": null, "name": null,
                }}),
                &[],
            ),
            (
                json!({"metric": {"operator": "operator_unknown", "managed_metric":
                    "managed_metric_unknown", "aggregate": "aggregate_unknown"}}),
                &[],
            ),
            (json!({"metric": {"threshold": 40.1}}), &[("/metric/threshold", json!(40.1))]),
            (
                json!({"metric": {"sampling_range_min": 60, "aggregate": "aggregate_max"}}),
                &[
                    ("/metric/sampling_range_min", json!(60)),
                    ("/metric/aggregate", json!("aggregate_max")),
                ],
            ),
            (
                json!({"metric": {"managed_metric": "managed_loadbalancer_backend_throughput"}}),
                &[("/metric/managed_metric", json!("managed_loadbalancer_backend_throughput"))],
            ),
        ],
    );
}

#[test]
fn templates_merge_field_by_field() {
    let volume = json!({"name": "v", "from_empty": {"size": 1}, "tags": [], "boot": false,
        "volume_type": "l_ssd"});
    check(
        "instance-templates",
        &[
            (json!({"volumes": null, "tags": null, "image_id": null}), &[]),
            (json!({"image_id": "", "security_group_id": "", "commercial_type": ""}), &[]),
            (json!({"commercial_type": "X"}), &[("/commercial_type", json!("X"))]),
            (
                json!({"volumes": {"1": volume}, "image_id": "i"}),
                &[("/volumes", json!({"1": volume})), ("/image_id", json!("i"))],
            ),
            (
                json!({"private_network_ids": ["n"], "tags": []}),
                &[("/private_network_ids", json!(["n"])), ("/tags", json!([]))],
            ),
            (json!({"public_ips_v6_count": 2}), &[("/public_ips_v6_count", json!(2))]),
            (json!({"cloud_init": "IyE="}), &[("/cloud_init", json!("IyE="))]),
            (json!({"cloud_init": "", "placement_group_id": ""}), &[]),
            (json!({"project_id": "x", "status": "ready"}), &[]),
        ],
    );
}

#[test]
fn the_other_kind_of_metric_takes_the_place_of_the_first() {
    let mut api = Api::empty();
    let group = api.group();
    let [policy, _] = api.pair(&group);
    let path = format!("instance-policies/{}", policy.id);
    let body = json!({"metric": {"cockpit_metric_name": "queue"}}).to_string();
    let metric = api.ok::<Value>("PATCH", &path, &body)["metric"].clone();
    assert_eq!(
        (&metric["cockpit_metric_name"], metric.get("managed_metric")),
        (&json!("queue"), None)
    );
    let body = json!({"metric": {"managed_metric": "managed_metric_instance_cpu"}}).to_string();
    let metric = api.ok::<Value>("PATCH", &path, &body)["metric"].clone();
    assert_eq!(metric.get("cockpit_metric_name"), None);
}

#[test]
fn the_whole_is_checked_after_the_merge_and_left_alone_when_refused() {
    let mut api = Api::empty();
    let group = api.group();
    let [policy, _] = api.pair(&group);
    let template = group.instance_template_id.clone();
    for (path, change, field) in [
        (format!("instance-groups/{}", group.id), json!({"name": ""}), "name"),
        (
            format!("instance-groups/{}", group.id),
            json!({"name": "kept?", "capacity": {"min_replicas": 6}}),
            "capacity.max_replicas",
        ),
        (format!("instance-policies/{}", policy.id), json!({"value": 0}), "value"),
        (
            format!("instance-policies/{}", policy.id),
            json!({"metric": {"sampling_range_min": 0}}),
            "metric.sampling_range_min",
        ),
        (format!("instance-templates/{template}"), json!({"volumes": {}}), "image_id"),
        (format!("instance-templates/{template}"), json!({"name": "x".repeat(256)}), "name"),
    ] {
        let before = api.call("GET", &path, "");
        let (status, text) = api.call("PATCH", &path, &change.to_string());
        assert_eq!(status, 400, "{change}");
        assert!(text.contains(&format!(r#""field":"{field}""#)), "{change}: {text}");
        assert_eq!(api.call("GET", &path, ""), before, "{change}");
    }
}
