//! Logs read on from what is known of them.

use std::cell::Cell;
use std::rc::Rc;

use headroom::api::{ApiError, Client, OVERLAP_MS, Pending, Transport};
use headroom::engine::MINUTE_MS;
use headroom::wire::v1alpha2::{Log, LogListQuery};
use headroom::wire::{Event, Group, GroupId, ListQuery};
use http::{Request, Response};

use super::{Api, block_on};
use crate::in_process::SandboxHandle;

const HOUR_MS: i64 = 60 * MINUTE_MS;

/// Counts the bytes of what it carries.
struct Counted {
    sandbox: SandboxHandle,
    bytes: Rc<Cell<usize>>,
}

impl Transport for Counted {
    fn send(&self, request: Request<Vec<u8>>) -> Pending<'_, Result<Response<Vec<u8>>, ApiError>> {
        Box::pin(async move {
            let response = self.sandbox.send(request).await?;
            self.bytes.set(self.bytes.get() + response.body().len());
            Ok(response)
        })
    }
}

struct World {
    api: Api,
    client: Client,
    bytes: Rc<Cell<usize>>,
}

impl World {
    fn new() -> Self {
        let api = Api::over(SandboxHandle::fresh());
        let bytes = Rc::<Cell<usize>>::default();
        let counted = Counted { sandbox: api.sandbox.clone(), bytes: Rc::clone(&bytes) };
        Self { client: Client::new(counted, "fr-par-1".into()), api, bytes }
    }

    /// What reading costs, in bytes.
    fn cost<T>(&self, read: impl Future<Output = Result<T, ApiError>>) -> (T, usize) {
        let before = self.bytes.get();
        let value = block_on(read).unwrap();
        (value, self.bytes.get() - before)
    }
}

fn group(client: &Client) -> GroupId {
    let groups: Vec<Group> = block_on(client.list::<Group>(&ListQuery::default())).unwrap();
    groups.into_iter().find(|group| group.name == "checkout-api").unwrap().id
}

/// The group with a target whose log is the longest, with that log.
fn target(client: &Client) -> (LogListQuery, Vec<Log>) {
    let groups = block_on(client.target_groups("")).unwrap();
    let logs = groups.into_iter().map(|group| {
        let query = LogListQuery { group_id: group.id, ..LogListQuery::default() };
        let logs = block_on(client.logs(&query)).unwrap();
        (query, logs)
    });
    logs.max_by_key(|(_, logs)| logs.len()).unwrap()
}

#[test]
fn events_read_on_are_all_events_for_less() {
    let world = World::new();
    let id = group(&world.client);
    let (mut known, whole) = world.cost(world.client.events_since(&id, &[]));
    assert!(known.len() > 100, "{} events", known.len());
    for hours in [0, 1, 5, 48] {
        world.api.advance(hours * HOUR_MS);
        let (on, cost) = world.cost(world.client.events_since(&id, &known));
        assert_eq!(on, block_on(world.client.events(&id)).unwrap(), "after {hours} h");
        assert!(hours > 5 || cost * 4 < whole, "{cost} of {whole} bytes after {hours} h");
        known = on;
    }
}

#[test]
fn logs_read_on_are_all_logs_for_less() {
    let world = World::new();
    world.api.advance(3 * 24 * HOUR_MS);
    let (query, _) = target(&world.client);
    let (mut known, whole) = world.cost(world.client.logs_since(&query, &[]));
    assert!(known.len() > 20, "{} entries", known.len());
    for hours in [0, 1, 5, 48] {
        world.api.advance(hours * HOUR_MS);
        let (on, cost) = world.cost(world.client.logs_since(&query, &known));
        assert_eq!(on, block_on(world.client.logs(&query)).unwrap(), "after {hours} h");
        assert!(hours > 5 || cost * 2 < whole, "{cost} of {whole} bytes after {hours} h");
        known = on;
    }
}

#[test]
fn what_the_list_no_longer_holds_is_not_kept() {
    let world = World::new();
    let id = group(&world.client);
    let all = block_on(world.client.events(&id)).unwrap();
    let mut known = all.clone();
    for (number, event) in known.iter_mut().enumerate() {
        event.id = format!("other-{number}").as_str().into();
    }
    assert_eq!(block_on(world.client.events_since(&id, &known)).unwrap(), all);
    let (query, all) = target(&world.client);
    let mut known = all.clone();
    for log in &mut known {
        log.message = "of another world".to_owned();
    }
    assert_eq!(block_on(world.client.logs_since(&query, &known)).unwrap(), all);
}

#[test]
fn what_is_written_late_is_read_all_the_same() {
    let world = World::new();
    let id = group(&world.client);
    let all = block_on(world.client.events(&id)).unwrap();
    let newest = all[0].created_at.as_millis();
    let late = |event: &Event| newest - event.created_at.as_millis() < OVERLAP_MS;
    // As if all but the newest of them had been written only now.
    let known: Vec<Event> = (all.iter().enumerate())
        .filter(|(index, event)| *index == 0 || !late(event))
        .map(|(_, event)| event.clone())
        .collect();
    assert_eq!(block_on(world.client.events_since(&id, &known)).unwrap(), all);
}
