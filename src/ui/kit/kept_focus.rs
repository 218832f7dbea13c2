//! Keeps the focus when the element that has it goes, or is put elsewhere: without it a reader who
//! uses keys starts from the top of the page.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlElement, MutationObserver, MutationObserverInit};

/// What had the focus last, and what it stood in, from the inside out.
struct Last {
    element: HtmlElement,
    within: Vec<Element>,
}

/// Watches over the focus from now on.
pub fn keep_focus() {
    let last = StoredValue::new_local(None::<Last>);
    let noted = window_event_listener(ev::focusin, move |event| {
        last.set_value(event_target_of(&event).map(note));
    });
    // Who presses elsewhere takes the focus away.
    let pressed = window_event_listener(ev::pointerdown, move |_| last.set_value(None));
    let observed = StoredValue::new_local(None::<(Closure<dyn FnMut()>, MutationObserver)>);
    let changed = Closure::<dyn FnMut()>::new(move || {
        let is_lost = document().active_element().is_none_or(|own| own.tag_name() == "BODY");
        // Who has gone on to the browser's own controls is not fetched back from there.
        if is_lost && document().has_focus().unwrap_or_default() {
            last.with_value(|last| last.as_ref().map(give_on));
        }
    });
    let options = MutationObserverInit::new();
    options.set_child_list(true);
    options.set_subtree(true);
    if let (Some(body), Ok(observer)) =
        (document().body(), MutationObserver::new(changed.as_ref().unchecked_ref()))
        && observer.observe_with_options(&body, &options).is_ok()
    {
        observed.set_value(Some((changed, observer)));
    }
    on_cleanup(move || {
        noted.remove();
        pressed.remove();
        observed.try_update_value(|observed| {
            if let Some((_, observer)) = observed.take() {
                observer.disconnect();
            }
        });
    });
}

fn event_target_of(event: &web_sys::FocusEvent) -> Option<HtmlElement> {
    event.target()?.dyn_into().ok()
}

fn note(element: HtmlElement) -> Last {
    let within = std::iter::successors(element.parent_element(), |own| own.parent_element());
    let within = within.collect();
    Last { element, within }
}

/// To the element itself where it is still there, or else to the heading of what it stood in.
fn give_on(last: &Last) {
    if last.element.is_connected() {
        return take_focus(&last.element);
    }
    // A row that goes to another part of its table is drawn anew there.
    if let Some(moved) = same_link(last) {
        return take_focus(&moved);
    }
    // Rows that are scrolled away go, and the focus is not to jump with each.
    if last.within.iter().any(|own| own.tag_name() == "TBODY") {
        return;
    }
    let there = last.within.iter().filter(|own| own.is_connected());
    let headings = there.filter_map(|own| own.query_selector("h1, h2, h3").ok().flatten());
    let heading = headings
        .filter(|own| own.get_bounding_client_rect().height() > 0.0)
        .find_map(|own| own.dyn_into().ok());
    let page = || document().query_selector("main h1").ok().flatten()?.dyn_into().ok();
    if let Some(heading) = heading.or_else(page) {
        let heading: HtmlElement = heading;
        if !heading.has_attribute("tabindex") {
            heading.set_tab_index(-1);
        }
        take_focus(&heading);
    }
}

/// The link to the same page in what is left of where the focus was.
fn same_link(last: &Last) -> Option<HtmlElement> {
    let href = last.element.get_attribute("href")?;
    let left = last.within.iter().find(|own| own.is_connected())?;
    left.query_selector(&format!("a[href={href:?}]")).ok().flatten()?.dyn_into().ok()
}

/// Without a scroll: the page is where its reader wants it.
fn take_focus(element: &HtmlElement) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    // What cannot take it leaves it where it is.
    let _ = element.focus_with_options(&options);
}
