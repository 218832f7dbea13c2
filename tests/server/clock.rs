//! The clock of the server's sandbox: read, set to a speed, put forward.

use std::fs;

use headroom::wire::{ClockChange, FASTEST, LONGEST_STEP_MS, SERVED_CLOCK, ServedClock};

use crate::files::Folder;
use crate::http::{Reply, call, get};
use crate::process::Server;
use crate::sandbox::{GROUPS, api};
use crate::upstream::Upstream;

const CLOCK: &str = "/headroom/clock";
const HOUR_MS: i64 = 3_600_000;

fn send(server: &Server, body: &str) -> Reply {
    call("POST", CLOCK).body(body).send(server.port)
}

fn read(reply: &Reply) -> ServedClock {
    assert_eq!(reply.status, 200, "{}", reply.text());
    assert_eq!(reply.header("content-type"), Some("application/json"));
    assert_eq!(reply.header("cache-control"), Some("no-store"));
    serde_json::from_slice(&reply.body).unwrap()
}

fn change(server: &Server, change: ClockChange) -> ServedClock {
    read(&send(server, &serde_json::to_string(&change).unwrap()))
}

fn speed(speed: i64) -> ClockChange {
    ClockChange { speed: Some(speed), ..ClockChange::default() }
}

fn step(ms: i64) -> ClockChange {
    ClockChange { step_ms: Some(ms), ..ClockChange::default() }
}

fn now(server: &Server) -> ServedClock {
    assert_eq!(CLOCK, format!("/{SERVED_CLOCK}"));
    read(&get(CLOCK).send(server.port))
}

#[test]
fn a_paused_clock_stands_and_steps() {
    let server = Server::start(&["--speed", "0"]);
    let start = now(&server);
    assert_eq!(start.speed, 0);
    assert_eq!(now(&server), start);
    let stepped = change(&server, step(HOUR_MS));
    assert_eq!(stepped, ServedClock { now_ms: start.now_ms + HOUR_MS, speed: 0 });
    assert_eq!(now(&server), stepped);
    let head = call("HEAD", CLOCK).send(server.port);
    assert_eq!((head.status, head.body.len()), (200, 0));
    // The page is told the same.
    let about = get("/headroom.json").send(server.port).json();
    assert_eq!(about["clock"]["now_ms"], stepped.now_ms);
}

/// What happened in between has happened when the reply comes.
#[test]
fn the_world_moves_with_the_clock() {
    let server = Server::start(&["--speed", "0"]);
    let groups = api("GET", &format!("{GROUPS}?page_size=1")).send(server.port).json();
    let group = groups["instance_groups"][0]["id"].as_str().unwrap().to_owned();
    let events = || {
        let path = format!("{GROUPS}/{group}/events?page_size=1");
        api("GET", &path).send(server.port).json()["total_count"].as_u64().unwrap()
    };
    let before = events();
    change(&server, step(LONGEST_STEP_MS));
    assert!(events() > before, "a week brings events");
}

#[test]
fn a_new_speed_holds_from_then_on() {
    let server = Server::start(&["--speed", "0"]);
    let start = now(&server);
    let runs = change(&server, speed(FASTEST));
    assert_eq!(runs, ServedClock { now_ms: start.now_ms, speed: FASTEST }, "it does not jump");
    while now(&server).now_ms == runs.now_ms {
        std::thread::yield_now();
    }
    let paused = change(&server, speed(0));
    assert!(paused.now_ms > runs.now_ms, "and it does not fall back");
    assert_eq!(now(&server), paused);
    let both = ClockChange { speed: Some(0), step_ms: Some(HOUR_MS) };
    assert_eq!(change(&server, both).now_ms, paused.now_ms + HOUR_MS);
}

