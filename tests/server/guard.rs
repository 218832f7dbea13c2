//! Requests that name another host, or come from another site's page.

use crate::http::{Call, call, get, send_raw};
use crate::process::Server;

const GROUPS: &str = "/autoscaling/v1alpha1/zones/fr-par-1/instance-groups";
const KEY: &str = "11111111-1111-4111-8111-111111111111";

/// The status of each of these calls: of the console, a read of the API, a write of the API.
fn statuses(server: &Server, with: impl Fn(Call) -> Call) -> [u16; 3] {
    [("GET", "/"), ("GET", GROUPS), ("POST", GROUPS)].map(|(method, path)| {
        let reply = with(call(method, path).header("X-Auth-Token", KEY)).send(server.port);
        if reply.status == 403 {
            assert!(!reply.message().is_empty());
            assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
        }
        reply.status
    })
}

/// A body that is none gets as far as the sandbox, which says so.
const PASSES: [u16; 3] = [200, 200, 400];
const REFUSED: [u16; 3] = [403, 403, 403];

#[test]
fn only_its_own_hosts_are_served() {
    let server =
        Server::start(&["--host", "Console.example.com", "--host", "other.example.com:8443"]);
    let port = server.port;
    for (host, expected) in [
        (format!("127.0.0.1:{port}"), PASSES),
        (format!("localhost:{port}"), PASSES),
        (format!("LOCALHOST:{port}"), PASSES),
        (format!("[::1]:{port}"), PASSES),
        ("console.example.com".to_owned(), PASSES),
        (format!("console.example.com:{port}"), PASSES),
        ("other.example.com:8443".to_owned(), PASSES),
        ("other.example.com".to_owned(), REFUSED),
        (format!("other.example.com:{port}"), REFUSED),
        ("127.0.0.1".to_owned(), REFUSED),
        (format!("127.0.0.1:{}", port ^ 1), REFUSED),
        (format!("rebound.example.com:{port}"), REFUSED),
        (format!("localhost.:{port}"), REFUSED),
        (format!("user@localhost:{port}"), REFUSED),
        (String::new(), REFUSED),
    ] {
        assert_eq!(statuses(&server, |call| call.host(&host)), expected, "{host}");
    }
}

/// Whoever has put a front before the server learns what is missing.
#[test]
fn a_refused_host_is_named() {
    let server = Server::start(&["--host", "console.example.com"]);
    let said = |host: &str| get("/").host(host).send(server.port).message();
    assert_eq!(
        said("other.example.com"),
        "the request is for the host other.example.com, and this server does not go by that name: \
         if it should, start it with --host other.example.com"
    );
    assert!(said(&"x".repeat(1_000)).len() < 600, "a long name is cut");
    assert!(said("\"<script>").starts_with("the request is for the host \"<script>, and"));
    // The front has named the server in its own way, and its page is right.
    let own = |origin: &str| get("/").header("Origin", origin).send(server.port).message();
    assert!(own("https://console.example.com").contains("pass on Host as the browser sent it"));
    assert!(own("https://evil.example.com").contains("a page of another origin"));
    assert!(own("null").contains("a page of another origin"));
    let head = "GET / HTTP/1.1\r\nConnection: close\r\n\r\n";
    assert!(send_raw(server.port, head).message().contains("does not name one host"));
}

#[test]
fn a_host_is_named_once_and_the_same_everywhere() {
    let server = Server::start(&[]);
    let own = format!("Host: 127.0.0.1:{}\r\n", server.port);
    let foreign = "http://rebound.example.com/";
    let own_page = format!("http://127.0.0.1:{}/", server.port);
    for (target, hosts, status) in [
        ("/", own.clone(), 200),
        (own_page.as_str(), own.clone(), 200),
        ("/", String::new(), 403),
        ("/", format!("{own}{own}"), 403),
        ("/", format!("{own}Host: rebound.example.com\r\n"), 403),
        (foreign, own, 403),
    ] {
        let head = format!("GET {target} HTTP/1.1\r\n{hosts}Connection: close\r\n\r\n");
        assert_eq!(send_raw(server.port, &head).status, status, "{target} {hosts}");
    }
}

#[test]
fn only_its_own_page_is_served() {
    let server = Server::start(&["--host", "console.example.com"]);
    let port = server.port;
    let from = |origin: &str| statuses(&server, |call| call.header("Origin", origin));
    assert_eq!(from(&format!("http://127.0.0.1:{port}")), PASSES);
    for origin in [
        "https://evil.example.com".to_owned(),
        format!("http://evil.example.com:{port}"),
        format!("http://127.0.0.1:{}", port ^ 1),
        "http://127.0.0.1".to_owned(),
        // Its own name too, but not the one that was asked: a browser calls that another origin.
        format!("http://localhost:{port}"),
        format!("http://127.0.0.1:{port}.evil.example.com"),
        // Its own name and port, but another scheme: it serves neither.
        format!("https://127.0.0.1:{port}"),
        format!("chrome-extension://127.0.0.1:{port}"),
        format!("127.0.0.1:{port}"),
        "null".to_owned(),
        String::new(),
    ] {
        assert_eq!(from(&origin), REFUSED, "{origin}");
    }
    // Behind a front with TLS the scheme is the front's.
    let behind = |call: Call| {
        call.host("console.example.com").header("Origin", "https://console.example.com")
    };
    assert_eq!(statuses(&server, behind), PASSES);
    let extension = |call: Call| {
        let origin = "chrome-extension://console.example.com";
        call.host("console.example.com").header("Origin", origin)
    };
    assert_eq!(statuses(&server, extension), REFUSED);
    let own = format!("http://127.0.0.1:{port}");
    let twice = |call: Call| call.header("Origin", &own).header("Origin", &own);
    assert_eq!(statuses(&server, twice), REFUSED);
}

#[test]
fn a_browser_says_which_site_asks() {
    let server = Server::start(&[]);
    for (site, expected) in [
        ("same-origin", PASSES),
        ("none", PASSES),
        // A link to the console may stand anywhere; the API is for the console alone.
        ("cross-site", [200, 403, 403]),
        ("same-site", [200, 403, 403]),
        ("unheard-of", [200, 403, 403]),
    ] {
        let from = |call: Call| call.header("Sec-Fetch-Site", site);
        assert_eq!(statuses(&server, from), expected, "{site}");
    }
    let from_afar = call("POST", "/").header("Sec-Fetch-Site", "cross-site").send(server.port);
    assert_eq!(from_afar.status, 403);
}

#[test]
fn a_foreign_page_gets_no_permission() {
    let server = Server::start(&[]);
    let reply = call("OPTIONS", GROUPS)
        .header("Origin", "https://evil.example.com")
        .header("Access-Control-Request-Method", "POST")
        .send(server.port);
    assert_eq!(reply.status, 403);
    assert!(!reply.header_names().any(|name| name.starts_with("access-control")));
}
