//! The sandbox in its worker: a transport for the client, a clock, and how it stands.

use std::cell::Cell;
use std::rc::Rc;

use http::{Method, Request, Response, StatusCode};
use js_sys::Math;
use leptos::prelude::*;

use super::port::{AskError, Hooks, Port, Standing};
use super::storage::BrowserStorage;
use crate::api::{ApiError, Pending, Transport, Unreachable};
use crate::wire::ErrorBody;
use crate::worker::protocol::{Packed, Parcel, Question, Refusal};
use crate::worker::sandbox::{
    Advance, Call, EarlierSandbox, OpenSandbox, Role, SandboxProgram, SandboxStatus,
};

/// Where earlier versions kept the state, and how far its clock had come since.
const EARLIER_STATE: &str = "headroom.sandbox";
const EARLIER_NOW: &str = "headroom.sandbox.now";

/// The sandbox. Its questions wait until it is open.
#[derive(Clone)]
pub struct World {
    port: Port<SandboxProgram>,
    status: ArcRwSignal<SandboxStatus>,
    /// How far the clock still has to go while it is on its way: steps that come meanwhile are
    /// added up.
    ahead: Rc<Cell<Option<i64>>>,
}

impl World {
    /// The sandbox as this browser keeps it. It opens behind the page; `died` hears of it when its
    /// worker has to be started again, `reloaded` when it holds what another tab has made of it.
    pub fn open(died: impl Fn() + 'static, reloaded: impl Fn() + 'static) -> Self {
        let status = ArcRwSignal::new(SandboxStatus::default());
        let heard = status.clone();
        let port = Port::new(Hooks {
            first: Box::new(|| Some((OpenSandbox::TAG, OpenSandbox { earlier: earlier() }.pack()))),
            opened: Box::new(|answer| forget_earlier(answer.ok())),
            event: Box::new(move |parcel| {
                let Ok(status) = SandboxStatus::unpack(parcel) else { return };
                let before = heard.with_untracked(|before| before.reloads);
                let after = status.reloads;
                heard.set(status);
                if before != after {
                    reloaded();
                }
            }),
            died: Box::new(died),
        });
        port.start();
        Self { port, status, ahead: Rc::new(Cell::new(None)) }
    }

    /// Asks the sandbox's worker.
    pub fn ask<Q: Question<Program = SandboxProgram>>(
        &self,
        question: Q,
    ) -> impl Future<Output = Result<Q::Answer, AskError>> + use<Q> {
        self.port.ask(question)
    }

    /// How the sandbox stands.
    pub fn status(&self) -> SandboxStatus {
        self.status.get()
    }

    /// How its worker stands.
    pub fn standing(&self) -> Standing {
        self.port.standing()
    }

    /// Starts its worker again after it was given up.
    pub fn start_again(&self) {
        self.port.start();
    }

    /// Whether this tab may change it.
    pub fn is_owned(&self) -> bool {
        self.status.with(|status| status.role == Role::Owner)
    }

    /// Its virtual now, in milliseconds since the Unix epoch; 0 until it is open.
    pub fn now_ms(&self) -> i64 {
        self.status.with(|status| status.now_ms)
    }

    /// Lets it go on. While it still does, this only makes it go further.
    ///
    /// # Errors
    /// When the worker stopped.
    pub async fn advance(&self, by_ms: i64, keep: bool) -> Result<(), AskError> {
        if let Some(ahead_ms) = self.ahead.get() {
            self.ahead.set(Some(ahead_ms.saturating_add(by_ms)));
            return Ok(());
        }
        let mut step_ms = by_ms;
        while step_ms > 0 {
            let now_ms = untrack(|| self.now_ms());
            if now_ms == 0 || !untrack(|| self.is_owned()) {
                return Ok(());
            }
            self.ahead.set(Some(0));
            let to_ms = now_ms.saturating_add(step_ms);
            let moved = self.ask(Advance { to_ms, keep }).await;
            step_ms = self.ahead.take().unwrap_or_default();
            moved?;
        }
        Ok(())
    }

    /// Ends its worker.
    pub fn close(&self) {
        self.port.stop();
    }

    /// A worker that dies before it has answered is asked again when it is back. It knows a write
    /// by its id, so that none is carried out twice.
    async fn call(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, ApiError> {
        let call = Call {
            method: request.method().to_string(),
            path: request.uri().to_string(),
            id: if request.method() == Method::GET { String::new() } else { new_id() },
            body: request.into_body(),
        };
        let mut called = self.ask(call.clone()).await;
        if called == Err(AskError::Stopped) {
            called = self.ask(call).await;
        }
        let called = called.map_err(api_error)?;
        let mut response = Response::new(called.body);
        let status = StatusCode::from_u16(called.status);
        *response.status_mut() = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Ok(response)
    }
}

/// What tells a write from every other one, of any tab.
fn new_id() -> String {
    format!("{}-{}", Math::random(), Math::random())
}

fn api_error(error: AskError) -> ApiError {
    match error {
        AskError::Refused(refusal @ Refusal::UsedElsewhere) => {
            let message = Some(refusal.to_string());
            let body = Box::new(ErrorBody { message, ..ErrorBody::default() });
            ApiError::Refused { status: 409, body }
        }
        AskError::Refused(refusal) => {
            ApiError::Malformed { path: t!("a call").to_owned(), message: refusal.to_string() }
        }
        AskError::Stopped => ApiError::Unreachable(Unreachable::Stopped),
    }
}

fn earlier() -> Option<EarlierSandbox> {
    let state = BrowserStorage::Local.get(EARLIER_STATE)?;
    let now_ms = BrowserStorage::Local.get(EARLIER_NOW).and_then(|now| now.parse().ok());
    Some(EarlierSandbox { state, now_ms })
}

/// What is in the sandbox's own store need not be kept twice.
fn forget_earlier(answer: Option<Parcel>) {
    if answer.and_then(|parcel| bool::unpack(parcel).ok()) == Some(true) {
        BrowserStorage::Local.remove(EARLIER_STATE);
        BrowserStorage::Local.remove(EARLIER_NOW);
    }
}

impl Transport for World {
    fn send(&self, request: Request<Vec<u8>>) -> Pending<'_, Result<Response<Vec<u8>>, ApiError>> {
        Box::pin(self.call(request))
    }
}
