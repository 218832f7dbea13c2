//! What was done is said for a while: at the latest the page after the next one is without it.

use leptos::prelude::*;

use crate::ui::kit::location::use_here;
use crate::ui::kit::task;
use crate::ui::kit::toast::use_toasts;

/// How long it stands at most, in milliseconds.
const STANDS_MS: u32 = 20_000;

/// Lets go of the toasts that tell what was done.
pub fn let_toasts_pass() {
    let (toasts, route) = (use_toasts(), use_here().route());
    Effect::new(move |_| {
        let latest = toasts.latest();
        task::spawn(async move {
            task::pause(STANDS_MS).await;
            toasts.let_go(latest);
        });
    });
    // What is said as a page is left is read on the one that follows.
    Effect::new(move |before: Option<u32>| {
        // To track a memo that nobody reads would follow nothing.
        route.with(|_| ());
        toasts.let_go(before.unwrap_or(0));
        untrack(|| toasts.latest())
    });
}
