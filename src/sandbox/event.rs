//! The call on events.

use super::Sandbox;
use super::group;
use super::list;
use super::options::DEFAULT_PAGE_SIZE;
use super::reply::Outcome;
use super::router::Call;
use crate::wire::{EventList, OrderBy};

/// A group's events. They are kept in the order of time, so only the page is written out.
pub(super) fn list(sandbox: &Sandbox, call: &Call, id: &str) -> Outcome {
    let index = group::find(sandbox, call, id)?;
    let query = list::query(&call.params)?;
    let log = &sandbox.store.groups[index].world.record.log;
    let mut indices: Vec<usize> = (0..log.len()).collect();
    if query.order_by == OrderBy::CreatedAtDesc {
        indices.reverse();
    }
    let (page, size) = (query.page.unwrap_or(1), query.page_size.unwrap_or(DEFAULT_PAGE_SIZE));
    let seed = super::chance::seed_of(id);
    let page = list::window(indices, page, size);
    let events = page.into_iter().filter_map(|index| log.event(index, seed)).collect();
    Ok(list::reply::<EventList>(events, log.len()))
}
