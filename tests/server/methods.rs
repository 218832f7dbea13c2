//! Which calls are forwarded: the console's own, and no other, whatever the server's key allows.

use headroom::server::table::{TABLE, allowed};

use crate::http::call;
use crate::process::Server;
use crate::upstream::Upstream;

const KEY: (&str, &str) = ("SCW_SECRET_KEY", "11111111-aaaa-4bbb-8ccc-222222222222");
const TOKEN: (&str, &str) = ("HEADROOM_COCKPIT_TOKEN", "the-token-of-the-metrics");
const ID: &str = "af496812-8fa1-4c66-be81-04c04733333a";
const METHODS: [&str; 6] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

/// A path that fits a row of the table.
fn example(pattern: &str) -> String {
    let parts = pattern.split('/').map(|part| match part {
        "{zone}" => "fr-par-1",
        "{region}" => "fr-par",
        "{**}" => "zones/fr-par-1/instance-groups",
        "{name}" => "__name__",
        part if part.starts_with('{') => ID,
        part => part,
    });
    format!("/{}", parts.collect::<Vec<_>>().join("/"))
}

#[test]
fn every_row_lets_its_methods_through_and_no_other() {
    let upstream = Upstream::answering("{}");
    let server = Server::start_with(&["--api", &upstream.address()], &[KEY, TOKEN]);
    let cookie = server.cookie();
    for row in TABLE {
        let path = example(row.path);
        let names: Vec<&str> = row.methods.iter().map(http::Method::as_str).collect();
        for method in METHODS {
            let reply = call(method, &path).header("Cookie", &cookie).send(server.port);
            if names.contains(&method) {
                assert_eq!(reply.status, 200, "{method} {path}");
                let asked = upstream.asked();
                assert!(asked.starts_with(&format!("{method} /")), "{asked}");
                continue;
            }
            assert_eq!(reply.status, 405, "{method} {path}");
            assert_eq!(reply.header("allow"), Some(names.join(", ").as_str()), "{path}");
            if method != "HEAD" {
                let said = reply.message();
                assert!(said.contains(&names.join(", ")) && said.contains(method), "{said}");
            }
            assert!(upstream.is_unasked(), "{method} {path}");
        }
    }
}

/// Each of them would have gone through with the server's key, and none is the console's.
#[test]
fn no_foreign_call_is_forwarded() {
    let upstream = Upstream::answering("{}");
    let server = Server::start_with(&["--api", &upstream.address()], &[KEY, TOKEN]);
    let cookie = server.cookie();
    let zone = "zones/fr-par-1";
    let metrics = format!("/cockpit-data/{ID}/fr-par/prometheus/api/v1");
    for (method, path) in [
        ("POST", "/iam/v1alpha1/api-keys".to_owned()),
        ("GET", "/iam/v1alpha1/api-keys".to_owned()),
        ("DELETE", "/iam/v1alpha1/api-keys/SCWXXXXXXXXXXXXXXXXX".to_owned()),
        ("PUT", "/iam/v1alpha1/rules".to_owned()),
        ("POST", "/account/v3/projects".to_owned()),
        ("DELETE", format!("/account/v3/projects/{ID}")),
        ("POST", "/vpc/v2/regions/fr-par/private-networks".to_owned()),
        ("DELETE", format!("/vpc/v2/regions/fr-par/private-networks/{ID}")),
        ("POST", format!("/lb/v1/{zone}/lbs")),
        ("DELETE", format!("/lb/v1/{zone}/lbs/{ID}")),
        ("PUT", format!("/lb/v1/{zone}/backends/{ID}/servers")),
        ("POST", format!("/block/v1/{zone}/volumes")),
        ("DELETE", format!("/block/v1/{zone}/snapshots/{ID}")),
        ("POST", "/cockpit/v1/regions/fr-par/tokens".to_owned()),
        ("GET", "/cockpit/v1/regions/fr-par/tokens".to_owned()),
        ("POST", format!("/instance/v1/{zone}/servers")),
        ("PATCH", format!("/instance/v1/{zone}/servers/{ID}")),
        ("DELETE", format!("/instance/v1/{zone}/servers/{ID}")),
        ("GET", format!("/instance/v1/{zone}/servers/{ID}/user_data")),
        ("GET", format!("/instance/v1/{zone}/servers/{ID}/user_data/cloud-init")),
        ("PATCH", format!("/instance/v1/{zone}/servers/{ID}/user_data/cloud-init")),
        ("POST", format!("{metrics}/admin/tsdb/delete_series")),
        ("PUT", format!("{metrics}/admin/tsdb/clean_tombstones")),
        ("POST", format!("{metrics}/query")),
        ("POST", format!("{metrics}/push")),
        ("GET", format!("{metrics}/status/config")),
    ] {
        let reply = call(method, &path).header("Cookie", &cookie).body("{}").send(server.port);
        assert!([404, 405].contains(&reply.status), "{method} {path}: {}", reply.status);
        assert_eq!(reply.header("connection"), Some("close"), "its body was not read");
        assert!(!reply.message().is_empty());
        assert!(upstream.is_unasked(), "{method} {path}");
    }
}

#[test]
fn the_docs_have_every_row() {
    let docs = include_str!("../../docs/server.md");
    for row in TABLE {
        let names: Vec<&str> = row.methods.iter().map(http::Method::as_str).collect();
        let path = row.path.replace("{**}", "…");
        let line = format!("| `/{path}` | {} |\n", names.join(", "));
        assert!(docs.contains(&line), "{line}");
    }
    let listed = docs.lines().filter(|line| line.starts_with("| `/")).count();
    assert_eq!(listed, TABLE.len());
}

#[test]
fn a_path_fits_a_row_as_a_whole() {
    for path in [
        "/account/v3/projects",
        "/autoscaling/v1alpha1/zones/fr-par-1/instance-groups/x/events",
        "/instance/v1/zones/fr-par-1/servers/x/action",
    ] {
        assert!(allowed(path).is_some(), "{path}");
    }
    for path in [
        "",
        "/",
        "/account",
        "/account/v3/projects/",
        "/account/v3/projects/x",
        "account/v3/projects",
        "/autoscaling/v1alpha1",
        "/autoscaling/v1alpha1/",
        "/autoscaling/v2/zones",
        "/instance/v1/zones//servers",
        "/instance/v1/zones/fr-par-1/servers/x/action/y",
    ] {
        assert_eq!(allowed(path), None, "{path}");
    }
}
