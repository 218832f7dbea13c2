//! What happens between the calls.

use headroom::sandbox::Sandbox;
use headroom::wire::{Group, GroupList, Policy, PolicyList, Source};

use super::{Api, DAY, HOUR, MINUTE, NOW, SECOND, errors};

#[test]
fn a_new_group_fills_to_its_minimum_within_seven_seconds() {
    let mut api = Api::empty();
    let group = api.group();
    api.advance(2 * SECOND);
    assert!(api.servers(&group).is_empty());
    api.advance(5 * SECOND);
    assert_eq!(api.servers(&group).len(), 1);
    let events = api.events(&group);
    let names: Vec<&str> = events.iter().map(|event| event.name.as_str()).collect();
    assert_eq!(
        names,
        ["Instance group created", "Scaling event: added 1 instance(s)", "Instance created"]
    );
    assert_eq!(
        events[1].details.as_deref(),
        Some("0 to 1. The group was brought to its minimum of 1.")
    );
    api.advance(86 * SECOND);
    assert_eq!(api.servers(&group)[0].state_detail, "booting kernel");
    assert_eq!(api.events(&group).len(), 3);
    api.advance(SECOND);
    let last = api.events(&group).pop().unwrap();
    assert_eq!(last.name, "Load balancer configured");
    assert_eq!(last.source, Source::InstanceManager);
    assert_eq!(api.servers(&group)[0].state_detail, "booted");
}

#[test]
fn the_stamps_of_a_new_group_move_once() {
    let mut api = Api::empty();
    let created = api.group();
    let path = format!("instance-groups/{}", created.id);
    api.advance(2 * SECOND);
    let got: Group = api.ok("GET", &path, "");
    assert_eq!(got.created_at, created.created_at.cut_to_micros());
    api.advance(3 * SECOND);
    let moved: Group = api.ok("GET", &path, "");
    assert_eq!(moved.created_at, moved.updated_at);
    let by_ms = moved.created_at.as_millis() - created.created_at.as_millis();
    assert!((1_200..=4_700).contains(&by_ms), "{by_ms}");
    api.advance(HOUR);
    assert_eq!(api.ok::<Group>("GET", &path, ""), moved);
}

