//! Every body of our calls in the recorded sessions, where they lie beside this checkout.

use headroom::wire::ErrorBody;
use headroom::wire::v1alpha2::{
    CreateGroup, CreateTemplate, Group, GroupList, SetUserData, Template, TemplateServer,
    UpdateGroup, UpdateTemplate, UserData, UserDataKeyList,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{asks_the_same, keeps_bytes, keeps_value};
use crate::cassette::{Call, v1alpha2_sessions};

/// The path behind the zone, without the query, as its segments; none for other APIs.
fn resource(call: &Call) -> Option<Vec<&str>> {
    let path = call.path().split('?').next()?;
    let ours = ["/autoscaling/v1alpha2/zones/", "/instance/v2alpha1/zones/"];
    let rest = ours.iter().find_map(|api| path.strip_prefix(api))?;
    let segments: Vec<&str> = rest.split('/').skip(1).collect();
    matches!(segments.as_slice(), ["groups" | "templates", ..] | ["servers", _]).then_some(segments)
}

/// Without the spaces that the service of some days put behind commas.
fn compact(text: &str) -> String {
    let (mut in_text, mut escaped) = (false, false);
    let keep = |c: &char| {
        in_text ^= *c == '"' && !escaped;
        escaped = *c == '\\' && !escaped;
        in_text || !c.is_whitespace()
    };
    text.chars().filter(keep).collect()
}

/// Two recorders put the keys of these replies into the alphabet's order.
fn keeps<T: DeserializeOwned + Serialize>(call: &Call) {
    match call.place.starts_with("tf.auto-scaling-group-") {
        true => keeps_value::<T>(&call.reply),
        false => keeps_bytes::<T>(&compact(&call.reply)),
    }
}

fn check_reply(call: &Call, resource: &[&str]) {
    if call.code >= 400 {
        return keeps::<ErrorBody>(call);
    }
    match resource {
        ["groups"] if call.method == "GET" => keeps::<GroupList>(call),
        ["groups"] | ["groups", _] => keeps::<Group>(call),
        ["templates"] | ["templates", _] => keeps::<Template>(call),
        ["templates", _, "user-data"] => keeps::<UserDataKeyList>(call),
        ["templates", _, "user-data", _] => keeps::<UserData>(call),
        ["servers", _] => keeps::<TemplateServer>(call),
        other => panic!("{other:?} in {}", call.place),
    }
}

fn check_request(call: &Call, resource: &[&str]) {
    match (call.method.as_str(), resource) {
        ("POST", ["groups"]) => asks_the_same::<CreateGroup>(&call.request),
        ("PATCH", ["groups", _]) => asks_the_same::<UpdateGroup>(&call.request),
        ("POST", ["templates"]) => asks_the_same::<CreateTemplate>(&call.request),
        ("PATCH", ["templates", _]) => asks_the_same::<UpdateTemplate>(&call.request),
        ("PUT", ["templates", _, "user-data", _]) => asks_the_same::<SetUserData>(&call.request),
        other => panic!("{other:?} in {}", call.place),
    }
}

/// One recorder wrote the reply into the request's place.
fn is_true_request(call: &Call) -> bool {
    let days = ["rec-2026-08-04.cassette", "rec-2026-08-06.cassette"];
    let copied = call.place.starts_with("cli.autoscaling.")
        && days.iter().any(|day| call.place.contains(day));
    !copied && !["", "{}"].contains(&call.request.as_str())
}

#[test]
#[cfg_attr(not(shared), ignore = "needs ../shared")]
fn every_recorded_body_comes_back() {
    let sessions = v1alpha2_sessions();
    let (mut replies, mut requests) = (0, 0);
    for call in sessions.iter().flatten() {
        let Some(resource) = resource(call) else { continue };
        if !call.reply.is_empty() {
            check_reply(call, &resource);
            replies += 1;
        }
        if is_true_request(call) {
            check_request(call, &resource);
            requests += 1;
        }
    }
    assert_eq!((replies, requests), (80, 32), "the bodies that the sessions hold");
}
