//! A group made anew from a file, with the sandbox answering its calls.

use headroom::engine::FieldErrors;
use headroom::forms::apply::Sent;
use headroom::lab::moving::{
    Anew, Moving, NotAnOrigin, Origin, There, anew_fields, free_name, move_fields,
};
use headroom::wire::{Group, PolicyList, Template, v1alpha2};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::moving::{Api, titles};

/// A group in a file, which the SDKs' own tests make as well.
fn file(name: &str) -> Value {
    let text = std::fs::read(format!("tests/sdk/exported/{name}.json")).unwrap();
    serde_json::from_slice(&text).unwrap()
}

fn origin(name: &str) -> Origin {
    Origin::from_file(file(name).to_string().as_bytes()).unwrap()
}

fn named(name: &str) -> Anew {
    Anew { name: name.to_owned(), ..Anew::default() }
}

fn plan(origin: &Origin, anew: &Anew) -> Moving {
    Moving::anew(origin, anew, &[]).unwrap()
}

fn read<T: DeserializeOwned>(api: &mut Api, path: &str) -> T {
    let (status, reply) = api.call("GET", path, None);
    assert_eq!(status, 200, "{path}: {reply}");
    serde_json::from_str(&reply).unwrap()
}

#[test]
fn a_group_with_thresholds_is_made_anew_call_by_call() {
    let (mut api, own) = (Api::new(), origin("thresholds"));
    let mut moving = plan(&own, &named("again"));
    assert_eq!(
        titles(&moving),
        [
            "Create the template “exported-template”",
            "Create the group “again”",
            "Create “cpu up”",
            "Create “queue down”",
        ]
    );
    api.carry_out(&mut moving);
    let id = moving.group_id().expect("the group is there");
    let root = "/autoscaling/v1alpha1/zones/fr-par-1";
    let made: Group = read(&mut api, &format!("{root}/instance-groups/{id}"));
    let Origin::Thresholds { group, policies, template } = own else { panic!("another origin") };
    assert_eq!((made.name.as_str(), made.tags), ("again", group.tags));
    assert_eq!((made.capacity, made.loadbalancer), (group.capacity, group.loadbalancer));
    let booted: Template =
        read(&mut api, &format!("{root}/instance-templates/{}", made.instance_template_id));
    assert_eq!((booted.volumes, booted.cloud_init), (template.volumes, template.cloud_init));
    let query = format!("instance_group_id={id}&order_by=created_at_asc");
    let list: PolicyList = read(&mut api, &format!("{root}/instance-policies?{query}"));
    let said = |own: &headroom::wire::Policy| (own.name.clone(), own.metric.clone(), own.value);
    let (made, old): (Vec<_>, Vec<_>) =
        (list.policies.iter().map(said).collect(), policies.iter().map(said).collect());
    assert_eq!(made, old);
}

#[test]
fn a_group_with_a_target_is_made_anew_in_another_project() {
    let (mut api, own) = (Api::new(), origin("target"));
    let project = "11111111-1111-4111-8111-111111111111";
    let anew = Anew { project: Some(project.into()), ..named(" again ") };
    let mut moving = plan(&own, &anew);
    assert_eq!(
        titles(&moving),
        [
            "Create the template “exported-template”",
            "Give the template its cloud-init",
            "Create the group “again”",
        ]
    );
    api.carry_out(&mut moving);
    let id = moving.group_id().expect("the group is there");
    let made: v1alpha2::Group =
        read(&mut api, &format!("/autoscaling/v1alpha2/zones/fr-par-1/groups/{id}"));
    let Origin::Target { group, template, .. } = own else { panic!("another origin") };
    assert_eq!((made.name.as_str(), made.project_id.as_str()), ("again", project));
    assert_eq!(made.scaling_policy, group.scaling_policy);
    assert_eq!(made.load_balancer_configuration, group.load_balancer_configuration);
    let path = format!("/instance/v2alpha1/zones/fr-par-1/templates/{}", made.template_id);
    let booted: v1alpha2::Template = read(&mut api, &path);
    assert_eq!((booted.volumes, booted.project_id.as_str()), (template.volumes, project));
    let document: Value = read(&mut api, &format!("{path}/user-data/cloud-init"));
    assert_eq!(document["content"], "I2Nsb3VkLWNvbmZpZwo=");
}

