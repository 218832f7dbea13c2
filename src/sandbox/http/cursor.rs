//! The lists of the second generation, which go on behind a token (its contract, section 2).

use std::cmp::Ordering;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;

use super::{CallResult, Params, Refusal, Reply};
use crate::base::sort_by;
use crate::engine::{FieldErrors, Reason};
use crate::sandbox::options::CURSOR_PAGE_SIZE;
use crate::wire::{CursorEnvelope, CursorPage};

/// What an item is ordered by: a number, such as its instant, and a text that no other item has
/// beside the same number.
pub type Mark = (i64, String);

/// Which way a list goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Ascending,
    Descending,
}

/// Reads the way of a list that can be ordered by a `noun`; descending unless stated, as the SDKs'
/// first word.
pub fn way(order_by: &str, noun: &str) -> Option<Way> {
    match order_by.strip_prefix(noun)? {
        "_asc" => Some(Way::Ascending),
        "_desc" => Some(Way::Descending),
        _ => None,
    }
}

/// The page that is asked for of items in any order. The token tells the last item of the page
/// before, so that what comes and goes meanwhile moves no other item from page to page.
///
/// # Errors
/// When the parameters are wrong, and whatever `errors` holds already.
pub fn page<L: CursorEnvelope + Serialize>(
    params: &Params,
    way: Way,
    smallest: u32,
    mut items: Vec<(Mark, L::Item)>,
    mut errors: FieldErrors,
) -> CallResult {
    let size = page_size(params, smallest, &mut errors);
    let after = params.get("page_token").map(read_token);
    let message = "Input should be a valid token: the next_page_token of the page before";
    let is_token = !matches!(after, Some(None));
    if !is_token {
        errors.add("page_token", Reason::Format, message);
    }
    errors.or(()).map_err(Refusal::Invalid)?;
    let compare = |a: &Mark, b: &Mark| match way {
        Way::Ascending => a.cmp(b),
        Way::Descending => b.cmp(a),
    };
    sort_by(&mut items, |a, b| compare(&a.0, &b.0));
    let total = items.len();
    let is_due =
        |mark: &Mark| after.iter().flatten().all(|after| compare(mark, after) == Ordering::Greater);
    items.retain(|(mark, _)| is_due(mark));
    let is_last = items.len() <= size;
    items.truncate(size);
    let last = items.last().map(|(mark, _)| write_token(mark));
    Ok(Reply::ok(&L::wrap(CursorPage {
        next_page_token: last.filter(|_| !is_last),
        items: items.into_iter().map(|(_, item)| item).collect(),
        total_count: total as u64,
    })))
}

/// Items a page; 0, where it may be stated, is the same as nothing.
fn page_size(params: &Params, smallest: u32, errors: &mut FieldErrors) -> usize {
    let (unset, most) = CURSOR_PAGE_SIZE;
    let Some(text) = params.get("page_size") else { return unset as usize };
    let Ok(size) = text.parse::<i64>() else {
        errors.add("page_size", Reason::Format, "Input should be a valid integer");
        return unset as usize;
    };
    let (smallest, most) = (i64::from(smallest), i64::from(most));
    let message = format!("Input should be greater than or equal to {smallest}");
    errors.ensure(size >= smallest, "page_size", message);
    let message = format!("Input should be less than or equal to {most}");
    errors.ensure(size <= most, "page_size", message);
    usize::try_from(size).ok().filter(|size| *size > 0).unwrap_or(unset as usize)
}

fn write_token((number, text): &Mark) -> String {
    URL_SAFE_NO_PAD.encode(format!("{number} {text}"))
}

fn read_token(token: &str) -> Option<Mark> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (number, text) = text.split_once(' ')?;
    Some((number.parse().ok()?, text.to_owned()))
}
