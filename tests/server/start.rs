//! Starting and ending.

use std::net::TcpListener;

use headroom::wire::{About, ServedBy, decode};

use crate::files::{Folder, with_console};
use crate::http::get;
use crate::process::{Server, refused};

#[test]
fn one_line_says_where_it_is() {
    let server = Server::start(&[]);
    assert_eq!(get("/").send(server.port).status, 200);
    let (status, rest, log) = server.stop();
    assert!(status.success());
    assert_eq!(rest, "", "the address is the only line");
    assert!(log.starts_with("headroom-server: GET / 200 "), "{log}");
    assert!(log.ends_with(" ms"), "{log}");
}

#[test]
fn both_signals_end_it() {
    for signal in ["-INT", "-TERM"] {
        let server = Server::start(&[]);
        server.signal(signal);
        assert!(server.end().0.success(), "{signal}");
    }
}

#[test]
fn the_page_learns_that_this_is_a_sandbox() {
    let server = Server::start(&[]);
    let about: About = decode(get("/headroom.json").send(server.port).text().as_bytes()).unwrap();
    assert_eq!((about.mode, about.api.as_str(), about.key), (ServedBy::Sandbox, "sandbox", false));
    assert_eq!(about.regions, ["fr-par"]);
    assert_eq!(about.clock.unwrap().speed, 1);
}

#[test]
fn a_taken_port_is_said() {
    let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    let (console, state) = (with_console(), Folder::new());
    let listen = format!("127.0.0.1:{port}");
    let dist = console.arg("dist");
    let args = ["--dist", &dist, "--listen", &listen, "--state", &state.arg("state.json")];
    let (code, said) = refused(&args, &[]);
    assert_eq!(code, 6);
    assert!(said.contains(&format!("port {port} is taken: try another")), "{said}");
    assert!(state.names().is_empty(), "a start that fails leaves nothing behind");
    let (code, said) = refused(&["--dist", &dist, "--listen", "192.0.2.1:0"], &[]);
    assert_eq!(code, 6);
    assert!(said.contains("cannot listen on 192.0.2.1:0"), "{said}");
}

#[test]
fn a_missing_console_is_said() {
    let folder = Folder::new();
    folder.write("empty/readme.txt", b"");
    folder.write("open/index.html", b"<html></html>");
    for (dist, reason) in [
        ("nothing", "No such file"),
        ("empty", "it has no index.html"),
        ("empty/readme.txt", "Not a directory"),
        ("open", "names no content security policy"),
    ] {
        let (code, said) = refused(&["--dist", &folder.arg(dist), "--listen", "127.0.0.1:0"], &[]);
        assert_eq!(code, 3, "{said}");
        assert!(said.contains(reason) && said.contains("make build"), "{said}");
    }
}

#[test]
fn options_that_cannot_be_are_said() {
    let upstream = "http://127.0.0.1:9";
    for (args, reason) in [
        (vec!["--api", "http://api.scaleway.com"], "in the clear"),
        (vec!["--api", "api.scaleway.com"], "write an origin"),
        (vec!["--api", upstream, "--state", "state.json"], "--state belongs to the sandbox"),
        (vec!["--api", upstream, "--seed", "1"], "--seed belongs to the sandbox"),
        (vec!["--api", upstream, "--speed", "1"], "--speed belongs to the sandbox"),
        (vec!["--listen", "8080"], "--listen"),
        (vec!["--speed", "3601"], "3600"),
        (vec!["--seed", "x"], "--seed"),
        (vec!["--client-timeout", "0"], "a number of seconds"),
        (vec!["--host", "http://a.example"], "write a host name"),
        (vec!["--host", "user@a.example"], "write a host name"),
        (vec!["--unheard-of"], "--unheard-of"),
    ] {
        let (code, said) = refused(&args, &[]);
        assert_eq!(code, 2, "{args:?}: {said}");
        assert!(said.contains(reason), "{args:?}: {said}");
    }
}
