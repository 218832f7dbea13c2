//! What is kept of a write: before it is sent, and once it has ended.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use headroom::activity::{Done, Entry, Outcome, Place, PlaceKind};
use headroom::api::{ApiError, Pending, Transport, Unreachable};
use headroom::wire::{
    CapacityUpdate, CreatePolicy, Group, ListQuery, Policy, UpdateGroup, v1alpha2,
};
use http::{Method, Request, Response};
use serde_json::json;

use super::{MemoryStore, START_MS, Tab};
use crate::api::block_on;
use crate::in_process::SandboxHandle;

const GROUPS: &str = "/autoscaling/v1alpha1/zones/fr-par-1/instance-groups";

fn most(max_replicas: u32) -> UpdateGroup {
    let capacity = CapacityUpdate { max_replicas: Some(max_replicas), ..CapacityUpdate::default() };
    UpdateGroup { capacity: Some(capacity), ..UpdateGroup::default() }
}

/// The sandbox, whose answer to a write is lost, or never comes.
#[derive(Clone)]
struct Losing {
    sandbox: SandboxHandle,
    comes: bool,
    carried_out: bool,
}

impl Transport for Losing {
    fn send(&self, request: Request<Vec<u8>>) -> Pending<'_, Result<Response<Vec<u8>>, ApiError>> {
        if request.method() == Method::GET {
            return self.sandbox.send(request);
        }
        if self.carried_out {
            let _ = block_on(self.sandbox.send(request));
        }
        match self.comes {
            true => {
                let lost = Err(ApiError::Unreachable(Unreachable::Blocked));
                Box::pin(std::future::ready(lost))
            }
            false => Box::pin(std::future::pending()),
        }
    }
}

fn outcome(entry: &Entry) -> Option<Outcome> {
    entry.end.as_ref().map(|end| end.outcome)
}

#[test]
fn every_write_is_kept_the_newest_first_and_no_read_is() {
    let tab = Tab::over(&MemoryStore::default());
    let client = tab.client(SandboxHandle::fresh());
    let groups = block_on(client.list::<Group>(&ListQuery::default())).unwrap();
    let (id, name) = (&groups[0].id, &groups[0].name);
    assert_eq!(tab.entries(), []);

    block_on(client.update::<Group>(id, &most(9))).unwrap();
    tab.now_ms.set(START_MS + 1_000);
    let body = serde_json::from_str::<CreatePolicy>(crate::wire::body!("policy_create_request"));
    let body = CreatePolicy { instance_group_id: id.clone(), ..body.unwrap() };
    let policy = block_on(client.create::<Policy>(&body)).unwrap();
    block_on(client.delete::<Policy>(&policy.id)).unwrap();

    let entries = tab.entries();
    let told = entries.iter().map(|one| (one.method.as_str(), one.at_ms - START_MS, outcome(one)));
    let done = Some(Outcome::Done);
    let expected = [("DELETE", 1_000, done), ("POST", 1_000, done), ("PATCH", 0, done)];
    assert_eq!(told.collect::<Vec<_>>(), expected);

    // Told once to whoever offers to take it back; the policy was never read.
    let has_former = |one: Done| one.has_former;
    let told = tab.audit_log.take_done().into_iter().map(has_former).collect::<Vec<_>>();
    assert_eq!(told, [true, false, false]);
    assert_eq!(tab.audit_log.take_done(), []);

    let patch = &entries[2];
    assert_eq!(patch.path, format!("{GROUPS}/{id}"));
    assert_eq!(patch.body, Some(json!({ "capacity": { "max_replicas": 9 } })));
    // It had been read as one of a list.
    let before = patch.before.as_ref().unwrap();
    assert_eq!(before["capacity"]["max_replicas"], groups[0].capacity.max_replicas);
    let after = patch.end.as_ref().unwrap().answer.as_ref().unwrap();
    assert_eq!(after["capacity"]["max_replicas"], 9);
    assert_eq!(patch.names.get(id.as_str()), Some(name));

    // The policy names its group, and of what was never read nothing is made up.
    assert_eq!(entries[1].names.get(id.as_str()), Some(name));
    assert_eq!(entries[0].before, None);
    assert_eq!(entries[0].end.as_ref().unwrap().answer, None);
}

#[test]
fn what_a_write_left_is_what_the_next_one_finds() {
    let tab = Tab::over(&MemoryStore::default());
    let client = tab.client(SandboxHandle::fresh());
    let groups = block_on(client.list::<Group>(&ListQuery::default())).unwrap();
    for size in [9, 11] {
        block_on(client.update::<Group>(&groups[0].id, &most(size))).unwrap();
    }
    let before = tab.entries()[0].before.clone().unwrap();
    assert_eq!(before["capacity"]["max_replicas"], 9);
}

