//! The list of groups, judged: a part of its own, which comes once the first rows stand.

mod bulk;
mod chosen;
mod columns;
mod days;
mod list;
mod prices;
mod row;
mod size_bar;
mod tools;
mod watched;

use leptos::prelude::*;

use self::list::WatchList;
use super::lists::Lists;
use crate::ui::kit::part::NotFetched;

/// Makes the list.
pub type MakeWatch = fn(Lists) -> AnyView;

/// Fetches the part. A debug build stays whole.
pub async fn fetch() -> Result<MakeWatch, NotFetched> {
    #[cfg(not(debug_assertions))]
    return part().await;
    #[cfg(debug_assertions)]
    part()
}

#[cfg_attr(not(debug_assertions), wasm_split_helpers::wasm_split(watch, fallible))]
fn part() -> Result<MakeWatch, NotFetched> {
    Ok(|lists| view! { <WatchList lists /> }.into_any())
}
