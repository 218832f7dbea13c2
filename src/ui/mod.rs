//! Everything that the browser shows. The rules live in the pure modules; this one renders.

use leptos::prelude::*;

/// Mounts the console on the page.
pub fn start() {
    leptos::mount::mount_to_body(|| view! { <h1>"Headroom"</h1> });
}
