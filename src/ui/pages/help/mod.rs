//! The help: its table of contents, and its pages.

mod article;
mod beside;
mod content;
mod read;
mod search;

use leptos::prelude::*;

use self::article::Article;
use self::read::with_book;
use self::search::Search;
use crate::help::{Book, Entry, Page as HelpPage, Section};
use crate::route::Route;
use crate::ui::kit::{Breadcrumb, Head};

/// The table of contents.
#[component]
pub fn Contents() -> impl IntoView {
    with_book(|book| view! { <Head title=t!("Help") /> <Listed book /> }.into_any())
}

/// A page by its name.
#[component]
pub fn Page(name: String) -> impl IntoView {
    with_book(move |book| match book.page(&name) {
        Some(page) => view! { <Opened book page /> }.into_any(),
        None => view! {
            <Head title=t!("No such page of the help") />
            <p>
                {t!("The address names no page of the help. Look for it by its words, or below.")}
            </p>
            <Listed book />
        }
        .into_any(),
    })
}

#[component]
fn Opened(book: &'static Book, page: &'static HelpPage) -> impl IntoView {
    view! {
        <Breadcrumb above=vec![(t!("Help").to_owned(), Route::Help)] />
        <Head title=page.title.clone() />
        <Search book>
            <Article book page />
        </Search>
    }
}

/// Every question with the page that answers it, unless something is looked for.
#[component]
fn Listed(book: &'static Book) -> impl IntoView {
    view! {
        <Search book>
            <div class="help-contents">
                {book.sections.iter().map(section).collect_view()}
            </div>
        </Search>
    }
}

fn section(section: &'static Section) -> AnyView {
    view! {
        <section class="card">
            <h2>{section.title.as_str()}</h2>
            <ul>{section.entries.iter().map(entry).collect_view()}</ul>
        </section>
    }
    .into_any()
}

fn entry(Entry { question, page }: &'static Entry) -> AnyView {
    let href = Route::HelpPage(page.clone()).href();
    view! { <li><a href=href>{question.as_str()}</a></li> }.into_any()
}
