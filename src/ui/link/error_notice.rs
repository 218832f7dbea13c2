//! A failed read, said where its value would stand.

use leptos::prelude::*;

use super::session::use_session;
use crate::api::ApiError;
use crate::route::Route;

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
    let is_gone = matches!(error, ApiError::Refused { status: 404, .. });
    let is_elsewhere = matches!(error, ApiError::Refused { status: 401 | 403 | 404, .. });
    let mut why = error.to_string();
    if is_gone {
        // An address may come from elsewhere; the badge beside the heading says where this is.
        why += t!(" It may be in another zone, project or connection than the one named above.");
    }
    view! {
        <div class="notice bad" role="alert">
            <p><b>{what}</b> " " {why}</p>
            <div class="actions">
                <button on:click=move |_| session.try_again()>{t!("Try again")}</button>
                {is_elsewhere.then(|| view! {
                    <a class="button" href=Route::Connect.href()>{t!("Change the connection")}</a>
                })}
            </div>
        </div>
    }
}
