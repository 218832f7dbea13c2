//! A call, to be taken elsewhere.

use leptos::prelude::*;

use crate::lab::SdkProgram;
use crate::ui::kit::clipboard::CopyButton;

/// Copies a call as a command for curl, and as a program where an SDK knows the call.
#[component]
pub fn CopyCall(
    /// The command.
    curl: Callback<(), String>,
    /// The program.
    sdk: Option<SdkProgram>,
) -> impl IntoView {
    let program = sdk.map(|SdkProgram { language, text }| {
        let label = match language {
            "Python" => t!("Copy as Python"),
            _ => t!("Copy as JavaScript"),
        };
        let text = StoredValue::new(text);
        view! { " " <CopyButton label text=Callback::new(move |()| text.get_value()) /> }
    });
    view! { <CopyButton label=t!("Copy as curl") text=curl /> {program} }
}
