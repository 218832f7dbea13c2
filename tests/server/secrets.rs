//! The server's own keys: added for the API, and seen nowhere else.

use crate::files::Folder;
use crate::http::{call, get};
use crate::process::{Server, refused};
use crate::upstream::Upstream;

const GROUPS: &str = "/autoscaling/v1alpha1/zones/fr-par-1/instance-groups";
const DATA: &str =
    "/cockpit-data/af496812-8fa1-4c66-be81-04c04733333a/fr-par/prometheus/api/v1/query";
const KEY: &str = "11111111-aaaa-4bbb-8ccc-222222222222";
const TOKEN: &str = "the-token-of-the-metrics";
const OF_THE_BROWSER: &str = "33333333-dddd-4eee-8fff-444444444444";

fn asked(env: &[(&str, &str)], path: &str) -> String {
    let upstream = Upstream::answering("{}");
    let server = Server::start_with(&["--api", &upstream.address()], env);
    let request = get(path)
        .header("Cookie", &server.cookie())
        .header("X-Auth-Token", OF_THE_BROWSER)
        .header("X-Token", OF_THE_BROWSER)
        .header("Authorization", OF_THE_BROWSER);
    assert_eq!(request.send(server.port).status, 200);
    upstream.asked()
}

#[test]
fn the_servers_key_replaces_the_browsers() {
    let (key, token) = (("SCW_SECRET_KEY", KEY), ("HEADROOM_COCKPIT_TOKEN", TOKEN));
    for (env, path, expected) in [
        (vec![key], GROUPS, format!("x-auth-token: {KEY}\r\n")),
        (vec![key, token], GROUPS, format!("x-auth-token: {KEY}\r\n")),
        (vec![key], DATA, format!("x-auth-token: {KEY}\r\n")),
        (vec![key, token], DATA, format!("x-token: {TOKEN}\r\n")),
        (vec![token], DATA, format!("x-token: {TOKEN}\r\n")),
    ] {
        let asked = asked(&env, path);
        assert!(asked.contains(&expected), "{path}: {asked}");
        assert!(!asked.contains(OF_THE_BROWSER), "{path}: {asked}");
        assert_eq!(asked.matches(KEY).count() + asked.matches(TOKEN).count(), 1, "{asked}");
    }
    // A token for the metrics alone leaves the API's calls to the browser's key, and an empty
    // variable is as good as none.
    for env in [vec![token], vec![("SCW_SECRET_KEY", "")]] {
        let asked = asked(&env, GROUPS);
        assert!(asked.contains(&format!("x-auth-token: {OF_THE_BROWSER}\r\n")), "{asked}");
        assert!(!asked.contains(TOKEN), "{asked}");
    }
}

#[test]
fn the_page_learns_whether_there_is_a_key_and_not_which() {
    let upstream = Upstream::answering("{}");
    let api = upstream.address();
    let args = ["--api", &api];
    for (server, key) in [
        (Server::start_with(&args, &[("SCW_SECRET_KEY", KEY)]), true),
        (Server::start(&args), false),
    ] {
        let reply = get("/headroom.json").send(server.port);
        let regions = "[\"fr-par\",\"nl-ams\",\"pl-waw\",\"it-mil\"]";
        let expected =
            format!("{{\"mode\":\"proxy\",\"api\":\"{api}\",\"key\":{key},\"regions\":{regions}}}");
        assert_eq!(reply.text(), expected);
        assert_eq!(reply.header("content-type"), Some("application/json"));
        assert_eq!(reply.header("cache-control"), Some("no-store"));
    }
}

