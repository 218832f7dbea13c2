//! Writes in words: what they were about, what they changed, and what became of them.

use headroom::activity::{Entry, Kept, Outcome, Place, PlaceKind};
use headroom::api::Client;
use headroom::forms::{Draft, ResourceForm};
use headroom::lab::activity::{
    Change, Filter, Kind, State, Target, Undo, UndoForm, Writes, Written, export, file_name,
    place_words,
};
use headroom::wire::v1alpha2;
use headroom::wire::{
    CapacityUpdate, CreatePolicy, CreateTemplate, Float, Generation, Group, ListQuery,
    MetricUpdate, Policy, Template, UpdateGroup, UpdatePolicy, UpdateTemplate,
};
use serde_json::{Value, json};

use crate::activity::{MemoryStore, START_MS, Tab};
use crate::api::block_on;
use crate::in_process::SandboxHandle;
use crate::wire::body;

const OLD: &str = "/autoscaling/v1alpha1/zones/fr-par-1";
const NEW: &str = "/autoscaling/v1alpha2/zones/fr-par-1";
const TEMPLATES: &str = "/instance/v2alpha1/zones/fr-par-1/templates";

/// A tab over the sandbox, and its client.
fn tab() -> (Tab, Client) {
    let tab = Tab::over(&MemoryStore::default());
    let client = tab.client(SandboxHandle::fresh());
    (tab, client)
}

fn latest(tab: &Tab) -> Written {
    Written::new(tab.audit_log.all().entries.remove(0))
}

fn end(outcome: Outcome, words: &str, answer: Option<Value>) -> Option<headroom::activity::End> {
    Some(headroom::activity::End { outcome, words: words.to_owned(), duration_ms: 1_250, answer })
}

fn entry(method: &str, path: &str) -> Entry {
    Entry { at_ms: START_MS, method: method.into(), path: path.into(), ..Entry::default() }
}

fn written(entry: Entry) -> Written {
    Written::new(("name".to_owned(), entry))
}

fn pairs(changes: &[Change]) -> Vec<(&str, &str, &str)> {
    changes.iter().map(|one| (one.field.as_str(), one.old.as_str(), one.new.as_str())).collect()
}

