//! The form of a group of the second generation.

use headroom::forms::scaling_group::{BACKENDS, Known, add_backend};
use headroom::forms::{Draft, ResourceForm, rows};
use headroom::wire::v1alpha2::{Group, GroupList, TemplateList, UpdateGroup};
use headroom::wire::{CursorEnvelope, TemplateId};
use serde_json::{Value, json};

use super::{message, paths, read, refused, stands_in_order, typed};
use crate::wire::body;

const BALANCER: &str = "load_balancer_configuration_spec.load_balancer_id";

fn stored() -> Group {
    read(body!("v1alpha2/group_create_reply"))
}

fn balanced() -> Group {
    read(body!("v1alpha2/group_with_load_balancer"))
}

fn known() -> Known {
    let groups: GroupList = read(body!("v1alpha2/group_list_reply"));
    Known { groups: groups.unwrap().items, project: "project".to_owned() }
}

fn template() -> TemplateId {
    let templates: TemplateList = read(body!("v1alpha2/template_list_reply"));
    templates.unwrap().items[0].id.clone()
}

fn filled() -> Draft {
    let template = template();
    typed(&Group::blank(&known()), &[("name", "web"), ("template_id", template.as_str())])
}

fn sent(change: &UpdateGroup) -> Value {
    serde_json::to_value(change).unwrap()
}

/// What is sent once some fields are typed over.
fn change(group: &Group, texts: &[(&str, &str)]) -> Value {
    sent(&group.update_body(&typed(&group.draft(), texts)).unwrap())
}

#[test]
fn a_new_group_says_all_that_it_shows() {
    let made = Group::create_body(&filled(), &known()).unwrap();
    let policy = json!({
        "minimum_size": 1, "maximum_size": 5, "scale_out_cooldown": "60s",
        "scale_in_cooldown": "60s", "scale_in_step": 1, "scale_out_step": 1,
        "cpu_target": {"target_avg_percent": 70},
    });
    let expected = json!({
        "project_id": "project", "name": "web", "tags": [],
        "template_id": template(), "scaling_policy_spec": policy,
    });
    assert_eq!(
        serde_json::to_value(made).unwrap(),
        expected,
        "no load balancer unless one is typed"
    );
}

#[test]
fn a_stored_group_in_the_form_is_unchanged() {
    let mut unsaid = balanced();
    unsaid.load_balancer_configuration.as_mut().unwrap().auto_healing = None;
    let spaced =
        Group { name: " two  words ".to_owned(), tags: vec!["a,b".to_owned()], ..stored() };
    for group in [stored(), balanced(), unsaid, spaced] {
        assert_eq!(sent(&group.update_body(&group.draft()).unwrap()), json!({}), "{group:?}");
    }
}

#[test]
fn only_what_differs_is_sent() {
    let table = [
        (vec![("name", "other")], json!({"name": "other"})),
        (vec![("template_id", "T2")], json!({"template_id": "T2"})),
        (
            vec![
                ("scaling_policy_spec.maximum_size", "25"),
                ("scaling_policy_spec.scale_out_step", "5"),
            ],
            json!({"scaling_policy_spec": {"maximum_size": 25, "scale_out_step": 5}}),
        ),
        (
            vec![
                ("scaling_policy_spec.goal", "cpu_target"),
                ("scaling_policy_spec.cpu_target.target_avg_percent", "70"),
            ],
            json!({"scaling_policy_spec": {"cpu_target": {"target_avg_percent": 70}}}),
        ),
        (
            vec![(BALANCER, "L")],
            json!({"load_balancer_configuration_spec": {
                "load_balancer_id": "L", "backends": [],
                "auto_healing": {"enabled": false, "grace_period": "300s"},
            }}),
        ),
    ];
    for (texts, expected) in table {
        assert_eq!(change(&stored(), &texts), expected, "{texts:?}");
    }
    let healing = "load_balancer_configuration_spec.auto_healing.grace_period";
    assert_eq!(
        change(&balanced(), &[(healing, "120")]),
        json!({"load_balancer_configuration_spec": {"auto_healing": {"grace_period": "120s"}}}),
        "whether it is on is not sent again"
    );
}

#[test]
fn backends_go_whole_and_a_load_balancer_is_taken_away_by_an_empty_id() {
    let group = balanced();
    let mut draft = group.draft();
    rows::remove(&mut draft, BACKENDS, 0);
    assert_eq!(rows::count(&draft, BACKENDS), 2);
    let body = sent(&group.update_body(&draft).unwrap());
    let backends = &body["load_balancer_configuration_spec"]["backends"];
    assert_eq!(backends[0]["address_family"], "ipv4", "the second one moved up: {body}");
    assert_eq!(backends.as_array().unwrap().len(), 2);

    rows::remove(&mut draft, BACKENDS, 1);
    rows::remove(&mut draft, BACKENDS, 0);
    let body = sent(&group.update_body(&draft.with(BALANCER, "")).unwrap());
    assert_eq!(body, json!({"load_balancer_configuration_spec": {"load_balancer_id": ""}}));
}

#[test]
fn what_is_wrong_stands_at_its_field() {
    let mut draft = typed(
        &filled(),
        &[
            ("name", ""),
            ("template_id", ""),
            ("scaling_policy_spec.minimum_size", "9"),
            ("scaling_policy_spec.cpu_target.target_avg_percent", "101"),
            ("scaling_policy_spec.scale_in_cooldown", "soon"),
            (BALANCER, "L"),
            ("load_balancer_configuration_spec.auto_healing.grace_period", "-5"),
        ],
    );
    add_backend(&mut draft);
    draft.set("load_balancer_configuration_spec.backends.0.address_family", "ipv5");
    let made = Group::create_body(&draft, &known());
    assert_eq!(
        refused(made.clone()),
        [
            "name required",
            "template_id required",
            "scaling_policy_spec.cpu_target.target_avg_percent constraint",
            "scaling_policy_spec.maximum_size constraint",
            "scaling_policy_spec.scale_in_cooldown format",
            "load_balancer_configuration_spec.auto_healing.grace_period constraint",
            "load_balancer_configuration_spec.backends.0.backend_id required",
            "load_balancer_configuration_spec.backends.0.address_family constraint",
        ]
    );
    stands_in_order(made, &Group::new_sections(&draft, &known()));
}

#[test]
fn backends_without_a_load_balancer_and_emptied_cooldowns_are_refused() {
    let mut draft = filled();
    add_backend(&mut draft);
    draft.set("load_balancer_configuration_spec.backends.0.backend_id", "B");
    assert_eq!(refused(Group::create_body(&draft, &known())), [format!("{BALANCER} required")]);

    let cooldown = "scaling_policy_spec.scale_out_cooldown";
    let emptied = stored().update_body(&stored().draft().with(cooldown, ""));
    assert!(message(emptied, cooldown).contains("Enter 60"));
    let unsaid = Group::create_body(&filled().with(cooldown, ""), &known()).unwrap();
    assert_eq!(unsaid.scaling_policy_spec.unwrap().scale_out_cooldown, None, "the API's default");
}

#[test]
fn the_template_of_a_stored_group_can_be_swapped() {
    let sections = Group::edit_sections(&stored().draft());
    assert_eq!(change(&stored(), &[("template_id", "other")]), json!({"template_id": "other"}));
    assert!(paths(&sections).iter().any(|path| path == "scaling_policy_spec.fixed_size.size"));
}
