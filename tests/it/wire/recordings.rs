//! Every autoscaling body of the recorded sessions, where they lie beside this checkout.

use std::path::{Path, PathBuf};

use headroom::wire::{
    CreateGroup, CreatePolicy, CreateTemplate, ErrorBody, Group, Policy, Template,
};

use super::{keeps_bytes, keeps_value};

/// One recorded call.
#[derive(Default)]
struct Call {
    url: String,
    code: String,
    request: String,
    reply: String,
}

/// Reads a cassette line by line: `body:` stands under `request:` or `response:`, as a quoted
/// text that YAML and JSON read alike.
fn calls(text: &str) -> Vec<Call> {
    let mut calls: Vec<Call> = Vec::new();
    let mut in_reply = false;
    for line in text.lines() {
        if line.starts_with("- id: ") {
            calls.push(Call::default());
        }
        let Some(call) = calls.last_mut() else { continue };
        match line.trim_end() {
            "  request:" => in_reply = false,
            "  response:" => in_reply = true,
            _ => {}
        }
        let Some((key, value)) = line.strip_prefix("    ").and_then(|l| l.split_once(": ")) else {
            continue;
        };
        match key {
            "url" => value.clone_into(&mut call.url),
            "code" => value.clone_into(&mut call.code),
            "body" if in_reply => call.reply = serde_json::from_str(value).unwrap_or_default(),
            "body" => call.request = serde_json::from_str(value).unwrap_or_default(),
            _ => {}
        }
    }
    calls
}

fn cassettes() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/traffic");
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.filter(|path| path.extension().is_some_and(|end| end == "yaml")).collect()
}

/// The session of August 2025 kept the order of the wire, so bytes are compared.
fn check_reply(call: &Call) {
    let text = call.reply.trim_end();
    if call.code != "200" {
        return keeps_bytes::<ErrorBody>(text);
    }
    match call.url.split('/').nth(7) {
        Some("instance-templates") => keeps_bytes::<Template>(text),
        Some("instance-groups") => keeps_bytes::<Group>(text),
        Some("instance-policies") => keeps_bytes::<Policy>(text),
        other => panic!("{other:?} of {}", call.url),
    }
}

fn check_request(call: &Call) {
    match call.url.split('/').nth(7) {
        Some("instance-templates") => keeps_value::<CreateTemplate>(&call.request),
        // The SDK writes a cooldown with nine decimals.
        Some("instance-groups") => {
            keeps_value::<CreateGroup>(&call.request.replace("300.000000000s", "300s"));
        }
        Some("instance-policies") => keeps_value::<CreatePolicy>(&call.request),
        other => panic!("{other:?} of {}", call.url),
    }
}

#[test]
fn every_recorded_body_comes_back() {
    let cassettes = cassettes();
    if cassettes.is_empty() {
        println!("../shared/traffic is not here: no recorded session was checked");
        return;
    }
    let (mut replies, mut requests) = (0, 0);
    for path in cassettes {
        let text = std::fs::read_to_string(path).unwrap();
        for call in calls(&text) {
            if !call.url.contains("/autoscaling/v1alpha1/") {
                continue;
            }
            if !call.reply.is_empty() {
                check_reply(&call);
                replies += 1;
            }
            if !call.request.is_empty() {
                check_request(&call);
                requests += 1;
            }
        }
    }
    assert_eq!((replies, requests), (31, 7), "the bodies that the four sessions hold");
}
