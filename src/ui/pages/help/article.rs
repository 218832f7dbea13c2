//! A page of the help, and the way to one of its headings.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::beside::{OnThisPage, Pages};
use super::content::{content, heading_id};
use crate::help::{Book, Page};
use crate::route::HEADING;
use crate::ui::kit::location::use_here;

/// The page with the way through it, and to the others.
#[component]
pub fn Article(book: &'static Book, page: &'static Page) -> impl IntoView {
    let here = use_here();
    let at = here.param(HEADING);
    Effect::new(move |_| at.with(|anchor| arrive(anchor)));
    // The address does not change where it names the heading already.
    let again = move |event: MouseEvent| {
        if names_this_place(&event) {
            at.with_untracked(|anchor| arrive(anchor));
        }
    };
    view! {
        <div class="help-page" on:click=again>
            <OnThisPage page />
            <article>{content(page)}</article>
            <Pages book page />
        </div>
    }
}

/// Scrolls to a heading and gives it the focus, once the page stands.
fn arrive(anchor: &str) {
    if anchor.is_empty() {
        return;
    }
    let id = heading_id(anchor);
    request_animation_frame(move || {
        let Some(heading) = document().get_element_by_id(&id) else { return };
        if let Some(heading) = heading.dyn_ref::<HtmlElement>() {
            // A heading that cannot take the focus is scrolled to all the same.
            let _ = heading.focus();
        }
        heading.scroll_into_view();
    });
}

/// Whether a click is on a link to where the page stands already.
fn names_this_place(event: &MouseEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let link = target.and_then(|target| target.closest("a").ok().flatten());
    let to = link.and_then(|link| link.get_attribute("href"));
    to.is_some() && to == window().location().hash().ok()
}
