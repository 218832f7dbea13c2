//! The API from memory, over HTTP.
//!
//! Two locks, always taken in this order and never held across a wait: the disk's, then the
//! sandbox's. A change is made under the sandbox's alone; then it waits for the disk, and whoever
//! comes first writes for all that wait behind (group commit).

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::response::Response;
use http::{Method, Request, StatusCode, Uri};
use tokio::task::spawn_blocking;
use tokio::time::{MissedTickBehavior, interval};

use super::body::{LONGEST, bounded, refuse_body, refuse_length};
use super::clock::Clock;
use super::failure::Failure;
use super::log;
use super::message::refusal;
use super::options::Options;
use super::state::StateFile;
use super::upstream::DataSource;
use crate::sandbox::Sandbox;
use crate::wire::ServedClock;

/// What decides a new sandbox unless `--seed` says otherwise: everyone meets the same one.
const SEED: u64 = 1;

/// How often the world goes on when nobody asks, so that the first request after a long time need
/// not wait for all of it.
const TICK: Duration = Duration::from_secs(5);

/// A sandbox that several connections use.
#[derive(Debug)]
pub(super) struct SandboxApi {
    live: Mutex<Live>,
    disk: Option<Mutex<Disk>>,
    patience: Duration,
}

#[derive(Debug)]
struct Live {
    sandbox: Sandbox,
    clock: Clock,
    /// How many changes were made since the start.
    changes: u64,
}

#[derive(Debug)]
struct Disk {
    file: StateFile,
    /// How many of the changes the file holds.
    kept: u64,
}

impl SandboxApi {
    /// The sandbox that the state file holds, or a new one.
    pub(super) fn start(options: &Options) -> Result<Self, Failure> {
        let speed = options.speed.unwrap_or(1);
        let (file, kept) = match &options.state {
            Some(path) => StateFile::open(path).map(|(file, kept)| (Some(file), kept))?,
            None => (None, None),
        };
        let clock = Clock::start(kept.as_ref().map(Sandbox::now_ms), speed);
        let seed = options.seed.unwrap_or(SEED);
        let sandbox = kept.unwrap_or_else(|| Sandbox::new(seed, clock.now_ms()));
        let live = Mutex::new(Live { sandbox, clock, changes: 0 });
        let disk = file.map(|file| Mutex::new(Disk { file, kept: 0 }));
        let api = Self { live, disk, patience: options.client_timeout };
        // A folder that cannot be written to is found at the start, not at the first change.
        api.flush()?;
        Ok(api)
    }

    /// What its clock shows.
    pub(super) fn clock(&self) -> ServedClock {
        lock(&self.live).clock.served()
    }

    /// Writes the state down as of now, whether or not anything but the clock has changed.
    pub(super) fn flush(&self) -> Result<(), Failure> {
        let Some(disk) = &self.disk else { return Ok(()) };
        let disk = lock(disk);
        let text = lock(&self.live).now().save();
        disk.file.write(&text).map_err(|reason| disk.file.failure(reason))
    }

    /// Answers, and returns once the change that it made, if any, is on disk. An error means that
    /// the change is made, but would not survive the server: it must not be acknowledged.
    fn handle(&self, request: &Request<Vec<u8>>) -> io::Result<http::Response<Vec<u8>>> {
        let (reply, changes) = {
            let mut live = lock(&self.live);
            let reply = live.now().handle(request);
            let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
            if is_read || !reply.status().is_success() {
                return Ok(reply);
            }
            live.changes += 1;
            (reply, live.changes)
        };
        self.keep(changes)?;
        Ok(reply)
    }

    /// Sees to it that the file holds at least so many changes.
    fn keep(&self, changes: u64) -> io::Result<()> {
        let Some(disk) = &self.disk else { return Ok(()) };
        let mut disk = lock(disk);
        if disk.kept >= changes {
            return Ok(());
        }
        let (text, changes) = {
            let live = lock(&self.live);
            (live.sandbox.save(), live.changes)
        };
        disk.file.write(&text)?;
        disk.kept = changes;
        Ok(())
    }
}

impl Live {
    /// The sandbox as of this instant.
    fn now(&mut self) -> &mut Sandbox {
        self.sandbox.advance(self.clock.now_ms());
        &mut self.sandbox
    }
}

/// The core is written not to panic; if it did, its last whole state is the best there is.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Answers a call of the API.
pub(super) async fn answer(State(api): State<Arc<SandboxApi>>, request: Request<Body>) -> Response {
    let (mut parts, body) = request.into_parts();
    if let Some(refused) = refuse_length(&body) {
        return refused;
    }
    let body = match to_bytes(bounded(body, api.patience), LONGEST).await {
        Ok(body) => body.to_vec(),
        Err(error) => {
            let broken = || refusal(StatusCode::BAD_REQUEST, "the request's body broke off");
            return refuse_body(&error).unwrap_or_else(broken);
        }
    };
    if let Some(uri) = own_metrics(&parts.uri) {
        parts.uri = uri;
    }
    let request = Request::from_parts(parts, body);
    let failed = |message| refusal(StatusCode::INTERNAL_SERVER_ERROR, message);
    match spawn_blocking(move || api.handle(&request)).await {
        Ok(Ok(reply)) => reply.map(Body::from),
        Ok(Err(error)) => {
            log::line(format_args!("the state file cannot be written: {error}"));
            failed("the change could not be written to the state file")
        }
        Err(_) => failed("internal error"),
    }
}

/// The path of the sandbox's own metrics, for that of any data source.
fn own_metrics(uri: &Uri) -> Option<Uri> {
    let source = DataSource::read(uri.path())?;
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    format!("{}{query}", source.path).parse().ok()
}

/// Lets the world go on when nobody asks.
pub(super) async fn tick(api: Arc<SandboxApi>) {
    let mut ticks = interval(TICK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let api = Arc::clone(&api);
        // It can only fail where the server is ending.
        let _ = spawn_blocking(move || {
            lock(&api.live).now();
        })
        .await;
    }
}
