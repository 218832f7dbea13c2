//! The state file.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use headroom::server::Failure;

use crate::files::{Folder, with_console};
use crate::http::Reply;
use crate::process::{Server, refused, refused_under};
use crate::sandbox::{TEMPLATES, api, template};

fn create(server: &Server, name: &str) -> Reply {
    api("POST", TEMPLATES).body(&template(name)).send(server.port)
}

fn names(server: &Server) -> Vec<String> {
    let path = format!("{TEMPLATES}?order_by=created_at_asc&page_size=1000");
    let list = api("GET", &path).send(server.port).json();
    let templates = list["instance_templates"].as_array().unwrap().iter();
    templates.map(|template| template["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_restart_keeps_everything() {
    let folder = Folder::new();
    let state = folder.arg("state.json");
    let args = ["--state", &state, "--speed", "0", "--seed", "7"];
    let mut server = Server::start(&args);
    let before = names(&server);
    assert_eq!(create(&server, "kept").status, 200);
    server.kill();
    let killed = Server::start(&args);
    assert_eq!(names(&killed), [before.as_slice(), &["kept".to_owned()]].concat());
    assert!(killed.stop().0.success());
    let stopped = Server::start(&args);
    assert_eq!(names(&stopped).last().unwrap(), "kept");
    assert_eq!(names(&stopped).len(), before.len() + 1);
}

#[test]
fn a_change_is_on_disk_before_it_is_acknowledged() {
    let folder = Folder::new();
    let state = folder.arg("state.json");
    let server = Server::start(&["--state", &state]);
    for name in ["a", "b", "c"] {
        assert_eq!(create(&server, name).status, 200);
        let kept = fs::read_to_string(&state).unwrap();
        assert!(kept.contains(&format!("\"name\":\"{name}\"")), "{name}");
    }
    let before = fs::read_to_string(&state).unwrap();
    assert_eq!(api("POST", TEMPLATES).body("{}").send(server.port).status, 400);
    assert_eq!(api("GET", TEMPLATES).send(server.port).status, 200);
    assert_eq!(fs::read_to_string(&state).unwrap(), before, "nothing changed, nothing is written");
}

#[test]
fn a_change_that_cannot_be_kept_is_not_acknowledged() {
    let folder = Folder::new();
    let state = folder.arg("state.json");
    let server = Server::start(&["--state", &state]);
    // A folder in the draft's place: not even root can write a file there.
    fs::create_dir(folder.path("state.json.draft")).unwrap();
    let refused = create(&server, "not kept");
    assert_eq!(refused.status, 500);
    let said = refused.message();
    assert!(said.starts_with("the change could not be written to the state file"), "{said}");
    assert!(said.contains("not made"), "{said}");
    assert!(!fs::read_to_string(&state).unwrap().contains("not kept"));
    assert!(server.log_line().contains("the state file cannot be written: "));
    // It is not there now, nor does the next change bring it, so it can be tried again.
    assert!(!names(&server).contains(&"not kept".to_owned()));
    let path = format!("{TEMPLATES}?order_by=created_at_asc");
    let first = api("GET", &path).send(server.port).json()["instance_templates"][0].clone();
    let one = format!("{TEMPLATES}/{}", first["id"].as_str().unwrap());
    assert_eq!(api("PATCH", &one).body(r#"{"name":"other"}"#).send(server.port).status, 500);
    assert_eq!(api("DELETE", &one).send(server.port).status, 500);
    assert_eq!(api("GET", &one).send(server.port).json()["name"], first["name"]);
    fs::remove_dir(folder.path("state.json.draft")).unwrap();
    assert_eq!(create(&server, "kept").status, 200);
    assert_eq!(create(&server, "not kept").status, 200);
    let kept = |server: &Server| names(server).iter().filter(|name| *name == "not kept").count();
    assert_eq!(kept(&server), 1);
    assert!(server.stop().0.success());
    assert_eq!(kept(&Server::start(&["--state", &state])), 1);
}

/// A disk without room: the limit is the shell's, and the system's refusal is as real.
#[test]
fn a_state_without_room_is_said_and_left_whole() {
    let folder = Folder::new();
    let state = folder.arg("state.json");
    let server = Server::start(&["--state", &state]);
    assert_eq!(create(&server, "kept").status, 200);
    assert!(server.stop().0.success());
    let before = fs::read(&state).unwrap();
    // Without the signal, a write beyond the limit fails as one to a full disk does.
    let console = with_console();
    let args = ["--dist", &console.arg("dist"), "--listen", "127.0.0.1:0", "--state", &state];
    let (code, said) = refused_under("-f 1; trap '' XFSZ", &args);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains(&state) && said.contains("cannot be written"), "{said}");
    assert_eq!(fs::read(&state).unwrap(), before);
    assert_eq!(folder.names(), ["state.json", "state.json.lock"], "no draft takes up room");
}

/// What to do stands beside what is wrong.
#[test]
fn a_state_that_cannot_be_written_says_what_to_do() {
    use std::io::ErrorKind::{NotFound, PermissionDenied, QuotaExceeded, StorageFull};
    for (kind, advice) in [
        (StorageFull, "free some space"),
        (QuotaExceeded, "free some space"),
        (NotFound, "make its folder"),
        (PermissionDenied, "may write"),
    ] {
        let failure =
            Failure::StateNotWritten { file: "kept/state.json".into(), reason: kind.into() };
        let said = failure.to_string().to_lowercase();
        assert!(said.contains("kept/state.json") && said.contains(advice), "{said}");
        assert!(said.contains("--state"), "{said}");
    }
}

#[test]
fn a_state_that_cannot_be_read_is_left_as_it_is() {
    let (folder, console) = (Folder::new(), with_console());
    let dist = console.arg("dist");
    for (content, reason) in [
        (b"not JSON".as_slice(), "not a saved sandbox"),
        (b"", "not a saved sandbox"),
        (b"{\"version\":2", "not a saved sandbox"),
        (b"{\"version\":2}", "not a saved sandbox"),
        (b"{\"version\":9999,\"of\":\"another time\"}", "version 9999"),
        (b"\xff\xfe", "UTF-8"),
    ] {
        folder.write("state.json", content);
        let state = folder.arg("state.json");
        let (code, said) =
            refused(&["--dist", &dist, "--listen", "127.0.0.1:0", "--state", &state], &[]);
        assert_eq!(code, 4, "{said}");
        assert!(said.contains(&state) && said.contains(reason), "{said}");
        assert!(said.contains("left as it is"), "{said}");
        assert_eq!(fs::read(&state).unwrap(), content);
    }
    fs::create_dir(folder.path("folder")).unwrap();
    let state = folder.arg("folder");
    let args = ["--dist", &dist, "--listen", "127.0.0.1:0", "--state", &state];
    assert_eq!(refused(&args, &[]).0, 4);
    assert!(folder.path("folder").is_dir());
    let state = folder.arg("missing/state.json");
    let (code, said) =
        refused(&["--dist", &dist, "--listen", "127.0.0.1:0", "--state", &state], &[]);
    assert_eq!(code, 1);
    assert!(said.contains("cannot be written"), "{said}");
}

#[test]
fn a_second_server_is_kept_away() {
    let (folder, console) = (Folder::new(), with_console());
    let (state, dist) = (folder.arg("state.json"), console.arg("dist"));
    let mut first = Server::start(&["--state", &state]);
    assert_eq!(create(&first, "of the first").status, 200);
    let before = fs::read(&state).unwrap();
    let link = folder.arg("link.json");
    symlink(&state, &link).unwrap();
    for path in [&state, &link] {
        let (code, said) =
            refused(&["--dist", &dist, "--listen", "127.0.0.1:0", "--state", path], &[]);
        assert_eq!(code, 5, "{said}");
        assert!(said.contains("another server uses"), "{said}");
    }
    assert_eq!(fs::read(&state).unwrap(), before);
    first.kill();
    let second = Server::start(&["--state", &link]);
    assert_eq!(names(&second).last().unwrap(), "of the first");
    assert!(folder.path("link.json").is_symlink(), "a link stays a link");
}

/// What a server that was killed in the middle leaves behind is no obstacle.
#[test]
fn a_draft_that_was_left_behind_is_written_over() {
    let folder = Folder::new();
    let state = folder.arg("state.json");
    let mut server = Server::start(&["--state", &state]);
    assert_eq!(create(&server, "kept").status, 200);
    server.kill();
    folder.write("state.json.draft", b"{\"version\":1,\"half a st");
    let mut permissions = fs::metadata(folder.path("state.json.draft")).unwrap().permissions();
    permissions.set_mode(0o600);
    fs::set_permissions(folder.path("state.json.draft"), permissions).unwrap();
    let server = Server::start(&["--state", &state]);
    assert_eq!(names(&server).last().unwrap(), "kept");
    assert!(server.stop().0.success());
    assert_eq!(folder.names(), ["state.json", "state.json.lock"]);
}
