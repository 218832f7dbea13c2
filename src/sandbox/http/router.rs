//! Which API a request is for.

use http::{Request, Response};

use super::key::{check_key, check_metrics_key};
use super::{Call, CallResult, Params, Refusal, Reply, check_get};
use super::{fault, neighbours, prometheus, server, v1alpha1};
use crate::sandbox::store::Store;

/// Answers a request as of the store's clock. Whatever is wrong with it is in the reply.
pub fn handle(store: &mut Store, request: &Request<Vec<u8>>) -> Response<Vec<u8>> {
    let id = store.ids.new_request();
    let reply = match fault::asked_for(store, request) {
        Some(fault) => Reply::fault(fault),
        None => answer(store, request).unwrap_or_else(Refusal::into_reply),
    };
    reply.into_response(store.now_ms, &id)
}

fn answer(store: &mut Store, request: &Request<Vec<u8>>) -> CallResult {
    let path = request.uri().path();
    let segments: Vec<&str> = path.strip_prefix('/').unwrap_or(path).split('/').collect();
    match segments.as_slice() {
        ["autoscaling", "v1alpha1", "zones", zone, rest @ ..] => {
            v1alpha1::answer(store, &Call::of(request, zone)?, rest)
        }
        ["instance", "v1", "zones", zone, "servers", rest @ ..] => {
            server::answer(store, &Call::of(request, zone)?, rest)
        }
        [api @ ("instance" | "lb" | "block"), "v1", "zones", zone, rest @ ..] => {
            let call = Call::of(request, zone)?;
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
