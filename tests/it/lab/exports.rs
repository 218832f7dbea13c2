//! Groups, templates and policies in the forms that are taken elsewhere.

use std::process::Command;

use headroom::forms::apply::Call;
use headroom::lab::moving::Origin;
use headroom::lab::{ExportForm, Exported, Pending, call_as_curl};
use headroom::whatif::{Thresholds, VariantRules};
use headroom::wire::{Capacity, CloudInit, Group, Policy, Template, Zone, v1alpha2};
use serde_json::Value;

const API: &str = "https://api.example";

fn zone() -> Zone {
    "nl-ams-1".into()
}

fn thresholds() -> Origin {
    let group = Group { id: "group-1".into(), name: "web/eu 1".to_owned(), ..Group::default() };
    let template = Template { id: "template-1".into(), ..Template::default() };
    Origin::Thresholds { group, policies: Vec::new(), template }
}

fn target(cloud_init: Option<CloudInit>) -> Origin {
    let group = v1alpha2::Group { id: "group-2".into(), ..v1alpha2::Group::default() };
    let template = v1alpha2::Template { id: "template-2".into(), ..v1alpha2::Template::default() };
    Origin::Target { group, template, cloud_init }
}

/// The addresses that the commands read.
fn read_by(exported: &Exported) -> Vec<String> {
    let text = exported.text(ExportForm::CurlGet, API, &zone());
    let addresses = text.lines().filter_map(|line| line.split('\'').nth(1));
    addresses.filter_map(|address| address.strip_prefix(API)).map(str::to_owned).collect()
}

fn group(origin: Origin) -> Exported {
    Exported::Group(Box::new(origin))
}

fn template() -> Exported {
    let name = "web small".to_owned();
    Exported::Template(Template { id: "template-1".into(), name, ..Template::default() })
}

fn target_template(cloud_init: Option<CloudInit>) -> Exported {
    let own = v1alpha2::Template { id: "template-2".into(), ..v1alpha2::Template::default() };
    Exported::TargetTemplate(own, cloud_init)
}

fn policy() -> Exported {
    let instance_group_id = "group-1".into();
    let (id, name) = ("policy-1".into(), "up".to_owned());
    Exported::Policy(Policy { id, name, instance_group_id, ..Policy::default() })
}

#[test]
fn the_commands_read_all_that_something_is_made_of() {
    let own = "/autoscaling/v1alpha1/zones/nl-ams-1/";
    let expected = [
        format!("{own}instance-groups/group-1"),
        format!("{own}instance-policies?instance_group_id=group-1&page_size=1000"),
        format!("{own}instance-templates/template-1"),
    ];
    assert_eq!(read_by(&group(thresholds())), expected);
    assert_eq!(read_by(&template()), expected[2..]);
    assert_eq!(read_by(&policy()), [format!("{own}instance-policies/policy-1")]);
    let of_group = "/autoscaling/v1alpha2/zones/nl-ams-1/groups/group-2".to_owned();
    let of_template = "/instance/v2alpha1/zones/nl-ams-1/templates/template-2".to_owned();
    let document = format!("{of_template}/user-data/cloud-init");
    let some = || Some(CloudInit::from("#cloud-config"));
    assert_eq!(read_by(&group(target(None))), [of_group.clone(), of_template.clone()]);
    assert_eq!(read_by(&target_template(some())), [of_template.clone(), document.clone()]);
    assert_eq!(read_by(&group(target(some()))), [of_group, of_template, document]);
}

