//! What happens to a group of the second generation between two calls.

use headroom::sandbox::Sandbox;
use headroom::wire::query;
use headroom::wire::v1alpha2::{AddressFamily, GroupList, LogLevel, LogList, Status};
use serde_json::{Value, json};

use super::{Api, DAY, GROUPS, HOUR, MINUTE, NOBODY, PROJECT, SECOND, fixed, of};
use crate::sandbox::NOW;

fn target(kind: &str, percent: u32) -> Value {
    json!({"minimum_size": 1, "maximum_size": 8, kind: {"target_avg_percent": percent}})
}

#[test]
fn the_first_instances_come_with_the_next_round_and_count_once_they_serve() {
    let mut api = Api::empty();
    let group = api.scaling_group("asg", &fixed(3));
    api.advance(MINUTE - 1);
    let waiting = api.look(&group);
    assert_eq!((waiting.status, waiting.current_size, waiting.target_size), (Status::Active, 0, 0));
    api.advance(SECOND);
    let ordered = api.look(&group);
    assert_eq!(
        (ordered.status, ordered.current_size, ordered.target_size),
        (Status::ScalingOut, 0, 3)
    );
    assert!(ordered.last_scale_out_at.is_some() && ordered.last_scale_in_at.is_none());
    assert_eq!(api.server_ids(&group).len(), 3);
    api.advance(30 * SECOND);
    let served = api.look(&group);
    assert_eq!((served.status, served.current_size, served.target_size), (Status::Active, 3, 3));
    assert_eq!(api.log_texts(&group), ["Scaling event: added 3 instance(s)"]);
    api.changed(&group, &json!({"scaling_policy_spec": {"fixed_size": {"size": 1}}}));
    let group = api.look(&group);
    api.advance(31 * SECOND);
    let leaving = api.look(&group);
    assert_eq!(
        (leaving.status, leaving.current_size, leaving.target_size),
        (Status::ScalingIn, 3, 1)
    );
    api.advance(5 * SECOND);
    let left = api.look(&group);
    assert_eq!((left.status, left.current_size, left.target_size), (Status::Active, 1, 1));
    assert_eq!(api.log_texts(&group)[0], "Scaling event: removed 2 instance(s)");
}

#[test]
fn a_fixed_size_outside_the_bounds_is_brought_within_them() {
    let mut api = Api::empty();
    let policy = json!({"minimum_size": 2, "maximum_size": 4, "fixed_size": {"size": 9}});
    let group = api.scaling_group("asg", &policy);
    api.advance(2 * MINUTE);
    assert_eq!(api.look(&group).current_size, 4);
    assert_eq!(group.scaling_policy.fixed_size.unwrap().size, 9);
}

#[test]
fn a_target_follows_the_load_within_its_bounds_and_cooldowns() {
    for (kind, percent) in [("cpu_target", 60), ("memory_target", 55)] {
        let mut api = Api::empty();
        let group = api.scaling_group("asg", &target(kind, percent));
        let mut sizes = Vec::new();
        let mut before = (0, None, None);
        for _ in 0..2 * 24 * 60 {
            api.advance(MINUTE);
            let shown = api.look(&group);
            let events = (shown.target_size, shown.last_scale_out_at, shown.last_scale_in_at);
            let changed = events.0 != before.0;
            assert_eq!(changed, (events.1, events.2) != (before.1, before.2), "{kind}");
            before = events;
            sizes.push(shown.target_size);
        }
        let (least, most) = (*sizes.iter().min().unwrap(), *sizes.iter().max().unwrap());
        assert!(least >= 1 && most <= 8 && most >= least + 2, "{kind}: {least} to {most}");
        assert!(sizes.windows(2).all(|pair| pair[0].abs_diff(pair[1]) <= 1), "{kind}: steps of 1");
    }
}

