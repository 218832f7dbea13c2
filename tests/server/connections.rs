//! Many connections, and requests that are framed or meant for something else.

use std::io::{Read, Write};
use std::net::TcpStream;

use crate::http::{call, connect, get, send_raw};
use crate::process::Server;
use crate::upstream::Upstream;

const GROUPS: &str = "/autoscaling/v1alpha1/zones/fr-par-1/instance-groups";

/// Connections that are open and say nothing, for as long as they are held.
fn idle(server: &Server, count: usize) -> Vec<TcpStream> {
    (0..count).map(|_| connect(server.port)).collect()
}

/// Connections are taken in the order in which they come.
#[test]
fn beyond_its_limit_the_server_says_that_it_is_full() {
    let server = Server::start_under("-n 100", &[]);
    let held = idle(&server, 40);
    let refused = get("/").send(server.port);
    assert_eq!(refused.status, 503);
    assert!(refused.message().contains("connections"), "{}", refused.message());
    assert!(server.log_line().contains("connections"));
    drop(held);
    while get("/").send(server.port).status == 503 {
        std::thread::yield_now();
    }
    assert_eq!(get("/").send(server.port).status, 200);
}

#[test]
fn a_low_soft_limit_is_raised() {
    let server = Server::start_under("-Sn 64", &[]);
    let held = idle(&server, 300);
    assert_eq!(get("/").send(server.port).status, 200);
    drop(held);
    let (_, _, log) = server.stop();
    assert!(!log.contains("refused"), "{log}");
}

/// Whether a reply says more than one thing would show smuggling: the raw bytes are counted.
#[test]
fn a_length_beside_chunks_is_no_way_to_smuggle() {
    let upstream = Upstream::answering("{}");
    let proxy = Server::start(&["--api", &upstream.address()]);
    let sandbox = Server::start(&[]);
    let hidden = format!("GET {GROUPS}/hidden HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    for framing in [
        "Content-Length: 4\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 400",
        "Content-Length: 4\r\nContent-Length: 5",
        "Transfer-Encoding: gzip",
        "Transfer-Encoding: chunked, identity",
    ] {
        for server in [&proxy, &sandbox] {
            let host = format!("Host: 127.0.0.1:{}", server.port);
            let head = format!("POST {GROUPS} HTTP/1.1\r\n{host}\r\n{framing}\r\n\r\n");
            let mut stream = connect(server.port);
            stream.write_all(format!("{head}0\r\n\r\n{hidden}").as_bytes()).unwrap();
            let mut bytes = Vec::new();
            // A reset after the reply is as good as its end.
            let _ = stream.read_to_end(&mut bytes);
            let said = String::from_utf8_lossy(&bytes);
            let replies: Vec<&str> = said.matches("HTTP/1.1 ").collect();
            assert!(replies.len() <= 2, "{framing}: {said}");
            assert!(!said.contains("HTTP/1.1 200") || server.port == proxy.port, "{said}");
        }
    }
    // The hidden request names a host that is not this server, so it is never forwarded.
    drop(proxy);
    while let Some(asked) = upstream.next() {
        assert!(!asked.contains("hidden"), "{asked}");
    }
}

#[test]
fn nobody_is_upgraded() {
    let upstream = Upstream::answering("{}");
    let proxy = Server::start(&["--api", &upstream.address()]);
    for (path, server) in [("/", &proxy), (GROUPS, &proxy), ("/", &Server::start(&[]))] {
        for protocol in ["websocket", "h2c"] {
            let reply = get(path)
                .header("Connection", "Upgrade")
                .header("Upgrade", protocol)
                .send(server.port);
            assert_eq!(reply.status, 200, "{path} {protocol}");
            assert_eq!(reply.header("upgrade"), None);
        }
    }
    while let Some(asked) = upstream.next() {
        assert!(!asked.contains("upgrade"), "{asked}");
    }
    let mut stream = connect(proxy.port);
    stream.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").unwrap();
    let mut said = Vec::new();
    let _ = stream.read_to_end(&mut said);
    assert!(!String::from_utf8_lossy(&said).contains(" 200 "), "there is no HTTP/2 here");
}

/// An API that changes the protocol by itself leaves nobody to speak it.
#[test]
fn an_upgrade_that_nobody_asked_for_is_not_passed_on() {
    let upstream = Upstream::replying(
        "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n",
    );
    let server = Server::start(&["--api", &upstream.address()]);
    let reply = get(GROUPS).send(server.port);
    assert_eq!(reply.status, 502);
    assert!(reply.message().contains("101"), "{}", reply.message());
}

/// What is left unread of a request would be taken for the next one.
#[test]
fn a_reply_before_the_end_of_the_body_says_that_it_closes() {
    let upstream = Upstream::answering("{}");
    let proxy = Server::start(&["--api", &upstream.address()]);
    let sandbox = Server::start(&[]);
    for (server, method, path, origin, status) in [
        (&sandbox, "POST", "/", None, 405),
        (&sandbox, "GET", "/", None, 200),
        (&sandbox, "GET", "/headroom.json", None, 200),
        (&sandbox, "POST", GROUPS, Some("https://evil.example.com"), 403),
        (&proxy, "POST", "/iam/v1alpha1/api-keys", None, 404),
        (&proxy, "PURGE", GROUPS, None, 405),
    ] {
        let host = format!("Host: 127.0.0.1:{}", server.port);
        let origin = origin.map(|origin| format!("Origin: {origin}\r\n")).unwrap_or_default();
        let head = format!("{method} {path} HTTP/1.1\r\n{host}\r\n{origin}");
        // Much is announced and nothing is sent: the server cannot wait for it.
        let reply = send_raw(server.port, &format!("{head}Content-Length: 100000\r\n\r\n"));
        assert_eq!(reply.status, status, "{method} {path}");
        assert_eq!(reply.header("connection"), Some("close"), "{method} {path}");
    }
    let _ = call("GET", "/").send(proxy.port);
}