/// A list of the newer generation shows a part of each group, whose other fields would look empty.
#[test]
fn a_summary_is_no_former_resource() {
    let tab = Tab::over(&MemoryStore::default());
    let client = tab.client(SandboxHandle::fresh());
    let groups = block_on(client.target_groups("")).unwrap();
    let (id, name) = (&groups[0].id, &groups[0].name);
    let renamed = v1alpha2::UpdateGroup { name: Some("renamed".to_owned()), ..<_>::default() };
    block_on(client.update::<v1alpha2::Group>(id, &renamed)).unwrap();
    let entries = tab.entries();
    assert_eq!((&entries[0].before, entries[0].names.get(id.as_str())), (&None, Some(name)));

    block_on(client.get::<v1alpha2::Group>(id)).unwrap();
    block_on(client.update::<v1alpha2::Group>(id, &renamed)).unwrap();
    assert_eq!(tab.entries()[0].before.as_ref().unwrap()["name"], "renamed");
}

#[test]
fn what_the_api_refused_is_kept_with_its_words_and_how_long_it_took() {
    let tab = Tab::over(&MemoryStore::default());
    let client = tab.client(SandboxHandle::fresh());
    let error = block_on(client.update::<Group>(&"nowhere".into(), &most(9))).unwrap_err();
    let entry = tab.entries().remove(0);
    let end = entry.end.unwrap();
    assert_eq!((end.outcome, end.words), (Outcome::Refused, error.to_string()));
    assert_eq!((end.duration_ms, end.answer), (0, None));
}

#[test]
fn a_write_is_kept_before_it_is_sent() {
    let tab = Tab::over(&MemoryStore::default());
    let never = Losing { sandbox: SandboxHandle::fresh(), comes: false, carried_out: false };
    let client = tab.client(never);
    let (id, body) = ("a".into(), most(9));
    {
        let mut write = pin!(client.update::<Group>(&id, &body));
        let polled = write.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        assert!(matches!(polled, Poll::Pending));
        assert_eq!(tab.heard.get(), 1);
    }
    // The page has closed. Another one still finds what it was about to do.
    assert_eq!(tab.entries().iter().map(outcome).collect::<Vec<_>>(), [None]);
    assert_eq!(tab.heard.get(), 1);
}

#[test]
fn a_lost_answer_is_unknown_until_a_look_finds_the_write_carried_out() {
    for carried_out in [true, false] {
        let tab = Tab::over(&MemoryStore::default());
        let sandbox = SandboxHandle::fresh();
        let client = tab.client(Losing { sandbox, comes: true, carried_out });
        let policy = block_on(client.list::<Policy>(&ListQuery::default())).unwrap().remove(0);
        let group = &policy.instance_group_id;

        assert!(block_on(client.update::<Group>(group, &most(9))).is_err());
        let entry = tab.entries().remove(0);
        assert_eq!(outcome(&entry), Some(Outcome::Unknown));
        assert!(entry.end.unwrap().words.contains("the connection broke"));
        let found = block_on(client.changed_after_all::<Group>(group, &most(9))).unwrap();
        assert_eq!(found.is_some(), carried_out);
        let settled = if carried_out { Outcome::Done } else { Outcome::Unknown };
        assert_eq!(outcome(&tab.entries()[0]), Some(settled));

        // A deletion is looked after by itself.
        assert_eq!(block_on(client.remove::<Policy>(&policy.id)).is_ok(), carried_out);
        let entry = tab.entries().remove(0);
        assert_eq!((entry.method.as_str(), outcome(&entry)), ("DELETE", Some(settled)));
        assert_eq!(entry.end.unwrap().words.contains("a look afterwards"), carried_out);
        assert_eq!(tab.entries().len(), 2);
    }
}

#[test]
fn each_place_has_its_own_memory() {
    let tab = Tab::over(&MemoryStore::default());
    let place = Place { kind: PlaceKind::Api, address: "https://api.example".to_owned() };
    let sandbox = tab.audit_log.of(Place::default());
    sandbox.saw(&format!("{GROUPS}/a"), br#"{"id":"a","name":"of the sandbox"}"#);
    let other = tab.audit_log.of(place.clone());
    let begun = other.began("DELETE", &format!("{GROUPS}/a"), b"");
    begun.ended(Outcome::Done, String::new(), b"");
    let entry = tab.entries().remove(0);
    assert_eq!((entry.place, entry.before, entry.names.len()), (place, None, 0));
}

#[test]
fn a_clock_that_is_set_back_makes_no_negative_duration() {
    let tab = Tab::over(&MemoryStore::default());
    let auditor = tab.audit_log.of(Place::default());
    let begun = auditor.began("DELETE", "/a", b"");
    tab.now_ms.set(START_MS - 60_000);
    begun.ended(Outcome::Done, String::new(), b"");
    assert_eq!(tab.entries()[0].end.as_ref().unwrap().duration_ms, 0);
}
