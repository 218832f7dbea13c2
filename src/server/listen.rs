//! Connections: accepted, bounded in time, and ended with care.

use std::io::{Write, stdout};
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::signal::unix::{SignalKind, signal};
use tokio::time::{sleep, timeout};

use super::failure::Failure;
use super::log;

/// How long open requests may go on after the signal to end.
const FAREWELL: Duration = Duration::from_secs(5);

/// The pause after the system has refused a connection, for want of file handles most likely.
const BREATH: Duration = Duration::from_millis(100);

/// Takes the address.
pub(super) async fn bind(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|reason| Failure::Listen { address, reason })
}

/// Says where the console is: the only line on standard output.
pub(super) fn announce(address: SocketAddr) {
    // Whoever closed standard output does not want to know.
    let _ = writeln!(stdout(), "Headroom is at http://{address}/ (Ctrl+C ends it)");
    if !address.ip().is_loopback() {
        log::line("other machines can reach this address, and there is no access control");
    }
}

/// Serves until SIGINT or SIGTERM, then lets open requests end.
pub(super) async fn serve(
    listener: TcpListener,
    router: Router,
    patience: Duration,
) -> Result<(), Failure> {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(patience);
    let mut interrupt = signal(SignalKind::interrupt()).map_err(Failure::Other)?;
    let mut terminate = signal(SignalKind::terminate()).map_err(Failure::Other)?;
    let open = GracefulShutdown::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = interrupt.recv() => break,
            _ = terminate.recv() => break,
        };
        match accepted {
            Ok((stream, _)) => handle(&http, stream, router.clone(), &open),
            Err(error) => {
                log::line(format_args!("a connection was refused: {error}"));
                sleep(BREATH).await;
            }
        }
    }
    drop(listener);
    if timeout(FAREWELL, open.shutdown()).await.is_err() {
        log::line("some requests were still open, and were cut off");
    }
    Ok(())
}

/// Serves one connection, beside all others.
fn handle(http: &http1::Builder, stream: TcpStream, router: Router, open: &GracefulShutdown) {
    // Small replies go out at once; without it they would only be later.
    let _ = stream.set_nodelay(true);
    let service = TowerToHyperService::new(router);
    let connection = open.watch(http.serve_connection(TokioIo::new(stream), service));
    tokio::spawn(async move {
        // A client that went away, or was too slow, is no matter for the log.
        let _ = connection.await;
    });
}
