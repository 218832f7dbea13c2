//! The API from memory, over HTTP.
//!
//! One lock, held from a change until the change is on disk: nobody sees a change that might not
//! survive the server, and one that cannot be written is undone before anybody could. A write
//! takes as long as the disk does, and reads wait for it; no more than one person works on a
//! sandbox with a state file.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use http::{Method, Request, StatusCode, Uri};
use tokio::task::spawn_blocking;
use tokio::time::{MissedTickBehavior, interval};

use super::body;
use super::clock::{self, Clock};
use super::failure::Failure;
use super::log;
use super::message::{json, refusal};
use super::options::Options;
use super::state::StateFile;
use super::upstream::DataSource;
use crate::sandbox::{Sandbox, SandboxOptions};
use crate::wire::{ClockChange, ServedClock};

/// What decides a new sandbox unless `--seed` says otherwise: everyone meets the same one.
const SEED: u64 = 1;

/// How often the world goes on when nobody asks, so that the first request after a long time need
/// not wait for all of it.
const TICK: Duration = Duration::from_secs(5);

/// A sandbox that several connections use.
#[derive(Debug)]
pub(super) struct SandboxApi {
    live: Mutex<Live>,
    patience: Duration,
}

#[derive(Debug)]
struct Live {
    sandbox: Sandbox,
    clock: Clock,
    file: Option<StateFile>,
}

impl SandboxApi {
    /// The sandbox that the state file holds, or a new one.
    pub(super) fn start(options: &Options) -> Result<Self, Failure> {
        let (file, kept) = match &options.state {
            Some(path) => StateFile::open(path).map(|(file, kept)| (Some(file), kept))?,
            None => (None, None),
        };
        let speed = options.speed.map(i64::from);
        let speed = speed.or(kept.as_ref().and_then(|kept| kept.speed)).unwrap_or(1);
        let clock = Clock::start(kept.as_ref().map(|kept| kept.sandbox.now_ms()), speed);
        let seed = options.seed.unwrap_or(SEED);
        let new = || Sandbox::new(seed, clock.now_ms());
        let flags = options.sandbox;
        let sandbox = kept.map_or_else(new, |kept| kept.sandbox).with_options(SandboxOptions {
            v1alpha1_retired: flags.without_v1alpha1,
            rate_limited: flags.rate_limit,
            spaced: flags.spaced,
        });
        let live = Mutex::new(Live { sandbox, clock, file });
        let api = Self { live, patience: options.client_timeout };
        // A folder that cannot be written to is found at the start, not at the first change.
        api.flush()?;
        Ok(api)
    }

    /// Writes the state down as of now, whether or not anything but the clock has changed.
    pub(super) fn flush(&self) -> Result<(), Failure> {
        let mut live = self.lock();
        live.advance();
        live.keep().map_err(|reason| match &live.file {
            Some(file) => file.failure(reason),
            None => Failure::Other(reason),
        })
    }

    /// The core is written not to panic; if it did, its last whole state is the best there is.
    fn lock(&self) -> MutexGuard<'_, Live> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does `act` with the sandbox where that may take a while: the disk is waited for.
    async fn run<T: Send + 'static>(
        self: Arc<Self>,
        act: impl FnOnce(&mut Live) -> io::Result<T> + Send + 'static,
    ) -> Result<T, Response> {
        let failed = |message| refusal(StatusCode::INTERNAL_SERVER_ERROR, message);
        match spawn_blocking(move || act(&mut self.lock())).await {
            Ok(Ok(done)) => Ok(done),
            Ok(Err(error)) => {
                log::line(format_args!("the state file cannot be written: {error}"));
                Err(failed(
                    "the change could not be written to the state file, and was not made: see \
                     whether the server's disk has room",
                ))
            }
            Err(_) => Err(failed("internal error")),
        }
    }

    /// What its clock shows.
    pub(super) async fn clock(self: Arc<Self>) -> Result<ServedClock, Response> {
        self.run(|live| Ok(live.show())).await
    }
}

impl Live {
    /// Brings the sandbox to this instant.
    fn advance(&mut self) {
        self.sandbox.advance(self.clock.now_ms());
    }

    fn show(&mut self) -> ServedClock {
        self.advance();
        self.clock.served(self.sandbox.now_ms())
    }

    fn handle(&mut self, request: &Request<Vec<u8>>) -> io::Result<http::Response<Vec<u8>>> {
        self.advance();
        if matches!(*request.method(), Method::GET | Method::HEAD) {
            return Ok(self.sandbox.handle(request));
        }
        self.change(|live| {
            let reply = live.sandbox.handle(request);
            (reply.status().is_success(), reply)
        })
    }

    fn change_clock(&mut self, change: &ClockChange) -> io::Result<ServedClock> {
        self.advance();
        self.change(|live| {
            live.clock = live.clock.changed(live.sandbox.now_ms(), change);
            (true, live.show())
        })
    }

    /// Makes a change and keeps it if it is one; undoes it if it cannot be kept.
    fn change<T>(&mut self, make: impl FnOnce(&mut Self) -> (bool, T)) -> io::Result<T> {
        let before = (self.sandbox.clone(), self.clock);
        let (is_change, made) = make(self);
        if is_change && let Err(error) = self.keep() {
            (self.sandbox, self.clock) = before;
            return Err(error);
        }
        Ok(made)
    }

    fn keep(&self) -> io::Result<()> {
        let Some(file) = &self.file else { return Ok(()) };
        file.write(&self.sandbox, self.clock.speed())
    }
}

/// Answers a call of the API.
pub(super) async fn answer(State(api): State<Arc<SandboxApi>>, request: Request<Body>) -> Response {
    let (mut parts, body) = request.into_parts();
    let body = match body::read(body, api.patience).await {
        Ok(body) => body,
        Err(refused) => return refused,
    };
    if let Some(uri) = own_metrics(&parts.uri) {
        parts.uri = uri;
    }
    let request = Request::from_parts(parts, body);
    let reply = api.run(move |live| live.handle(&request)).await;
    reply.map_or_else(|refused| refused, |reply| reply.map(Body::from))
}

/// The path of the sandbox's own metrics, for that of any data source.
fn own_metrics(uri: &Uri) -> Option<Uri> {
    let source = DataSource::read(uri.path())?;
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    format!("{}{query}", source.path).parse().ok()
}

/// Says what the clock shows.
pub(super) async fn read_clock(State(api): State<Arc<SandboxApi>>) -> Response {
    say(api.clock().await)
}

/// Changes how the clock runs.
pub(super) async fn change_clock(
    State(api): State<Arc<SandboxApi>>,
    request: Request<Body>,
) -> Response {
    let body = match body::read(request.into_body(), api.patience).await {
        Ok(body) => body,
        Err(refused) => return refused,
    };
    match clock::read_change(&body) {
        Ok(change) => say(api.run(move |live| live.change_clock(&change)).await),
        Err(reason) => refusal(StatusCode::BAD_REQUEST, &reason),
    }
}

fn say(clock: Result<ServedClock, Response>) -> Response {
    match clock {
        Ok(clock) => json(StatusCode::OK, &clock),
        Err(refused) => refused,
    }
}

/// Lets the world go on when nobody asks.
pub(super) async fn tick(api: Arc<SandboxApi>) {
    let mut ticks = interval(TICK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        // It can only fail where the server is ending.
        let _ = Arc::clone(&api).clock().await;
    }
}
