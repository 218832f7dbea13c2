//! What stands beside a page of the help: its headings, and the other pages.

use leptos::prelude::*;

use crate::help::{Book, Entry, Node, Page, Section};
use crate::route::{Location, Route};
use crate::ui::kit::width::window_is;

/// A window in which these stand beside the page, as in `style/page/help.css`.
const WIDE: &str = "(width >= 67.5em)";

/// The page's headings.
#[component]
pub fn OnThisPage(page: &'static Page) -> impl IntoView {
    let link = |node: &Node| {
        let href = Location::in_help(&page.name, &node.to).href();
        view! { <li><a href=href>{node.words()}</a></li> }.into_any()
    };
    let links: Vec<AnyView> = page.headings().map(link).collect();
    (links.len() > 1).then(|| {
        view! {
            // Above the page it takes one line until somebody wants more.
            <details class="help-way" open=window_is(WIDE)>
                <summary>{t!("On this page")}</summary>
                <nav aria-label=t!("On this page")><ul>{links}</ul></nav>
            </details>
        }
    })
}

/// All pages, by the part of the contents that they stand in.
#[component]
pub fn Pages(book: &'static Book, page: &'static Page) -> impl IntoView {
    let link = move |Entry { page: name, .. }: &'static Entry| {
        let other = book.page(name)?;
        let current = (other.name == page.name).then_some("page");
        let href = Route::HelpPage(name.clone()).href();
        let title = other.title.as_str();
        Some(view! { <li><a href=href aria-current=current>{title}</a></li> }.into_any())
    };
    let part = move |section: &'static Section| {
        let links: Vec<AnyView> = section.entries.iter().filter_map(link).collect();
        view! { <li>{section.title.as_str()} <ul>{links}</ul></li> }.into_any()
    };
    view! {
        <nav class="help-way" aria-label=t!("Pages of the help")>
            <ul>{book.sections.iter().map(part).collect_view()}</ul>
        </nav>
    }
}