#[test]
fn what_is_no_change_is_refused() {
    let server = Server::start(&["--speed", "0"]);
    let start = now(&server);
    for (body, reason) in [
        ("", "JSON"),
        ("not JSON", "JSON"),
        ("[]", "speed"),
        ("{}", "speed"),
        (r#"{"speed":null}"#, "speed"),
        (r#"{"sped":60}"#, "sped"),
        (r#"{"speed":-1}"#, "0 to 3600"),
        (r#"{"speed":3601}"#, "0 to 3600"),
        (r#"{"speed":1.5}"#, "1.5"),
        (r#"{"speed":"60"}"#, "60"),
        (r#"{"step_ms":0}"#, "1 to 604800000"),
        (r#"{"step_ms":-1}"#, "1 to 604800000"),
        (r#"{"step_ms":604800001}"#, "1 to 604800000"),
        (r#"{"step_ms":1,"speed":3601}"#, "0 to 3600"),
        (r#"{"speed":1,"speed":2}"#, "duplicate"),
    ] {
        let reply = send(&server, body);
        assert_eq!(reply.status, 400, "{body}");
        assert!(reply.message().contains(reason), "{body}: {}", reply.message());
    }
    let long = format!(r#"{{"speed":"{}"}}"#, "x".repeat(100_000));
    assert!(send(&server, &long).message().len() < 400, "it is not repeated whole");
    for method in ["PUT", "PATCH", "DELETE"] {
        let reply = call(method, CLOCK).body("{}").send(server.port);
        assert_eq!((reply.status, reply.header("allow")), (405, Some("GET, HEAD, POST")));
        assert!(reply.message().contains("GET, HEAD, POST"), "{}", reply.message());
    }
    let foreign = call("POST", CLOCK).header("Origin", "https://evil.example.com").body("{}");
    assert_eq!(foreign.send(server.port).status, 403);
    let from_afar = get(CLOCK).header("Sec-Fetch-Site", "cross-site").send(server.port);
    assert_eq!(from_afar.status, 403);
    assert_eq!(send(&server, &" ".repeat(1024 * 1024 + 1)).status, 413);
    assert_eq!(now(&server), start, "nothing of it had an effect");
}

#[test]
fn a_server_that_forwards_has_no_clock() {
    let upstream = Upstream::answering("{}");
    let server = Server::start(&["--api", &upstream.address()]);
    for method in ["GET", "POST"] {
        let reply = call(method, CLOCK).send(server.port);
        assert_eq!(reply.status, 404, "{method}");
        assert!(reply.message().contains("sandbox"), "{}", reply.message());
    }
    assert!(upstream.is_unasked());
}

#[test]
fn a_restart_keeps_the_clock() {
    let folder = Folder::new();
    let state = folder.arg("state.json");
    let mut server = Server::start(&["--state", &state]);
    let paused = change(&server, ClockChange { speed: Some(0), step_ms: Some(LONGEST_STEP_MS) });
    server.kill();
    let mut server = Server::start(&["--state", &state]);
    assert_eq!(now(&server), paused, "it stood still while nobody served it");
    change(&server, speed(60));
    server.kill();
    let server = Server::start(&["--state", &state]);
    let kept = now(&server);
    assert!(kept.speed == 60 && kept.now_ms >= paused.now_ms, "{kept:?}");
    assert!(server.stop().0.success());
    let told = Server::start(&["--state", &state, "--speed", "2"]);
    assert_eq!(now(&told).speed, 2, "the command line counts");
}

/// A state from before the speed was kept, and one that somebody laid out for reading.
#[test]
fn a_state_without_a_speed_is_read() {
    let folder = Folder::new();
    let state = folder.arg("state.json");
    assert!(Server::start(&["--state", &state]).stop().0.success());
    let text = fs::read_to_string(&state).unwrap();
    let sandbox: serde_json::Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
    for text in [sandbox.to_string(), serde_json::to_string_pretty(&sandbox).unwrap()] {
        fs::write(&state, text).unwrap();
        assert_eq!(now(&Server::start(&["--state", &state])).speed, 1);
    }
}

#[test]
fn a_clock_that_cannot_be_kept_is_as_before() {
    let folder = Folder::new();
    let state = folder.arg("state.json");
    let server = Server::start(&["--state", &state, "--speed", "0"]);
    let start = now(&server);
    fs::create_dir(folder.path("state.json.draft")).unwrap();
    for body in [r#"{"speed":60}"#, r#"{"step_ms":3600000}"#] {
        let reply = send(&server, body);
        assert_eq!(reply.status, 500);
        assert!(reply.message().contains("state file"), "{}", reply.message());
    }
    assert_eq!(now(&server), start);
}
