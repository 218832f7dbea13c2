//! The search within the help. What is looked for stands in the address, so that the way back from
//! a place that was found leads to the others.

use leptos::prelude::*;

use crate::help::{Book, Found, found, found_words};
use crate::route::Location;
use crate::ui::kit::location::use_here;
use crate::ui::kit::view::live;

/// How many places are shown.
const MOST: usize = 20;

/// The parameter of what is looked for.
const SOUGHT: &str = "search";

/// The search, and what stands below it while nothing is looked for.
#[component]
pub fn Search(book: &'static Book, children: ChildrenFn) -> impl IntoView {
    let here = use_here();
    let sought = here.param(SOUGHT);
    view! {
        <div class="help-search" role="search" aria-label=t!("Search the help")>
            <label class="search">
                <span>{t!("Search the help")}</span>
                <input
                    type="search"
                    prop:value=sought
                    on:input=move |event| here.set_param(SOUGHT, &event_target_value(&event))
                />
            </label>
        </div>
        {live(move || sought.with(|text| match text.trim() {
            "" => children().into_any(),
            text => view! { <Results book text=text.to_owned() /> }.into_any(),
        }))}
    }
}

#[component]
fn Results(book: &'static Book, text: String) -> impl IntoView {
    let (found, count) = found(book, &text, MOST);
    let told = found_words(found.len(), count);
    view! {
        <p class="help" role="status">{told}</p>
        <ul class="help-found" aria-label=t!("Places found")>
            {found.into_iter().map(place).collect_view()}
        </ul>
    }
}

fn place(Found { page, anchor, heading, excerpt }: Found<'static>) -> AnyView {
    let href = Location::in_help(&page.name, anchor).href();
    let title = page.title.as_str();
    let (words, of) = match heading.is_empty() {
        true => (title.to_owned(), None),
        false => (heading, Some(title)),
    };
    view! {
        <li>
            <a href=href>{words}</a> " " <small>{of}</small>
            <p>{excerpt}</p>
        </li>
    }
    .into_any()
}
