//! The rules of groups and templates of the second generation.

use headroom::engine::{
    Capacity, Cooldown, FieldErrors, Goal, Metric, Reason, Scaling, ScalingPolicy, Target,
    check_changed_scaling_group, check_new_scaling_group, check_server_template,
};
use headroom::wire::v1alpha2::{self, CreateGroup, CreateTemplate, UpdateGroup};
use serde_json::{Value, json};

fn read<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

/// A policy with these fields changed.
fn policy(change: &Value) -> v1alpha2::ScalingPolicy {
    let mut body = json!({
        "minimum_size": 1, "maximum_size": 5, "scale_out_cooldown": "60s",
        "scale_in_cooldown": "300s", "scale_in_step": 1, "scale_out_step": 2,
        "cpu_target": {"target_avg_percent": 70},
    });
    merge(&mut body, change);
    read(body)
}

fn merge(body: &mut Value, change: &Value) {
    let (Some(fields), Some(changes)) = (body.as_object_mut(), change.as_object()) else {
        return;
    };
    for (name, value) in changes {
        match value {
            Value::Null => drop(fields.remove(name)),
            Value::Object(_) if fields.get(name).is_some_and(Value::is_object) => {
                merge(fields.get_mut(name).unwrap(), value);
            }
            _ => drop(fields.insert(name.clone(), value.clone())),
        }
    }
}

fn fields(errors: &FieldErrors) -> Vec<(&str, Reason)> {
    errors.0.iter().map(|error| (error.field.as_ref(), error.reason)).collect()
}

#[test]
fn a_policy_becomes_what_a_scaler_goes_by() {
    let read = ScalingPolicy::try_from(&policy(&json!({}))).unwrap();
    let cooldown = Cooldown { after_out_ms: 60_000, after_in_ms: 300_000 };
    assert_eq!(read.capacity, Capacity { min: 1, max: 5, cooldown });
    let goal = Goal::Average { metric: Metric::Cpu, percent: 70 };
    assert_eq!(read.scaling, Scaling::Target(Target { goal, out_step: 2, in_step: 1 }));
}

#[test]
fn what_no_rule_forbids_is_allowed() {
    for change in [
        json!({"scale_in_step": 0, "scale_out_step": 0}),
        json!({"minimum_size": 0, "maximum_size": 0}),
        json!({"cpu_target": {"target_avg_percent": 0}}),
        json!({"cpu_target": {"target_avg_percent": 100}}),
        json!({"cpu_target": null, "fixed_size": {"size": 9}}),
        json!({"scale_in_cooldown": "0s"}),
    ] {
        assert!(ScalingPolicy::try_from(&policy(&change)).is_ok(), "{change}");
    }
}

#[test]
fn each_broken_rule_is_told_at_its_field() {
    use Reason::{Constraint, Required};
    for (change, field, reason) in [
        (json!({"minimum_size": 6}), "maximum_size", Constraint),
        (json!({"scale_out_cooldown": "-1s"}), "scale_out_cooldown", Constraint),
        (json!({"scale_in_cooldown": "-0.0001s"}), "scale_in_cooldown", Constraint),
        (json!({"cpu_target": null}), "fixed_size", Required),
        (json!({"memory_target": {"target_avg_percent": 5}}), "memory_target", Constraint),
        (json!({"fixed_size": {"size": 2}}), "cpu_target", Constraint),
        (
            json!({"cpu_target": {"target_avg_percent": 101}}),
            "cpu_target.target_avg_percent",
            Constraint,
        ),
    ] {
        let errors = ScalingPolicy::try_from(&policy(&change)).unwrap_err();
        assert_eq!(fields(&errors), [(field, reason)], "{change}");
    }
}

fn body(change: &Value) -> CreateGroup {
    let mut body = json!({
        "project_id": "P", "name": "web", "template_id": "T",
        "scaling_policy_spec": {
            "minimum_size": 1, "maximum_size": 3, "fixed_size": {"size": 2},
        },
        "load_balancer_configuration_spec": {
            "load_balancer_id": "L",
            "backends": [{"backend_id": "B", "address_family": "ipv4"}],
        },
    });
    merge(&mut body, change);
    read(body)
}

#[test]
fn a_new_group_gets_the_recorded_defaults() {
    let policy = check_new_scaling_group(&body(&json!({}))).unwrap();
    let written = serde_json::to_string(&policy).unwrap();
    let recorded = concat!(
        r#"{"minimum_size":1,"maximum_size":3,"scale_out_cooldown":"60s","#,
        r#""scale_in_cooldown":"60s","scale_in_step":1,"scale_out_step":1,"#,
        r#""fixed_size":{"size":2}}"#,
    );
    assert_eq!(written, recorded);
}

