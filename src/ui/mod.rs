//! Everything that the browser shows. The rules live in the pure modules; this one renders and
//! listens.
//!
//! State goes from the address over local signals to four contexts: the [`session::Session`] with
//! its client, the [`clock::Clock`] of the sandbox, the [`location::Here`] of the page and the
//! [`toast::Toasts`]. Reads are resources ([`query`]), writes are tasks ([`task`]).

#![expect(clippy::needless_pass_by_value, reason = "a component owns its properties")]

use leptos::mount::mount_to_body;

mod app;
mod clock;
mod components;
mod lab;
mod live;
mod location;
mod pages;
mod query;
mod session;
mod storage;
mod task;
mod time;
mod timeline;
mod toast;

/// Mounts the console on the page.
pub fn start() {
    console_error_panic_hook::set_once();
    mount_to_body(app::App);
}
