//! Every autoscaling body of the recorded sessions, where they lie beside this checkout.

use headroom::wire::{
    CreateGroup, CreatePolicy, CreateTemplate, ErrorBody, Group, Policy, Template,
};

use super::{keeps_bytes, keeps_value};
use crate::cassette::{Call, sessions};

/// The session of August 2025 kept the order of the wire, so bytes are compared.
fn check_reply(call: &Call) {
    let text = call.reply.trim_end();
    if call.code != 200 {
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
#[cfg_attr(not(shared), ignore = "needs ../shared")]
fn every_recorded_body_comes_back() {
    let sessions = sessions();
    let (mut replies, mut requests) = (0, 0);
    for call in sessions.iter().flatten().filter(|call| call.is_autoscaling()) {
        if !call.reply.is_empty() {
            check_reply(call);
            replies += 1;
        }
        if !call.request.is_empty() {
            check_request(call);
            requests += 1;
        }
    }
    assert_eq!((replies, requests), (31, 7), "the bodies that the four sessions hold");
}
