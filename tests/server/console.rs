//! The console's files.

use std::os::unix::fs::symlink;

use crate::files::{POLICY, with_console};
use crate::http::{call, get, send_raw};
use crate::process::Server;

const FOR_EVER: &str = "public, max-age=31536000, immutable";
const ASK_AGAIN: &str = "no-cache";

#[test]
fn every_file_has_its_type_and_its_time() {
    let server = Server::start(&[]);
    for (path, kind, cache) in [
        ("/", "text/html; charset=utf-8", ASK_AGAIN),
        ("/index.html", "text/html; charset=utf-8", ASK_AGAIN),
        ("/headroom-0123456789abcdef.js", "text/javascript; charset=utf-8", FOR_EVER),
        ("/headroom-0123456789abcdef_bg.wasm", "application/wasm", FOR_EVER),
        ("/headroom-0123456789abcdef_group.wasm", "application/wasm", FOR_EVER),
        ("/headroom-0123456789abcdef_split.js", "text/javascript; charset=utf-8", FOR_EVER),
        ("/main-fedcba9876543210.css", "text/css; charset=utf-8", FOR_EVER),
        ("/favicon.svg", "image/svg+xml", ASK_AGAIN),
        ("/favicon.ico", "image/x-icon", ASK_AGAIN),
        ("/app.webmanifest", "application/manifest+json", ASK_AGAIN),
        ("/fonts/plain.woff2", "font/woff2", ASK_AGAIN),
    ] {
        let reply = get(path).send(server.port);
        assert_eq!(reply.status, 200, "{path}");
        assert_eq!(reply.header("content-type"), Some(kind), "{path}");
        assert_eq!(reply.header("cache-control"), Some(cache), "{path}");
    }
}

#[test]
fn every_reply_carries_the_policy() {
    let server = Server::start(&[]);
    let policy = format!("{POLICY}; frame-ancestors 'none'");
    for path in ["/", "/favicon.svg", "/nothing"] {
        let reply = get(path).send(server.port);
        for (name, value) in [
            ("content-security-policy", policy.as_str()),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(reply.header(name), Some(value), "{path}");
        }
        assert!(!reply.header_names().any(|name| name.starts_with("access-control")), "{path}");
    }
}

#[test]
fn a_client_gets_the_smallest_form_that_it_takes() {
    let server = Server::start(&[]);
    let path = "/headroom-0123456789abcdef_bg.wasm";
    for (accepted, encoding, body) in [
        ("gzip, deflate, br, zstd", Some("br"), "the program in brotli"),
        ("gzip, deflate", Some("gzip"), "the program in gzip"),
        ("br;q=0, gzip;q=0.5", Some("gzip"), "the program in gzip"),
        ("br;q=0.001", Some("br"), "the program in brotli"),
        ("br;q=0.000, gzip;q=0", None, "the program"),
        ("identity", None, "the program"),
        ("brotli, *", None, "the program"),
    ] {
        let reply = get(path).header("Accept-Encoding", accepted).send(server.port);
        assert_eq!(reply.header("content-encoding"), encoding, "{accepted}");
        assert_eq!(reply.text(), body, "{accepted}");
        assert_eq!(reply.header("vary"), Some("accept-encoding"), "{accepted}");
        assert_eq!(reply.header("content-type"), Some("application/wasm"), "{accepted}");
    }
    let without_forms = get("/favicon.svg").header("Accept-Encoding", "br").send(server.port);
    assert_eq!(without_forms.header("content-encoding"), None);
    assert_eq!(without_forms.header("vary"), None);
}

#[test]
fn what_a_client_has_is_not_sent_again() {
    let server = Server::start(&[]);
    let page = || get("/");
    let plain = page().send(server.port).header("etag").unwrap().to_owned();
    let brotli = page().header("Accept-Encoding", "br").send(server.port);
    assert_ne!(brotli.header("etag"), Some(plain.as_str()));
    for (known, status) in [
        (plain.clone(), 304),
        (format!("\"other\", W/{plain}"), 304),
        ("\"other\"".to_owned(), 200),
        (brotli.header("etag").unwrap().to_owned(), 200),
    ] {
        let reply = page().header("If-None-Match", &known).send(server.port);
        assert_eq!(reply.status, status, "{known}");
        assert_eq!(reply.header("etag"), Some(plain.as_str()));
        assert_eq!(reply.body.is_empty(), status == 304);
    }
}

#[test]
fn what_is_not_there_is_missing() {
    let server = Server::start(&[]);
    for path in [
        "/nothing",
        "/groups",
        "/headroom-0000000000000000.js",
        "/fonts",
        "/fonts/",
        "//",
        "/index.html/",
        "/index.html.br",
        "/headroom-0123456789abcdef_bg.wasm.gz",
    ] {
        let reply = get(path).send(server.port);
        assert_eq!(reply.status, 404, "{path}");
        assert_eq!(reply.text(), "404: no such file\n", "{path}");
    }
}

#[test]
fn a_file_can_only_be_read() {
    let server = Server::start(&[]);
    let head = call("HEAD", "/").send(server.port);
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_ne!(head.header("content-length"), Some("0"));
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        let reply = call(method, "/").send(server.port);
        assert_eq!((reply.status, reply.header("allow")), (405, Some("GET, HEAD")), "{method}");
    }
}

#[test]
fn no_path_leads_out_of_the_folder() {
    let folder = with_console();
    symlink(folder.path("secret.txt"), folder.path("dist/link.txt")).unwrap();
    symlink(folder.path("."), folder.path("dist/out")).unwrap();
    let server = Server::bare(&["--dist", &folder.arg("dist")], &[]);
    let absolute = folder.arg("secret.txt");
    let paths = [
        "/../secret.txt",
        "/fonts/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%252e%252e%252fsecret.txt",
        "/..\\secret.txt",
        "/..%5csecret.txt",
        "/%5c..%5csecret.txt",
        "/.%00./secret.txt",
        "/link.txt",
        "/out/secret.txt",
        "/./index.html",
        absolute.as_str(),
        &format!("/{absolute}"),
    ];
    for path in paths {
        let head = format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}", server.port);
        let reply = send_raw(server.port, &format!("{head}\r\nConnection: close\r\n\r\n"));
        assert!([400, 404].contains(&reply.status), "{path}: {reply:?}");
        assert!(!reply.text().contains("not for the network"), "{path}");
    }
    let log: Vec<String> = [server.log_line(), server.log_line()].into();
    for link in ["dist/link.txt", "dist/out"] {
        assert!(log.iter().any(|line| line.contains(&format!("{link} is a link"))), "{log:?}");
    }
}
