//! The one gate from the wire to the engine: contract.md, section 6, rule by rule.

use headroom::engine::{
    Adjustment, Aggregate, Capacity, Cooldown, Direction, FieldErrors, Metric, Operator, Policy,
    check_group, check_template,
};
use headroom::wire;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::wire::body;

/// `text` with some fields replaced, each by its path: `metric.name`. `"absent"` removes it.
fn edited<T: DeserializeOwned>(text: &str, edits: &[(&str, Value)]) -> T {
    let mut root: Value = serde_json::from_str(text).unwrap();
    for (path, value) in edits {
        let (parents, name) = path.rsplit_once('.').unwrap_or(("", path));
        let steps = parents.split_terminator('.');
        let pointer: String = steps.map(|step| format!("/{step}")).collect();
        let object = root.pointer_mut(&pointer).unwrap().as_object_mut().unwrap();
        if *value == json!("absent") {
            object.remove(name);
        } else {
            object.insert(name.to_owned(), value.clone());
        }
    }
    serde_json::from_value(root).unwrap_or_else(|error| panic!("{edits:?}: {error}"))
}

/// The errors as `path reason`, in their order, with every message a sentence.
fn refused<T>(result: Result<T, FieldErrors>) -> Vec<String> {
    let Err(errors) = result else { return Vec::new() };
    assert!(!errors.is_empty(), "an error names a field");
    for error in &errors.0 {
        assert!(error.message.ends_with('.'), "{:?} is no sentence", error.message);
        assert!(errors.at(&error.field).is_some() && errors.to_string().contains(&error.message));
    }
    errors.0.iter().map(|e| format!("{} {}", e.field, e.reason.as_str())).collect()
}

fn check_policy(edits: &[(&str, Value)], expected: &[&str]) {
    let body: wire::CreatePolicy = edited(body!("quickstart_scale_up"), edits);
    assert_eq!(refused(Policy::try_from(&body)), expected, "{edits:?}");
    let row: wire::Policy = edited(body!("quickstart_scale_up"), edits);
    assert_eq!(refused(Policy::try_from(&row)), expected, "the stored row with {edits:?}");
}

fn check_new_group(edits: &[(&str, Value)], expected: &[&str]) {
    let body: wire::CreateGroup = edited(body!("quickstart_group"), edits);
    assert_eq!(refused(Capacity::try_from(&body)), expected, "{edits:?}");
}

fn check_new_template(edits: &[(&str, Value)], expected: &[&str]) {
    let body: wire::CreateTemplate = edited(body!("quickstart_template"), edits);
    assert_eq!(refused(check_template(&body)), expected, "{edits:?}");
}

#[test]
fn the_quickstarts_bodies_pass() {
    let up: wire::CreatePolicy = serde_json::from_str(body!("quickstart_scale_up")).unwrap();
    let policy = Policy::try_from(&up).unwrap();
    let expected = Policy {
        name: "my-policy-scale-up".to_owned(),
        metric: Metric::Cpu,
        aggregate: Aggregate::Average,
        look_back_ms: 300_000,
        operator: Operator::GreaterThan,
        threshold: 70.0,
        direction: Direction::Up,
        adjustment: Adjustment::FlatCount(1),
        priority: 1,
    };
    assert_eq!(policy, expected);
    let down: wire::CreatePolicy = serde_json::from_str(body!("quickstart_scale_down")).unwrap();
    let policy = Policy::try_from(&down).unwrap();
    let read = (policy.operator, policy.direction, policy.threshold, policy.priority);
    assert_eq!(read, (Operator::LessThan, Direction::Down, 40.0, 2));
    let group: wire::CreateGroup = serde_json::from_str(body!("quickstart_group")).unwrap();
    let capacity = Capacity { min: 1, max: 5, cooldown: Cooldown::both(300_000) };
    assert_eq!(Capacity::try_from(&group), Ok(capacity));
    check_new_template(&[], &[]);
}

