//! The product's client: the sandbox tells where the metrics are, and `headroom-server` forwards
//! what is asked there to a real Prometheus, as it does to Cockpit.

use std::cell::RefCell;
use std::future::ready;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use headroom::api::{ApiError, Client, Pending, Transport, Unreachable};
use headroom::sandbox::{FIRST_CONTENT_NOW_MS, SANDBOX_KEY, Sandbox};
use headroom::wire::{Group, GroupId, ListQuery, ProjectId};
use headroom::worker::protocol::{Packed, Question, Refusal};
use headroom::worker::replay::{ReplayProgram, ReplayWorker, answer};
use http::{HeaderValue, Request, Response};

use crate::daemon::Prometheus;
use crate::http::get;
use crate::process::Server;
use crate::world::GROUP;

/// Where a request goes: metrics to the server, all else to a sandbox beside it.
struct Way {
    server: Server,
    sandbox: RefCell<Sandbox>,
    asked: Rc<RefCell<Vec<String>>>,
}

impl Way {
    fn answer(&self, mut request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, ApiError> {
        let path = request.uri().to_string();
        if !path.starts_with("/cockpit-data/") {
            request.headers_mut().insert("X-Auth-Token", HeaderValue::from_static(SANDBOX_KEY));
            return Ok(self.sandbox.borrow_mut().handle(&request));
        }
        self.asked.borrow_mut().push(path.clone());
        let reply = get(&path).try_send(self.server.port);
        let reply = reply.map_err(|_| ApiError::Unreachable(Unreachable::OwnServer))?;
        let mut response = Response::new(reply.body);
        *response.status_mut() = reply.status.try_into().unwrap();
        Ok(response)
    }
}

impl Transport for Way {
    fn send(&self, request: Request<Vec<u8>>) -> Pending<'_, Result<Response<Vec<u8>>, ApiError>> {
        Box::pin(ready(self.answer(request)))
    }
}

/// A connection to a real Prometheus.
pub struct Connection {
    pub client: Client,
    port: u16,
    /// The paths of metrics that were asked for.
    pub asked: Rc<RefCell<Vec<String>>>,
}

impl Connection {
    pub fn to(prometheus: &Prometheus) -> Self {
        Self::by(prometheus, &[])
    }

    /// The same, with options of the server.
    pub fn by(prometheus: &Prometheus, options: &[&str]) -> Self {
        let address = prometheus.address();
        let server = Server::start(&[&["--api", &address], options].concat());
        let (port, asked) = (server.port, Rc::default());
        let sandbox = RefCell::new(Sandbox::new(1, FIRST_CONTENT_NOW_MS));
        let way = Way { server, sandbox, asked: Rc::clone(&asked) };
        Self { client: Client::new(way, "fr-par-1".into()).with_sources(), port, asked }
    }

    /// What the server answers to a path of metrics.
    pub fn get(&self, path: &str) -> (u16, String) {
        let reply = get(path).send(self.port);
        (reply.status, reply.text().to_owned())
    }

    /// Where the project's metrics are.
    pub fn path(&self) -> String {
        let groups = now(self.client.list::<Group>(&ListQuery::default())).unwrap();
        let project: &ProjectId = &groups[0].project_id;
        now(self.client.metrics_path(project)).unwrap()
    }

    /// The answers to an expression, after an instant and up to another.
    pub fn ask(
        &self,
        expression: &str,
        (after_ms, until_ms): (i64, i64),
        step_ms: i64,
    ) -> Result<Vec<Vec<u8>>, ApiError> {
        let path = self.path();
        now(self.client.samples(&path, expression, after_ms, until_ms, step_ms))
    }
}

pub fn group() -> GroupId {
    GroupId::from(GROUP)
}

/// Asks the worker as the page does.
pub fn work<Q: Question<Program = ReplayProgram>>(question: Q) -> Result<Q::Answer, Refusal> {
    let parcel = answer(&mut ReplayWorker::default(), Q::TAG, question.pack())?;
    Ok(Q::Answer::unpack(parcel).unwrap())
}

/// What a future is ready with: nothing here is waited for.
pub fn now<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("this connection makes nobody wait"),
    }
}
