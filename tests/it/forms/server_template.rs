//! The form of a template of the second generation.

use headroom::forms::server_template::{
    Change, CloudInitChange, Known, Stored, VOLUMES, add_volume,
};
use headroom::forms::{Draft, ResourceForm, rows};
use headroom::wire::CloudInit;
use headroom::wire::v1alpha2::Template;
use serde_json::{Value, json};

use super::{message, read, refused, stands_in_order, typed};
use crate::wire::body;

fn stored() -> Stored {
    let template: Template = read(body!("v1alpha2/template_with_all"));
    Stored { template, cloud_init: Some(CloudInit::from("#cloud-config\n")) }
}

fn filled() -> Draft {
    let known = Known { project: "project".to_owned(), ..Known::default() };
    typed(
        &Stored::blank(&known),
        &[("name", "tpl"), ("server_type", "PRO2-S"), ("volumes.0.image_label", "ubuntu_noble")],
    )
}

fn change(texts: &[(&str, &str)]) -> Value {
    let change = stored().update_body(&typed(&stored().draft(), texts)).unwrap();
    assert_eq!(change.cloud_init, CloudInitChange::None);
    serde_json::to_value(change.body).unwrap()
}

#[test]
fn a_new_template_has_a_volume_of_an_image() {
    let made = Stored::create_body(&filled(), &Known::default()).unwrap();
    let expected = json!({
        "project_id": "project", "name": "tpl", "tags": [], "server_tags": [],
        "server_type": "PRO2-S",
        "volumes": [
            {"volume_type": "sbs", "name": "root", "tags": [], "image_label": "ubuntu_noble"},
        ],
        "private_networks": [], "filesystem_ids": [],
        "public_ip_v4_count": 0, "public_ip_v6_count": 0,
    });
    assert_eq!(serde_json::to_value(&made.body).unwrap(), expected);
    assert_eq!(made.cloud_init, None);
    let booted = Stored::create_body(&filled().with("cloud_init", "#!/bin/sh"), &Known::default());
    assert_eq!(booted.unwrap().cloud_init, Some("#!/bin/sh".into()), "for a call of its own");
}

#[test]
fn a_stored_template_in_the_form_is_unchanged() {
    let binary = Stored { cloud_init: Some(CloudInit(vec![0xff, 0])), ..stored() };
    let mut spaced = stored();
    spaced.template.tags = vec!["a,b".to_owned()];
    spaced.template.volumes[0].name = " root ".to_owned();
    spaced.template.volumes[0].size = Some(25_000_000_001);
    for one in [stored(), binary, spaced, Stored { cloud_init: None, ..stored() }] {
        assert_eq!(one.update_body(&one.draft()).unwrap(), Change::default(), "{one:?}");
    }
}

#[test]
fn only_what_differs_is_sent_and_lists_go_in_their_wrappers() {
    assert_eq!(change(&[("server_type", "PRO2-S")]), json!({"server_type": "PRO2-S"}));
    assert_eq!(
        change(&[("private_networks", "")]),
        json!({"update_private_networks": {"private_networks": []}})
    );
    let body = change(&[("volumes.1.perf_iops", "5000")]);
    let volumes = &body["update_volumes"]["volumes"];
    assert_eq!((volumes.as_array().unwrap().len(), &volumes[1]["perf_iops"]), (3, &json!(5000)));
    assert_eq!(volumes[2]["size"], json!(300_000_000_000_u64), "the others as they are stored");
}

#[test]
fn file_systems_are_a_set() {
    let mut own = stored();
    own.template.filesystem_ids = vec!["b".into(), "a".into()];
    let body = |text| {
        let change = own.update_body(&own.draft().with("filesystem_ids", text)).unwrap();
        serde_json::to_value(change.body).unwrap()
    };
    assert_eq!(body("a, b"), json!({}));
    assert_eq!(body("a"), json!({"filesystem_ids": ["a"]}));
}

#[test]
fn cloud_init_is_a_change_of_its_own() {
    let change = |text| stored().update_body(&stored().draft().with("cloud_init", text)).unwrap();
    assert_eq!(change("new").cloud_init, CloudInitChange::Put("new".into()));
    assert_eq!(change("").cloud_init, CloudInitChange::Delete);
    assert_eq!(change("new").body, Change::default().body);
}

#[test]
fn what_a_change_cannot_empty_is_refused() {
    for path in ["security_group_id", "placement_group_id", "windows_rdp_ssh_key_id"] {
        let emptied = stored().update_body(&stored().draft().with(path, ""));
        assert!(message(emptied, path).contains("Create another template"), "{path}");
    }
}

#[test]
fn what_is_wrong_stands_at_its_field() {
    let mut draft = typed(
        &filled(),
        &[
            ("name", ""),
            ("volumes.0.image_label", ""),
            ("volumes.0.size", "0"),
            ("public_ip_v4_count", "6"),
            ("public_ip_v6_count", "many"),
        ],
    );
    add_volume(&mut draft);
    draft.set("volumes.1.perf_iops", "7");
    let made = Stored::create_body(&draft, &Known::default());
    assert_eq!(
        refused(made.clone()),
        [
            "name required",
            "volumes.0.image_label required",
            "volumes.0.size constraint",
            "volumes.1.size required",
            "volumes.1.perf_iops constraint",
            "public_ip_v4_count constraint",
            "public_ip_v6_count format",
        ]
    );
    stands_in_order(made, &Stored::new_sections(&draft, &Known::default()));

    rows::remove(&mut draft, VOLUMES, 0);
    let made = Stored::create_body(&draft, &Known::default());
    let left = refused(made);
    assert!(left.iter().any(|error| error == "volumes.0.perf_iops constraint"), "{left:?}");
}
