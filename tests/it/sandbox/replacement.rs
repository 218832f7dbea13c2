//! Instances that someone else takes away, and the load balancer's pool.

use headroom::sandbox::Sandbox;
use headroom::wire::query::expression;
use headroom::wire::{Group, ManagedMetric, Server, Template};

use super::{Api, HOUR, MINUTE, SECOND, TEMPLATE, errors};

const SERVERS: &str = "/instance/v1/zones/fr-par-1/servers";

impl Api {
    fn terminate(&mut self, server: &Server) -> (u16, String) {
        let path = format!("{SERVERS}/{}/action", server.id);
        self.call("POST", &path, r#"{"action":"terminate"}"#)
    }

    fn patch(&mut self, path: &str, body: &str) {
        let _: serde_json::Value = self.ok("PATCH", path, body);
    }

    /// A group of so many booted Instances.
    fn booted(&mut self, size: u32) -> Group {
        let group = self.group();
        let body = format!(r#"{{"capacity":{{"min_replicas":{size}}}}}"#);
        self.patch(&format!("instance-groups/{}", group.id), &body);
        self.advance(3 * MINUTE);
        assert_eq!(self.servers(&group).len(), size as usize);
        group
    }
}

fn ids(servers: &[Server]) -> Vec<&str> {
    servers.iter().map(|server| server.id.as_str()).collect()
}

#[test]
fn a_terminated_instance_ends_within_seconds_and_is_replaced_within_minutes() {
    let mut api = Api::empty();
    let group = api.booted(3);
    let before = api.servers(&group);
    let lost = &before[1];
    let (status, text) = api.terminate(lost);
    assert_eq!(status, 202, "{text}");
    let ending = api.servers(&group).into_iter().find(|server| server.id == lost.id).unwrap();
    assert_eq!((ending.state.as_str(), ending.state_detail.as_str()), ("stopping", "terminating"));
    assert_eq!(api.terminate(lost).0, 202, "it ends all the same");

    api.advance(6 * SECOND);
    assert_eq!(ids(&api.servers(&group)), [before[0].id.as_str(), before[2].id.as_str()]);
    assert_eq!(api.call("GET", &format!("{SERVERS}/{}", lost.id), "").0, 404);
    assert_eq!(api.terminate(lost).0, 404);

    api.advance(3 * MINUTE);
    let after = api.servers(&group);
    assert_eq!(after.len(), 3);
    assert!(before.iter().all(|server| server.id != after[0].id), "the newest is a new one");
    assert_eq!(after[0].state_detail, "booted");
    let names: Vec<String> = api.events(&group).into_iter().map(|event| event.name).collect();
    assert!(names.contains(&"Auto-healing: replacing unhealthy instance".to_owned()), "{names:?}");
    assert_eq!(api.changes(&group).iter().map(|change| change.1).sum::<i64>(), 3);
}

#[test]
fn a_group_is_refreshed_from_a_changed_template_by_terminating_its_instances() {
    let mut api = Api::empty();
    let group = api.booted(2);
    let template = format!("instance-templates/{}", group.instance_template_id);
    let body =
        r#"{"commercial_type":"PRO2-S","public_ips_v4_count":2,"private_network_ids":["n"]}"#;
    api.ok::<Template>("PATCH", &template, body);
    let look = |api: &mut Api| api.call("GET", &format!("{SERVERS}?name={}", group.id), "").1;
    let before = look(&mut api);
    api.advance(HOUR);
    let types = |text: &str| text.matches("\"commercial_type\": \"PRO2-S\"").count();
    assert_eq!((types(&before), types(&look(&mut api))), (0, 0), "running ones are not touched");
    for server in api.servers(&group) {
        api.terminate(&server);
    }
    api.advance(3 * MINUTE);
    let after = look(&mut api);
    assert_eq!(types(&after), 2);
    assert_eq!(after.matches("\"private_network_id\": \"n\"").count(), 2);
    assert_eq!(after.matches("\"family\": \"inet\"").count(), 2 * 3, "the first stands twice");
}

#[test]
fn instances_of_deleted_groups_are_terminated_and_never_replaced() {
    let mut api = Api::empty();
    let group = api.booted(2);
    let servers = api.servers(&group);
    assert_eq!(api.call("DELETE", &format!("instance-groups/{}", group.id), "").0, 204);
    assert_eq!(api.servers(&group), servers, "they keep running");
    assert_eq!(api.terminate(&servers[0]).0, 202);
    api.advance(HOUR);
    assert_eq!(ids(&api.servers(&group)), [servers[1].id.as_str()]);
}

#[test]
fn a_stopped_instance_is_deleted_at_once_and_a_running_one_is_not() {
    let mut api = Api::empty();
    let group = api.group();
    api.advance(5 * SECOND);
    let servers = api.servers(&group);
    assert_eq!(servers[0].state, "stopped");
    let path = format!("{SERVERS}/{}", servers[0].id);
    assert_eq!(api.call("DELETE", &path, ""), (204, String::new()));
    assert!(api.servers(&group).is_empty());
    assert_eq!(api.call("DELETE", &path, "").0, 404);
    api.advance(3 * MINUTE);
    let servers = api.servers(&group);
    assert_eq!(servers.len(), 1, "replaced");
    assert_eq!(api.call("DELETE", &format!("{SERVERS}/{}", servers[0].id), "").0, 400);
}

#[test]
fn only_terminate_is_an_action() {
    let mut api = Api::empty();
    let group = api.booted(1);
    let path = format!("{SERVERS}/{}/action", api.servers(&group)[0].id);
    for (body, part) in [
        (r#"{"action":"reboot"}"#, r#""field":"action""#),
        ("{}", r#""field":"action""#),
        ("x", "not valid JSON"),
    ] {
        let (status, text) = api.call("POST", &path, body);
        assert!(status == 400 && text.contains(part), "{body}: {text}");
    }
}

#[test]
fn what_is_yet_to_be_replaced_is_given_up_first() {
    let mut api = Api::empty();
    let group = api.booted(4);
    let before = api.servers(&group);
    api.terminate(&before[0]);
    api.terminate(&before[3]);
    let path = format!("instance-groups/{}", group.id);
    api.patch(&path, r#"{"capacity":{"min_replicas":1,"max_replicas":3}}"#);
    api.advance(10 * SECOND);
    assert_eq!(ids(&api.servers(&group)), ids(&before[1..3]), "4 to 3 ends no other Instance");
    api.advance(2 * MINUTE);
    assert_eq!(api.servers(&group).len(), 3, "one of the two is replaced");
}

#[test]
fn without_a_template_a_terminated_instance_is_missed_until_there_is_one() {
    let mut api = Api::empty();
    let group = api.booted(2);
    let server = api.servers(&group).remove(0);
    let template = format!("instance-templates/{}", group.instance_template_id);
    assert_eq!(api.call("DELETE", &template, "").0, 204);
    api.terminate(&server);
    api.advance(2 * HOUR);
    assert_eq!(api.servers(&group).len(), 1);
    let events = api.events(&group);
    let failed = errors(&events);
    assert!(failed.iter().any(|event| event.name == "Instance creation failed"), "{failed:?}");
    let mut reloaded = Api(Sandbox::load(&api.0.save()).unwrap());
    reloaded.advance(HOUR);
    api.advance(HOUR);
    assert_eq!(reloaded.0.save(), api.0.save());
}

#[test]
fn a_reload_between_a_termination_and_its_end_changes_nothing() {
    let mut api = Api::empty();
    let group = api.booted(3);
    let server = api.servers(&group).remove(2);
    api.terminate(&server);
    for step in [SECOND, 5 * SECOND, 50 * SECOND, 4 * SECOND, MINUTE] {
        let mut reloaded = Api(Sandbox::load(&api.0.save()).unwrap());
        for api in [&mut api, &mut reloaded] {
            api.advance(step);
        }
        assert_eq!(reloaded.0.save(), api.0.save());
    }
    assert_eq!(api.servers(&group).len(), 3);
}

#[test]
fn addresses_tags_and_volumes_are_those_of_the_template() {
    let mut api = Api::empty();
    let body = TEMPLATE.replace("v6_count\":0", "v6_count\":1").replace(
        "\"private_network_ids\":[]",
        "\"private_network_ids\":[\"a\",\"b\"],\"security_group_id\":\"s\",\"image_id\":\"i\"",
    );
    let template: Template = api.ok("POST", "instance-templates", &body);
    let body = super::GROUP.replace("<template>", template.id.as_str());
    let group: Group = api.ok("POST", "instance-groups", &body);
    api.advance(MINUTE);
    let path = format!("{SERVERS}/{}", api.servers(&group)[0].id);
    let value: serde_json::Value = api.ok("GET", &path, "");
    let server = &value["server"];
    assert_eq!(server["public_ips"].as_array().unwrap().len(), 2);
    assert_eq!(server["public_ip"], server["public_ips"][0]);
    assert_eq!(server["public_ips"][0]["tags"], serde_json::json!(template.tags));
    assert_eq!(server["public_ips"][1]["family"], "inet6");
    assert_eq!(server["private_nics"].as_array().unwrap().len(), 2);
    assert_eq!(server["private_nics"][1]["private_network_id"], "b");
    assert_eq!(
        (&server["security_group"]["id"], &server["image"]["id"]),
        (&"s".into(), &"i".into())
    );
    assert_eq!(server["volumes"]["0"]["volume_type"], "sbs_volume");
    assert_eq!(server["project"], template.project_id.as_str());
}

#[test]
fn the_last_hour_is_known_however_many_groups_share_the_room() {
    let mut api = Api::empty();
    let group = api.booted(3);
    let path = format!("instance-groups/{}", group.id);
    api.patch(&path, r#"{"capacity":{"max_replicas":100,"min_replicas":100}}"#);
    for _ in 0..200 {
        api.group();
    }
    api.advance(3 * MINUTE);
    let start = api.0.now_ms();
    for server in api.servers(&group) {
        api.terminate(&server);
        api.advance(15 * SECOND);
    }
    let end = api.0.now_ms();
    let cpu = expression(&ManagedMetric::InstanceCpu, &group.id).unwrap();
    let known = api.values(&cpu, (start + MINUTE, end), MINUTE).len();
    assert_eq!(i64::try_from(known).unwrap(), (end - start) / MINUTE);
    let mut sizes = api.sizes(&group, (end - HOUR, end), MINUTE);
    sizes.retain(|size| size.1 < 90.0);
    assert!(sizes.iter().all(|size| size.0 < start), "{sizes:?}");
}
