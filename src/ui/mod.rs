//! Everything that the browser shows. The rules live in the pure modules; this one renders and
//! listens.
//!
//! State goes from the address over local signals to contexts, which [`app`] provides: the
//! connection with its client, the sandbox's clock, the page that is shown, the replay program and
//! the toasts. Reads are resources ([`link::query`]), writes are tasks ([`kit::task`]).
//!
//! It has three floors: [`kit`] (Leptos and the browser) under [`link`] (what lies behind the
//! pages) under [`pages`], each of which keeps its own parts in its folder.
//!
//! The page of a group and the pages with forms are files of their own that come after the groups
//! ([`kit::part`]). The linker knows what that is: nothing has to be said where the code stands.

#![expect(clippy::needless_pass_by_value, reason = "a component owns its properties")]

use leptos::mount::mount_to_body;
use leptos::prelude::*;

mod app;
mod kit;
mod link;
mod pages;

/// Mounts the console on the page, in the place of the frame that stands in index.html.
pub fn start() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        say_broken();
    }));
    if is_framed() {
        return say_at_start(FRAMED);
    }
    pages::fetch_early(&kit::location::current().route);
    // Where all comes from a cache, the frame would be gone before it was seen, and what the page
    // says first would come after many files instead of with the first bytes.
    kit::task::spawn(async {
        kit::frame_shown().await;
        link::language::speak_as_the_frame().await;
        // In a task of its own, so that a press is answered between it and the mount.
        kit::time::warm_up();
        kit::task::pause(0).await;
        if let Some(frame) = document().get_element_by_id("boot") {
            frame.remove();
        }
        mount_to_body(|| view! { <app::App /> });
    });
}

const FRAMED: &str = text!(
    "Headroom does not run inside a frame of another page, which could lay its \
    own buttons over it. Open it in a tab of its own."
);

/// Whether another page shows this one in a frame. A static host cannot forbid that by a header.
fn is_framed() -> bool {
    let window = window();
    match window.top() {
        Ok(Some(top)) => top != window,
        // A page of another origin does not even say who it is.
        Ok(None) | Err(_) => true,
    }
}

/// Says why the console does not start, where the frame in index.html says that it does.
fn say_at_start(words: &str) {
    if let Some(status) = document().get_element_by_id("boot-status") {
        status.set_text_content(Some(words));
    }
    mount_to_body(|| view! { <app::App /> });
}

/// A panic ends the program: nothing on the page answers any more, so the page must say so.
fn say_broken() {
    const WORDS: &str = text!(
        "Headroom met an error that it did not expect and has stopped. Reload the \
        page to go on; what the API and the sandbox hold is as it was."
    );
    let Some(body) = document().body() else { return };
    let Ok(notice) = document().create_element("p") else { return };
    notice.set_class_name("notice bad broken");
    notice.set_text_content(Some(WORDS));
    // Both only fail where there is no page left to speak on.
    let _ = notice.set_attribute("role", "alert");
    let _ = body.prepend_with_node_1(&notice);
}
