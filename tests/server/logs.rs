//! Log lines: short, and without a key even where someone typed one into the wrong place.

use crate::http::{call, get};
use crate::process::Server;

const SESSION: &str = "eyJhbGciOiJub25lIn0.eyJqdGkiOiIxIn0.c2Vzc2lvbg";
const KEY: &str = "11111111-aaaa-4bbb-8ccc-222222222222";
const METRICS: &str = "the-token-of-the-metrics";

fn last_line(server: &Server, path: &str, headers: &[(&str, &str)]) -> String {
    let mut request = get(path);
    for (name, value) in headers {
        request = request.header(name, value);
    }
    request.send(server.port);
    server.log_line()
}

#[test]
fn a_key_in_a_path_is_not_logged() {
    let server = Server::start(&[]);
    for (header, value, secret) in [
        ("X-Auth-Token", KEY, KEY),
        ("X-Token", KEY, KEY),
        ("X-Session-Token", SESSION, SESSION),
        ("Authorization", &format!("Bearer {KEY}"), KEY),
    ] {
        let line = last_line(&server, &format!("/iam/v1alpha1/{secret}/x"), &[(header, value)]);
        assert!(!line.contains(secret), "{line}");
        assert!(line.contains("GET") && line.contains(" ms"), "{line}");
    }
}

#[test]
fn the_servers_own_keys_are_not_logged() {
    let env = [("SCW_SECRET_KEY", KEY), ("HEADROOM_COCKPIT_TOKEN", METRICS)];
    let server = Server::start_with(&["--api", "http://127.0.0.1:1"], &env);
    for secret in [KEY, METRICS] {
        get(&format!("/iam/v1alpha1/{secret}/x")).send(server.port);
    }
    let (_, _, log) = server.stop();
    assert!(log.lines().count() >= 2, "{log}");
    assert!(!log.contains(KEY) && !log.contains(METRICS), "{log}");
}

#[test]
fn a_line_is_short() {
    let server = Server::start(&[]);
    let long = format!("/{}", "abc/".repeat(10_000));
    let short_keys = [("X-Auth-Token", "a"), ("X-Token", "b"), ("Authorization", "c")];
    for headers in [&[][..], &short_keys] {
        let line = last_line(&server, &long, headers);
        assert!(line.len() < 600, "{} bytes", line.len());
        assert!(line.contains(" 404 ") && line.ends_with(" ms"), "{line}");
    }
    let method = "M".repeat(10_000);
    call(&method, "/").send(server.port);
    assert!(server.log_line().len() < 600);
    // What is as short as a word says nothing about the path.
    let line = last_line(&server, "/headroom.json", &[("X-Auth-Token", "")]);
    assert!(line.contains("/headroom.json"), "{line}");
}
