//! The autoscaling API's lists: their parameters, their order and their pages (contract, section
//! 2).

use serde::Serialize;

use super::page::window;
use super::params::Params;
use super::refusal::{CallResult, Refusal};
use super::reply::Reply;
use crate::base::order;
use crate::engine::FieldErrors;
use crate::sandbox::options::{DEFAULT_ORDER, DEFAULT_PAGE_SIZE};
use crate::sandbox::store::Row;
use crate::wire::{Envelope, OrderBy};

const LARGEST_PAGE: u32 = 1_000;

/// Which part of a list is asked for, in which order.
pub struct ListParams {
    is_newest_first: bool,
    page: u32,
    size: u32,
}

impl ListParams {
    /// Reads a list call's parameters.
    ///
    /// # Errors
    /// All parameters that are wrong.
    pub fn read(params: &Params) -> Result<Self, Refusal> {
        let mut errors = FieldErrors::default();
        let order_by = params.get("order_by").map_or(DEFAULT_ORDER, OrderBy::from);
        let known = !matches!(order_by, OrderBy::Other(_));
        errors.ensure(known, "order_by", "Use created_at_desc or created_at_asc.");
        let page = params.number("page");
        errors.ensure(page.is_ok(), "page", "Use a whole number of at least 1.");
        let size = params.number("page_size").ok().filter(|size| *size <= Some(LARGEST_PAGE));
        let message = format!("Use a whole number from 1 to {LARGEST_PAGE}.");
        errors.ensure(size.is_some(), "page_size", message);
        let read = Self {
            is_newest_first: order_by == OrderBy::CreatedAtDesc,
            page: page.unwrap_or_default().unwrap_or(1),
            size: size.flatten().unwrap_or(DEFAULT_PAGE_SIZE),
        };
        errors.or(read).map_err(Refusal::Invalid)
    }

    /// The page of `items` in ascending order, and how many there are.
    pub fn cut<T>(&self, mut items: Vec<T>) -> (Vec<T>, usize) {
        if self.is_newest_first {
            items.reverse();
        }
        let total = items.len();
        (window(items, self.page, self.size), total)
    }
}

/// The page of `rows` that is asked for, as `show` makes each of them.
pub fn list<'a, L: Envelope + Serialize, R: Row + 'a>(
    params: &Params,
    rows: impl Iterator<Item = &'a R>,
    show: impl Fn(&R) -> L::Item,
) -> CallResult {
    let params = ListParams::read(params)?;
    let rows: Vec<&R> = rows.collect();
    let compare = |a: usize, b: usize| rows[a].key().created_at.cmp(&rows[b].key().created_at);
    let (page, total) = params.cut(order(rows.len(), &compare));
    let shown = page.into_iter().map(|index| show(rows[index])).collect();
    Ok(Reply::ok(&L::wrap(shown, total as u64)))
}
