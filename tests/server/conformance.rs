//! The conformance suite over HTTP: against the server with a sandbox and, when asked for, against
//! the real API.

#[path = "../it/conformance/suite/mod.rs"]
mod suite;

use std::env;
use std::time::Duration;

use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::{Client, connect::HttpConnector};
use hyper_util::rt::TokioExecutor;
use suite::case::{Case, Generation};
use suite::pattern::Names;
use suite::{Server, Setting, Suite};
use tokio::runtime::Runtime;

use crate::process;

/// So long that only a server that hangs exceeds it.
const HANGS: Duration = Duration::from_secs(60);

/// Headers that are not the API's: HTTP/1.1 adds those of the connection, and headroom-server what
/// browsers and compression need.
const ADDED: [&str; 5] =
    ["connection", "keep-alive", "transfer-encoding", "cross-origin-resource-policy", "vary"];

/// What the proxy makes of the headers of replies: it keeps what is the API's own, and sees to it
/// that no other page reads a reply and nothing stores it.
const PROXY_HEADERS: [(&str, &str); 4] = [
    ("cache-control", "no-store"),
    ("server", "<absent>"),
    ("strict-transport-security", "<absent>"),
    ("x-frame-options", "<absent>"),
];

/// A server at an address.
struct Remote {
    runtime: Runtime,
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
    /// Such as `https://api.scaleway.com`.
    origin: String,
    /// How often it is worth asking again.
    patience: u32,
}

impl Remote {
    fn new(origin: &str) -> Self {
        let tls = HttpsConnectorBuilder::new().with_native_roots().unwrap();
        let connector = tls.https_or_http().enable_http1().build();
        Self {
            runtime: Runtime::new().unwrap(),
            client: Client::builder(TokioExecutor::new()).build(connector),
            origin: origin.trim_end_matches('/').to_owned(),
            patience: 10_000,
        }
    }
}

impl Server for Remote {
    fn send(&mut self, request: ::http::Request<Vec<u8>>) -> ::http::Response<Vec<u8>> {
        let (mut parts, body) = request.into_parts();
        parts.uri = format!("{}{}", self.origin, parts.uri).parse().unwrap();
        let request = ::http::Request::from_parts(parts, Full::from(body));
        let (mut parts, body) = self.runtime.block_on(async {
            let exchange = async {
                let (parts, body) = self.client.request(request).await.unwrap().into_parts();
                (parts, body.collect().await.unwrap().to_bytes())
            };
            tokio::time::timeout(HANGS, exchange).await.unwrap()
        });
        for name in ADDED {
            parts.headers.remove(name);
        }
        ::http::Response::from_parts(parts, body.to_vec())
    }

    /// Time passes by itself.
    fn wait(&mut self) -> bool {
        self.patience = self.patience.saturating_sub(1);
        self.patience > 0
    }
}

/// Fails with every case that fails, and not with the first alone.
fn assert_all_pass<'a>(
    suite: &Suite,
    cases: impl Iterator<Item = &'a Case>,
    origin: &str,
    setting: &Setting,
) {
    let mut remote = Remote::new(origin);
    let results: Vec<_> = cases.map(|case| suite.run(case, &mut remote, setting)).collect();
    assert!(!results.is_empty(), "there is no such case");
    let all = results.len();
    let failures: Vec<String> = results.into_iter().filter_map(Result::err).collect();
    let failed = failures.len();
    assert!(failures.is_empty(), "{failed} of {all} cases fail:\n{}", failures.join("\n"));
}

fn sandbox() -> Setting {
    let key = headroom::sandbox::SANDBOX_KEY.to_owned();
    Setting { zone: "fr-par-1".to_owned(), key, headers: Names::new() }
}

fn origin(server: &process::Server) -> String {
    format!("http://127.0.0.1:{}", server.port)
}

fn takes_time(case: &&Case) -> bool {
    case.steps.iter().any(|step| step.until)
}

/// Whether a case needs no header that only a session of the vendor's own console sends: the proxy
/// passes on what this console sends.
fn sends_no_more(case: &Case) -> bool {
    case.steps.iter().all(|step| step.headers.is_empty())
}

#[test]
fn the_server_passes_every_case() {
    let suite = Suite::load(Generation::First);
    // Its clock stands still, so that nothing happens between two steps of a case.
    let server = process::Server::start(&["--speed", "0"]);
    let cases = suite.cases.iter().filter(|case| !takes_time(case));
    assert_all_pass(&suite, cases, &origin(&server), &sandbox());
}

#[test]
fn the_server_passes_every_case_of_the_second_generation() {
    let suite = Suite::load(Generation::Second);
    let server = process::Server::start(&["--speed", "0"]);
    let cases = suite.cases.iter().filter(|case| !takes_time(case));
    assert_all_pass(&suite, cases, &origin(&server), &sandbox());
    let server = process::Server::start(&["--speed", "3600"]);
    let cases = suite.cases.iter().filter(takes_time);
    assert_all_pass(&suite, cases, &origin(&server), &sandbox());
}

#[test]
fn the_server_passes_every_case_on() {
    let suite = Suite::load(Generation::First);
    let server = process::Server::start(&["--speed", "0"]);
    let proxy = process::Server::start(&["--api", &origin(&server)]);
    let own = PROXY_HEADERS.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let setting = Setting { headers: own.into(), ..sandbox() };
    let cases = suite.cases.iter().filter(|case| !takes_time(case) && sends_no_more(case));
    assert_all_pass(&suite, cases, &origin(&proxy), &setting);
}

#[test]
fn the_server_passes_the_cases_that_take_time() {
    let suite = Suite::load(Generation::First);
    let server = process::Server::start(&["--speed", "3600"]);
    let cases = suite.cases.iter().filter(takes_time);
    assert_all_pass(&suite, cases, &origin(&server), &sandbox());
}

#[test]
#[ignore = "for the real API: set HEADROOM_API, SCW_SECRET_KEY and HEADROOM_ZONE"]
fn the_real_api_passes_the_cases_that_only_read() {
    let suite = Suite::load(Generation::First);
    let set = |name| env::var(name).unwrap_or_else(|_| panic!("{name} is not set"));
    let key = set("SCW_SECRET_KEY");
    let setting = Setting { zone: set("HEADROOM_ZONE"), key, headers: Names::new() };
    let cases = suite.cases.iter().filter(|case| case.read_only);
    assert_all_pass(&suite, cases, &set("HEADROOM_API"), &setting);
}
