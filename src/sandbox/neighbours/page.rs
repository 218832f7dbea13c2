//! How each family of APIs pages its lists (contract, section 11): the Instance API with
//! `per_page` and a total in a header, all others with `page_size` and a total in the body.

use http::StatusCode;

use crate::sandbox::json::{Json, object};
use crate::sandbox::list::window;
use crate::sandbox::options::NEIGHBOUR_PAGE_SIZE;
use crate::sandbox::pages::Pages;
use crate::sandbox::params::Params;
use crate::sandbox::reply::{Outcome, Refusal, Reply};
use crate::wire::order::sort_by_key;

/// A row of a list: what it is ordered and filtered by, and how it is shown.
pub(super) struct Row {
    /// A name for people.
    pub(super) name: String,
    /// As in the reply.
    pub(super) shown: Json,
}

/// How an API words a wrong argument: its name, and what it takes.
type Refuse = fn(&'static str, &str) -> Refusal;

/// A page of `rows`, the oldest first unless asked otherwise, in an envelope of `noun` and
/// `total_count`.
pub(super) fn page_size(params: &Params, noun: &'static str, rows: Vec<Row>) -> Outcome {
    paged(params, noun, rows, argument)
}

/// The same in the words of the load balancers' API.
pub(super) fn balancer_page(params: &Params, noun: &'static str, rows: Vec<Row>) -> Outcome {
    paged(params, noun, rows, Refusal::field)
}

fn paged(params: &Params, noun: &'static str, mut rows: Vec<Row>, refuse: Refuse) -> Outcome {
    match params.get("order_by").unwrap_or("created_at_asc") {
        "created_at_asc" => {}
        "created_at_desc" => rows.reverse(),
        "name_asc" => sort_by_key(&mut rows, |row| row.name.clone()),
        "name_desc" => {
            sort_by_key(&mut rows, |row| row.name.clone());
            rows.reverse();
        }
        _ => {
            let words = "created_at_asc, created_at_desc, name_asc or name_desc";
            return Err(refuse("order_by", &format!("value must be {words}")));
        }
    }
    let (unset, most) = NEIGHBOUR_PAGE_SIZE;
    let page = number(params, "page", 1, refuse)?;
    let size = number(params, "page_size", unset, refuse)?;
    if size > most {
        return Err(refuse("page_size", &format!("value must be at most {most}")));
    }
    let total = rows.len() as u64;
    let shown = window(rows, page, size).into_iter().map(|row| row.shown).collect();
    Ok(Reply::ok(&Json::Object(vec![
        (noun, Json::List(shown)),
        ("total_count", Json::Whole(total)),
    ])))
}

/// A page of `items` as the Instance API gives it; `body` makes the reply's body of them. `place`
/// is the list's own place below the zone.
pub(super) fn per_page<T>(
    params: &Params,
    place: &str,
    items: Vec<T>,
    body: impl FnOnce(Vec<T>) -> Json,
) -> Outcome {
    let pages = Pages::read(params)?;
    let total = items.len();
    Ok(pages.reply(&body(pages.cut(items)), place, params, total))
}

/// A whole number from 1.
fn number(params: &Params, name: &'static str, unset: u32, refuse: Refuse) -> Result<u32, Refusal> {
    let Some(text) = params.get(name) else { return Ok(unset) };
    match text.parse::<u32>() {
        Ok(number) if number >= 1 => Ok(number),
        _ => Err(refuse(name, "value must be a whole number of at least 1")),
    }
}

/// One wrong argument in the standard words (contract, section 7).
fn argument(name: &'static str, help: &str) -> Refusal {
    let detail = object! {
        "argument_name": name,
        "help_message": help,
        "reason": "constraint",
    };
    let body = object! {
        "details": vec![detail],
        "message": "invalid argument(s)",
        "type": "invalid_arguments",
    };
    Refusal::Said(Reply::ok(&body).with_status(StatusCode::BAD_REQUEST))
}

/// A resource that is not there, in the standard words (contract, section 7).
pub(super) fn not_found(resource: &str, id: &str) -> Refusal {
    let body = object! {
        "message": "resource is not found",
        "resource": resource,
        "resource_id": id,
        "type": "not_found",
    };
    Refusal::Said(Reply::ok(&body).with_status(StatusCode::NOT_FOUND))
}

/// Whether a list that is filtered by `name` shows what has `value` there.
pub(super) fn is_asked(params: &Params, name: &str, value: &str) -> bool {
    params.get(name).is_none_or(|asked| asked == value)
}
