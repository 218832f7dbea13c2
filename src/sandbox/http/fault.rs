//! Which request asks for a fault: by its key, or by a name.

use http::{Method, Request};

use super::key::{is_uuid, metrics_token, secret_key};
use super::params::Params;
use crate::sandbox::fault::{Fault, LATER, MAGIC_KEYS, named};
use crate::sandbox::store::Store;
use crate::wire::parse;

/// The fault that a request asks for.
pub fn asked_for(store: &Store, request: &Request<Vec<u8>>) -> Option<&'static Fault> {
    let key = secret_key(request).or_else(|| metrics_token(request))?;
    let reads = request.method() == Method::GET;
    let path = request.uri().path();
    of_key(key, (path, reads), store.ids.requests).or_else(|| of_names(store, request))
}

fn of_key(key: &str, (path, reads): (&str, bool), requests: u64) -> Option<&'static Fault> {
    let magic = MAGIC_KEYS.iter().find(|magic| magic.key.eq_ignore_ascii_case(key))?;
    path.strip_prefix(magic.under)?;
    let due = !magic.every_second || requests % 2 == 1;
    named(if reads { magic.reads? } else { magic.writes? }).filter(|_| due)
}

fn of_names(store: &Store, request: &Request<Vec<u8>>) -> Option<&'static Fault> {
    let segments = || request.uri().path().split('/');
    let deletes = request.method() == Method::DELETE;
    let later = |id: &str| store.name_of(id)?.strip_prefix(LATER).and_then(rest);
    segments()
        .find_map(named)
        .or_else(|| Params::of(request).values().find_map(named))
        .or_else(|| named(&name_in(request.body())?))
        .or_else(|| segments().filter(|id| is_uuid(id) && !deletes).find_map(later))
}

/// The fault whose word ends, or starts to end, so.
fn rest(end: &str) -> Option<&'static Fault> {
    named(&format!("fault-{end}"))
}

/// The name in a body.
fn name_in(body: &[u8]) -> Option<String> {
    const MARK: &[u8] = b"fault-";
    if !body.windows(MARK.len()).any(|part| part == MARK) {
        return None;
    }
    parse(body).ok()?.get("name")?.as_str().map(str::to_owned)
}
