//! Calls that are forwarded.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Mutex;
use std::sync::mpsc::channel;
use std::thread::{spawn, yield_now};

use crate::http::{call, connect, get, read};
use crate::process::Server;
use crate::upstream::{Asked, Upstream};

const GROUPS: &str = "/autoscaling/v1alpha1/zones/fr-par-1/instance-groups";
const ID: &str = "af496812-8fa1-4c66-be81-04c04733333a";

fn proxy_to(upstream: &Upstream) -> Server {
    Server::start(&["--api", &upstream.address()])
}

#[test]
fn a_call_arrives_as_it_was_sent() {
    let upstream = Upstream::answering("{}");
    let server = proxy_to(&upstream);
    let path = format!("{GROUPS}?order_by=created_at_desc&name=a%20b");
    let reply = call("PATCH", &path)
        .header("X-Auth-Token", "of-the-browser")
        .header("X-Token", "of-the-metrics")
        .header("Content-Type", "application/json")
        .header("User-Agent", "a-client/1.0")
        .header("Accept", "application/json")
        .body("{\"name\":\"n\"}")
        .send(server.port);
    assert_eq!((reply.status, reply.text()), (200, "{}"));
    let asked = upstream.asked();
    assert!(asked.starts_with(&format!("PATCH {path} HTTP/1.1\r\n")), "{asked}");
    assert!(asked.ends_with("\r\n\r\n{\"name\":\"n\"}"), "{asked}");
    for header in [
        &format!("host: {}", upstream.address().trim_start_matches("http://")),
        "x-auth-token: of-the-browser",
        "x-token: of-the-metrics",
        "content-type: application/json",
        "content-length: 12",
        "user-agent: a-client/1.0",
        "accept: application/json",
    ] {
        assert!(asked.lines().any(|line| line == header), "{header}: {asked}");
    }
}

#[test]
fn nothing_else_of_a_request_is_passed_on() {
    let upstream = Upstream::answering("{}");
    let server = proxy_to(&upstream);
    let origin = format!("http://127.0.0.1:{}", server.port);
    let mut request = get(GROUPS).header("Origin", &origin);
    for name in [
        "Cookie",
        "Referer",
        "TE",
        "Keep-Alive",
        "Proxy-Authorization",
        "X-Forwarded-For",
        "Forwarded",
        "X-Session-Token",
        "X-Anything",
    ] {
        request = request.header(name, "of-the-browser");
    }
    assert_eq!(request.send(server.port).status, 200);
    let asked = upstream.asked();
    assert!(!asked.contains("of-the-browser"), "{asked}");
    let names: Vec<&str> =
        asked.lines().skip(1).filter_map(|line| line.split_once(": ")).map(|(n, _)| n).collect();
    assert_eq!(names, ["host"], "a read has no body and no other header");
}

