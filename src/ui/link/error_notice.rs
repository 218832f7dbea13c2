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
    let unknown_key = matches!(error, ApiError::Refused { status: 401 | 403, .. });
    view! {
        <div class="notice bad" role="alert">
            <p><b>{what}</b> " " {error.to_string()}</p>
            <div class="actions">
                <button on:click=move |_| session.try_again()>{t!("Try again")}</button>
                {unknown_key.then(|| view! {
                    <a class="button" href=Route::Connect.href()>{t!("Change the connection")}</a>
                })}
            </div>
        </div>
    }
}