/// What a shell sends that runs the commands, with an API that answers `made-1`, `made-2`, ….
fn sent_by(exported: &Exported) -> Vec<String> {
    let script = exported.text(ExportForm::Curl, API, &zone());
    let stubs = r#"
        SCW_SECRET_KEY=key
        curl() {
            address=$4; shift 4; body=
            while [ $# -gt 0 ]; do [ "$1" = --data-raw ] && body=$2; shift; done
            printf '%s %s\n' "$address" "$body" >&3
            n=$(cat "$COUNT"); n=$((n + 1)); echo "$n" > "$COUNT"
            printf 'made-%s' "$n"
        }
        jq() { cat; }
        COUNT=$(mktemp); echo 0 > "$COUNT"
    "#;
    let run = format!("{stubs}\nexec 3>&1 >/dev/null\n{script}");
    let ran = Command::new("bash").args(["-c", &run]).output().unwrap();
    assert!(ran.status.success(), "{script}\n{}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8(ran.stdout).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn the_commands_make_it_anew_with_the_ids_that_the_api_answers() {
    let policies = vec![Policy { name: "it's up".to_owned(), ..Policy::default() }];
    let Origin::Thresholds { mut group, template, .. } = thresholds() else { panic!() };
    // A name that reads as what stands for an id stays a name.
    group.name = "TEMPLATE".to_owned();
    let own = Exported::Group(Box::new(Origin::Thresholds { group, policies, template }));
    let sent = sent_by(&own);
    assert_eq!(sent.len(), 3, "{sent:#?}");
    let of = |at: usize| sent[at].split_once(' ').unwrap();
    let body = |at| serde_json::from_str::<Value>(of(at).1).unwrap();
    let at = |path: &str| format!("{API}/autoscaling/v1alpha1/zones/nl-ams-1/{path}");
    assert_eq!(of(0).0, at("instance-templates"));
    assert_eq!(of(1).0, at("instance-groups"));
    assert_eq!((&body(1)["template_id"], &body(1)["name"]), (&"made-1".into(), &"TEMPLATE".into()));
    assert_eq!(of(2).0, at("instance-policies"));
    assert_eq!(
        (&body(2)["instance_group_id"], &body(2)["name"]),
        (&"made-2".into(), &"it's up".into())
    );

    let sent = sent_by(&Exported::Group(Box::new(target(Some("#cloud-config".into())))));
    assert!(sent[1].contains("/templates/made-1/user-data/cloud-init"), "{sent:#?}");
    assert!(sent[2].contains(r#""template_id":"made-1""#), "{sent:#?}");
    let alone = sent_by(&policy());
    assert!(alone[0].contains(r#""instance_group_id":"group-1""#), "{alone:#?}");
}

#[test]
fn the_bodies_are_read_back() {
    for origin in [thresholds(), target(Some(CloudInit::from("#cloud-config")))] {
        let text = group(origin.clone()).text(ExportForm::Bodies, API, &zone());
        assert_eq!(Origin::from_file(text.as_bytes()).unwrap(), origin);
    }
    let own = template().text(ExportForm::Bodies, API, &zone());
    let own: Value = serde_json::from_str(&own).unwrap();
    assert_eq!(own["template"]["id"], "template-1");
    let own = target_template(Some("a".into())).text(ExportForm::Bodies, API, &zone());
    let own: Value = serde_json::from_str(&own).unwrap();
    assert_eq!(
        (&own["template"]["id"], &own["cloud_init"]["content"]),
        (&"template-2".into(), &"YQ==".into())
    );
    let own = policy().text(ExportForm::Bodies, API, &zone());
    let own: Value = serde_json::from_str(&own).unwrap();
    assert_eq!(own["policy"]["name"], "up");
}

#[test]
fn terraform_adopts_a_template_or_a_policy_by_itself() {
    for (exported, imported, count) in [
        (template(), "nl-ams-1/template-1", 1),
        (target_template(None), "nl-ams-1/template-2", 1),
        (policy(), "nl-ams-1/policy-1", 1),
        (group(thresholds()), "nl-ams-1/group-1", 2),
    ] {
        let text = exported.text(ExportForm::Terraform, API, &zone());
        let body = hcl::parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        let of = |kind: &str| body.blocks().filter(|own| own.identifier() == kind).count();
        assert_eq!((of("import"), of("resource")), (count, count), "{text}");
        assert!(text.contains(&format!("id = \"{imported}\"")), "{text}");
    }
    let text = policy().text(ExportForm::Terraform, API, &zone());
    assert!(text.contains(r#"instance_group_id = "nl-ams-1/group-1""#), "{text}");
    let text = target_template(Some("a".into())).text(ExportForm::Terraform, API, &zone());
    assert!(text.contains("no argument for the template's cloud-init"), "{text}");
}

#[test]
fn what_has_to_be_known_stands_above_what_is_made_anew() {
    let remark = "These bounds are a hold.";
    for (origin, mark) in [(thresholds(), "//"), (target(None), "#")] {
        let exported = group(origin);
        let of = |form| exported.remarked(form, exported.text(form, API, &zone()), remark);
        let terraform = of(ExportForm::Terraform);
        assert!(terraform.starts_with("# These bounds are a hold.\n"), "{terraform}");
        assert!(hcl::parse(&terraform).is_ok(), "{terraform}");
        assert!(of(ExportForm::Sdk).starts_with(&format!("{mark} {remark}\n")));
        // JSON has no remarks, and what only reads makes nothing.
        for form in [ExportForm::Bodies, ExportForm::CurlGet] {
            assert_eq!(of(form), exported.text(form, API, &zone()));
        }
    }
}

#[test]
fn a_file_is_named_after_what_it_holds_as_any_system_takes_it() {
    let names = |exported: Exported| ExportForm::ALL.map(|form| exported.file_name(form));
    assert_eq!(
        names(group(thresholds())),
        ["web-eu-1.tf", "web-eu-1.sh", "web-eu-1.read.sh", "web-eu-1.mjs", "web-eu-1.json"]
    );
    assert_eq!(template().file_name(ExportForm::Terraform), "web-small.tf");
    assert_eq!(target_template(None).file_name(ExportForm::Sdk), ".py");
    assert_eq!(policy().file_name(ExportForm::Bodies), "up.json");
}

#[test]
fn each_form_says_what_it_is_good_for() {
    let said = |exported: &Exported| exported.purpose(ExportForm::Sdk);
    assert!(said(&group(thresholds())).contains("JavaScript"));
    assert!(said(&policy()).contains("in the same group"));
    assert!(said(&target_template(None)).starts_with("A program in Python"));
    assert!(group(target(None)).purpose(ExportForm::Bodies).contains("New group from a file"));
    assert_eq!(policy().purpose(ExportForm::Bodies), "As the API answers it.");
}

#[test]
fn a_call_is_sent_as_it_is_shown() {
    let command = call_as_curl(&Call::DeletePolicy("policy-1".into()), API, &zone());
    let path = "/autoscaling/v1alpha1/zones/nl-ams-1/instance-policies/policy-1";
    assert!(command.starts_with(&format!("curl --fail-with-body --request DELETE '{API}{path}'")));
    assert!(!command.contains("--data-raw"), "{command}");
}

#[test]
fn a_call_that_is_about_to_be_made_is_shown_whole() {
    let change =
        Pending::json("PATCH", "/groups/1".to_owned(), &serde_json::json!({ "name": "a" }));
    assert_eq!(change.text(), "PATCH /groups/1\n{\n  \"name\": \"a\"\n}");
    let curl = change.as_curl(API);
    assert!(curl.contains("--request PATCH 'https://api.example/groups/1'"), "{curl}");
    assert!(curl.contains("\"name\": \"a\"") && curl.contains("$SCW_SECRET_KEY"), "{curl}");
    let removal = Pending::bare("DELETE", "/groups/1/user-data/cloud-init".to_owned());
    assert_eq!(removal.text(), "DELETE /groups/1/user-data/cloud-init");
    assert!(!removal.as_curl(API).contains("--data"));
}

/// What is tried can be taken elsewhere before it is saved.
#[test]
fn a_group_is_exported_under_the_rules_that_are_tried() {
    let named = |id: &str, name: &str, value| Policy {
        id: id.into(),
        name: name.to_owned(),
        value,
        ..Policy::default()
    };
    let Origin::Thresholds { group: own, template, .. } = thresholds() else { panic!() };
    let policies = vec![named("policy-1", "up", 1), named("policy-2", "down", 1)];
    let saved = Origin::Thresholds { group: own, policies, template };
    let capacity = Capacity { min_replicas: 2, max_replicas: 9, ..Capacity::default() };
    let policies = vec![named("policy-1", "up", 3), named("draft-7", "fast", 5)];
    let rules = VariantRules::Thresholds(Thresholds { capacity, policies });
    let tried = group(saved.clone().under(&rules));
    let text = tried.text(ExportForm::Terraform, API, &zone());
    assert!(text.contains("min_replicas = 2") || text.contains("min       = 2"), "{text}");
    assert!(text.contains("nl-ams-1/policy-1"), "what exists is adopted: {text}");
    assert!(text.contains(r#""scaleway_autoscaling_instance_policy" "fast""#), "{text}");
    assert!(!text.contains("draft-7") && !text.contains(r#"" "down""#), "{text}");
    assert_eq!(
        text.matches("\nimport {").count(),
        3,
        "the new policy has nothing to adopt: {text}"
    );
    // Rules of the other generation leave it as it is.
    let other = VariantRules::Target(v1alpha2::ScalingPolicy::default());
    assert_eq!(saved.clone().under(&other), saved);
    let Origin::Target { group: before, .. } = target(None).under(&other) else { panic!() };
    assert_eq!(before.scaling_policy, v1alpha2::ScalingPolicy::default());
}