#[test]
fn a_reply_comes_back_as_it_was_given() {
    for (status, body) in [
        (200, "{\"total_count\":0}"),
        (400, "{\"message\":\"Invalid parameters\",\"type\":\"invalid_field\"}"),
        (401, "{\"message\":\"authentication is denied\"}"),
        (404, "{\"message\":\"policy not Found\"}"),
        (429, ""),
        (500, "not JSON"),
        (503, "{\"message\":\"connection error\"}"),
    ] {
        let upstream = Upstream::replying(&format!(
            "HTTP/1.1 {status} Whatever\r\nx-request-id: 7\r\nx-total-count: 107\r\n\
             set-cookie: a=b\r\naccess-control-allow-origin: *\r\nconnection: x-odd\r\n\
             x-odd: 1\r\nstrict-transport-security: max-age=1\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        ));
        let reply = get(GROUPS).send(proxy_to(&upstream).port);
        assert_eq!((reply.status, reply.text()), (status, body));
        assert_eq!(reply.header("x-request-id"), Some("7"));
        assert_eq!(reply.header("x-total-count"), Some("107"));
        assert_eq!(reply.header("cache-control"), Some("no-store"));
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
        for name in
            ["set-cookie", "access-control-allow-origin", "x-odd", "strict-transport-security"]
        {
            assert_eq!(reply.header(name), None, "{name}");
        }
    }
}

#[test]
fn an_empty_reply_stays_empty() {
    let upstream =
        Upstream::replying("HTTP/1.1 204 No Content\r\ncontent-type: application/json\r\n\r\n");
    let reply = call("DELETE", &format!("{GROUPS}/{ID}")).send(proxy_to(&upstream).port);
    assert_eq!((reply.status, reply.body.len()), (204, 0));
    assert_eq!(reply.header("content-length"), None);
    assert_eq!(reply.header("content-type"), Some("application/json"));
}

#[test]
fn a_redirect_is_not_followed_and_leads_nowhere() {
    let elsewhere = Upstream::answering("{}");
    let upstream = Upstream::replying(&format!(
        "HTTP/1.1 302 Found\r\nlocation: {}/\r\ncontent-length: 0\r\n\r\n",
        elsewhere.address()
    ));
    let reply = get(GROUPS).send(proxy_to(&upstream).port);
    assert_eq!((reply.status, reply.header("location")), (302, None));
    assert!(elsewhere.is_unasked());
}

#[test]
fn what_is_not_listed_is_not_asked() {
    let upstream = Upstream::answering("{}");
    let server = proxy_to(&upstream);
    for path in [
        "/instance/../secret-manager/v1beta1".to_owned(),
        "/instance/%2e%2e/secret-manager/v1beta1".to_owned(),
        "/instance//v1".to_owned(),
        "/prometheus/api/v1/query".to_owned(),
        format!("/cockpit-data/{ID}/evil.example.com/prometheus/api/v1/query"),
        "/cockpit-data/evil.example.com/fr-par/prometheus/api/v1/query".to_owned(),
    ] {
        let reply = get(&path).send(server.port);
        assert_eq!(reply.status, 404, "{path}");
        assert_eq!(reply.message(), "this server forwards no such path", "{path}");
    }
    assert_eq!(get("/secret-manager/v1beta1/secrets").send(server.port).status, 404);
    for method in ["TRACE", "OPTIONS", "PURGE"] {
        assert_eq!(call(method, GROUPS).send(server.port).status, 405, "{method}");
    }
    assert!(upstream.is_unasked());
}

#[test]
fn a_data_source_is_asked() {
    let upstream = Upstream::answering("{}");
    let server = proxy_to(&upstream);
    let rest = "/prometheus/api/v1/query_range?query=up&start=0&end=60&step=60";
    let reply = get(&format!("/cockpit-data/{ID}/fr-par{rest}"))
        .header("X-Token", "of-the-metrics")
        .send(server.port);
    assert_eq!(reply.status, 200);
    let asked = upstream.asked();
    assert!(asked.starts_with(&format!("GET {rest} HTTP/1.1\r\n")), "{asked}");
    assert!(asked.contains("\r\nx-token: of-the-metrics\r\n"), "{asked}");
}

/// The reply's second half is sent only once its first half has arrived.
#[test]
fn a_reply_streams() {
    let (arrived, wait) = channel();
    let wait = Mutex::new(wait);
    let upstream = Upstream::start(move |asked: &mut Asked| {
        asked.say("HTTP/1.1 200 OK\r\ncontent-length: 12\r\n\r\nfirst-");
        wait.lock().unwrap().recv().unwrap();
        asked.say("second");
    });
    let server = proxy_to(&upstream);
    let mut stream = connect(server.port);
    let head = format!("GET {GROUPS} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n", server.port);
    stream.write_all(format!("{head}Connection: close\r\n\r\n").as_bytes()).unwrap();
    let mut seen = Vec::new();
    while !seen.ends_with(b"first-") {
        let mut byte = [0];
        stream.read_exact(&mut byte).unwrap();
        seen.push(byte[0]);
    }
    arrived.send(()).unwrap();
    let mut rest = String::new();
    stream.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "second");
}

/// The request's second half is sent only once its first half has arrived at the API.
#[test]
fn a_request_streams() {
    let (arrived, wait) = channel();
    let upstream = Upstream::start(move |asked: &mut Asked| {
        while !asked.body.ends_with(b"first-") {
            let mut byte = [0];
            asked.stream.read_exact(&mut byte).unwrap();
            asked.body.push(byte[0]);
        }
        arrived.send(()).unwrap();
        asked.read_body();
        asked.say("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
    });
    let server = proxy_to(&upstream);
    let mut stream = connect(server.port);
    let head = format!("POST {GROUPS} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n", server.port);
    let head = format!("{head}Connection: close\r\nContent-Length: 12\r\n\r\n");
    stream.write_all(format!("{head}first-").as_bytes()).unwrap();
    wait.recv().unwrap();
    stream.write_all(b"second").unwrap();
    assert_eq!(read(&mut stream).unwrap().text(), "ok");
    assert!(upstream.asked().ends_with("first-second"));
}

/// A port where nothing listens on any machine of our time.
const NOBODY: &str = "127.0.0.1:1";

#[test]
fn an_api_that_fails_is_named() {
    let host = |upstream: &Upstream| upstream.address().trim_start_matches("http://").to_owned();
    let rude = Upstream::replying("");
    let no_tls = Upstream::blurting("no TLS here");
    for (api, host) in [
        (format!("http://{NOBODY}"), NOBODY.to_owned()),
        (rude.address(), host(&rude)),
        (format!("https://{}", host(&no_tls)), host(&no_tls)),
    ] {
        let reply = get(GROUPS).send(Server::start(&["--api", &api]).port);
        let message = reply.message();
        assert_eq!(reply.status, 502, "{api}: {message}");
        assert!(message.starts_with(&format!("{host} cannot be reached: ")), "{message}");
    }
    let silent = Upstream::reading();
    let api = silent.address();
    let server = Server::start(&["--api", &api, "--upstream-timeout", "0.3"]);
    let reply = get(GROUPS).send(server.port);
    assert_eq!(reply.status, 504);
    assert_eq!(reply.message(), format!("{} did not answer within 0.3 s", host(&silent)));
}

/// The server is asked to end while the API has not answered yet.
#[test]
fn an_open_request_may_end() {
    let (sender, gate) = channel();
    let gate = Mutex::new(gate);
    let (arrived, wait) = channel();
    let upstream = Upstream::start(move |asked: &mut Asked| {
        arrived.send(()).unwrap();
        gate.lock().unwrap().recv().unwrap();
        asked.say("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
    });
    let server = proxy_to(&upstream);
    let port = server.port;
    let client = spawn(move || get(GROUPS).send(port));
    wait.recv().unwrap();
    server.signal("-TERM");
    // It has stopped to listen, so it has heard.
    while TcpStream::connect(("127.0.0.1", port)).is_ok() {
        yield_now();
    }
    sender.send(()).unwrap();
    assert_eq!(client.join().unwrap().text(), "ok");
    assert!(server.end().0.success());
}

/// A reply that stops in the middle must not look whole.
#[test]
fn a_reply_that_breaks_off_is_broken() {
    let (done, wait) = channel::<()>();
    let wait = Mutex::new(wait);
    let stalls = Upstream::start(move |asked: &mut Asked| {
        asked.say("HTTP/1.1 200 OK\r\ncontent-length: 12\r\n\r\nfirst-");
        let _ = wait.lock().unwrap().recv();
    });
    let closes = Upstream::replying("HTTP/1.1 200 OK\r\ncontent-length: 12\r\n\r\nfirst-");
    for upstream in [&stalls, &closes] {
        let api = upstream.address();
        let server = Server::start(&["--api", &api, "--upstream-timeout", "0.3"]);
        assert!(get(GROUPS).try_send(server.port).is_err());
    }
    drop(done);
}
