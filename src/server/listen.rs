//! Connections: accepted, bounded in number and in time, and ended with care.

use std::convert::Infallible;
use std::io::{Write, stdout};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use http::StatusCode;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{sleep, timeout};

use super::failure::Failure;
use super::log;
use super::message::refusal;

/// How long open requests may go on after the signal to end.
const FAREWELL: Duration = Duration::from_secs(5);

/// The pause after the system has refused a connection, for want of file handles most likely.
const BREATH: Duration = Duration::from_millis(100);

/// The most connections at a time, where the system has file handles for them.
const MOST_CONNECTIONS: usize = 1_000;

/// Handles for all else: files, the listener, connections that are told that there are too many.
const OTHER_HANDLES: usize = 48;

/// How long a connection too many may take to ask and to be told so.
const TURN_AWAY: Duration = Duration::from_secs(1);

/// Takes the address.
pub(super) async fn bind(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|reason| Failure::Listen { address, reason })
}

/// What ends the server. It is listened to before anybody learns that there is a server to end.
#[derive(Debug)]
pub(super) struct Ends {
    interrupt: Signal,
    terminate: Signal,
}

impl Ends {
    pub(super) fn listen() -> Result<Self, Failure> {
        let on = |kind| signal(kind).map_err(Failure::Other);
        Ok(Self {
            interrupt: on(SignalKind::interrupt())?,
            terminate: on(SignalKind::terminate())?,
        })
    }

    async fn come(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

/// Says where the console is: the only line on standard output. `query` is what lets a browser in
/// where a key is lent.
pub(super) fn announce(address: SocketAddr, query: &str) {
    // Whoever closed standard output does not want to know.
    let _ = writeln!(stdout(), "Headroom is at http://{address}/{query} (Ctrl+C ends it)");
    if !address.ip().is_loopback() {
        let but = match query.is_empty() {
            true => "there is no access control",
            false => "the link's token travels to it in the clear",
        };
        log::line(format_args!("other machines can reach this address, and {but}"));
    }
}

/// Serves until SIGINT or SIGTERM, then lets open requests end.
pub(super) async fn serve(
    listener: TcpListener,
    router: Router,
    patience: Duration,
    mut ends: Ends,
) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(patience);
    let open = GracefulShutdown::new();
    let seats = Arc::new(Semaphore::new(most_connections()));
    let mut is_full = false;
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = ends.come() => break,
        };
        match (accepted, Arc::clone(&seats).try_acquire_owned()) {
            (Ok((stream, _)), Ok(seat)) => {
                is_full = false;
                handle(&http, stream, router.clone(), &open, seat);
            }
            (Ok((stream, _)), Err(_)) => {
                if !is_full {
                    log::line("too many connections are open: further ones are refused");
                }
                is_full = true;
                tokio::spawn(turn_away(http.clone(), stream));
            }
            (Err(error), _) => {
                log::line(format_args!("a connection was refused: {error}"));
                sleep(BREATH).await;
            }
        }
    }
    drop(listener);
    if timeout(FAREWELL, open.shutdown()).await.is_err() {
        log::line("some requests were still open, and were cut off");
    }
}

/// As many as there are file handles for, of which the soft limit is raised: a connection needs
/// one, and perhaps a second for the API behind it.
fn most_connections() -> usize {
    let wanted = 2 * MOST_CONNECTIONS + OTHER_HANDLES;
    let handles = rlimit::increase_nofile_limit(wanted as u64)
        .map_or(wanted, |limit| usize::try_from(limit).unwrap_or(wanted));
    (handles.saturating_sub(OTHER_HANDLES) / 2).clamp(1, MOST_CONNECTIONS)
}

/// Serves one connection, beside all others.
fn handle(
    http: &http1::Builder,
    stream: TcpStream,
    router: Router,
    open: &GracefulShutdown,
    seat: OwnedSemaphorePermit,
) {
    // Small replies go out at once; without it they would only be later.
    let _ = stream.set_nodelay(true);
    let service = TowerToHyperService::new(router);
    let connection = open.watch(http.serve_connection(TokioIo::new(stream), service));
    tokio::spawn(async move {
        // A client that went away, or was too slow, is no matter for the log.
        let _ = connection.await;
        drop(seat);
    });
}

/// Says on a connection too many that it is one, in reply to what it asks.
async fn turn_away(http: http1::Builder, stream: TcpStream) {
    let service = service_fn(|_| async {
        let message = "too many connections are open: close some, or try again later";
        Ok::<_, Infallible>(refusal(StatusCode::SERVICE_UNAVAILABLE, message))
    });
    let _ = timeout(TURN_AWAY, http.serve_connection(TokioIo::new(stream), service)).await;
}
