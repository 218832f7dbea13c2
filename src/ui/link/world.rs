//! The sandbox in its worker: a transport for the client, and a clock.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use http::{Method, Request, Response, StatusCode};
use leptos::prelude::*;

use super::port::{Port, PortError, Question, Script};
use super::storage::Shelf;
use crate::api::{ApiError, Pending, Transport, Unreachable};
use crate::ui::kit::task;
use crate::worker::{Opened, ask, from_text};

const SAVED: &str = "headroom.sandbox";
/// How far the clock had come since the state was last saved.
const NOW: &str = "headroom.sandbox.now";

/// The sandbox.
#[derive(Clone)]
pub struct World {
    port: Port,
    now: ArcRwSignal<i64>,
    /// What the user must hear of its worker.
    notice: ArcRwSignal<Option<&'static str>>,
    /// How far the clock still has to go while it is on its way: steps that come meanwhile are
    /// added up.
    ahead: Rc<Cell<Option<i64>>>,
}

impl World {
    /// The sandbox as this browser remembers it, and what was lost of it.
    ///
    /// # Errors
    /// When no worker can be started.
    pub async fn open() -> Result<(Self, Option<String>), PortError> {
        let world = Self::new();
        let lost = world.reopen().await?;
        Ok((world, lost))
    }

    /// The sandbox with its first content.
    ///
    /// # Errors
    /// When no worker can be started.
    pub async fn fresh() -> Result<Self, PortError> {
        Shelf::Local.remove(SAVED);
        Shelf::Local.remove(NOW);
        Self::open().await.map(|(world, _)| world)
    }

    fn new() -> Self {
        let again = Rc::new(RefCell::new(None::<Self>));
        let found = Rc::clone(&again);
        let port = Port::new(Script::Worker, move || {
            if let Some(world) = found.borrow().clone() {
                task::spawn(async move { world.restart().await });
            }
        });
        let (now, notice) = (ArcRwSignal::new(0), ArcRwSignal::new(None));
        let world = Self { port, now, notice, ahead: Rc::new(Cell::new(None)) };
        *again.borrow_mut() = Some(world.clone());
        world
    }

    async fn restart(&self) {
        self.notice.set(Some(match self.reopen().await {
            Ok(_) => "The sandbox stopped and was started again as it was last saved.",
            Err(_) => "The sandbox stopped and could not be started again. Reload the page.",
        }));
    }

    /// Opens what is saved, and lets it go on to where its clock stood.
    async fn reopen(&self) -> Result<Option<String>, PortError> {
        let saved = Shelf::Local.get(SAVED).unwrap_or_default();
        let reply = self.port.ask(ask::OPEN, &saved).await?;
        let opened: Opened = from_text(&reply.text).map_err(PortError::Said)?;
        self.now.set(opened.now_ms);
        self.ahead.set(None);
        if let Some(now) = Shelf::Local.get(NOW).filter(|_| opened.lost.is_none()) {
            self.move_to(&now).await?;
        }
        Ok(opened.lost)
    }

    /// Its virtual now, in milliseconds since the Unix epoch.
    pub fn now_ms(&self) -> i64 {
        self.now.get()
    }

    /// Its virtual now, without following it.
    pub fn now_ms_untracked(&self) -> i64 {
        self.now.get_untracked()
    }

    /// What the user must hear of its worker.
    pub fn notice(&self) -> Option<&'static str> {
        self.notice.get()
    }

    /// Lets it go on. While it still does, this only makes it go further.
    ///
    /// # Errors
    /// When the worker stopped.
    pub async fn advance(&self, by_ms: i64) -> Result<(), PortError> {
        if let Some(ahead_ms) = self.ahead.get() {
            self.ahead.set(Some(ahead_ms.saturating_add(by_ms)));
            return Ok(());
        }
        let mut step_ms = by_ms;
        while step_ms > 0 {
            self.ahead.set(Some(0));
            let to_ms = self.now_ms_untracked().saturating_add(step_ms);
            let moved = self.move_to(&to_ms.to_string()).await;
            step_ms = self.ahead.take().unwrap_or_default();
            moved?;
        }
        Ok(())
    }

    async fn move_to(&self, instant: &str) -> Result<(), PortError> {
        let reply = self.port.ask(ask::ADVANCE, instant).await?;
        if let Ok(now_ms) = reply.text.parse() {
            self.now.set(now_ms);
        }
        Ok(())
    }

    /// Keeps it for the next visit; `false` when the browser has no room for it.
    pub async fn save(&self) -> bool {
        let Ok(reply) = self.port.ask(ask::SAVE, "").await else { return false };
        Shelf::Local.remove(NOW);
        Shelf::Local.set(SAVED, &reply.text)
    }

    /// Keeps only where its clock stands, at once: the rest follows from what was saved.
    pub fn save_now(&self) {
        Shelf::Local.set(NOW, &self.now_ms_untracked().to_string());
    }

    /// Ends its worker.
    pub fn close(&self) {
        self.port.stop();
    }

    async fn call(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, ApiError> {
        let stopped = |_| ApiError::Unreachable(Unreachable::Stopped);
        let text = format!("{} {}", request.method(), request.uri());
        let writes = request.method() != Method::GET;
        let bytes = js_sys::Uint8Array::from(request.body().as_slice()).buffer();
        let columns = Vec::new();
        let question = Question { name: ask::CALL, text: &text, bytes: Some(bytes), columns };
        let reply = self.port.send(question).await.map_err(stopped)?;
        let status = reply.text.parse().ok().and_then(|code: u16| StatusCode::from_u16(code).ok());
        let mut response = Response::new(reply.bytes);
        *response.status_mut() = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        if writes && response.status().is_success() {
            // What the API has acknowledged survives a reload.
            self.save().await;
        }
        Ok(response)
    }
}

impl Transport for World {
    fn send(&self, request: Request<Vec<u8>>) -> Pending<'_, Result<Response<Vec<u8>>, ApiError>> {
        Box::pin(self.call(request))
    }
}
