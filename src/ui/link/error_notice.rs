//! A failed read, said where its value would stand.

use leptos::prelude::*;

use super::session::use_session;
use crate::api::ApiError;
use crate::route::{Area, Route};
use crate::ui::kit::location::use_here;

/// A read that failed, with a way to try again.
#[component]
pub fn ErrorNotice(
    /// What was being done, as in `The groups could not be read.`
    #[prop(into)]
    what: String,
    /// Why it failed.
    error: ApiError,
) -> impl IntoView {
    let session = use_session();
    let is_gone = error.is_not_found();
    let unknown_key = matches!(error, ApiError::Refused { status: 401 | 403, .. });
    let mut why = error.to_string();
    let mut links = Vec::new();
    if is_gone {
        // An address may come from elsewhere; the badge beside the heading says where this is.
        why += t!(" It may be in another zone, project or connection than the one named above.");
        links.push(list());
    }
    if is_gone || unknown_key {
        links.push((t!("Change the connection"), Route::Connect));
    }
    view! {
        <div class="notice bad" role="alert">
            <p><b>{what}</b> " " {why}</p>
            <div class="actions">
                <button on:click=move |_| session.try_again()>{t!("Try again")}</button>
                {links.into_iter().map(|(label, route)| view! {
                    <a class="button" href=route.href()>{label}</a>
                }).collect_view()}
            </div>
        </div>
    }
}

/// The list in which it would stand.
fn list() -> (&'static str, Route) {
    match untrack(|| use_here().location()).route.area() {
        Some(Area::Templates) => (t!("See your templates"), Route::Templates),
        _ => (t!("See your groups"), Route::Groups),
    }
}
