//! Lists of the Instance API: pages by `page` and `per_page`, the total and the way to the other
//! pages in headers (contract, sections 5.3 and 11).

use http::header::{self, HeaderName};
use serde::Serialize;

use super::list::window;
use super::options::SERVERS_PER_PAGE;
use super::params::Params;
use super::reply::{Refusal, Reply};

const TOTAL_COUNT: HeaderName = HeaderName::from_static("x-total-count");

/// Which page is asked for.
#[derive(Clone, Copy)]
pub(super) struct Pages {
    page: u32,
    size: u32,
}

impl Pages {
    /// Reads the parameters. More than the most items a page is cut to it, as that API does.
    pub(super) fn read(params: &Params) -> Result<Self, Refusal> {
        let (unset, most) = SERVERS_PER_PAGE;
        let page = number(params, "page")?.unwrap_or(1);
        let size = number(params, "per_page")?.unwrap_or(unset).min(most);
        Ok(Self { page, size })
    }

    /// The items of the page.
    pub(super) fn cut<T>(self, items: Vec<T>) -> Vec<T> {
        window(items, self.page, self.size)
    }

    /// A reply with a page of a list of `total` items at `path`, such as `/servers`. Only the
    /// link of a list of one page is recorded.
    pub(super) fn reply(
        self,
        value: &impl Serialize,
        path: &str,
        params: &Params,
        total: usize,
    ) -> Reply {
        let last = u32::try_from(total).unwrap_or(u32::MAX).div_ceil(self.size).max(1);
        let rest = params.without(&["page", "per_page"]);
        let size = self.size;
        let link = |page: u32, rel: &str| {
            format!("<{path}?page={page}&per_page={size}&{rest}>; rel=\"{rel}\"")
        };
        let next = (self.page < last).then(|| link(self.page + 1, "next"));
        let links: Vec<String> = next.into_iter().chain([link(last, "last")]).collect();
        Reply::ok(value)
            .spaced()
            .with_header(header::LINK, links.join(","))
            .with_header(TOTAL_COUNT, total.to_string())
    }
}

fn number(params: &Params, name: &'static str) -> Result<Option<u32>, Refusal> {
    let Some(text) = params.get(name) else { return Ok(None) };
    match text.parse::<u32>() {
        Ok(number) if number >= 1 => Ok(Some(number)),
        _ => Err(Refusal::field(name, "Use a whole number of at least 1.")),
    }
}
