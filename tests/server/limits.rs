//! Clients that send too much, or too slowly.

use std::io::{Read, Write};
use std::net::TcpStream;

use crate::http::{Reply, call, connect, read, send_raw};
use crate::process::Server;
use crate::upstream::Upstream;

const GROUPS: &str = "/autoscaling/v1alpha1/zones/fr-par-1/instance-groups";
const LONGEST: usize = 1024 * 1024;

/// The head of a POST, to be followed by a body of the given framing.
fn head(port: u16, framing: &str) -> String {
    format!(
        "POST {GROUPS} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n{framing}\r\n\r\n"
    )
}

/// Sends until the server has had enough of it, and reads what it says.
fn send_chunks(port: u16, chunks: usize) -> Reply {
    let mut stream = connect(port);
    stream.write_all(head(port, "Transfer-Encoding: chunked").as_bytes()).unwrap();
    let chunk = [b"10000\r\n".as_slice(), &[b' '; 0x10000], b"\r\n"].concat();
    for _ in 0..chunks {
        // A server that has answered already may not read the rest.
        if stream.write_all(&chunk).is_err() {
            break;
        }
    }
    let _ = stream.write_all(b"0\r\n\r\n");
    read(&mut stream).unwrap()
}

/// Long for a client that means well, on a machine that builds something beside.
const IMPATIENT: &[&str] = &["--client-timeout", "1"];

/// Each mode, to be told apart in a failure.
fn both_modes(args: &[&str], test: impl Fn(&str, &Server)) {
    let upstream = Upstream::answering("{}");
    let api = upstream.address();
    test("sandbox", &Server::start(args));
    test("proxy", &Server::start(&[args, &["--api", &api]].concat()));
}

#[test]
fn a_body_that_says_it_is_too_long_is_refused_unread() {
    both_modes(&[], |mode, server| {
        let framing = format!("Content-Length: {}", LONGEST + 1);
        let reply = send_raw(server.port, &head(server.port, &framing));
        assert_eq!(reply.status, 413, "{mode}");
        assert_eq!(reply.message(), "the request's body is longer than 1048576 bytes", "{mode}");
    });
}

#[test]
fn a_body_that_turns_out_too_long_is_refused() {
    // The replies come after the limit and before the end, so nothing is left unread.
    let server = Server::start(&[]);
    assert_eq!(send_chunks(server.port, 17).status, 413);
    let upstream = Upstream::reading();
    let server = Server::start(&["--api", &upstream.address()]);
    assert_eq!(send_chunks(server.port, 17).status, 413);
}

#[test]
fn a_body_up_to_the_limit_is_taken() {
    let server = Server::start(&[]);
    assert_eq!(send_chunks(server.port, 16).status, 401);
    let whole = call("POST", GROUPS).body(&" ".repeat(LONGEST)).send(server.port);
    assert_eq!(whole.status, 401);
}

#[test]
fn a_body_that_is_not_what_it_says_is_the_clients_fault() {
    let sandbox = Server::start(&[]);
    let upstream = Upstream::reading();
    let proxy = Server::start(&["--api", &upstream.address()]);
    for server in [sandbox, proxy] {
        for chunks in ["xyz\r\nabc\r\n0\r\n\r\n", "3\r\nabcdef\r\n0\r\n\r\n"] {
            let start = head(server.port, "Transfer-Encoding: chunked");
            let reply = send_raw(server.port, &(start + chunks));
            assert_eq!(reply.status, 400, "{chunks}");
            assert!(reply.message().contains("body"), "{}", reply.message());
        }
    }
}

#[test]
fn a_client_that_does_not_finish_its_head_is_dropped() {
    both_modes(IMPATIENT, |mode, server| {
        let mut stream = connect(server.port);
        stream.write_all(b"GET / HTTP/1.1\r\nHost: 127").unwrap();
        assert_eq!(rest(&mut stream), "", "{mode}");
    });
}

#[test]
fn a_client_that_says_nothing_is_dropped() {
    both_modes(IMPATIENT, |mode, server| {
        assert_eq!(rest(&mut connect(server.port)), "", "{mode}");
    });
}

#[test]
fn a_client_that_does_not_finish_its_body_is_refused() {
    let sandbox = Server::start(IMPATIENT);
    let upstream = Upstream::reading();
    let api = upstream.address();
    let proxy = Server::start(&[IMPATIENT, &["--api", &api]].concat());
    for server in [sandbox, proxy] {
        let mut stream = connect(server.port);
        let start = head(server.port, "Content-Length: 100") + "{\"name\":";
        stream.write_all(start.as_bytes()).unwrap();
        let reply = read(&mut stream).unwrap();
        assert_eq!(reply.status, 408);
        assert_eq!(reply.message(), "the request's body took too long");
    }
}

/// What is still sent until the server closes.
fn rest(stream: &mut TcpStream) -> String {
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    text
}
