//! What is never kept: keys, queries, and what cloud-init holds.

use headroom::activity::{Outcome, Place, left_out};
use headroom::sandbox::SANDBOX_KEY;
use headroom::wire::{CloudInit, CreateTemplate, ListQuery, Template, UpdateTemplate};

use super::{MemoryStore, Tab};
use crate::api::block_on;
use crate::in_process::SandboxHandle;

const SECRET: &str = "#cloud-config\npassword: correct horse battery staple\n";

/// The secret as it travels.
fn encoded() -> String {
    let body = serde_json::to_string(&CloudInit::from(SECRET)).unwrap();
    body.trim_matches('"').to_owned()
}

fn assert_kept_nothing(shelf: &MemoryStore) {
    let kept = shelf.text();
    for secret in [SANDBOX_KEY, "X-Auth-Token", "order_by", "correct horse", encoded().as_str()] {
        assert!(!kept.to_lowercase().contains(&secret.to_lowercase()), "{secret} in {kept}");
    }
}

#[test]
fn a_template_of_the_first_generation_keeps_the_length_of_its_cloud_init() {
    let shelf = MemoryStore::default();
    let tab = Tab::over(&shelf);
    // The sandbox's handle adds the key to each request, as the network's transport does.
    let client = tab.client(SandboxHandle::fresh());
    let body: CreateTemplate =
        serde_json::from_str(crate::wire::body!("template_create_request")).unwrap();
    let body = CreateTemplate { cloud_init: Some(SECRET.into()), ..body };
    let id = block_on(client.create::<Template>(&body)).unwrap().id;
    block_on(client.list::<Template>(&ListQuery::default())).unwrap();
    let other = format!("{SECRET}# more");
    let body = UpdateTemplate { cloud_init: Some(other.as_str().into()), ..<_>::default() };
    block_on(client.update::<Template>(&id, &body)).unwrap();
    block_on(client.delete::<Template>(&id)).unwrap();

    assert_kept_nothing(&shelf);
    let bytes = |value: &Option<serde_json::Value>| {
        left_out(value.as_ref().unwrap()["cloud_init"].as_str().unwrap())
    };
    let entries = tab.entries();
    let (old, new) = (Some(SECRET.len() as u64), Some(other.len() as u64));
    assert_eq!((bytes(&entries[1].before), bytes(&entries[1].body)), (old, new));
    assert_eq!(bytes(&entries[0].before), new, "as the change left it");
    assert_eq!(bytes(&entries[2].end.as_ref().unwrap().answer), old);
}

#[test]
fn the_call_that_sets_cloud_init_keeps_its_length() {
    let shelf = MemoryStore::default();
    let tab = Tab::over(&shelf);
    let client = tab.client(SandboxHandle::fresh());
    let id = block_on(client.target_templates("")).unwrap().remove(0).id;
    block_on(client.set_cloud_init(&id, &SECRET.into())).unwrap();
    block_on(client.cloud_init(&id)).unwrap();
    block_on(client.set_cloud_init(&id, &"#!/bin/sh".into())).unwrap();

    assert_kept_nothing(&shelf);
    let entry = tab.entries().remove(0);
    let (before, body) = (entry.before.unwrap(), entry.body.unwrap());
    let bytes = |value: &serde_json::Value| left_out(value["content"].as_str().unwrap());
    assert_eq!((bytes(&before), bytes(&body)), (Some(SECRET.len() as u64), Some(9)));
}

#[test]
fn a_query_is_not_kept_nor_what_cannot_be_read() {
    let shelf = MemoryStore::default();
    let tab = Tab::over(&shelf);
    let auditor = tab.audit_log.of(Place::default());
    let uri = format!("/a?token={SANDBOX_KEY}&order_by=x");
    let begun = auditor.began("POST", &uri, encoded().as_bytes());
    begun.ended(Outcome::Refused, "No.".to_owned(), encoded().as_bytes());
    assert_kept_nothing(&shelf);
    let entry = tab.entries().remove(0);
    assert_eq!((entry.path.as_str(), entry.body), ("/a", None));
}

#[test]
fn a_document_is_left_out_however_deep_and_in_whatever_shape() {
    let shelf = MemoryStore::default();
    let tab = Tab::over(&shelf);
    let auditor = tab.audit_log.of(Place::default());
    let encoded = encoded();
    let body = serde_json::json!({
        "list": [{ "user_data": encoded }],
        "cloud_init": SECRET,
        "server": { "cloud_init": [encoded] },
    });
    let body = body.to_string();
    let _begun = auditor.began("POST", "/a", body.as_bytes());
    assert_kept_nothing(&shelf);
    let body = tab.entries().remove(0).body.unwrap();
    let bytes = Some(SECRET.len() as u64);
    // What is no base64 counts as it stands.
    for text in [&body["cloud_init"], &body["list"][0]["user_data"]] {
        assert_eq!(left_out(text.as_str().unwrap()), bytes);
    }
    assert!(left_out(body["server"]["cloud_init"].as_str().unwrap()) > bytes);
    assert_eq!(left_out("7 bytes"), None);
}
