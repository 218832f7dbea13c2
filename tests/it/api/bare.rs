//! Answers that lack their list. They say nothing of what there is, and must not read as "there is
//! none".

use headroom::api::{ApiError, Client, OVERLAP_MS};
use headroom::wire::v1alpha2::{self, AlertScope, GroupListQuery, Log, LogListQuery};
use headroom::wire::{
    Event, EventId, Generation, Group, GroupId, ListQuery, LoadBalancerId, LocalImageType, Policy,
    ProjectId, Template, TemplateId, Timestamp,
};

use super::answered::Answered;
use super::block_on;

/// What became of each list, by the call that asked for it.
type Found = Vec<(&'static str, Result<usize, ApiError>)>;

macro_rules! asked {
    ($($call:expr;)+) => {
        vec![$((stringify!($call), block_on($call).map(|list| list.len()))),+]
    };
}

fn client(body: &str) -> Client {
    let body = body.to_owned();
    Answered::by(move |_| (200, body.clone())).client()
}

/// The lists of groups, policies, templates, events, logs, alerts and Instances.
fn own(body: &str) -> Found {
    let client = client(body);
    let (group, template) = (GroupId::from("G"), TemplateId::from("T"));
    let all = ListQuery::default();
    let of_group = LogListQuery { group_id: "G".into(), ..<_>::default() };
    let at = Timestamp::from_millis(9 * OVERLAP_MS);
    let events = [("new", at), ("old", Timestamp::from_millis(0))];
    let event = |(id, created_at)| Event { id: EventId::from(id), created_at, ..<_>::default() };
    let events = events.map(event);
    let logs = [Log { timestamp: at, ..Log::default() }];
    let groups = GroupListQuery::default();
    let mut found: Found = asked![
        client.list::<Group>(&all);
        client.list::<Policy>(&all);
        client.list::<Template>(&all);
        client.policies(&group);
        client.events(&group);
        client.recent_events(&group);
        client.events_since(&group, &events);
        client.servers(&group);
        client.servers_with(&["S".into()]);
        client.all_servers();
        client.list::<v1alpha2::Group>(&groups);
        client.list::<v1alpha2::Template>(&<_>::default());
        client.target_groups("");
        client.target_groups("P");
        client.target_templates("");
        client.target_templates("P");
        client.target_servers(&group);
        client.logs(&of_group);
        client.recent_logs(&group);
        client.logs_since(&of_group, &logs);
        client.alerts(AlertScope::Group("G".into()));
        client.alerts(AlertScope::Project("P".into()));
        client.user_data_keys(&template);
    ];
    for generation in [Generation::V1alpha1, Generation::V1alpha2] {
        let both = block_on(client.instances(generation, &group));
        found.push(("instances", both.map(|(ids, _)| ids.len())));
    }
    found
}

/// The lists of the neighbouring APIs, and of names in the metrics.
fn neighbouring(body: &str) -> Found {
    let client = client(body);
    let (project, balancer) = (ProjectId::from("P"), LoadBalancerId::from("L"));
    asked![
        client.server_types();
        client.availability();
        client.marketplace_images();
        client.local_images(&LocalImageType::Block);
        client.images(&project);
        client.block_snapshots(&project);
        client.local_snapshots(&project);
        client.private_networks(&project);
        client.security_groups(&project);
        client.placement_groups(&project);
        client.load_balancers(&project);
        client.backends(&balancer);
        client.balancer_networks(&balancer);
        client.projects(None);
        client.metrics_sources(&project);
        client.label_values("", "host", "{}", (0, 60_000));
    ]
}

#[test]
fn an_answer_without_its_list_is_unreadable_and_no_empty_list() {
    for body in ["{}", r#"{"total_count":0}"#, r#"{"total_count":3,"next_page_token":"a"}"#] {
        for (call, found) in own(body).into_iter().chain(neighbouring(body)) {
            let Err(ApiError::Malformed { path, message }) = &found else {
                panic!("{call}, answered {body}: {found:?}");
            };
            assert!(message.starts_with("missing field `"), "{call}, {body}: {message}");
            assert_eq!(path, ".", "{call}, {body}");
            let said = found.unwrap_err().to_string();
            let start = "The API answered with something unexpected at .: missing field `";
            assert!(said.starts_with(start), "{call}: {said}");
        }
    }
}

#[test]
fn an_answer_that_is_no_object_is_unreadable_too() {
    for body in ["[]", "null", "0", "\"\"", "", "<html></html>"] {
        for (call, found) in own(body).into_iter().chain(neighbouring(body)) {
            let is_malformed = matches!(found, Err(ApiError::Malformed { .. }));
            assert!(is_malformed, "{call}, answered {body}: {found:?}");
        }
    }
}

/// The names of the lists alone tell that there is nothing.
#[test]
fn an_empty_list_is_one() {
    const NAMES: [&str; 21] = [
        "instance_groups",
        "policies",
        "instance_templates",
        "instance_events",
        "servers",
        "group_summaries",
        "templates",
        "logs",
        "alerts",
        "keys",
        "images",
        "local_images",
        "snapshots",
        "private_networks",
        "security_groups",
        "placement_groups",
        "lbs",
        "backends",
        "projects",
        "data_sources",
        "data",
    ];
    let names = NAMES.map(|name| format!("\"{name}\":[],"));
    let body = format!("{{{}\"private_network\":[],\"total_count\":0}}", names.concat());
    let by_name = body.replace("\"servers\":[]", "\"servers\":{}");
    for (call, found) in own(&body).into_iter().chain(neighbouring(&body)) {
        let is_by_name = ["client.server_types()", "client.availability()"].contains(&call);
        let found = match is_by_name {
            true => neighbouring(&by_name).into_iter().find(|(own, _)| *own == call).unwrap().1,
            false => found,
        };
        assert_eq!(found, Ok(0), "{call}");
    }
}
