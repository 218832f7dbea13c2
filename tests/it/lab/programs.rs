//! Programs for the official SDKs. Those in `tests/sdk/exported` are run there, against the server.
//!
//! `UPDATE=1` writes them anew; read the difference before keeping it.

use std::path::Path;

use headroom::lab::moving::Origin;
use headroom::lab::{ExportForm, Exported, Pending};
use headroom::wire::{Policy, Template};
use serde_json::{Value, json};

fn exported(file: &str) -> Exported {
    let path = Path::new("tests/sdk/exported").join(file);
    Exported::Group(Box::new(Origin::from_file(&std::fs::read(path).unwrap()).unwrap()))
}

fn program(exported: &Exported) -> String {
    exported.text(ExportForm::Sdk, "https://api.example", &"fr-par-1".into())
}

/// That the program of a group is the one which the SDK's own tests run.
fn is_what_runs(group: &str, file: &str) {
    is_in_file(&program(&exported(group)), file);
}

fn is_in_file(text: &str, file: &str) {
    let path = Path::new("tests/sdk/exported").join(file);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text, "{file}: UPDATE=1 writes it anew");
}

#[test]
fn the_program_of_a_group_with_a_target_is_the_one_that_runs() {
    is_what_runs("target.json", "target.py");
}

#[test]
fn the_program_of_a_group_with_thresholds_is_the_one_that_runs() {
    is_what_runs("thresholds.json", "thresholds.mjs");
}

#[test]
fn what_the_sdk_sends_by_itself_is_unset() {
    let text = program(&exported("target.json"));
    // The second volume has neither; left out, the SDK sends 0 for both.
    assert_eq!(text.matches("size=None,").count(), 1, "{text}");
    assert_eq!(text.matches("perf_iops=None,").count(), 1, "{text}");
}

#[test]
fn a_program_has_no_key_and_names_the_ids_that_it_learns() {
    for file in ["target.json", "thresholds.json"] {
        let text = program(&exported(file));
        assert!(text.contains("template.id") && !text.contains("TEMPLATE"), "{text}");
        assert!(text.contains("SCW_SECRET_KEY") && !text.contains("GROUP\""), "{text}");
    }
}

#[test]
fn a_policy_is_made_in_its_own_group_and_a_template_alone() {
    let policy =
        Policy { name: "up".to_owned(), instance_group_id: "group-1".into(), ..Policy::default() };
    let text = program(&Exported::Policy(policy));
    assert!(text.contains("await api.createInstancePolicy({\n  zone: \"fr-par-1\",\n"), "{text}");
    assert!(text.contains("  instanceGroupId: \"group-1\",\n"), "{text}");
    assert!(!text.contains("console.log"), "nothing else is made: {text}");
    let text = program(&Exported::Template(Template::default()));
    assert!(text.contains("const template = await api.createInstanceTemplate({"), "{text}");
    let text = program(&Exported::TargetTemplate(Default::default(), Some("a".into())));
    assert!(text.contains("templates.set_template_cloud_init("), "{text}");
    assert!(!text.contains("AutoscalingV1Alpha2API"), "it needs one of the APIs: {text}");
    assert!(text.ends_with("\nprint(template.id)\n"), "{text}");
}

#[test]
fn a_slot_that_is_no_number_is_quoted() {
    let mut template = Template::default();
    for slot in ["0", "01", "a-b"] {
        template.volumes.insert(slot.to_owned(), Default::default());
    }
    let text = program(&Exported::Template(template));
    for property in ["    0: {", "    \"01\": {", "    \"a-b\": {"] {
        assert!(text.contains(property), "{property}: {text}");
    }
}

/// Stands for the id of a group that only the server of a test knows.
const ANY_ID: &str = "00000000-0000-4000-8000-000000000001";

fn request(method: &'static str, path: &str, body: &Value) -> Option<(&'static str, String)> {
    let path = path.replace("Z", "fr-par-1");
    let pending = match body {
        Value::Null => Pending::bare(method, path),
        body => Pending::json(method, path, body),
    };
    pending.as_sdk().map(|program| (program.language, program.text))
}

#[test]
fn a_change_of_each_generation_is_a_program_that_runs() {
    let path = format!("/autoscaling/v1alpha1/zones/Z/instance-groups/{ANY_ID}");
    let body = json!({"capacity": {"max_replicas": 7, "cooldown_delay": "120s"}});
    let (language, text) = request("PATCH", &path, &body).unwrap();
    assert_eq!(language, "JavaScript");
    is_in_file(&text, "change.mjs");

    let path = format!("/autoscaling/v1alpha2/zones/Z/groups/{ANY_ID}");
    let body = json!({"scaling_policy_spec": {"cpu_target": {"target_avg_percent": 65}}});
    let (language, text) = request("PATCH", &path, &body).unwrap();
    assert_eq!(language, "Python");
    is_in_file(&text, "change.py");
}

/// The class of a load balancer is not made without its backends, and leaves out what is unset.
#[test]
fn what_a_class_wants_is_given_unset() {
    let path = format!("/autoscaling/v1alpha2/zones/Z/groups/{ANY_ID}");
    let body = json!({"load_balancer_configuration_spec": {"auto_healing": {"enabled": true}}});
    let (_, text) = request("PATCH", &path, &body).unwrap();
    let spec = text.split("LoadBalancerConfigurationSpec(").nth(1).unwrap();
    assert!(spec.contains("backends=None,"), "{text}");
}

#[test]
fn what_is_made_and_deleted_is_a_program_too() {
    let group = "/autoscaling/v1alpha1/zones/Z/instance-policies";
    let (_, made) = request("POST", group, &json!({"name": "up", "priority": 1})).unwrap();
    assert!(made.contains("const made = await api.createInstancePolicy({"), "{made}");
    assert!(made.contains("console.log(made.id);"), "{made}");
    let path = format!("/instance/v2alpha1/zones/Z/templates/{ANY_ID}");
    let (_, deleted) = request("DELETE", &path, &Value::Null).unwrap();
    assert!(deleted.contains("templates.delete_template(\n"), "{deleted}");
    assert!(deleted.contains(&format!("template_id=\"{ANY_ID}\"")), "{deleted}");
}

#[test]
fn what_an_sdk_would_not_send_so_is_no_program() {
    let group = format!("/autoscaling/v1alpha2/zones/Z/groups/{ANY_ID}");
    // Left out by the SDK, it would empty nothing.
    let emptied = json!({"load_balancer_configuration_spec": {"load_balancer_id": null}});
    assert_eq!(request("PATCH", &group, &emptied), None);
    for (method, path) in [
        ("PUT", group.clone()),
        ("PATCH", format!("{group}/user-data")),
        ("POST", "/instance/v1/zones/Z/servers".to_owned()),
        ("POST", "/elsewhere".to_owned()),
    ] {
        assert_eq!(request(method, &path, &json!({})), None, "{method} {path}");
    }
}
