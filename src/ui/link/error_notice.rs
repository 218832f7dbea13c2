//! A failed read, said where its value would stand.

use leptos::prelude::*;

use super::session::use_session;
use crate::api::ApiError;
use crate::route::{Area, Route};
use crate::ui::kit::Environment;
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
    let unknown_key = matches!(error, ApiError::Refused { status: 401 | 403, .. });
    let is_gone = error.is_not_found();
    view! {
        <div class="notice bad" role="alert">
            <p><b>{what}</b> " " {error.to_string()} " " {is_gone.then(asked_there)}</p>
            <div class="actions">
                <button on:click=move |_| session.try_again()>{t!("Try again")}</button>
                {is_gone.then(list_link)}
                {(unknown_key || is_gone).then(|| view! {
                    <a class="button" href=Route::Connect.href()>{t!("Change the connection")}</a>
                })}
            </div>
        </div>
    }
}

/// Where something was asked for that is not there: an address may come from elsewhere.
fn asked_there() -> Option<String> {
    let Environment { word, zone, .. } =
        use_context::<Memo<Option<Environment>>>()?.get_untracked()?;
    Some(t!("Asked was {word} {zone}; it may be in another zone, project or connection."))
}

/// The list in which it would stand.
fn list_link() -> impl IntoView {
    let area = use_here().route().with_untracked(Route::area);
    let (label, list) = match area {
        Some(Area::Templates) => (t!("See your templates"), Route::Templates),
        _ => (t!("See your groups"), Route::Groups),
    };
    view! { <a class="button" href=list.href()>{label}</a> }
}
