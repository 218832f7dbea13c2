//! How each family of neighbouring APIs pages its lists (contract, sections 5.3 and 11): the
//! Instance API with `per_page` and a total in a header, all others with `page_size` and a total
//! in the body.

use http::header::{self, HeaderName};

use super::refusal::invalid_arguments;
use super::{CallResult, Json, Params, Refusal, Reply};
use crate::base::sort_by_key;
use crate::engine::FieldErrors;
use crate::sandbox::options::{NEIGHBOUR_PAGE_SIZE, SERVERS_PER_PAGE};

const TOTAL_COUNT: HeaderName = HeaderName::from_static("x-total-count");

/// The page with that number, from 1, of items so many a page.
pub fn window<T>(items: Vec<T>, page: u32, size: u32) -> Vec<T> {
    debug_assert!(page >= 1, "pages count from 1");
    let skipped = (page as usize - 1).saturating_mul(size as usize);
    items.into_iter().skip(skipped).take(size as usize).collect()
}

/// One item of a list: the name that it is ordered by, and what is shown of it.
pub struct Item {
    pub name: String,
    pub shown: Json,
}

/// How an API words a wrong argument: its name, and what it takes.
type Refuse = fn(&'static str, &str) -> Refusal;

/// A page of `items`, the oldest first unless asked otherwise, in an envelope of `noun` and
/// `total_count`.
pub fn page_size(
    params: &Params,
    noun: &'static str,
    items: impl IntoIterator<Item = Item>,
) -> CallResult {
    paged(params, noun, items.into_iter().collect(), wrong_argument)
}

/// The same in the words of the load balancers' API.
pub fn balancer_page(
    params: &Params,
    noun: &'static str,
    items: impl IntoIterator<Item = Item>,
) -> CallResult {
    paged(params, noun, items.into_iter().collect(), Refusal::field)
}

fn paged(params: &Params, noun: &'static str, mut items: Vec<Item>, refuse: Refuse) -> CallResult {
    let order = params.get("order_by").unwrap_or("created_at_asc");
    match order {
        "created_at_asc" | "created_at_desc" => {}
        "name_asc" | "name_desc" => sort_by_key(&mut items, |item| item.name.clone()),
        _ => {
            let words = "created_at_asc, created_at_desc, name_asc or name_desc";
            return Err(refuse("order_by", &format!("value must be {words}")));
        }
    }
    if order.ends_with("_desc") {
        items.reverse();
    }
    let (unset, most) = NEIGHBOUR_PAGE_SIZE;
    let number = |name: &'static str, unset: u32| {
        let help = "value must be a whole number of at least 1";
        params.number(name).map_or_else(|_| Err(refuse(name, help)), |n| Ok(n.unwrap_or(unset)))
    };
    let (page, size) = (number("page", 1)?, number("page_size", unset)?);
    if size > most {
        return Err(refuse("page_size", &format!("value must be at most {most}")));
    }
    let total = items.len() as u64;
    let shown = window(items, page, size).into_iter().map(|item| item.shown).collect();
    Ok(Reply::ok(&Json::Object(vec![
        (noun.into(), Json::List(shown)),
        ("total_count".into(), Json::Whole(total)),
    ])))
}

/// A page of `items` as the Instance API gives it, in an envelope of `noun`. More than the most
/// items a page is cut to it, as that API does.
pub fn per_page(
    params: &Params,
    noun: &'static str,
    items: impl IntoIterator<Item = Json>,
) -> CallResult {
    let body = |items| Json::Object(vec![(noun.into(), Json::List(items))]);
    per_page_at(params, noun, items.into_iter().collect(), body)
}

/// The same of a list at `path` below the zone, with a body that `body` makes of the page. Only
/// the link of a list of one page is recorded.
pub fn per_page_at<T>(
    params: &Params,
    path: &str,
    items: Vec<T>,
    body: impl FnOnce(Vec<T>) -> Json,
) -> CallResult {
    let (unset, most) = SERVERS_PER_PAGE;
    let number = |name: &'static str| {
        let refuse = |_| Refusal::field(name, "Use a whole number of at least 1.");
        params.number(name).map_err(refuse)
    };
    let page = number("page")?.unwrap_or(1);
    let size = number("per_page")?.unwrap_or(unset).min(most);
    let total = items.len();
    let last = u32::try_from(total).unwrap_or(u32::MAX).div_ceil(size).max(1);
    let rest = params.without(&["page", "per_page"]);
    let link = |page: u32, rel: &str| {
        format!("</{path}?page={page}&per_page={size}&{rest}>; rel=\"{rel}\"")
    };
    let next = (page < last).then(|| link(page + 1, "next"));
    let links: Vec<String> = next.into_iter().chain([link(last, "last")]).collect();
    Ok(Reply::ok(&body(window(items, page, size)))
        .spaced()
        .with_header(header::LINK, links.join(","))
        .with_header(TOTAL_COUNT, total.to_string()))
}

/// One wrong argument in the standard words (contract, section 7).
fn wrong_argument(name: &'static str, help: &str) -> Refusal {
    let mut errors = FieldErrors::default();
    errors.ensure(false, name, help);
    Refusal::Said(invalid_arguments(errors))
}
