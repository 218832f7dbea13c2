//! The typed client over the sandbox: paths, bodies, pages and errors.

mod answered;
mod bare;
mod calls;
mod errors;
mod flight;
mod generations;
mod growing;
mod lost;
mod neighbours;
mod read_back;
mod targets;

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use headroom::api::Client;
use headroom::sandbox::Sandbox;
use headroom::wire::{CreateGroup, CreatePolicy, CreateTemplate, Group, Policy, Template};

use crate::in_process::SandboxHandle;
use crate::wire::body;

const NOW_MS: i64 = headroom::sandbox::FIRST_CONTENT_NOW_MS;

/// What a future is ready with. The sandbox never waits, so once is enough.
pub fn block_on<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("the sandbox made someone wait"),
    }
}

/// A client and the sandbox behind it.
struct Api {
    sandbox: SandboxHandle,
    client: Client,
}

impl Api {
    fn over(sandbox: SandboxHandle) -> Self {
        let client = Client::new(sandbox.clone(), "fr-par-1".into());
        Self { sandbox, client }
    }

    fn empty() -> Self {
        Self::over(SandboxHandle::over(Sandbox::empty(1, NOW_MS)))
    }

    fn template(&self) -> Template {
        let body: CreateTemplate = read(body!("template_create_request"));
        block_on(self.client.create::<Template>(&body)).unwrap()
    }

    /// A group with a template of its own.
    fn group(&self) -> Group {
        let template_id = self.template().id;
        let body: CreateGroup = read(body!("group_create_request"));
        block_on(self.client.create::<Group>(&CreateGroup { template_id, ..body })).unwrap()
    }

    fn policy(&self, group: &Group) -> Policy {
        let body: CreatePolicy = read(body!("policy_create_request"));
        let body = CreatePolicy { instance_group_id: group.id.clone(), ..body };
        block_on(self.client.create::<Policy>(&body)).unwrap()
    }

    fn advance(&self, by_ms: i64) {
        self.sandbox.advance(self.sandbox.now_ms() + by_ms);
    }
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> T {
    serde_json::from_str(text).unwrap()
}
