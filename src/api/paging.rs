//! Lists, page by page to their end: a list that is cut off in silence would be taken for the
//! whole.

use form_urlencoded::Serializer;
use serde::de::DeserializeOwned;

use super::client::{Client, decode};
use super::error::ApiError;
use crate::wire::v1alpha2::{CursorQuery, Parameters};
use crate::wire::{CursorEnvelope, Envelope, ListQuery};

/// Items asked for at once on a numbered page: the most that is allowed.
const PAGE_SIZE: u32 = 1_000;

/// Items asked for at once behind a token: the most that is allowed.
const TOKEN_PAGE_SIZE: u32 = 100;

/// A list with more pages than this does not end, which is an error.
const MOST_PAGES: u32 = 1_000;

impl Client {
    /// A list of v1alpha1.
    pub(super) async fn numbered<L: Envelope + DeserializeOwned>(
        &self,
        path: &str,
        query: &ListQuery,
    ) -> Result<Vec<L::Item>, ApiError> {
        let address = |page| {
            let query = ListQuery { page: Some(page), page_size: Some(PAGE_SIZE), ..query.clone() };
            format!("{path}?{}", query_text(&query))
        };
        self.until_total::<L>(&address).await
    }

    /// A list whose every page but the last has the token of the next.
    pub(super) async fn behind_tokens<L: CursorEnvelope + DeserializeOwned>(
        &self,
        path: &str,
        query: &dyn CursorQuery,
    ) -> Result<Vec<L::Item>, ApiError> {
        let asked = query.parameters();
        let (mut items, mut token) = (Vec::new(), None);
        for _ in 0..MOST_PAGES {
            let page = decode::<L>(&self.read(&page_after(path, &asked, token)).await?)?.unwrap();
            items.extend(page.items);
            match page.next_page_token {
                Some(next) => token = Some(next),
                None => return Ok(items),
            }
        }
        Err(endless())
    }

    /// The first page of such a list, of at most `size` items.
    pub(super) async fn first_page<L: CursorEnvelope + DeserializeOwned>(
        &self,
        path: &str,
        query: &dyn CursorQuery,
        size: u32,
    ) -> Result<Vec<L::Item>, ApiError> {
        let mut asked = query.parameters();
        asked.push(("page_size", size.to_string()));
        Ok(decode::<L>(&self.read(&address(path, &asked)).await?)?.unwrap().items)
    }

    /// A list that tells its length, page by page until all of it is there.
    pub(super) async fn until_total<L: Envelope + DeserializeOwned>(
        &self,
        address: &dyn Fn(u32) -> String,
    ) -> Result<Vec<L::Item>, ApiError> {
        let mut items = Vec::new();
        let mut take = |body: &[u8]| {
            let (page, total) = decode::<L>(body)?.unwrap();
            let is_last = page.is_empty() || (items.len() + page.len()) as u64 >= total;
            items.extend(page);
            Ok(is_last)
        };
        self.follow(address, &mut take).await?;
        Ok(items)
    }

    /// Asks for one page after another, from the first, until `take` says that it was the last.
    pub(super) async fn follow(
        &self,
        address: &dyn Fn(u32) -> String,
        take: &mut dyn FnMut(&[u8]) -> Result<bool, ApiError>,
    ) -> Result<(), ApiError> {
        for page in 1..=MOST_PAGES {
            if take(&self.read(&address(page)).await?)? {
                return Ok(());
            }
        }
        Err(endless())
    }
}

fn endless() -> ApiError {
    let message = t!("the list does not end after {MOST_PAGES} pages");
    ApiError::Malformed { path: ".".to_owned(), message }
}

fn page_after(path: &str, asked: &Parameters, token: Option<String>) -> String {
    let mut asked = asked.clone();
    asked.push(("page_size", TOKEN_PAGE_SIZE.to_string()));
    asked.extend(token.map(|token| ("page_token", token)));
    address(path, &asked)
}

/// A path with a query.
pub(super) fn address(path: &str, asked: &Parameters) -> String {
    format!("{path}?{}", Serializer::new(String::new()).extend_pairs(asked).finish())
}

/// The query of a numbered page.
pub(super) fn query_text(query: &ListQuery) -> String {
    let mut text = Serializer::new(String::new());
    if let Some(group) = &query.instance_group_id {
        text.append_pair("instance_group_id", group.as_str());
    }
    text.append_pair("order_by", query.order_by.as_str());
    for (name, number) in [("page", query.page), ("page_size", query.page_size)] {
        if let Some(number) = number {
            text.append_pair(name, &number.to_string());
        }
    }
    text.finish()
}