#[test]
fn a_template_that_is_there_is_used() {
    for name in ["thresholds", "target"] {
        let (mut api, own) = (Api::new(), origin(name));
        let mut first = plan(&own, &named("first"));
        api.carry_out(&mut first);
        let Some(Sent::Done(Some(template))) = first.sent.first().cloned() else {
            panic!("the template has an id")
        };
        let anew = Anew { template: Some(template.as_str().into()), ..named("second") };
        let mut second = plan(&own, &anew);
        assert_eq!(titles(&second)[0], "Create the group “second”");
        let body: Value = serde_json::from_str(&second.steps[0].call.body().unwrap()).unwrap();
        assert_eq!(body["template_id"], template);
        api.carry_out(&mut second);
        assert!(second.is_finished() && second.group_id() != first.group_id());
    }
}

#[test]
fn a_call_that_fails_leaves_the_rest_to_be_sent_again() {
    let mut moving = plan(&origin("thresholds"), &named("again"));
    moving.record(Sent::Done(Some("T".to_owned())));
    moving.record(Sent::Done(Some("G".to_owned())));
    moving.record(Sent::Refused("No.".to_owned()));
    assert_eq!(moving.last_words(), "Refused: Create “cpu up”. No.");
    let (number, step) = moving.next().unwrap();
    let body: Value = serde_json::from_str(&step.call.body().unwrap()).unwrap();
    assert_eq!((number, &body["instance_group_id"]), (2, &json!("G")));
    moving.record(Sent::Done(None));
    moving.record(Sent::Done(None));
    assert_eq!(moving.last_words(), "Done: Create “queue down”. That was the last call.");
    assert_eq!(moving.group_id(), Some("G".into()));
}

#[test]
fn nothing_is_sent_under_a_name_that_is_taken_or_with_what_would_be_refused() {
    let said = |result: Result<Moving, FieldErrors>| {
        let errors = result.unwrap_err().0;
        errors.into_iter().map(|own| (own.field.to_string(), own.message)).collect::<Vec<_>>()
    };
    let taken = ["web".to_owned()];
    let own = origin("thresholds");
    let errors = said(Moving::anew(&own, &named(" web "), &taken));
    assert_eq!(errors[0].0, "name");
    assert!(errors[0].1.contains("there already"), "{errors:?}");
    assert_eq!(said(Moving::anew(&own, &named(" "), &taken))[0].0, "name");

    let mut wrong = file("thresholds");
    wrong["policies"][1]["value"] = json!(0);
    let wrong = Origin::from_file(wrong.to_string().as_bytes()).unwrap();
    let errors = said(Moving::anew(&wrong, &named("web"), &[]));
    assert_eq!(errors[0].0, "file");
    assert!(errors[0].1.starts_with("Create “queue down”: "), "{errors:?}");
}

#[test]
fn a_name_is_proposed_that_no_group_has() {
    let taken = ["web", "web-2"].map(str::to_owned);
    assert_eq!(free_name("web", &taken), "web-3");
    assert_eq!(free_name("api", &taken), "api");
}

#[test]
fn the_template_that_is_there_is_held_against_the_file() {
    let thresholds = origin("thresholds");
    let now = |value: &Value| Origin::from_file(value.to_string().as_bytes()).unwrap();
    let mut later = file("thresholds");
    later["template"]["updated_at"] = json!("2026-01-01T00:00:00Z");
    assert_eq!(thresholds.template_there(&now(&later)), There::Same);
    let mut other = file("thresholds");
    other["template"]["commercial_type"] = json!("PLAY2-NANO");
    assert_eq!(thresholds.template_there(&now(&other)), There::Changed);
    let target = origin("target");
    let mut bare = file("target");
    bare["cloud_init"] = json!(null);
    assert_eq!(target.template_there(&now(&bare)), There::Changed, "its cloud-init is gone");
    assert!(There::Changed.is_there() && !There::Gone.is_there());
    assert!(There::Unknown("No.".to_owned()).sentence().ends_with("No."));
}

