//! A group in the forms that are taken elsewhere.

use headroom::forms::apply::Call;
use headroom::lab::moving::Origin;
use headroom::lab::{ExportForm, Pending, call_as_curl, export_name};
use headroom::wire::{CloudInit, Group, Template, Zone, v1alpha2};

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

/// The addresses that the commands of a group read.
fn read_by(origin: &Origin) -> Vec<String> {
    let text = ExportForm::Curl.text(origin, API, &zone());
    let addresses = text.lines().filter_map(|line| line.split('\'').nth(1));
    addresses.filter_map(|address| address.strip_prefix(API)).map(str::to_owned).collect()
}

#[test]
fn the_commands_read_all_that_a_group_is_made_of() {
    let own = "/autoscaling/v1alpha1/zones/nl-ams-1/";
    let expected = [
        format!("{own}instance-groups/group-1"),
        format!("{own}instance-policies?instance_group_id=group-1&page_size=1000"),
        format!("{own}instance-templates/template-1"),
    ];
    assert_eq!(read_by(&thresholds()), expected);
    let group = "/autoscaling/v1alpha2/zones/nl-ams-1/groups/group-2".to_owned();
    let template = "/instance/v2alpha1/zones/nl-ams-1/templates/template-2".to_owned();
    let document = format!("{template}/user-data/cloud-init");
    assert_eq!(read_by(&target(None)), [group.clone(), template.clone()]);
    let has = target(Some(CloudInit::from("#cloud-config")));
    assert_eq!(read_by(&has), [group, template, document]);
}

#[test]
fn the_bodies_are_read_back() {
    for origin in [thresholds(), target(Some(CloudInit::from("#cloud-config")))] {
        let text = ExportForm::Bodies.text(&origin, API, &zone());
        assert_eq!(Origin::from_file(text.as_bytes()).unwrap(), origin);
    }
}

#[test]
fn a_file_is_named_after_its_group_as_any_system_takes_it() {
    let group = thresholds().stored();
    let names = ExportForm::ALL.map(|form| export_name(&group, form));
    assert_eq!(names, ["web-eu-1.tf", "web-eu-1.sh", "web-eu-1.json"]);
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