#[test]
fn recorded_bodies_pass() {
    let group: wire::CreateGroup = serde_json::from_str(body!("group_create_request")).unwrap();
    assert!(Capacity::try_from(&group).is_ok());
    let group: wire::Group = serde_json::from_str(body!("group_create_reply")).unwrap();
    assert!(check_group(&group).is_ok());
    let policy: wire::CreatePolicy = serde_json::from_str(body!("policy_create_request")).unwrap();
    assert!(Policy::try_from(&policy).is_ok(), "one lone scale-down policy of priority 2");
    let policy: wire::Policy = serde_json::from_str(body!("policy_create_reply")).unwrap();
    assert!(Policy::try_from(&policy).is_ok());
    let text = body!("template_create_request");
    assert_eq!(check_template(&serde_json::from_str(text).unwrap()), Ok(()));
}

#[test]
fn names_are_1_to_255_characters_long() {
    for (name, wrong) in [
        (String::new(), Some("required")),
        ("a".to_owned(), None),
        ("a".repeat(255), None),
        ("é".repeat(255), None),
        ("a".repeat(256), Some("constraint")),
    ] {
        let at = |field: &str| wrong.map(|reason| format!("{field} {reason}"));
        let (plain, metric) = (at("name"), at("metric.name"));
        let plain: Vec<&str> = plain.iter().map(String::as_str).collect();
        let metric: Vec<&str> = metric.iter().map(String::as_str).collect();
        check_policy(&[("name", json!(name))], &plain);
        check_policy(&[("metric.name", json!(name))], &metric);
        check_new_group(&[("name", json!(name))], &plain);
        check_new_template(&[("name", json!(name))], &plain);
        let group: wire::Group = edited(body!("group_create_reply"), &[("name", json!(name))]);
        assert_eq!(refused(check_group(&group)), plain);
    }
}

#[test]
fn a_volumes_name_is_not_empty_and_may_be_long() {
    let empty = [("volumes.0.name", json!(""))];
    check_new_template(&empty, &["volumes.0.name required"]);
    check_new_template(&[("volumes.0.name", json!("v"))], &[]);
    check_new_template(&[("volumes.0.name", json!("v".repeat(300)))], &[]);
}

#[test]
fn the_minimum_is_at_least_1_and_the_maximum_at_least_2() {
    let table: [(u32, u32, &[&str]); 9] = [
        (1, 2, &[]),
        (2, 2, &[]),
        (1, u32::MAX, &[]),
        (u32::MAX, u32::MAX, &[]),
        (0, 2, &["capacity.min_replicas constraint"]),
        (1, 1, &["capacity.max_replicas constraint"]),
        (1, 0, &["capacity.max_replicas constraint"]),
        (0, 0, &["capacity.min_replicas constraint", "capacity.max_replicas constraint"]),
        (3, 2, &["capacity.max_replicas constraint"]),
    ];
    for (min, max, expected) in table {
        let edits = [("capacity.min_replicas", json!(min)), ("capacity.max_replicas", json!(max))];
        check_new_group(&edits, expected);
        let group: wire::Group = edited(body!("group_create_reply"), &edits);
        assert_eq!(refused(check_group(&group)), expected, "{edits:?}");
    }
}

#[test]
fn a_cooldown_has_no_bounds_but_zero() {
    let table = [
        (json!("0s"), Ok(0)),
        (json!("absent"), Ok(0)),
        (json!(null), Ok(0)),
        (json!("0.5s"), Ok(500)),
        (json!("120s"), Ok(120_000)),
        (json!("86400s"), Ok(86_400_000)),
        (json!("-1s"), Err("capacity.cooldown_delay constraint")),
        (json!("-0.000000001s"), Err("capacity.cooldown_delay constraint")),
        (json!("-0s"), Ok(0)),
    ];
    for (delay, expected) in table {
        let edits = [("capacity.cooldown_delay", delay)];
        let body: wire::CreateGroup = edited(body!("quickstart_group"), &edits);
        match expected {
            Ok(ms) => assert_eq!(
                Capacity::try_from(&body).unwrap().cooldown,
                Cooldown::both(ms),
                "{edits:?}"
            ),
            Err(error) => check_new_group(&edits, &[error]),
        }
    }
}