#[test]
fn memory_is_measured_where_the_agent_is() {
    let mut api = Api::empty();
    let group = api.scaling_group("asg", &target("memory_target", 55));
    let blind = api.scaling_group("fault-no-agent", &target("memory_target", 55));
    api.advance(DAY);
    let now_ms = api.0.now_ms();
    let range = (now_ms - HOUR, now_ms);
    let mut values = |group| {
        let expression = query::memory_expression(group).unwrap();
        api.values(&expression, range, MINUTE)
    };
    let seen = values(&group.id);
    assert_eq!(seen.len(), 61);
    assert!(seen.iter().all(|(_, value)| (24.0..=86.5).contains(value)), "{seen:?}");
    assert!(values(&blind.id).is_empty());
    assert_eq!((api.look(&blind).target_size, api.alerts(&blind)), (1, Vec::new()));
}

#[test]
fn an_instance_that_ends_is_healed_or_refilled() {
    let mut api = Api::empty();
    let healing = api.healing_group("healing", &fixed(2));
    let plain = api.scaling_group("plain", &fixed(2));
    let loose = api.scaling_group(
        "loose",
        &json!({
            "minimum_size": 0, "maximum_size": 5, "cpu_target": {"target_avg_percent": 60},
        }),
    );
    api.advance(10 * MINUTE);
    for group in [&healing, &plain] {
        let id = api.server_ids(group).remove(0);
        let path = format!("/instance/v1/zones/fr-par-1/servers/{id}/action");
        assert_eq!(api.call("POST", &path, r#"{"action":"terminate"}"#).0, 202);
    }
    api.advance(SECOND);
    let shown = api.look(&healing);
    assert_eq!((shown.status, shown.current_size, shown.target_size), (Status::Healing, 1, 2));
    api.advance(2 * MINUTE);
    assert_eq!(api.look(&plain).current_size, 2);
    assert_eq!(api.log_texts(&plain)[0], "Scaling event: added 1 instance(s)");
    api.advance(MINUTE);
    let list: LogList = api.ok("GET", &of(&healing, "logs"), "");
    let latest = &list.logs[0];
    assert_eq!(latest.message, "Auto-healing: replacing unhealthy instance");
    assert_eq!(latest.level, LogLevel::Warning);
    api.advance(MINUTE);
    let shown = api.look(&healing);
    assert_eq!((shown.status, shown.current_size), (Status::Active, 2));
    assert_eq!(api.look(&loose).target_size, 0, "no metric leaves 0");
}

#[test]
fn unhealthy_instances_are_replaced_only_where_that_is_asked_for() {
    let mut api = Api::empty();
    let healing = api.healing_group("fault-unhealthy", &fixed(2));
    let plain = api.scaling_group("fault-unhealthy", &fixed(2));
    api.advance(2 * HOUR);
    let healed = |texts: Vec<String>| texts.iter().filter(|text| text.starts_with("Auto")).count();
    assert!(healed(api.log_texts(&healing)) > 2);
    assert_eq!(healed(api.log_texts(&plain)), 0);
}

#[test]
fn a_change_of_the_template_reaches_new_instances_alone() {
    let mut api = Api::empty();
    let group = api.scaling_group("asg", &fixed(1));
    let other = api.server_template();
    let change = json!({"template_id": other.id});
    assert_eq!(api.changed(&group, &change).status, Status::Active, "nothing to refresh yet");
    api.advance(2 * MINUTE);
    let ids = api.server_ids(&group);
    assert_eq!(
        api.changed(&group, &json!({"template_id": group.template_id})).status,
        Status::Refreshing
    );
    api.advance(2 * MINUTE);
    assert_eq!((api.look(&group).status, api.server_ids(&group)), (Status::Active, ids));
}

#[test]
fn the_pool_of_a_backend_follows_the_group() {
    let mut api = Api::empty();
    let balancers: Value = api.ok("GET", "/lb/v1/zones/fr-par-1/lbs?name=spare", "");
    let balancer = balancers["lbs"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("/lb/v1/zones/fr-par-1/lbs/{balancer}/backends");
    let backends: Value = api.ok("GET", &path, "");
    let backend = backends["backends"][0]["id"].as_str().unwrap().to_owned();
    let pool = |api: &mut Api| {
        let backends: Value = api.ok("GET", &path, "");
        backends["backends"][0]["pool"].as_array().unwrap().len()
    };
    let group = api.scaling_group("asg", &fixed(2));
    let configure = |family: AddressFamily, backend: &str| {
        json!({
            "load_balancer_configuration_spec": {
                "load_balancer_id": balancer,
                "backends": [{"backend_id": backend, "address_family": family}],
            }
        })
    };
    api.changed(&group, &configure(AddressFamily::Ipv4, &backend));
    assert_eq!(pool(&mut api), 0);
    api.advance(2 * MINUTE);
    assert_eq!(pool(&mut api), 2);
    api.changed(&group, &configure(AddressFamily::Ipv6, &backend));
    assert_eq!(pool(&mut api), 0, "its Instances have no address of that kind");
    api.changed(&group, &configure(AddressFamily::Ipv4, NOBODY));
    api.advance(MINUTE);
    assert_eq!(
        (pool(&mut api), api.alerts(&group)),
        (0, vec![("backend_not_found".to_owned(), true)])
    );
    api.changed(&group, &configure(AddressFamily::Ipv4, &backend));
    api.advance(MINUTE);
    assert_eq!(
        (pool(&mut api), api.alerts(&group)),
        (2, vec![("backend_not_found".to_owned(), false)])
    );
    api.ok::<Value>("DELETE", &format!("{GROUPS}/{}", group.id), "");
    assert_eq!(pool(&mut api), 0);
}

#[test]
fn the_first_content_has_a_group_of_each_kind_with_a_past() {
    let mut api = Api::first_content();
    let path = format!("{GROUPS}?project_id={PROJECT}&order_by=created_at_asc");
    let list: GroupList = api.ok("GET", &path, "");
    let kinds: Vec<(String, String)> = list
        .group_summaries
        .iter()
        .map(|group| (group.name.clone(), group.scaling_policy_target_type.to_string()))
        .collect();
    let expected = [
        ("search-api", "cpu_target"),
        ("session-cache", "memory_target"),
        ("edge-web", "fixed_size"),
    ];
    assert_eq!(kinds, expected.map(|(name, kind)| (name.to_owned(), kind.to_owned())));
    for summary in &list.group_summaries {
        let group = api.ok("GET", &format!("{GROUPS}/{}", summary.id), "");
        let expression =
            query::expression(&headroom::wire::ManagedMetric::InstanceCpu, &summary.id);
        let range = (NOW - 14 * DAY + HOUR, NOW);
        assert_eq!(api.values(&expression.unwrap(), range, HOUR).len(), 14 * 24);
        let texts = api.log_texts(&group);
        let of_kind = |start: &str| texts.iter().filter(|text| text.starts_with(start)).count();
        let healed = of_kind("Auto-healing");
        match summary.name.as_str() {
            "edge-web" => assert_eq!((healed, of_kind("Scaling event: added")), (1, 1)),
            _ => assert!(of_kind("Scaling") > 20 && healed == 0, "{}: {texts:?}", summary.name),
        }
        assert_eq!(group.open_alerts, []);
    }
}

#[test]
fn a_reload_at_every_step_is_as_good_as_none() {
    let mut api = Api::first_content();
    let groups: Vec<_> = ["fault-unhealthy", "fault-no-stock"]
        .map(|name| api.healing_group(name, &target("cpu_target", 40)))
        .into();
    let mut reloaded = Api(api.0.clone());
    api.advance(5 * HOUR);
    while reloaded.0.now_ms() < api.0.now_ms() {
        let step_ms = (13 * MINUTE + 7 * SECOND).min(api.0.now_ms() - reloaded.0.now_ms());
        reloaded.advance(step_ms);
        reloaded = Api(Sandbox::load(&reloaded.0.save()).unwrap());
    }
    assert_eq!(reloaded.0.save(), api.0.save());
    for api in [&mut api, &mut reloaded] {
        api.ok::<Value>("DELETE", &format!("{GROUPS}/{}", groups[0].id), "");
    }
    reloaded = Api(Sandbox::load(&reloaded.0.save()).unwrap());
    for api in [&mut api, &mut reloaded] {
        api.advance(HOUR);
    }
    assert_eq!(reloaded.0.save(), api.0.save());
}
