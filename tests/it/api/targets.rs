//! The calls of v1alpha2 and of its templates: their paths, cursors and bodies.

use headroom::wire::v1alpha2::{
    self, AlertScope, CreateGroup, Group, GroupListQuery, LogListQuery, Template, UpdateGroup,
};
use headroom::wire::{CloudInit, GroupId, Timestamp, decode};

use super::answered::Answered;
use super::block_on;
use crate::wire::body;

const AUTOSCALING: &str = "/autoscaling/v1alpha2/zones/fr-par-1";
const TEMPLATES: &str = "/instance/v2alpha1/zones/fr-par-1/templates";

/// An API that answers every line with one body; no list goes on.
fn with(body: &'static str) -> Answered {
    Answered::by(move |_| (200, body.replace("\"next_page_token\"", "\"ended\"")))
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> T {
    decode(text.as_bytes()).unwrap()
}

#[test]
fn a_group_is_listed_read_created_changed_and_deleted() {
    let list = with(body!("v1alpha2/group_list_reply"));
    let query = GroupListQuery { project_id: Some("P".into()), ..<_>::default() };
    assert_eq!(block_on(list.client().list::<Group>(&query)).unwrap().len(), 1);
    let asked = "GET {}/groups?order_by=created_at_desc&project_id=P&page_size=100";
    assert_eq!(list.asked(), [asked.replace("{}", AUTOSCALING)]);

    let one = with(body!("v1alpha2/group_create_reply"));
    let client = one.client();
    let id = GroupId::from("G");
    let got = block_on(client.get::<Group>(&id)).unwrap();
    assert_eq!(got.scaling_policy.minimum_size, 0);
    let create: CreateGroup = read(body!("v1alpha2/group_create_request"));
    assert_eq!(block_on(client.create::<Group>(&create)), Ok(got.clone()));
    assert_eq!(block_on(client.update::<Group>(&id, &UpdateGroup::default())), Ok(got));
    assert_eq!(block_on(client.delete::<Group>(&id)), Ok(()), "its reply has a body");
    let lines = ["GET {}/groups/G", "POST {}/groups", "PATCH {}/groups/G", "DELETE {}/groups/G"];
    assert_eq!(one.asked(), lines.map(|line| line.replace("{}", AUTOSCALING)));
}

/// Two pages: the second is asked for with the token of the first.
#[test]
fn a_list_is_followed_behind_its_tokens() {
    let log = |text: &str, more: &str| {
        let entry = r#"{"timestamp":"2026-09-24T09:35:14Z","level":"info","message":"M"}"#;
        (200, format!(r#"{{"logs":[{}],{more}"total_count":2}}"#, entry.replace('M', text)))
    };
    let api = Answered::by(move |line| {
        if line.ends_with("page_token=a%2Bb%3D") {
            return log("older", "");
        }
        log("newer", r#""next_page_token":"a+b=","#)
    });
    let query = LogListQuery {
        group_id: "G".into(),
        start_time: Some(Timestamp::from_millis(0)),
        end_time: Some(Timestamp::from_millis(60_000)),
        ..<_>::default()
    };
    let logs = block_on(api.client().logs(&query)).unwrap();
    let texts: Vec<_> = logs.iter().map(|log| log.message.as_str()).collect();
    assert_eq!(texts, ["newer", "older"]);
    let first = format!(
        "GET {AUTOSCALING}/logs?group_id=G&start_time=1970-01-01T00%3A00%3A00Z\
         &end_time=1970-01-01T00%3A01%3A00Z&page_size=100"
    );
    assert_eq!(api.asked(), [first.clone(), format!("{first}&page_token=a%2Bb%3D")]);
}

#[test]
fn a_list_whose_tokens_never_end_is_an_error() {
    let body = r#"{"servers":[],"next_page_token":"again","total_count":1}"#;
    let api = Answered::by(move |_| (200, body.to_owned()));
    let error = block_on(api.client().target_servers(&"G".into())).unwrap_err();
    assert!(error.to_string().contains("does not end after 1000 pages"), "{error}");
}

#[test]
fn instances_logs_and_alerts_are_flat_lists() {
    let servers = with(body!("v1alpha2/server_list_reply"));
    assert!(!block_on(servers.client().target_servers(&"G".into())).unwrap().is_empty());
    assert_eq!(servers.asked(), [format!("GET {AUTOSCALING}/servers?group_id=G&page_size=100")]);

    let logs = with(body!("v1alpha2/log_list_reply"));
    assert!(!block_on(logs.client().recent_logs(&"G".into())).unwrap().is_empty());
    assert_eq!(logs.asked(), [format!("GET {AUTOSCALING}/logs?group_id=G&page_size=50")]);

    let alerts = with(body!("v1alpha2/alert_list_reply"));
    let client = alerts.client();
    assert!(!block_on(client.alerts(AlertScope::Group("G".into()))).unwrap().is_empty());
    assert!(!block_on(client.alerts(AlertScope::Project("P".into()))).unwrap().is_empty());
    let lines = ["group_id=G", "project_id=P"];
    let lines = lines.map(|of| format!("GET {AUTOSCALING}/alerts?{of}&page_size=100"));
    assert_eq!(alerts.asked(), lines);
}

/// The list has to be asked for a project at a time.
#[test]
fn the_groups_of_all_projects_are_those_of_each() {
    let api = Answered::by(|line| {
        let body = if line.contains("/account/") {
            r#"{"projects":[{"id":"P1","name":"a"},{"id":"P2","name":"b"}],"total_count":2}"#
        } else {
            body!("v1alpha2/group_list_reply")
        };
        (200, body.to_owned())
    });
    assert_eq!(block_on(api.client().target_groups("")).unwrap().len(), 2);
    let asked = api.asked();
    assert!(asked[1].contains("project_id=P1") && asked[2].contains("project_id=P2"), "{asked:?}");
    assert_eq!(block_on(api.client().target_groups("P2")).unwrap().len(), 1);
    let denied = Answered::by(|line| match line.contains("/account/") {
        true => (403, String::new()),
        false => (200, body!("v1alpha2/group_list_reply").to_owned()),
    });
    assert_eq!(block_on(denied.client().target_groups("")).unwrap().len(), 1);
    assert!(!denied.asked()[1].contains("project_id"), "{:?}", denied.asked());
}

#[test]
fn a_template_has_calls_of_its_own() {
    let template = with(body!("v1alpha2/template_create_reply"));
    let id = "T/1".into();
    block_on(template.client().get::<Template>(&id)).unwrap();
    assert_eq!(template.asked(), [format!("GET {TEMPLATES}/T%2F1")]);

    let keys = with(body!("v1alpha2/user_data_key_list_reply"));
    assert!(!block_on(keys.client().user_data_keys(&id)).unwrap().is_empty());
    assert_eq!(keys.asked(), [format!("GET {TEMPLATES}/T%2F1/user-data?page_size=100")]);

    let made = with(body!("v1alpha2/template_server"));
    assert_eq!(block_on(made.client().create_server(&id, "one")).unwrap().status, "stopped");
    assert_eq!(made.asked(), [format!("POST {TEMPLATES}/T%2F1/create-server")]);

    let done = Answered::by(|_| (204, String::new()));
    let client = done.client();
    let content = CloudInit::from("#cloud-config");
    block_on(client.check_template(&id)).unwrap();
    block_on(client.set_user_data(&id, "a b", &content)).unwrap();
    block_on(client.set_cloud_init(&id, &content)).unwrap();
    block_on(client.remove_user_data(&id, "a b")).unwrap();
    let lines = ["GET check", "PUT user-data/a%20b", "PUT user-data/cloud-init"];
    let lines = lines.into_iter().chain(["DELETE user-data/a%20b"]).map(|line| {
        let (method, rest) = line.split_once(' ').unwrap();
        format!("{method} {TEMPLATES}/T%2F1/{rest}")
    });
    assert_eq!(done.asked(), lines.collect::<Vec<_>>());
}

#[test]
fn a_template_without_cloud_init_has_none() {
    let entry = with(r##"{"key":"cloud-init","content":"I2E="}"##);
    let id = "T".into();
    assert_eq!(block_on(entry.client().cloud_init(&id)), Ok(Some(CloudInit::from("#a"))));
    let gone = Answered::by(|_| (404, body!("v1alpha2/error_not_found").to_owned()));
    assert_eq!(block_on(gone.client().cloud_init(&id)), Ok(None));
    let retired = Answered::by(|_| (404, r#"{"message":"Not Found"}"#.to_owned()));
    block_on(retired.client().cloud_init(&id)).unwrap_err();
}

/// What a lost change left is told by what stands there, not by `updated_at`: the recorded reply
/// to a change of the policy has the old one.
#[test]
fn a_lost_change_is_found_by_what_stands_there() {
    let api = with(body!("v1alpha2/group_update_reply"));
    let client = api.client();
    let id = GroupId::from("G");
    let found = |body: &UpdateGroup| {
        block_on(client.changed_after_all::<Group>(&id, body)).unwrap().is_some()
    };
    let sent: UpdateGroup = read(body!("v1alpha2/group_update_request"));
    assert!(found(&sent));
    let spec = |text: &str| UpdateGroup {
        scaling_policy_spec: Some(read(text)),
        ..UpdateGroup::default()
    };
    assert!(found(&spec(r#"{"cpu_target":{"target_avg_percent":70}}"#)));
    assert!(!found(&spec(r#"{"cpu_target":{"target_avg_percent":71}}"#)));
    assert!(!found(&spec(r#"{"memory_target":{"target_avg_percent":0}}"#)), "another target");
    assert!(!found(&spec(r#"{"minimum_size":2}"#)));
    assert!(found(&spec(r#"{"scale_out_cooldown":"60.000000000s"}"#)));
}

#[test]
fn a_lost_creation_is_read_whole_before_it_is_believed() {
    let api = Answered::by(|line| {
        let made: Group = read(body!("v1alpha2/group_create_reply"));
        let Group { name, project_id, template_id, .. } = made;
        let summary = serde_json::json!({
            "id": "G", "name": name, "project_id": project_id, "template_id": template_id,
        });
        let list = format!(r#"{{"group_summaries":[{summary}],"total_count":1}}"#);
        let whole = body!("v1alpha2/group_create_reply").to_owned();
        (200, if line.contains("/groups?") { list } else { whole })
    });
    let client = api.client();
    let sent: CreateGroup = read(body!("v1alpha2/group_create_request"));
    let query = GroupListQuery::default();
    let found = |sent: &CreateGroup, known: &[GroupId]| {
        block_on(client.created_after_all::<Group>(sent, &query, known)).unwrap().is_some()
    };
    assert!(found(&sent, &[]));
    assert!(!found(&sent, &["G".into()]), "one that stood there before");
    let mut other = sent.clone();
    other.scaling_policy_spec.as_mut().unwrap().maximum_size = Some(13);
    assert!(!found(&other, &[]), "its summary does not tell it apart");
}

#[test]
fn a_lost_change_of_a_template_is_found_inside_its_wrappers() {
    let api = with(body!("v1alpha2/template_with_all"));
    let client = api.client();
    let stored: Template = read(body!("v1alpha2/template_with_all"));
    let found = |body: v1alpha2::UpdateTemplate| {
        block_on(client.changed_after_all::<Template>(&stored.id, &body)).unwrap().is_some()
    };
    let volumes = |volumes| v1alpha2::UpdateTemplate {
        update_volumes: Some(v1alpha2::UpdateVolumes { volumes }),
        ..<_>::default()
    };
    assert!(found(volumes(stored.volumes.clone())));
    assert!(!found(volumes(Vec::new())));
    let files = |ids| v1alpha2::UpdateTemplate { filesystem_ids: Some(ids), ..<_>::default() };
    assert!(found(files(stored.filesystem_ids.iter().rev().cloned().collect())));
    assert!(!found(files(vec!["other".into()])));
}

#[test]
fn a_group_that_is_going_is_removed() {
    let api = Answered::by(|line| {
        let status = if line.starts_with("DELETE") { 502 } else { 200 };
        (status, body!("v1alpha2/group_delete_reply").to_owned())
    });
    block_on(api.client().remove::<Group>(&"G".into())).unwrap();
    let stays = Answered::by(|line| {
        let status = if line.starts_with("DELETE") { 502 } else { 200 };
        (status, body!("v1alpha2/group_create_reply").to_owned())
    });
    let error = block_on(stays.client().remove::<Group>(&"G".into())).unwrap_err();
    assert!(error.outcome_is_unknown());
}