#[test]
fn a_new_group_is_told_all_that_is_wrong_at_once() {
    use Reason::{Constraint, Required};
    let errors = check_new_scaling_group(&CreateGroup::default()).unwrap_err();
    let required = ["project_id", "name", "template_id", "scaling_policy_spec"];
    assert_eq!(fields(&errors), required.map(|field| (field, Required)));
    for (change, expected) in [
        (
            json!({"scaling_policy_spec": {"maximum_size": null, "fixed_size": null}}),
            vec![
                ("scaling_policy_spec.maximum_size", Required),
                ("scaling_policy_spec.fixed_size", Required),
            ],
        ),
        (
            json!({"scaling_policy_spec": {"minimum_size": null}}),
            vec![("scaling_policy_spec.minimum_size", Required)],
        ),
        (
            json!({"load_balancer_configuration_spec": {
                "load_balancer_id": null,
                "backends": [{"backend_id": "B", "address_family": "ipx"}, {}],
                "auto_healing": {"grace_period": "-5s"},
            }}),
            vec![
                ("load_balancer_configuration_spec.load_balancer_id", Required),
                ("load_balancer_configuration_spec.backends.0.address_family", Constraint),
                ("load_balancer_configuration_spec.backends.1.backend_id", Required),
                ("load_balancer_configuration_spec.backends.1.address_family", Required),
                ("load_balancer_configuration_spec.auto_healing.grace_period", Constraint),
            ],
        ),
    ] {
        let errors = check_new_scaling_group(&body(&change)).unwrap_err();
        assert_eq!(fields(&errors), expected, "{change}");
    }
}

#[test]
fn a_change_keeps_what_it_leaves_out_and_replaces_the_target() {
    let old = policy(&json!({}));
    let change = |spec: Value| ScalingPolicy::changed(&old, &read(spec));
    assert_eq!(change(json!({})), old);
    assert_eq!(change(json!({"minimum_size": null, "maximum_size": 9})).minimum_size, 1);
    let memory = change(json!({"memory_target": {"target_avg_percent": 50}}));
    assert_eq!((memory.cpu_target, memory.memory_target.is_some()), (None, true));
    let twice = json!({"memory_target": {"target_avg_percent": 5}, "fixed_size": {"size": 1}});
    let errors = check_changed_scaling_group(&UpdateGroup::default(), &change(twice)).unwrap_err();
    assert_eq!(errors.0[0].field, "scaling_policy_spec.memory_target");
    let update = read(json!({"name": "", "template_id": ""}));
    let errors = check_changed_scaling_group(&update, &old).unwrap_err();
    assert_eq!(fields(&errors), ["name", "template_id"].map(|field| (field, Reason::Required)));
    let update = read(json!({"load_balancer_configuration_spec": {"load_balancer_id": ""}}));
    assert_eq!(check_changed_scaling_group(&update, &old), Ok(()));
}

#[test]
fn a_template_is_told_all_that_is_wrong() {
    let good: CreateTemplate = read(json!({
        "project_id": "P", "name": "web", "server_type": "GP1-L",
        "volumes": [
            {"volume_type": "sbs", "image_label": "ubuntu_noble", "perf_iops": 15_000},
            {"volume_type": "scratch", "size": 100},
        ],
    }));
    assert_eq!(check_server_template(&good), Ok(()));
    let bad: CreateTemplate = read(json!({
        "volumes": [
            {"volume_type": "b_ssd", "size": 0, "image_label": "a", "base_snapshot_id": "s"},
            {"perf_iops": 7},
        ],
        "private_networks": [{}],
        "public_ip_v4_count": 6, "public_ip_v6_count": 5,
    }));
    let errors = check_server_template(&bad).unwrap_err();
    let told: Vec<_> = fields(&errors).into_iter().map(|(field, _)| field).collect();
    assert_eq!(
        told,
        [
            "project_id",
            "name",
            "server_type",
            "volumes.0.volume_type",
            "volumes.0.size",
            "volumes.0.image_label",
            "volumes.1.volume_type",
            "volumes.1.size",
            "volumes.1.perf_iops",
            "private_networks.0.private_network_id",
            "public_ip_v4_count",
        ]
    );
    let many = CreateTemplate { volumes: vec![good.volumes[0].clone(); 17], ..good };
    assert_eq!(
        fields(&check_server_template(&many).unwrap_err()),
        [("volumes", Reason::Constraint)]
    );
}
