//! Lists: their parameters, their order and their pages (contract, section 2).

use serde::Serialize;

use super::options::{DEFAULT_ORDER, DEFAULT_PAGE_SIZE};
use super::params::Params;
use super::reply::{Refusal, Reply};
use crate::engine::FieldErrors;
use crate::wire::order::order;
use crate::wire::{Envelope, GroupId, ListQuery, OrderBy, Timestamp};

const LARGEST_PAGE: u32 = 1_000;

/// Reads a list call's parameters.
pub(super) fn query(params: &Params) -> Result<ListQuery, Refusal> {
    let mut errors = FieldErrors::default();
    let order_by = params.get("order_by").map_or(DEFAULT_ORDER, OrderBy::from);
    let known = !matches!(order_by, OrderBy::Other(_));
    errors.ensure(known, "order_by", "Use created_at_desc or created_at_asc.");
    let page = number(params, "page", u32::MAX, &mut errors);
    let page_size = number(params, "page_size", LARGEST_PAGE, &mut errors);
    let instance_group_id = params.get("instance_group_id").map(GroupId::from);
    let query = ListQuery { order_by, page, page_size, instance_group_id };
    errors.or(query).map_err(Refusal::Invalid)
}

fn number(params: &Params, name: &'static str, most: u32, errors: &mut FieldErrors) -> Option<u32> {
    let value = params.get(name)?.parse().unwrap_or(0);
    let message = match most {
        u32::MAX => "Use a whole number of at least 1.".to_owned(),
        _ => format!("Use a whole number from 1 to {most}."),
    };
    errors.ensure((1..=most).contains(&value), name, message);
    Some(value)
}

/// The rows of the page that is asked for: of `created`, one stamp a row, the indices in order.
pub(super) fn page(created: &[Timestamp], query: &ListQuery) -> Vec<usize> {
    let mut indices = order(created.len(), &|a, b| created[a].cmp(&created[b]));
    if query.order_by == OrderBy::CreatedAtDesc {
        indices.reverse();
    }
    let (page, size) = (query.page.unwrap_or(1), query.page_size.unwrap_or(DEFAULT_PAGE_SIZE));
    window(indices, page, size)
}

/// The page with that number, from 1, of items so many a page.
pub(super) fn window<T>(items: Vec<T>, page: u32, size: u32) -> Vec<T> {
    let skipped = (page as usize - 1).saturating_mul(size as usize);
    items.into_iter().skip(skipped).take(size as usize).collect()
}

/// A reply with one page of a list of `total` rows.
pub(super) fn reply<L: Envelope + Serialize>(items: Vec<L::Item>, total: usize) -> Reply {
    Reply::ok(&L::wrap(items, total as u64))
}