#[test]
fn a_change_of_the_bounds_is_followed_within_seconds() {
    let mut api = Api::empty();
    let group = api.group();
    api.advance(MINUTE);
    let path = format!("instance-groups/{}", group.id);
    for (body, size) in [
        (r#"{"capacity":{"min_replicas":4}}"#, 4),
        (r#"{"capacity":{"min_replicas":1,"max_replicas":3}}"#, 3),
    ] {
        let oldest = api.servers(&group).pop().unwrap();
        api.ok::<Group>("PATCH", &path, body);
        api.advance(7 * SECOND);
        let servers = api.servers(&group);
        assert_eq!(servers.len(), size);
        assert_eq!(servers.last().unwrap().id, oldest.id, "the newest go first");
    }
}

#[test]
fn the_quickstart_scales_up_and_down_within_two_days() {
    let mut api = Api::empty();
    let group = api.group();
    api.pair(&group);
    api.advance(2 * DAY);
    let changes = api.changes(&group);
    let count = |up: bool| changes.iter().filter(|(_, by)| (*by > 0) == up).count();
    assert!(count(true) > 2 && count(false) > 2, "{changes:?}");
    let by_policy = api.events(&group);
    let why = by_policy.iter().rev().find(|event| event.source == Source::Scaler).unwrap();
    assert!(why.details.as_deref().unwrap().contains("CPU"), "{why:?}");
}

#[test]
fn a_changed_or_deleted_policy_is_followed_at_once() {
    let mut api = Api::empty();
    let group = api.group();
    let [up, down] = api.pair(&group);
    let ups = |api: &mut Api| {
        let before = api.changes(&group).len();
        api.advance(DAY);
        let changes = api.changes(&group);
        changes[before..].iter().filter(|(_, by)| *by > 0).count()
    };
    assert!(ups(&mut api) > 2);
    let path = format!("instance-policies/{}", up.id);
    api.ok::<Policy>("PATCH", &path, r#"{"metric":{"threshold":100}}"#);
    assert_eq!(ups(&mut api), 0);
    api.ok::<Policy>("PATCH", &path, r#"{"metric":{"threshold":70}}"#);
    assert!(ups(&mut api) > 0);
    assert_eq!(api.call("DELETE", &format!("instance-policies/{}", down.id), "").0, 204);
    ups(&mut api);
    assert_eq!(api.servers(&group).len(), 5, "nothing removes any");
    assert_eq!(api.call("DELETE", &path, "").0, 204);
    let before = api.changes(&group);
    api.advance(3 * DAY);
    assert_eq!(api.changes(&group), before);
}

/// How many changes undo the one before within half an hour.
fn flaps(changes: &[(i64, i64)]) -> usize {
    let undone =
        |pair: &&[(i64, i64)]| pair[0].1 * pair[1].1 < 0 && pair[1].0 - pair[0].0 <= 30 * MINUTE;
    changes.windows(2).filter(undone).count()
}

#[test]
fn of_the_first_groups_one_is_calm_and_the_other_flaps() {
    for seed in [1, 2, 77] {
        let mut api = Api(Sandbox::new(seed, NOW));
        let calm = api.named("checkout-api");
        let changes = api.changes(&calm);
        let a_day = changes.len() / 14;
        assert!((4..=16).contains(&a_day), "seed {seed}: {a_day} changes a day");
        assert!(flaps(&changes) <= 14, "seed {seed}: {} flaps", flaps(&changes));

        let troubled = api.named("image-resizer");
        let changes = api.changes(&troubled);
        assert!(flaps(&changes) >= 14 * 5, "seed {seed}: {} flaps", flaps(&changes));
        let first = changes[0].0;
        assert!(first - (NOW - 14 * DAY) < MINUTE, "14 days of history");
    }
}

#[test]
fn the_troubled_group_says_what_is_wrong() {
    let mut api = Api::first_content();
    let group = api.named("image-resizer");
    assert_eq!(group.error_messages.len(), 1);
    assert!(group.error_messages[0].contains(group.loadbalancer.id.as_str()));
    let events = api.events(&group);
    let errors = errors(&events);
    assert!(errors.len() > 5, "{}", errors.len());
    assert!(errors.iter().all(|event| event.name == "Load balancer configuration failed"));
    assert!(api.named("checkout-api").error_messages.is_empty());
}

#[test]
fn a_deleted_group_leaves_its_instances_and_takes_its_policies() {
    let mut api = Api::first_content();
    let group = api.named("checkout-api");
    let before = api.servers(&group);
    assert!(before.len() > 1);
    assert_eq!(api.call("DELETE", &format!("instance-groups/{}", group.id), "").0, 204);
    api.advance(DAY);
    assert_eq!(api.servers(&group), before);
    let policies: PolicyList = api.ok("GET", "instance-policies", "");
    assert!(policies.policies.iter().all(|policy| policy.instance_group_id != group.id));
    assert_eq!(policies.total_count, 2);
}

#[test]
fn without_its_template_a_group_cannot_grow_and_says_so() {
    let mut api = Api::empty();
    let group = api.group();
    api.advance(MINUTE);
    let template = format!("instance-templates/{}", group.instance_template_id);
    assert_eq!(api.call("DELETE", &template, "").0, 204);
    let path = format!("instance-groups/{}", group.id);
    api.ok::<Group>("PATCH", &path, r#"{"capacity":{"min_replicas":3}}"#);
    api.advance(3 * HOUR - MINUTE);
    assert_eq!(api.servers(&group).len(), 1);
    let got: Group = api.ok("GET", &path, "");
    assert!(got.error_messages[0].contains(group.instance_template_id.as_str()));
    let events = api.events(&group);
    let errors = errors(&events);
    let named = |name: &str| errors.iter().filter(|event| event.name == name).count();
    assert_eq!(named("Instance creation failed"), 3, "once an hour: {errors:?}");
    assert_eq!(named("Instance group configuration failed"), 3, "once an hour: {errors:?}");
    assert!(errors[0].details.as_deref().unwrap().contains("could not be created: 2."));
}

#[test]
fn a_group_keeps_to_a_quota() {
    let mut api = Api::empty();
    let group = api.group();
    let path = format!("instance-groups/{}", group.id);
    let body = r#"{"capacity":{"min_replicas":4000000000,"max_replicas":4000000000}}"#;
    api.ok::<Group>("PATCH", &path, body);
    api.advance(HOUR);
    let response = api.send("GET", "/instance/v1/zones/fr-par-1/servers", "");
    assert_eq!(response.headers()["x-total-count"], "250");
    let got: Group = api.ok("GET", &path, "");
    assert!(got.error_messages[0].contains("Quota"), "{got:?}");
}

/// Everything that can be read.
fn everything(api: &mut Api) -> String {
    let groups: GroupList = api.ok("GET", "instance-groups", "");
    let mut text = String::new();
    for path in ["instance-templates", "instance-groups", "instance-policies"] {
        text += &api.call("GET", path, "").1;
    }
    for group in &groups.instance_groups {
        text += &format!("{:?}{:?}", api.events(group), api.servers(group));
    }
    text
}

/// A morning's work: the same calls at the same virtual instants.
fn work(api: &mut Api, advance: fn(&mut Api, i64)) -> String {
    let group = api.group();
    advance(api, 3 * HOUR + 17 * SECOND + 1);
    let [_, down] = api.pair(&group);
    advance(api, 9 * HOUR);
    let path = format!("instance-policies/{}", down.id);
    api.ok::<serde_json::Value>("PATCH", &path, r#"{"metric":{"threshold":45}}"#);
    advance(api, 26 * HOUR);
    everything(api)
}

#[test]
fn one_long_step_is_many_short_ones() {
    let long = work(&mut Api::first_content(), Api::advance);
    let short = work(&mut Api::first_content(), |api, by_ms| {
        let end_ms = api.0.now_ms() + by_ms;
        while api.0.now_ms() < end_ms {
            let step_ms = 7_919.min(end_ms - api.0.now_ms());
            api.advance(step_ms);
        }
    });
    assert_eq!(long, short);
}

#[test]
fn the_same_seed_and_calls_give_the_same_bytes() {
    let transcript = |seed: u64| {
        let mut api = Api(Sandbox::new(seed, NOW));
        let text = work(&mut api, Api::advance);
        let response = api.send("GET", "instance-groups", "");
        format!("{text}{:?}{}", response.headers(), api.0.save())
    };
    assert_eq!(transcript(5), transcript(5));
    assert_ne!(transcript(5), transcript(6));
}

#[test]
fn the_clock_never_goes_back_nor_out_of_range() {
    let mut api = Api::empty();
    api.0.advance(NOW - HOUR);
    assert_eq!(api.0.now_ms(), NOW);
    api.0.advance(i64::MAX);
    let end = api.0.now_ms();
    api.0.advance(i64::MIN);
    assert_eq!(api.0.now_ms(), end);
    let (status, text) = api.call("POST", "instance-templates", super::TEMPLATE);
    assert!(status == 200 && text.contains("2100-01-01"), "{text}");
    assert_eq!(Sandbox::empty(1, i64::MIN).now_ms(), 0);
}

#[test]
fn what_is_older_than_a_month_is_forgotten() {
    let mut api = Api::first_content();
    let group = api.named("checkout-api");
    let first = api.events(&group)[0].clone();
    api.advance(40 * DAY);
    let events = api.events(&group);
    let oldest_ms = events[0].created_at.as_millis();
    assert!(oldest_ms >= api.0.now_ms() - 31 * DAY - HOUR, "{:?}", events[0]);
    assert!(events.iter().all(|event| event.id != first.id));
    assert!(api.0.save().len() < 500_000, "{}", api.0.save().len());
}
