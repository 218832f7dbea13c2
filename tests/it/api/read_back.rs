//! Writes whose answer was lost, read back from the sandbox that did or did not carry them out.

use std::cell::Cell;
use std::rc::Rc;

use headroom::api::{ApiError, Client, Pending, Transport, Unreachable};
use headroom::wire::{
    CapacityUpdate, CreateGroup, CreatePolicy, CreateTemplate, Group, ListQuery, Policy, Template,
    UpdateGroup, UpdatePolicy, UpdateTemplate,
};
use http::{Method, Request, Response};

use super::{Api, block_on, read};
use crate::in_process::SandboxHandle;
use crate::wire::body;

/// What happens to the writes on their way.
#[derive(Clone, Copy, PartialEq)]
enum Line {
    /// They arrive, and their answer is lost.
    AnswerLost,
    /// They do not arrive.
    Cut,
    /// As before, and nothing can be read either.
    Down,
}

/// The sandbox behind a line that fails.
#[derive(Clone)]
struct Failing {
    sandbox: SandboxHandle,
    line: Rc<Cell<Line>>,
}

impl Transport for Failing {
    fn send(&self, request: Request<Vec<u8>>) -> Pending<'_, Result<Response<Vec<u8>>, ApiError>> {
        let lost = Err(ApiError::Unreachable(Unreachable::TimedOut));
        if request.method() == Method::GET && self.line.get() != Line::Down {
            return self.sandbox.send(request);
        }
        if self.line.get() == Line::AnswerLost {
            drop(self.sandbox.send(request));
        }
        Box::pin(std::future::ready(lost))
    }
}

fn over(api: &Api, line: Line) -> Client {
    let line = Rc::new(Cell::new(line));
    Client::new(Failing { sandbox: api.sandbox.clone(), line }, "fr-par-1".into())
}

#[test]
fn a_change_whose_answer_is_lost_is_found() {
    let api = Api::empty();
    let group = api.group();
    let capacity = CapacityUpdate { max_replicas: Some(9), ..CapacityUpdate::default() };
    let change = UpdateGroup { capacity: Some(capacity), ..UpdateGroup::default() };
    for (line, is_done) in [(Line::Cut, false), (Line::AnswerLost, true)] {
        let client = over(&api, line);
        let lost = block_on(client.update::<Group>(&group.id, &change)).unwrap_err();
        assert!(lost.outcome_is_unknown());
        let found = block_on(client.changed_after_all::<Group>(&group.id, &change)).unwrap();
        assert_eq!(found.map(|group| group.capacity.max_replicas), is_done.then_some(9));
    }
    let down = over(&api, Line::Down);
    block_on(down.changed_after_all::<Group>(&group.id, &change)).unwrap_err();
}

#[test]
fn a_change_of_a_part_of_a_metric_is_found() {
    let api = Api::empty();
    let policy = api.policy(&api.group());
    let client = over(&api, Line::Cut);
    let metric = serde_json::json!({"metric": {"threshold": 12.5}, "value": 3});
    let change: UpdatePolicy = serde_json::from_value(metric).unwrap();
    let found = || block_on(client.changed_after_all::<Policy>(&policy.id, &change)).unwrap();
    assert!(found().is_none());
    block_on(api.client.update::<Policy>(&policy.id, &change)).unwrap();
    assert!(found().is_some());
}

#[test]
fn volumes_are_compared_whole() {
    let api = Api::empty();
    let template = api.template();
    let client = over(&api, Line::Cut);
    let found = |change: &UpdateTemplate| {
        block_on(client.changed_after_all::<Template>(&template.id, change)).unwrap().is_some()
    };
    let same = template.volumes.clone();
    let mut more = same.clone();
    more.insert("7".to_owned(), same.values().next().unwrap().clone());
    let with = |volumes| UpdateTemplate { volumes: Some(volumes), ..UpdateTemplate::default() };
    assert!(found(&with(same.clone())));
    assert!(!found(&with(more.clone())), "a volume that the stored template lacks");
    block_on(api.client.update::<Template>(&template.id, &with(more))).unwrap();
    assert!(!found(&with(same)), "a volume that was taken away");
}

#[test]
fn a_creation_whose_answer_is_lost_is_found_and_an_older_twin_is_not_taken_for_it() {
    let api = Api::empty();
    let template_id = api.template().id;
    let body: CreateGroup = read(body!("group_create_request"));
    let body = CreateGroup { template_id, ..body };
    let twin = block_on(api.client.create::<Group>(&body)).unwrap();
    let known = [twin.id.clone()];
    for (line, is_done) in [(Line::Cut, false), (Line::AnswerLost, true)] {
        let client = over(&api, line);
        block_on(client.create::<Group>(&body)).unwrap_err();
        let query = ListQuery::default();
        let found = block_on(client.created_after_all::<Group>(&body, &query, &known)).unwrap();
        assert_eq!(found.is_some(), is_done);
        assert!(found.is_none_or(|group| group.id != twin.id && group.name == body.name));
    }
}

#[test]
fn a_lost_policy_and_a_lost_template_are_found() {
    let api = Api::empty();
    let (client, query) = (over(&api, Line::AnswerLost), ListQuery::default());
    let template: CreateTemplate = read(body!("template_create_request"));
    block_on(client.create::<Template>(&template)).unwrap_err();
    let found = block_on(client.created_after_all::<Template>(&template, &query, &[])).unwrap();
    assert!(found.is_some());
    let policy: CreatePolicy = read(body!("policy_create_request"));
    let policy = CreatePolicy { instance_group_id: api.group().id, ..policy };
    block_on(client.create::<Policy>(&policy)).unwrap_err();
    let found = block_on(client.created_after_all::<Policy>(&policy, &query, &[])).unwrap();
    assert!(found.is_some());
}

#[test]
fn a_removal_is_done_when_the_resource_is_gone() {
    for (line, is_done) in [(Line::Cut, false), (Line::AnswerLost, true), (Line::Down, false)] {
        let api = Api::empty();
        let group = api.group();
        let removed = block_on(over(&api, line).remove::<Group>(&group.id));
        assert_eq!(removed.is_ok(), is_done);
        assert!(removed.err().is_none_or(|error| error.outcome_is_unknown()));
    }
    let api = Api::empty();
    let group = api.group();
    block_on(api.client.remove::<Group>(&group.id)).unwrap();
    block_on(api.client.remove::<Group>(&group.id)).unwrap();
}
