//! The call on events.

use super::group::find;
use crate::sandbox::chance::seed_of;
use crate::sandbox::http::list::ListParams;
use crate::sandbox::http::{Call, CallResult, Reply};
use crate::sandbox::store::Store;
use crate::wire::{Envelope, EventList};

/// A group's events. They are kept in the order of time, so only the page is written out.
pub fn list(store: &Store, call: &Call, id: &str) -> CallResult {
    let events = find(store, call, id)?.world.events();
    let (page, total) = ListParams::read(&call.params)?.cut((0..events.len()).collect());
    let seed = seed_of(id);
    let page = page.into_iter().filter_map(|index| events.event(index, seed)).collect();
    Ok(Reply::ok(&EventList::wrap(page, total as u64)))
}
