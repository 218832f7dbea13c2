//! Which API a request is for.

use http::{Request, Response};

use super::key::{check_key, check_metrics_key};
use super::{Call, CallResult, Params, Refusal, Reply, check_get, object};
use super::{fault, neighbours, prometheus, server, v1alpha1, v1alpha2, v2alpha1};
use crate::sandbox::fault::{RETIRED_PATHS, named};
use crate::sandbox::options::{INSTANCE_ZONES, RATE_LIMIT, SCALING_GROUP_ZONES, ZONES};
use crate::sandbox::store::Store;

/// What the SDKs ask to find out where they are.
const METADATA: &str = "/metadata";

/// Answers a request as of the store's clock. Whatever is wrong with it is in the reply.
pub fn handle(store: &mut Store, request: &Request<Vec<u8>>) -> Response<Vec<u8>> {
    let id = store.ids.new_request();
    let path = request.uri().path();
    let reply = if is_second(path) { second(store, request) } else { first(store, request) };
    reply.into_response(store.now_ms, &id)
}

/// Whether a path is of the second generation, or of what its clients ask beside it.
fn is_second(path: &str) -> bool {
    ["/autoscaling/v1alpha2/", "/instance/v2alpha1/", METADATA]
        .iter()
        .any(|start| path.starts_with(start))
}

fn first(store: &mut Store, request: &Request<Vec<u8>>) -> Reply {
    if store.options.v1alpha1_retired && request.uri().path().starts_with(RETIRED_PATHS) {
        return Refusal::Unrouted.into_reply();
    }
    replied(store, request, answer)
}

/// The second generation tells its limit with every reply, and counts whatever it is asked.
fn second(store: &mut Store, request: &Request<Vec<u8>>) -> Reply {
    let second = store.now_ms.div_euclid(1_000);
    let before = if store.rate.0 == second { store.rate.1 } else { 0 };
    store.rate = (second, before.saturating_add(1));
    let over = before >= RATE_LIMIT && store.options.rate_limited;
    let reply = match named("fault-429").filter(|_| over) {
        Some(fault) => Reply::fault(fault),
        None => replied(store, request, |store, request| {
            answer_second(store, request).map_err(Refusal::in_standard_words)
        }),
    };
    let reply = if store.options.spaced { reply.spaced_items() } else { reply };
    reply.with_rate(RATE_LIMIT.saturating_sub(before.saturating_add(1)))
}

fn replied(
    store: &mut Store,
    request: &Request<Vec<u8>>,
    answer: fn(&mut Store, &Request<Vec<u8>>) -> CallResult,
) -> Reply {
    match fault::asked_for(store, request) {
        Some(fault) => Reply::fault(fault),
        None => answer(store, request).unwrap_or_else(Refusal::into_reply),
    }
}

fn answer_second(store: &mut Store, request: &Request<Vec<u8>>) -> CallResult {
    match segments(request).as_slice() {
        ["autoscaling", "v1alpha2", "zones", zone, rest @ ..] => {
            let call = Call::of(request, zone, &SCALING_GROUP_ZONES)?;
            v1alpha2::answer(store, &call, rest)
        }
        ["instance", "v2alpha1", "zones", zone, rest @ ..] => {
            v2alpha1::answer(store, &Call::of(request, zone, &INSTANCE_ZONES)?, rest)
        }
        // The SDKs ask it once, before they have a key to send.
        ["metadata"] => {
            check_get(request.method())?;
            Ok(Reply::ok(&object! {
                "platform": "external",
                "partition": "scw",
                "domain": "scw.eu",
            }))
        }
        _ => Err(Refusal::Unrouted),
    }
}

fn segments(request: &Request<Vec<u8>>) -> Vec<&str> {
    let path = request.uri().path();
    path.strip_prefix('/').unwrap_or(path).split('/').collect()
}

fn answer(store: &mut Store, request: &Request<Vec<u8>>) -> CallResult {
    let segments = segments(request);
    match segments.as_slice() {
        ["autoscaling", "v1alpha1", "zones", zone, rest @ ..] => {
            v1alpha1::answer(store, &Call::of(request, zone, &ZONES)?, rest)
        }
        ["instance", "v1", "zones", zone, "servers", rest @ ..] => {
            server::answer(store, &Call::of(request, zone, &INSTANCE_ZONES)?, rest)
        }
        [api @ ("instance" | "lb" | "block"), "v1", "zones", zone, rest @ ..] => {
            let call = Call::of(request, zone, &ZONES)?;
            check_get(call.method)?;
            neighbours::zonal(store, &call, api, rest)
        }
        ["vpc" | "cockpit" | "marketplace" | "account" | "iam", ..] => {
            check_key(request)?;
            check_get(request.method())?;
            neighbours::wide(&segments, &Params::of(request))
        }
        ["prometheus", "api", "v1", rest @ ..] => {
            check_metrics_key(request)?;
            prometheus::answer(store, request, rest)
        }
        _ => Err(Refusal::Path),
    }
}
