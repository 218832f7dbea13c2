//! Who may use the keys that the server lends: whoever has the printed link.

use crate::http::{Call, call, get};
use crate::process::Server;
use crate::upstream::Upstream;

const GROUPS: &str = "/autoscaling/v1alpha1/zones/fr-par-1/instance-groups";
const DATA: &str =
    "/cockpit-data/af496812-8fa1-4c66-be81-04c04733333a/fr-par/prometheus/api/v1/query";
const KEY: (&str, &str) = ("SCW_SECRET_KEY", "11111111-aaaa-4bbb-8ccc-222222222222");
const METRICS: (&str, &str) = ("HEADROOM_COCKPIT_TOKEN", "the-token-of-the-metrics");
const FOREIGN: &str = "99999999-aaaa-4bbb-8ccc-222222222222";

fn token(server: &Server) -> String {
    server.link.strip_prefix("/?token=").unwrap().to_owned()
}

#[test]
fn the_printed_link_lets_a_browser_in() {
    let upstream = Upstream::answering("{}");
    let server = Server::start_with(&["--api", &upstream.address()], &[KEY]);
    let entered = get(&server.link).send(server.port);
    assert_eq!((entered.status, entered.header("location")), (303, Some("./")));
    assert_eq!(entered.header("cache-control"), Some("no-store"));
    assert_eq!(entered.header("referrer-policy"), Some("no-referrer"));
    let name = format!("headroom-{}", server.port);
    let expected = format!("{name}={}; Path=/; HttpOnly; SameSite=Strict", token(&server));
    assert_eq!(entered.header("set-cookie"), Some(expected.as_str()));
    let cookie = format!("other=1; {}; another=2", server.cookie());
    let reply = get(GROUPS).header("Cookie", &cookie).send(server.port);
    assert_eq!(reply.status, 200);
    let asked = upstream.asked();
    assert!(asked.contains(KEY.1) && !asked.contains(&token(&server)), "{asked}");
    // The link works in a second browser too, and the page itself holds no secret.
    assert_eq!(get(&server.link).send(server.port).status, 303);
    assert_eq!(get("/").send(server.port).status, 200);
    assert_eq!(get("/headroom.json").send(server.port).status, 200);
}

/// For curl and the SDKs: the token takes the place of the key that the server adds.
#[test]
fn the_token_is_taken_in_place_of_the_key() {
    let upstream = Upstream::answering("{}");
    let server = Server::start_with(&["--api", &upstream.address()], &[KEY, METRICS]);
    let token = token(&server);
    for (path, header) in [(GROUPS, "X-Auth-Token"), (DATA, "X-Token")] {
        assert_eq!(get(path).header(header, &token).send(server.port).status, 200);
        let asked = upstream.asked();
        assert!(!asked.contains(&token), "{asked}");
    }
}

#[test]
fn whoever_lacks_the_token_is_refused() {
    let upstream = Upstream::answering("{}");
    let server = Server::start_with(&["--api", &upstream.address()], &[KEY, METRICS]);
    let own = token(&server);
    let name = format!("headroom-{}", server.port);
    let cookie = |value: &str| ("Cookie", value.to_owned());
    for (header, value) in [
        ("X-Unused", String::new()),
        ("X-Auth-Token", FOREIGN.to_owned()),
        ("X-Auth-Token", String::new()),
        ("X-Auth-Token", own[1..].to_owned()),
        ("Authorization", own.clone()),
        cookie(&own),
        cookie(&format!("{name}=")),
        cookie(&format!("{name}={FOREIGN}")),
        cookie(&format!("headroom={own}")),
        cookie(&format!("x-{name}={own}")),
    ] {
        for path in [GROUPS, DATA] {
            let reply = get(path).header(header, &value).send(server.port);
            assert_eq!(reply.status, 401, "{header}: {value}");
            let said = reply.message();
            assert!(said.contains("link") && said.contains("headroom-server"), "{said}");
            assert!(!said.contains(&own) && !said.contains(KEY.1), "{said}");
        }
        assert_eq!(call("POST", GROUPS).header(header, &value).send(server.port).status, 401);
    }
    assert!(upstream.is_unasked());
    for query in [FOREIGN, "", &own[1..]] {
        let reply = get(&format!("/?token={query}")).send(server.port);
        assert_eq!((reply.status, reply.header("set-cookie")), (403, None), "{query}");
        assert!(reply.message().contains("printed"), "{}", reply.message());
    }
}

/// A token is asked for only where a key is lent.
#[test]
fn who_lends_nothing_asks_for_nothing() {
    let upstream = Upstream::answering("{}");
    let api = upstream.address();
    let own_key = |call: Call| call.header("X-Auth-Token", FOREIGN);
    let forwards = Server::start(&["--api", &api]);
    assert_eq!(forwards.link, "/");
    assert_eq!(own_key(get(GROUPS)).send(forwards.port).status, 200);
    assert!(upstream.asked().contains(FOREIGN));
    let sandbox = Server::start_with(&[], &[KEY]);
    assert_eq!(sandbox.link, "/");
    assert_eq!(own_key(get(GROUPS)).send(sandbox.port).status, 200);
    assert_eq!(get("/?token=x").send(sandbox.port).status, 200);
    // The metrics' token alone is lent for the metrics alone.
    let metrics = Server::start_with(&["--api", &api], &[METRICS]);
    assert_eq!(own_key(get(GROUPS)).send(metrics.port).status, 200);
    assert!(upstream.asked().contains(FOREIGN));
    assert_eq!(own_key(get(DATA)).send(metrics.port).status, 401);
}

#[test]
fn each_start_has_its_own_token() {
    let start = || Server::start_with(&["--api", "http://127.0.0.1:1"], &[KEY]);
    assert_ne!(token(&start()), token(&start()));
}

#[test]
fn the_token_is_in_no_log_line() {
    let upstream = Upstream::answering("{}");
    let server = Server::start_with(&["--api", &upstream.address()], &[KEY]);
    let token = token(&server);
    let cookie = server.cookie();
    for path in [GROUPS, &server.link, &format!("/{token}"), &format!("/iam/{token}")] {
        get(path).header("Cookie", &cookie).header("X-Auth-Token", &token).send(server.port);
    }
    let (_, _, log) = server.stop();
    assert!(log.lines().count() >= 5, "{log}");
    assert!(!log.contains(&token), "{log}");
}

/// The API's key goes to the API's own host and to no other.
#[test]
fn the_key_does_not_travel_to_the_metrics_hosts() {
    let server = Server::start_with(&["--api", "https://api.scaleway.com"], &[KEY]);
    let reply = get(DATA).header("Cookie", &server.cookie()).send(server.port);
    assert_eq!(reply.status, 403);
    assert!(reply.message().contains("HEADROOM_COCKPIT_TOKEN"), "{}", reply.message());
}
