//! Every call that the client makes.

use headroom::api::{Client, Resource};
use headroom::engine::Metric;
use headroom::wire::{
    CapacityUpdate, Event, Group, GroupId, ListQuery, OrderBy, Policy, Template, UpdateGroup,
    UpdatePolicy, UpdateTemplate, query, v1alpha2,
};

use super::{Api, NOW_MS, block_on};
use crate::in_process::{Samples, SandboxHandle, samples};

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;

#[test]
fn templates_are_created_read_changed_and_deleted() {
    let Api { client, .. } = &Api::empty();
    let api = Api::empty();
    assert_eq!(block_on(client.list::<Template>(&ListQuery::default())), Ok(Vec::new()));
    let client = &api.client;
    let created = api.template();
    let got = block_on(client.get::<Template>(&created.id)).unwrap();
    assert_eq!((&got.id, &got.volumes), (&created.id, &created.volumes));
    let change = UpdateTemplate { name: Some("renamed".to_owned()), ..UpdateTemplate::default() };
    let changed = block_on(client.update::<Template>(&created.id, &change)).unwrap();
    assert_eq!((changed.name.as_str(), changed.commercial_type), ("renamed", got.commercial_type));
    assert_eq!(block_on(client.list::<Template>(&ListQuery::default())).unwrap().len(), 1);
    assert_eq!(block_on(client.delete::<Template>(&created.id)), Ok(()));
    let gone = block_on(client.get::<Template>(&created.id)).unwrap_err();
    assert!(gone.is_not_found());
}

#[test]
fn groups_are_created_read_changed_and_deleted() {
    let api = Api::empty();
    let client = &api.client;
    let created = api.group();
    let got = block_on(client.get::<Group>(&created.id)).unwrap();
    assert_eq!((got.capacity.max_replicas, &got.loadbalancer), (5, &created.loadbalancer));
    let capacity = CapacityUpdate { max_replicas: Some(7), ..CapacityUpdate::default() };
    let change = UpdateGroup { capacity: Some(capacity), ..UpdateGroup::default() };
    let changed = block_on(client.update::<Group>(&created.id, &change)).unwrap();
    assert_eq!((changed.capacity.max_replicas, changed.capacity.min_replicas), (7, 1));
    assert_eq!(block_on(client.list::<Group>(&ListQuery::default())).unwrap().len(), 1);
    assert_eq!(block_on(client.delete::<Group>(&created.id)), Ok(()));
    assert!(block_on(client.delete::<Group>(&created.id)).unwrap_err().is_not_found());
}

#[test]
fn policies_are_created_listed_by_group_changed_and_deleted() {
    let api = Api::empty();
    let client = &api.client;
    let (one, other) = (api.group(), api.group());
    let policy = api.policy(&one);
    api.policy(&other);
    let of = |group: &Group| {
        let instance_group_id = Some(group.id.clone());
        let query = ListQuery { instance_group_id, ..ListQuery::default() };
        block_on(client.list::<Policy>(&query)).unwrap()
    };
    assert_eq!(of(&one), std::slice::from_ref(&policy));
    let newer = api.policy(&one);
    let oldest_first = vec![policy.clone(), newer.clone()];
    assert_eq!(block_on(client.policies(&one.id)), Ok(oldest_first));
    assert_eq!(block_on(client.delete::<Policy>(&newer.id)), Ok(()));
    assert_eq!(block_on(client.list::<Policy>(&ListQuery::default())).unwrap().len(), 2);
    let change = UpdatePolicy { value: Some(3), ..UpdatePolicy::default() };
    let changed = block_on(client.update::<Policy>(&policy.id, &change)).unwrap();
    assert_eq!(changed, Policy { value: 3, ..policy.clone() });
    assert_eq!(block_on(client.get::<Policy>(&policy.id)), Ok(changed));
    assert_eq!(block_on(client.delete::<Policy>(&policy.id)), Ok(()));
    assert_eq!(of(&one), []);
}

#[test]
fn resources_know_their_place_and_name() {
    let places = [
        (Template::API, Template::PATH, Template::NOUN),
        (Group::API, Group::PATH, Group::NOUN),
        (Policy::API, Policy::PATH, Policy::NOUN),
        (v1alpha2::Group::API, v1alpha2::Group::PATH, v1alpha2::Group::NOUN),
        (v1alpha2::Template::API, v1alpha2::Template::PATH, v1alpha2::Template::NOUN),
    ];
    let expected = [
        ("autoscaling/v1alpha1", "instance-templates", "template"),
        ("autoscaling/v1alpha1", "instance-groups", "group"),
        ("autoscaling/v1alpha1", "instance-policies", "policy"),
        ("autoscaling/v1alpha2", "groups", "group"),
        ("instance/v2alpha1", "templates", "template"),
    ];
    assert_eq!(places, expected);
}

/// A list asks for a thousand at a time, so a longer one takes several calls.
#[test]
fn a_list_longer_than_a_page_is_read_to_its_end() {
    let api = Api::empty();
    let ids: Vec<_> = (0..1_003).map(|_| api.template().id).collect();
    let query = ListQuery { order_by: OrderBy::CreatedAtAsc, ..ListQuery::default() };
    let rows = block_on(api.client.list::<Template>(&query)).unwrap();
    assert_eq!(rows.into_iter().map(|row| row.id).collect::<Vec<_>>(), ids);
}