/// Every way in which a call can go, good and bad, with secrets in every place where they belong.
#[test]
fn no_secret_is_in_any_log_line_or_reply() {
    let fine = Upstream::answering("{}");
    let rude = Upstream::replying("garbage");
    let silent = Upstream::reading();
    let no_tls = Upstream::blurting("no TLS here").address().replace("http://", "https://");
    for api in
        [fine.address(), rude.address(), silent.address(), "http://127.0.0.1:1".to_owned(), no_tls]
    {
        for env in [vec![], vec![("SCW_SECRET_KEY", KEY), ("HEADROOM_COCKPIT_TOKEN", TOKEN)]] {
            let args = ["--api", &api, "--upstream-timeout", "0.2"];
            let server = Server::start_with(&args, &env);
            let cookie = server.cookie();
            let mut said = String::new();
            let mut calls = 0;
            for (method, path) in [
                ("GET", GROUPS),
                ("POST", GROUPS),
                ("GET", DATA),
                ("OPTIONS", GROUPS),
                ("GET", "/instance/../secret-manager/v1"),
                ("GET", "/iam/v1alpha1/api-keys/33333333-dddd-4eee-8fff-444444444444"),
                ("GET", "/headroom.json"),
                ("GET", "/"),
            ] {
                let query = format!("{path}?token={OF_THE_BROWSER}");
                let request = call(method, &query)
                    .header("X-Auth-Token", OF_THE_BROWSER)
                    .header("X-Token", OF_THE_BROWSER)
                    .header("Authorization", &format!("Bearer {OF_THE_BROWSER}"))
                    .header("Cookie", &format!("{cookie}; other={OF_THE_BROWSER}"));
                let reply = request.send(server.port);
                said += &format!("{:?}\n{}\n", reply, String::from_utf8_lossy(&reply.body));
                calls += 1;
            }
            let (_, stdout, log) = server.stop();
            assert!(log.lines().count() >= calls, "{log}");
            for secret in [KEY, TOKEN, OF_THE_BROWSER] {
                for place in [&said, &stdout, &log] {
                    assert!(!place.contains(secret), "{api}: {place}");
                }
            }
        }
    }
}

#[test]
fn a_key_that_cannot_be_one_is_refused_unseen() {
    for name in ["SCW_SECRET_KEY", "HEADROOM_COCKPIT_TOKEN"] {
        for value in ["not a key", "line\nbreak", "clé"] {
            let console = crate::files::with_console();
            let args = [
                "--dist",
                &console.arg("dist"),
                "--listen",
                "127.0.0.1:0",
                "--api",
                "http://[::1]:9",
            ];
            let (code, said) = refused(&args, &[(name, value)]);
            assert_eq!(code, 7);
            assert!(said.contains(name) && !said.contains(value), "{said}");
        }
    }
}

/// As systemd's credentials and a container's secrets come.
#[test]
fn a_key_may_come_from_a_file() {
    let folder = Folder::new();
    folder.write("key", format!("{KEY}\n").as_bytes());
    folder.write("token", TOKEN.as_bytes());
    let (key, token) = (folder.arg("key"), folder.arg("token"));
    let env =
        [("SCW_SECRET_KEY_FILE", key.as_str()), ("HEADROOM_COCKPIT_TOKEN_FILE", token.as_str())];
    assert!(asked(&env, GROUPS).contains(&format!("x-auth-token: {KEY}\r\n")));
    assert!(asked(&env, DATA).contains(&format!("x-token: {TOKEN}\r\n")));
    // A variable that is empty is as good as none, here too.
    let env = [("SCW_SECRET_KEY", ""), env[0], ("HEADROOM_COCKPIT_TOKEN_FILE", "")];
    assert!(asked(&env, GROUPS).contains(&format!("x-auth-token: {KEY}\r\n")));
}

#[test]
fn a_file_that_holds_no_key_is_refused_unseen() {
    let folder = crate::files::with_console();
    folder.write("two", b"not a\nkey");
    folder.write("empty", b"\n");
    folder.write("binary", &[0xff, 0xfe]);
    let dist = folder.arg("dist");
    let args = ["--dist", &dist, "--listen", "127.0.0.1:0", "--api", "http://[::1]:9"];
    for (name, reason) in [
        ("two", "nothing else"),
        ("empty", "nothing else"),
        ("binary", "nothing else"),
        ("missing", "No such file"),
        ("dist", "may read it"),
    ] {
        let path = folder.arg(name);
        let (code, said) = refused(&args, &[("SCW_SECRET_KEY_FILE", &path)]);
        assert_eq!(code, 7, "{said}");
        assert!(said.contains(&path) && said.contains("SCW_SECRET_KEY_FILE"), "{said}");
        assert!(said.contains(reason) && !said.contains("not a\nkey"), "{said}");
    }
    let file = folder.arg("two");
    let both = [("SCW_SECRET_KEY", KEY), ("SCW_SECRET_KEY_FILE", file.as_str())];
    let (code, said) = refused(&args, &both);
    assert_eq!(code, 7);
    assert!(said.contains("SCW_SECRET_KEY and SCW_SECRET_KEY_FILE are both set"), "{said}");
    assert!(!said.contains(KEY), "{said}");
}
