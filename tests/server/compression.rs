//! Replies of the API are compressed for whoever takes it.

use std::io::Read;

use flate2::read::GzDecoder;

use crate::http::{Reply, get};
use crate::process::Server;
use crate::sandbox::{GROUPS, api};
use crate::upstream::Upstream;

fn unzipped(reply: &Reply) -> String {
    assert_eq!(reply.header("content-encoding"), Some("gzip"), "{reply:?}");
    assert_eq!(reply.header("vary"), Some("accept-encoding"));
    let mut text = String::new();
    GzDecoder::new(reply.body.as_slice()).read_to_string(&mut text).unwrap();
    text
}

#[test]
fn the_sandbox_compresses() {
    let server = Server::start(&["--speed", "0"]);
    let plain = api("GET", GROUPS).send(server.port);
    assert_eq!(plain.header("content-encoding"), None);
    let reply = api("GET", GROUPS).header("Accept-Encoding", "gzip, br").send(server.port);
    assert_eq!(unzipped(&reply), plain.text());
    assert!(reply.body.len() * 2 < plain.body.len(), "{} bytes", reply.body.len());
    let about = get("/headroom.json").header("Accept-Encoding", "gzip").send(server.port);
    assert!(unzipped(&about).contains("\"mode\":\"sandbox\""));
    for unwilling in ["identity", "gzip;q=0", "br"] {
        let reply = api("GET", GROUPS).header("Accept-Encoding", unwilling).send(server.port);
        assert_eq!(reply.header("content-encoding"), None, "{unwilling}");
        assert_eq!(reply.text(), plain.text());
    }
}

#[test]
fn what_the_api_left_plain_is_compressed() {
    const BODY: &str = "{\"a\":\"a rather long text, a rather long text, a rather long text\"}";
    let upstream = Upstream::answering(BODY);
    let server = Server::start(&["--api", &upstream.address()]);
    let reply = get(GROUPS).header("Accept-Encoding", "gzip").send(server.port);
    assert_eq!(unzipped(&reply), BODY);
    assert!(upstream.asked().contains("accept-encoding: gzip"), "it may do so itself");
    assert_eq!(get(GROUPS).send(server.port).text(), BODY);
}

#[test]
fn what_the_api_compressed_is_left_alone() {
    let packed = "pretends to be compressed, and is long enough to be worth it";
    let upstream = Upstream::replying(&format!(
        "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: {}\r\n\r\n{packed}",
        packed.len()
    ));
    let server = Server::start(&["--api", &upstream.address()]);
    let reply = get(GROUPS).header("Accept-Encoding", "gzip").send(server.port);
    assert_eq!((reply.header("content-encoding"), reply.text()), (Some("gzip"), packed));
}