#[test]
fn a_group_needs_its_project_template_and_load_balancer() {
    let fields = ["project_id", "template_id", "loadbalancer.id"];
    for field in fields {
        check_new_group(&[(field, json!(""))], &[&format!("{field} required")]);
    }
    check_new_group(&[("loadbalancer.private_network_id", json!("absent"))], &[]);
    let all = fields.map(|field| (field, json!("")));
    let expected = ["project_id required", "template_id required", "loadbalancer.id required"];
    check_new_group(&all, &expected);
}

#[test]
fn a_value_is_at_least_1_and_has_no_upper_bound() {
    for kind in ["flat_count", "percent_of_total_group", "set_total_group"] {
        for (value, expected) in
            [(0_u32, &["value constraint"][..]), (1, &[]), (101, &[]), (u32::MAX, &[])]
        {
            check_policy(&[("type", json!(kind)), ("value", json!(value))], expected);
        }
    }
}

#[test]
fn a_look_back_is_1_to_60_minutes() {
    let wrong = &["metric.sampling_range_min constraint"][..];
    for (minutes, expected) in
        [(0_u32, wrong), (1, &[]), (2, &[]), (60, &[]), (61, wrong), (u32::MAX, wrong)]
    {
        check_policy(&[("metric.sampling_range_min", json!(minutes))], expected);
    }
}

#[test]
fn any_priority_and_any_finite_threshold_will_do() {
    for priority in [0, 1, u32::MAX] {
        check_policy(&[("priority", json!(priority))], &[]);
    }
    for threshold in [json!(-5), json!(0), json!(100.5), json!(3.4e38)] {
        check_policy(&[("metric.threshold", threshold)], &[]);
    }
}

#[test]
fn every_choice_of_a_policy_must_be_made_and_be_known() {
    let fields = ["metric.managed_metric", "metric.operator", "metric.aggregate", "action", "type"];
    let defaults = [
        "managed_metric_unknown",
        "operator_unknown",
        "aggregate_unknown",
        "unknown_action",
        "unknown_type",
    ];
    for (field, default) in fields.into_iter().zip(defaults) {
        for unset in [json!("absent"), json!(null), json!(""), json!(default)] {
            check_policy(&[(field, unset)], &[&format!("{field} required")]);
        }
        check_policy(&[(field, json!("sideways"))], &[&format!("{field} constraint")]);
    }
}

#[test]
fn every_managed_metric_and_a_custom_one_are_accepted() {
    for metric in Metric::MANAGED {
        let word = metric.to_wire().unwrap();
        let edits = [("metric.managed_metric", json!(word))];
        let body: wire::CreatePolicy = edited(body!("quickstart_scale_up"), &edits);
        assert_eq!(Policy::try_from(&body).unwrap().metric, metric);
    }
    let edits = [
        ("metric.managed_metric", json!("absent")),
        ("metric.cockpit_metric_name", json!("my_queue")),
    ];
    let body: wire::CreatePolicy = edited(body!("quickstart_scale_up"), &edits);
    assert_eq!(Policy::try_from(&body).unwrap().metric, Metric::Custom);
    let empty = [("metric.managed_metric", json!("")), ("metric.cockpit_metric_name", json!(""))];
    check_policy(&empty, &["metric.managed_metric required"]);
}

#[test]
fn an_empty_policy_names_every_field_at_once() {
    let expected = [
        "name required",
        "metric.name required",
        "metric.managed_metric required",
        "metric.operator required",
        "metric.aggregate required",
        "metric.sampling_range_min constraint",
        "action required",
        "type required",
        "value constraint",
        "instance_group_id required",
    ];
    assert_eq!(refused(Policy::try_from(&wire::CreatePolicy::default())), expected);
    check_policy(&[("instance_group_id", json!(""))], &["instance_group_id required"]);
}