#[test]
fn a_changed_group_says_from_what_to_what() {
    let (tab, client) = tab();
    let group = block_on(client.list::<Group>(&ListQuery::default())).unwrap().remove(0);
    let (old, name) = (group.capacity.max_replicas, &group.name);
    let capacity = CapacityUpdate { max_replicas: Some(old + 3), ..<_>::default() };
    let body = UpdateGroup { capacity: Some(capacity), ..<_>::default() };
    block_on(client.update::<Group>(&group.id, &body)).unwrap();
    let one = latest(&tab);
    let now = old + 3;
    assert_eq!(one.sentence, format!("Changed group {name}: maximum {old} → {now} Instances"));
    let (before, after) = (format!("{old} Instances"), format!("{now} Instances"));
    assert_eq!(pairs(&one.changes.asked), [("Maximum", before.as_str(), after.as_str())]);
    assert_eq!(
        (one.state, one.reason(), one.changes.others.len()),
        (State::Done, String::new(), 0)
    );
    assert_eq!(one.place(), "Sandbox · fr-par-1");
    assert_eq!(one.target(), Some(Target::Group(Generation::V1alpha1, group.id.clone())));
    let curl = one.curl("https://api.example");
    let path = format!("'https://api.example{OLD}/instance-groups/{}'", group.id);
    assert!(curl.contains(&path) && curl.contains("$SCW_SECRET_KEY"), "{curl}");
    assert!(curl.contains(&format!(r#"'{{"capacity":{{"max_replicas":{now}}}}}'"#)), "{curl}");
}

#[test]
fn a_policy_is_told_with_its_group() {
    let (tab, client) = tab();
    let policy = block_on(client.list::<Policy>(&ListQuery::default())).unwrap().remove(0);
    let groups = block_on(client.list::<Group>(&ListQuery::default())).unwrap();
    let group = groups.iter().find(|one| one.id == policy.instance_group_id).unwrap();
    let what = format!("policy {} of {}", policy.name, group.name);
    let metric = MetricUpdate { threshold: Some(Float::new(61.5)), ..<_>::default() };
    let body = UpdatePolicy { metric: Some(metric), ..<_>::default() };
    block_on(client.update::<Policy>(&policy.id, &body)).unwrap();
    let sentence = latest(&tab).sentence;
    let start = format!("Changed {what}: threshold ");
    assert!(sentence.starts_with(&start) && sentence.ends_with(" → 61.5 %"), "{sentence}");

    block_on(client.delete::<Policy>(&policy.id)).unwrap();
    let one = latest(&tab);
    assert_eq!(one.sentence, format!("Deleted {what}"));
    assert!(pairs(&one.changes.asked).contains(&("Threshold", "61.5 %", "–")));
    let target = Target::Policy(group.id.clone(), policy.id.clone());
    assert_eq!(one.target(), Some(target.clone()));
    let writes = Writes::of(tab.audit_log.all());
    assert!(writes.is_gone(&Place::default(), &target));
    assert!(!writes.is_gone(&Place { kind: PlaceKind::Api, ..Place::default() }, &target));
    let group_page = Target::Group(Generation::V1alpha1, group.id.clone());
    assert!(!writes.is_gone(&Place::default(), &group_page));

    let body: CreatePolicy = serde_json::from_str(body!("policy_create_request")).unwrap();
    let body = CreatePolicy { instance_group_id: group.id.clone(), ..body };
    let made = block_on(client.create::<Policy>(&body)).unwrap();
    let one = latest(&tab);
    assert_eq!(one.sentence, format!("Created policy {} of {}", made.name, group.name));
    assert!(pairs(&one.changes.asked).contains(&("Action", "–", "Scale down")), "{one:?}");
}

#[test]
fn a_group_with_a_target_is_told_by_its_form_and_its_template_by_name() {
    let (tab, client) = tab();
    let template = block_on(client.target_templates("")).unwrap().remove(0);
    let id = block_on(client.target_groups("")).unwrap().remove(0).id;
    let group = block_on(client.get::<v1alpha2::Group>(&id)).unwrap();
    let policy = &group.scaling_policy;
    let spec = v1alpha2::ScalingPolicySpec {
        maximum_size: Some(policy.maximum_size + 1),
        ..<_>::default()
    };
    let body = v1alpha2::UpdateGroup { scaling_policy_spec: Some(spec), ..<_>::default() };
    block_on(client.update::<v1alpha2::Group>(&id, &body)).unwrap();
    let one = latest(&tab);
    assert_eq!(one.changes.asked.len(), 1, "{:?}", one.changes);
    let (old, new) = (policy.maximum_size, policy.maximum_size + 1);
    let start = format!("Changed group {}: maximum", group.name);
    assert!(one.sentence.starts_with(&start), "{}", one.sentence);
    assert!(one.sentence.contains(&format!("{old} → {new}")), "{}", one.sentence);
    assert_eq!(one.target(), Some(Target::Group(Generation::V1alpha2, id.clone())));

    // The API refuses nothing of this, and the id is told by the name that had been read.
    let mut entry = entry("PATCH", &format!("{NEW}/groups/{id}"));
    entry.before = Some(serde_json::to_value(&group).unwrap());
    entry.body = Some(json!({ "template_id": template.id }));
    entry.names.insert(template.id.to_string(), "web-large".to_owned());
    let moved = written(entry.clone());
    let expected =
        format!("Tried to change group {}: template {} → web-large", group.name, group.template_id);
    let is_other = group.template_id != template.id;
    assert!(!is_other || moved.sentence == expected, "{}", moved.sentence);

    // Of the three kinds of target one is there: another one takes its place.
    entry.body =
        Some(json!({ "scaling_policy_spec": { "cpu_target": { "target_avg_percent": 55 } } }));
    let other = written(entry);
    let asked = pairs(&other.changes.asked);
    assert!(asked.iter().any(|(_, old, new)| *old == "–" && new.starts_with("55")), "{asked:?}");
    assert!(asked.iter().any(|(_, old, new)| old.starts_with('3') && *new == "–"), "{asked:?}");
    assert!(other.changes.others.is_empty(), "{:?}", other.changes.others);
}

#[test]
fn cloud_init_is_told_by_its_length_in_both_generations() {
    let (tab, client) = tab();
    let body: CreateTemplate = serde_json::from_str(body!("template_create_request")).unwrap();
    let body = CreateTemplate { cloud_init: Some("#cloud-config\na: b\n".into()), ..body };
    let template = block_on(client.create::<Template>(&body)).unwrap();
    let one = latest(&tab);
    assert_eq!(one.sentence, format!("Created template {}", template.name));
    let row = ("Cloud-init", "–", "19 bytes, not kept");
    assert!(pairs(&one.changes.asked).contains(&row), "{:?}", one.changes.asked);
    assert!(one.notes().iter().any(|note| note.contains("Put it in before you run")));

    block_on(client.get::<Template>(&template.id)).unwrap();
    let other =
        UpdateTemplate { cloud_init: Some("#cloud-config\na: c\n".into()), ..<_>::default() };
    block_on(client.update::<Template>(&template.id, &other)).unwrap();
    let one = latest(&tab);
    let row = ("Cloud-init", "19 bytes, not kept", "19 bytes, not kept");
    assert_eq!(pairs(&one.changes.asked), [row], "of one length, and all the same changed");

    let template = block_on(client.target_templates("")).unwrap().remove(0);
    block_on(client.cloud_init(&template.id)).unwrap();
    block_on(client.set_cloud_init(&template.id, &"#!/bin/sh".into())).unwrap();
    let one = latest(&tab);
    assert_eq!(one.sentence, format!("Set the cloud-init of template {}", template.name));
    assert_eq!(pairs(&one.changes.asked)[0].2, "9 bytes, not kept");
    block_on(client.remove_cloud_init(&template.id)).unwrap();
    let one = latest(&tab);
    assert_eq!(one.sentence, format!("Removed the cloud-init of template {}", template.name));
    assert_eq!(pairs(&one.changes.asked)[0].2, "–");
    assert_eq!(one.target(), Some(Target::Template(Generation::V1alpha2, template.id)));
}

/// The lists of a newer template travel within another field than they are shown in.
#[test]
fn a_newer_templates_lists_are_its_own_changes() {
    let (tab, client) = tab();
    let id = block_on(client.target_templates("")).unwrap().remove(0).id;
    let template = block_on(client.get::<v1alpha2::Template>(&id)).unwrap();
    let mut volumes = template.volumes.clone();
    volumes[0].name = "other".to_owned();
    let body = v1alpha2::UpdateTemplate {
        update_volumes: Some(v1alpha2::UpdateVolumes { volumes }),
        ..<_>::default()
    };
    block_on(client.update::<v1alpha2::Template>(&id, &body)).unwrap();
    let mut one = latest(&tab);
    assert!(one.sentence.contains(": volume 1 volume name "), "{}", one.sentence);
    let told = one.changes.clone();
    assert!(told.others.is_empty(), "{:?}", told.others);
    // Without the answer it is told as it was asked for.
    one.entry.end = end(Outcome::Unknown, "Lost.", None);
    let lost = written(one.entry);
    assert_eq!((lost.changes.asked, lost.state), (told.asked, State::Unknown));
}

/// Volumes are replaced whole, so that what is left out is asked to go.
#[test]
fn a_volume_that_is_left_out_was_asked_to_go() {
    let volume = |name: &str| {
        json!({ "name": name, "volume_type": "sbs", "boot": false, "tags": [],
            "from_empty": { "size": 20_000_000_000_u64 } })
    };
    let template = |volumes: Value| {
        json!({ "id": "t", "name": "web", "commercial_type": "PLAY2-MICRO", "volumes": volumes,
            "project_id": "p" })
    };
    let before = template(json!({ "0": volume("root"), "1": volume("data") }));
    let change = |sent: Value| {
        let mut entry = entry("PATCH", &format!("{OLD}/instance-templates/t"));
        entry.body = Some(json!({ "volumes": sent.clone() }));
        entry.before = Some(before.clone());
        entry.end = end(Outcome::Done, "", Some(template(sent)));
        written(entry)
    };
    for sent in [json!({ "0": volume("root") }), json!({})] {
        let one = change(sent);
        assert!(!one.changes.asked.is_empty(), "{}", one.sentence);
        assert!(one.changes.others.is_empty(), "{:?}", one.changes.others);
        let undo = Undo::of(&one).expect("the volume is put back");
        let draft = Draft::default().edited(&undo.edits);
        assert_eq!(draft.get("volumes.1.name"), "data");
    }
}

/// What its form starts with is no part of what was deleted.
#[test]
fn a_deleted_template_is_made_again_as_it_was() {
    let before = json!({ "id": "t", "name": "web", "commercial_type": "PLAY2-MICRO",
        "image_id": "i", "volumes": {}, "project_id": "p" });
    let mut entry = entry("DELETE", &format!("{OLD}/instance-templates/t"));
    entry.before = Some(before);
    entry.end = end(Outcome::Done, "", None);
    let undo = Undo::of(&written(entry)).unwrap();
    let form = Template::blank(&<_>::default()).edited(&undo.edits);
    assert_eq!(form.under("volumes.").count(), 0);
    assert_eq!(form.get("image_id"), "i");
}

#[test]
fn what_somebody_else_changed_meanwhile_is_told_apart() {
    let before = json!({ "id": "g", "name": "web", "capacity": {
        "min_replicas": 1, "max_replicas": 5, "cooldown_delay": "300s" } });
    let mut answer = before.clone();
    answer["capacity"]["min_replicas"] = 2.into();
    answer["capacity"]["max_replicas"] = 8.into();
    let mut entry = entry("PATCH", &format!("{OLD}/instance-groups/g"));
    entry.body = Some(json!({ "capacity": { "max_replicas": 8 } }));
    entry.before = Some(before);
    entry.end = end(Outcome::Done, "", Some(answer));
    let one = written(entry);
    assert_eq!(pairs(&one.changes.asked), [("Maximum", "5 Instances", "8 Instances")]);
    assert_eq!(pairs(&one.changes.others), [("Minimum", "1 Instance", "2 Instances")]);
    assert!(one.notes()[0].ends_with("before: minimum 1 → 2 Instances."), "{:?}", one.notes());
    assert_eq!(one.duration().as_deref(), Some("1 s"));
}

#[test]
fn what_had_not_been_read_is_not_known() {
    let mut entry = entry("PATCH", &format!("{OLD}/instance-groups/g-1"));
    entry.body = Some(json!({ "capacity": { "max_replicas": 8, "cooldown_delay": "60s" } }));
    let one = written(entry.clone());
    assert_eq!(one.sentence, "Tried to change group g-1: maximum → 8 Instances, cooldown → 60 s");
    assert_eq!(pairs(&one.changes.asked)[0], ("Maximum", "not known", "8 Instances"));
    assert!(one.notes()[0].contains("had not been read"));
    assert!(one.reason().contains("Look at the group before you try again"));

    entry.method = "DELETE".to_owned();
    entry.body = None;
    entry.end = end(Outcome::Done, "", None);
    let one = written(entry);
    assert_eq!((one.sentence.as_str(), one.changes.asked.len()), ("Deleted group g-1", 0));
}

#[test]
fn what_was_refused_or_lost_says_what_was_tried_and_why() {
    let mut entry = entry("POST", &format!("{OLD}/instance-groups"));
    entry.body = Some(json!({ "name": "web", "template_id": "t", "capacity": {
        "min_replicas": 1, "max_replicas": 5 } }));
    entry.names.insert("t".to_owned(), "small".to_owned());
    entry.end = end(Outcome::Refused, "The API refused the values.", None);
    let one = written(entry.clone());
    assert_eq!(one.sentence, "Tried to create group web");
    assert_eq!((one.state, one.reason().as_str()), (State::Refused, "The API refused the values."));
    assert!(pairs(&one.changes.asked).contains(&("Template", "–", "small")));
    assert_eq!(one.target(), None, "it has no id");

    // A success that cannot be read does not tell what was done.
    entry.end = end(Outcome::Done, "", None);
    let one = written(entry);
    assert_eq!(one.state, State::Unknown);
    assert!(one.reason().contains("could not be read"));
}

#[test]
fn every_path_is_told_and_none_breaks_the_words() {
    let server = "/instance/v1/zones/fr-par-1/servers/s-1/action";
    let long = format!("{}🦀", "ü".repeat(254));
    for (method, path, body, sentence) in [
        ("POST", server.to_owned(), json!({"action": "terminate"}), "Terminated Instance s-1"),
        (
            "POST",
            format!("{TEMPLATES}/t%2F1/create-server"),
            json!({"name": "one"}),
            "Created Instance one of template t/1",
        ),
        (
            "PUT",
            format!("{TEMPLATES}/t/user-data/k"),
            json!({}),
            "Set the user data “k” of template t",
        ),
        ("PUT", "/elsewhere/a".to_owned(), json!([]), "Sent PUT /elsewhere/a"),
        (
            "PUT",
            format!("{OLD}/instance-groups/g"),
            json!(1),
            &format!("Sent PUT {OLD}/instance-groups/g"),
        ),
        ("DELETE", String::new(), Value::Null, "Sent DELETE "),
    ] {
        let mut entry = entry(method, &path);
        entry.body = Some(body);
        entry.end = end(Outcome::Done, "", None);
        assert_eq!(written(entry).sentence, sentence);
    }
    let mut entry = entry("PATCH", &format!("{OLD}/instance-groups/g"));
    entry.before = Some(json!({ "id": "g", "name": long }));
    entry.body = Some(json!({ "name": "<b>\u{202e}\n</b>", "tags": "no list" }));
    let sentence = written(entry.clone()).sentence;
    assert!(sentence.chars().count() < 300 && !sentence.contains('\n'), "{sentence}");
    entry.body = Some(json!({ "name": "<b>\n</b>" }));
    let one = written(entry);
    assert_eq!(one.changes.asked[0].old, long, "the table has all of it");
    assert!(one.sentence.contains("name üü") && one.sentence.contains("→ <b></b>"));
}

#[test]
fn filters_and_the_file_know_what_is_shown() {
    let mut first = entry("DELETE", &format!("{OLD}/instance-policies/p"));
    first.before = Some(json!({ "id": "p", "name": "Scale-Up", "instance_group_id": "g" }));
    first.end = end(Outcome::Refused, "The key may not do this.", None);
    let mut second = entry("POST", &format!("{OLD}/instance-groups"));
    second.body = Some(json!({ "name": "web" }));
    second.place = Place { kind: PlaceKind::Api, address: "https://api.example".to_owned() };
    second.end = end(Outcome::Done, "", Some(json!({ "id": "g", "name": "web" })));
    let both = [written(first), written(second)];
    let fits = |filter: &Filter| both.each_ref().map(|one| filter.fits(one));
    let text = |text: &str| Filter { text: text.to_owned(), ..Filter::default() };
    assert!(Filter::default().is_any() && !text("a").is_any());
    for (filter, expected) in [
        (Filter::default(), [true, true]),
        (text(" scale-up "), [true, false]),
        (text("key may not"), [true, false]),
        (text("instance-groups"), [false, true]),
        (text("nothing"), [false, false]),
        (Filter { outcome: "refused".into(), ..<_>::default() }, [true, false]),
        (Filter { kind: Kind::Group.noun().into(), ..<_>::default() }, [false, true]),
        (Filter { place: "API at api.example · fr-par-1".into(), ..<_>::default() }, [false, true]),
    ] {
        assert_eq!(fits(&filter), expected, "{filter:?}");
    }
    let file: Value = serde_json::from_str(&export(&both, 7)).unwrap();
    assert_eq!(file["dropped"], 7);
    assert_eq!(file["writes"][1]["sentence"], "Created group web");
    assert_eq!(file["writes"][0]["outcome"], "refused");
    assert_eq!(file["writes"][0]["method"], "DELETE");
    assert_eq!(file_name(START_MS), "headroom-activity-2026-03-02.json");
    let served = Place { kind: PlaceKind::ServedSandbox, address: "http://127.0.0.1:8080".into() };
    assert_eq!(place_words(&served), "Server's sandbox at 127.0.0.1:8080");
    assert!(both[1].curl("https://elsewhere").contains("'https://api.example/"));
}

#[test]
fn what_is_missing_is_said() {
    assert_eq!(Writes::default().remarks(), [] as [&str; 0]);
    let kept = Kept { dropped: 1_234, unreadable: 2, is_in_memory: true, ..Kept::default() };
    let remarks = Writes::of(kept).remarks();
    for (remark, part) in
        remarks.iter().zip(["listed: 1,234. The newest 500", "read: 2.", "refuses"])
    {
        assert!(remark.contains(part), "{remark}");
    }
    assert_eq!(remarks.len(), 3);
}

/// What an undo types into a form, as the form would then be read.
fn undone(tab: &Tab) -> Undo {
    Undo::of(&latest(tab)).expect("it can be taken back")
}

#[test]
fn a_change_is_taken_back_by_the_form_of_what_it_changed() {
    let (tab, client) = tab();
    let before = block_on(client.list::<Group>(&ListQuery::default())).unwrap().remove(0);
    let capacity = CapacityUpdate {
        max_replicas: Some(before.capacity.max_replicas + 3),
        ..CapacityUpdate::default()
    };
    let body = UpdateGroup { capacity: Some(capacity), ..<_>::default() };
    let changed = block_on(client.update::<Group>(&before.id, &body)).unwrap();
    let undo = undone(&tab);
    assert_eq!(undo.form, UndoForm::Stored(Target::Group(Generation::V1alpha1, before.id.clone())));
    assert_eq!(undo.verb(), "Undo…");
    let words = undo.words(&latest(&tab));
    assert!(words.contains("maximum") && words.contains("until you save it"), "{words}");
    // In the meantime somebody has renamed it: that stays.
    let renamed = Group { name: "renamed".into(), ..changed };
    let draft = renamed.draft().edited(&undo.edits);
    let back = renamed.update_body(&draft).unwrap();
    let capacity = CapacityUpdate {
        max_replicas: Some(before.capacity.max_replicas),
        ..CapacityUpdate::default()
    };
    assert_eq!(back, UpdateGroup { capacity: Some(capacity), ..<_>::default() });
    block_on(client.update::<Group>(&before.id, &back)).unwrap();
    // An undo is a change like any other, so that it can be taken back too.
    assert!(matches!(undone(&tab).form, UndoForm::Stored(_)));
}

#[test]
fn a_deleted_policy_is_created_again_as_it_was() {
    let (tab, client) = tab();
    let policy = block_on(client.list::<Policy>(&ListQuery::default())).unwrap().remove(0);
    let group = policy.instance_group_id.clone();
    block_on(client.delete::<Policy>(&policy.id)).unwrap();
    let undo = undone(&tab);
    assert_eq!(undo.form, UndoForm::NewPolicy(group.clone()));
    assert_eq!(undo.verb(), "Create it again…");
    assert!(undo.words(&latest(&tab)).contains("another id"));
    let draft = Policy::blank(&group).edited(&undo.edits);
    let again = block_on(client.create::<Policy>(&Policy::create_body(&draft, &group).unwrap()));
    let again = again.unwrap();
    assert_ne!(again.id, policy.id);
    assert_eq!(Policy { id: policy.id.clone(), ..again }, policy);
}

#[test]
fn what_cannot_be_taken_back_offers_nothing() {
    let answer = json!({"id": "1", "name": "web", "capacity": {"max_replicas": 8}});
    let path = format!("{OLD}/instance-groups/1");
    let done = |method: &str, before: Option<Value>| {
        let end = end(Outcome::Done, "", Some(answer.clone()));
        let body = Some(json!({"capacity": {"max_replicas": 8}}));
        Undo::of(&written(Entry { before, body, end, ..entry(method, &path) }))
    };
    let before = json!({"id": "1", "name": "web", "capacity": {"max_replicas": 5}});
    assert!(done("PATCH", Some(before.clone())).is_some());
    assert_eq!(done("PATCH", None), None, "what was there before is not known");
    assert_eq!(done("POST", None), None, "its page deletes it");
    for outcome in [Outcome::Refused, Outcome::Unknown] {
        let end = end(outcome, "No.", None);
        let body = Some(json!({"capacity": {"max_replicas": 8}}));
        let entry = Entry { before: Some(before.clone()), body, end, ..entry("PATCH", &path) };
        assert_eq!(Undo::of(&written(entry)), None, "{outcome:?}");
    }
}

#[test]
fn an_undo_says_that_the_cloud_init_is_not_kept() {
    let path = format!("{OLD}/instance-templates/1");
    let own = |name: &str, size: u32| {
        let document = format!("<{size} bytes, not kept>");
        json!({"id": "1", "name": name, "cloud_init": document})
    };
    let patched = |body: Value, before: Value, after: Value| {
        let end = end(Outcome::Done, "", Some(after));
        let entry = Entry { before: Some(before), body: Some(body), end, ..entry("PATCH", &path) };
        written(entry)
    };
    let mark = "<9 bytes, not kept>";
    let only = patched(json!({"cloud_init": mark}), own("web", 5), own("web", 9));
    assert_eq!(Undo::of(&only), None, "nothing is left of it to put back");
    let both = json!({"cloud_init": mark, "name": "web2"});
    let both = patched(both, own("web", 5), own("web2", 9));
    let words = Undo::of(&both).unwrap().words(&both);
    assert!(words.contains("cloud-init from before is not kept"), "{words}");
    let named = patched(json!({"name": "web2"}), own("web", 5), own("web2", 5));
    assert!(!Undo::of(&named).unwrap().words(&named).contains("cloud-init"));
}