#[test]
fn a_file_of_something_else_is_refused_with_words() {
    let refused = |value: Value| Origin::from_file(value.to_string().as_bytes()).unwrap_err();
    let own = file("thresholds");
    assert_eq!(refused(json!({"template": own["template"]})), NotAnOrigin::Part("a template"));
    let policy = refused(json!({"policy": own["policies"][0]}));
    assert_eq!(policy.to_string(), "The file holds a policy by itself, and no group.");
    let cut = refused(json!({"group": own["group"], "template": own["template"]})).to_string();
    assert!(cut.contains("policies"), "without them the group would never scale: {cut}");
    assert!(matches!(refused(json!({"runs": []})), NotAnOrigin::Json(_)));
}

#[test]
fn a_file_says_what_it_holds_and_where_it_is_from() {
    let pairs = origin("target").in_words();
    let of = |name: &str| &pairs.iter().find(|(own, _)| *own == name).unwrap().1;
    assert_eq!(of("Kind"), "with a target (v1alpha2)");
    assert_eq!(of("Rule"), "An average CPU of 63 %");
    assert_eq!(of("Bounds"), "1 to 7");
    assert_eq!(of("Template"), "exported-template, PRO2-S");
    let mut own = file("thresholds");
    own["group"]["zone"] = json!("nl-ams-1");
    let own = Origin::from_file(own.to_string().as_bytes()).unwrap();
    let project = "d03c0af1-fec9-44aa-a12c-54cb13072778";
    assert!(own.elsewhere(&"nl-ams-1".into(), project).is_empty());
    assert!(own.elsewhere(&"nl-ams-1".into(), "").is_empty());
    let said = own.elsewhere(&"fr-par-1".into(), "another");
    assert_eq!(said.len(), 2);
    assert!(said[0].contains("nl-ams-1") && said[1].contains("another"), "{said:?}");
}

/// A template that is gone can only be made anew, so that nobody is asked.
#[test]
fn a_group_made_anew_is_asked_for_its_name_and_a_template_that_is_there() {
    let asked = |there: &There| {
        let fields = anew_fields(there);
        fields.iter().map(|field| field.path.to_string()).collect::<Vec<_>>()
    };
    for there in [There::Same, There::Changed] {
        assert_eq!(asked(&there), ["name", "template"]);
    }
    for there in [There::Gone, There::Unknown("it was refused".to_owned())] {
        assert_eq!(asked(&there), ["name"]);
    }
}

/// What the other generation wants and this one does not have: an image by its other name, unless a
/// snapshot is booted, and a load balancer, which a group with a target may go without.
#[test]
fn a_move_asks_for_the_image_and_the_load_balancer_that_the_other_generation_wants() {
    let asked = |own: &Origin| {
        let fields = move_fields(own);
        assert!(fields.iter().all(|field| !field.help.is_empty()), "each says what it takes");
        fields.iter().map(|field| field.path.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(asked(&origin("thresholds")), [""; 0], "it boots a snapshot, which both name alike");
    assert_eq!(asked(&changed("thresholds", "/template/image_id", json!("an-image"))), [""; 0]);
    let empty = json!({ "0": { "from_empty": { "size": 10_000_000_000_u64 }, "boot": true } });
    let mut file = file("thresholds");
    file["template"]["volumes"] = empty;
    file["template"]["image_id"] = json!("an-image");
    assert_eq!(asked(&Origin::from_file(file.to_string().as_bytes()).unwrap()), ["image"]);
    assert_eq!(asked(&origin("target")), ["image"], "it boots a label of the marketplace");
    let alone = changed("target", "/group/load_balancer_configuration", Value::Null);
    assert_eq!(asked(&alone), ["image", "balancer"]);
}

/// A group of a file with something else at a place.
fn changed(name: &str, place: &str, value: Value) -> Origin {
    let mut file = file(name);
    let (parent, key) = place.rsplit_once('/').unwrap();
    file.pointer_mut(parent).unwrap()[key] = value;
    Origin::from_file(file.to_string().as_bytes()).unwrap()
}