#[test]
fn a_template_needs_a_type_a_project_and_something_to_boot() {
    check_new_template(&[("commercial_type", json!(""))], &["commercial_type required"]);
    check_new_template(&[("project_id", json!(""))], &["project_id required"]);
    check_new_template(&[("volumes", json!({}))], &["image_id required"]);
    check_new_template(&[("volumes.0.boot", json!(false))], &["image_id required"]);
    check_new_template(&[("volumes", json!({})), ("image_id", json!("an image"))], &[]);
    let empty = [("volumes", json!({})), ("image_id", json!(""))];
    check_new_template(&empty, &["image_id required"]);
    // The one public example beside the quickstart: an image and an empty volume of 20 GB.
    let example = [
        ("image_id", json!("an image")),
        ("volumes.0.from_snapshot", json!("absent")),
        ("volumes.0.from_empty", json!({"size": 20_000_000_000_u64})),
        ("cloud_init", json!("I2Nsb3VkLWNvbmZpZwo=")),
    ];
    check_new_template(&example, &[]);
}

#[test]
fn a_volume_is_made_in_one_way() {
    let snapshot = "volumes.0.from_snapshot";
    let image = ("image_id", json!("an image"));
    let neither = [image.clone(), (snapshot, json!("absent"))];
    check_new_template(&neither, &["volumes.0.from_snapshot required"]);
    let both = [("volumes.0.from_empty", json!({"size": 1}))];
    check_new_template(&both, &["volumes.0.from_snapshot constraint"]);
    let unnamed = [(snapshot, json!({"snapshot_id": ""}))];
    check_new_template(&unnamed, &["volumes.0.from_snapshot.snapshot_id required"]);
    let nothing = [(snapshot, json!({"snapshot_id": "s", "size": 0}))];
    check_new_template(&nothing, &["volumes.0.from_snapshot.size constraint"]);
    for (size, expected) in [(0, &["volumes.0.from_empty.size constraint"][..]), (1, &[])] {
        let from_empty = ("volumes.0.from_empty", json!({"size": size}));
        let empty = [image.clone(), (snapshot, json!("absent")), from_empty];
        check_new_template(&empty, expected);
    }
}

#[test]
fn storage_runs_at_5000_or_15000_operations_a_second() {
    let wrong = &["volumes.0.perf_iops constraint"][..];
    for (iops, expected) in [
        (json!("absent"), &[][..]),
        (json!(5_000), &[]),
        (json!(15_000), &[]),
        (json!(0), wrong),
        (json!(10_000), wrong),
        (json!(15_001), wrong),
    ] {
        check_new_template(&[("volumes.0.perf_iops", iops)], expected);
    }
}

#[test]
fn a_volumes_type_is_local_or_block() {
    for word in ["l_ssd", "sbs"] {
        check_new_template(&[("volumes.0.volume_type", json!(word))], &[]);
    }
    for unset in ["absent", "", "unknown_volume_type"] {
        let edits = [("volumes.0.volume_type", json!(unset))];
        check_new_template(&edits, &["volumes.0.volume_type required"]);
    }
    let unknown = [("volumes.0.volume_type", json!("tape"))];
    check_new_template(&unknown, &["volumes.0.volume_type constraint"]);
}

#[test]
fn an_instance_has_at_most_five_addresses_of_a_family() {
    for field in ["public_ips_v4_count", "public_ips_v6_count"] {
        for count in [json!("absent"), json!(null), json!(0), json!(5)] {
            check_new_template(&[(field, count)], &[]);
        }
        check_new_template(&[(field, json!(6))], &[&format!("{field} constraint")]);
    }
}

#[test]
fn every_wrong_volume_is_named_by_its_slot() {
    let volume = json!({"name": "", "from_empty": {"size": 0}, "volume_type": "sbs"});
    let expected = [
        "volumes.0.name required",
        "volumes.7.name required",
        "volumes.7.from_empty.size constraint",
    ];
    check_new_template(&[("volumes.7", volume), ("volumes.0.name", json!(""))], &expected);
}