fn first_group(client: &Client) -> Group {
    let groups: Vec<Group> = block_on(client.list::<Group>(&ListQuery::default())).unwrap();
    groups.into_iter().find(|group| group.name == "checkout-api").unwrap()
}

#[test]
fn events_come_newest_first_all_or_the_latest() {
    let api = Api::over(SandboxHandle::fresh());
    let group = first_group(&api.client);
    let all: Vec<Event> = block_on(api.client.events(&group.id)).unwrap();
    let latest = block_on(api.client.recent_events(&group.id)).unwrap();
    assert!(all.len() > 50 && latest.len() == 50, "{} events", all.len());
    assert_eq!(all[..50], latest);
    assert!(all.is_sorted_by(|newer, older| newer.created_at >= older.created_at));
    let nobody = block_on(api.client.events(&GroupId::from("nobody"))).unwrap_err();
    assert!(nobody.is_not_found());
}

#[test]
fn servers_are_those_of_the_group_and_of_all_groups() {
    let api = Api::empty();
    let (one, other) = (api.group(), api.group());
    let capacity = CapacityUpdate { min_replicas: Some(3), ..CapacityUpdate::default() };
    let change = UpdateGroup { capacity: Some(capacity), ..UpdateGroup::default() };
    block_on(api.client.update::<Group>(&other.id, &change)).unwrap();
    api.advance(MINUTE_MS);
    let count = |group: &Group| block_on(api.client.servers(&group.id)).unwrap().len();
    assert_eq!((count(&one), count(&other)), (1, 3));
    assert_eq!(block_on(api.client.all_servers()).unwrap().len(), 4);
    // A name is found by any part of it; the tag tells whose it is.
    let part = GroupId::from(one.id.as_str().split_at(8).0);
    assert_eq!(block_on(api.client.servers(&part)), Ok(Vec::new()));
}

/// A page of Instances holds 50.
#[test]
fn more_servers_than_a_page_holds_are_read_to_their_end() {
    let api = Api::empty();
    let group = api.group();
    let capacity = CapacityUpdate {
        min_replicas: Some(120),
        max_replicas: Some(120),
        ..CapacityUpdate::default()
    };
    let change = UpdateGroup { capacity: Some(capacity), ..UpdateGroup::default() };
    block_on(api.client.update::<Group>(&group.id, &change)).unwrap();
    api.advance(MINUTE_MS);
    let mut servers = block_on(api.client.servers(&group.id)).unwrap();
    assert_eq!(servers.len(), 120);
    servers.sort_by(|a, b| a.id.cmp(&b.id));
    servers.dedup_by(|a, b| a.id == b.id);
    assert_eq!(servers.len(), 120, "none comes twice");
}

#[test]
fn samples_come_on_whole_steps_over_as_many_calls_as_it_takes() {
    let api = Api::over(SandboxHandle::fresh());
    let group = first_group(&api.client);
    let cpu = query::expression(&Metric::Cpu.to_wire().unwrap(), &group.id).unwrap();
    let read = |after_ms, until_ms| {
        samples(&block_on(api.client.samples("", &cpu, after_ms, until_ms, MINUTE_MS)).unwrap())
    };
    // Thirteen days of minutes are more points than one query may ask for.
    let long = read(NOW_MS - 13 * DAY_MS, NOW_MS);
    assert_eq!(long.times_ms.len(), 13 * 24 * 60);
    assert_eq!(long.values.len(), long.times_ms.len());
    assert!(long.times_ms.windows(2).all(|pair| pair[1] - pair[0] == MINUTE_MS));
    assert_eq!(long.times_ms.last(), Some(&NOW_MS));
    let short = read(NOW_MS - 5 * MINUTE_MS - 1, NOW_MS - 1);
    assert_eq!(short.times_ms, [5, 4, 3, 2, 1].map(|minutes| NOW_MS - minutes * MINUTE_MS));
    let tail = &long.values[long.values.len() - 6..][..5];
    assert_eq!(short.values, tail, "two reads of one stretch are alike");
    assert_eq!(read(NOW_MS, NOW_MS).times_ms, [] as [i64; 0]);
    assert_eq!(read(NOW_MS, NOW_MS - DAY_MS).values, [] as [f64; 0]);
}

#[test]
fn an_expression_that_finds_nothing_has_no_samples() {
    let api = Api::over(SandboxHandle::fresh());
    let cpu = query::expression(&Metric::Cpu.to_wire().unwrap(), &"nobody".into()).unwrap();
    let replies =
        block_on(api.client.samples("", &cpu, NOW_MS - DAY_MS, NOW_MS, MINUTE_MS)).unwrap();
    assert_eq!(samples(&replies), Samples::default());
}

#[test]
fn a_client_speaks_of_its_zone_alone() {
    let api = Api::empty();
    api.template();
    let elsewhere = Client::new(api.sandbox.clone(), "fr-par-2".into());
    assert_eq!(elsewhere.zone().as_str(), "fr-par-2");
    assert_eq!(block_on(elsewhere.list::<Template>(&ListQuery::default())), Ok(Vec::new()));
}
