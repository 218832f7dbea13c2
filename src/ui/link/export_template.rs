//! A template taken elsewhere.

use leptos::prelude::*;

use super::export::ExportForms;
use crate::api::ApiError;
use crate::lab::Exported;
use crate::ui::kit::Dialog;
use crate::ui::kit::location::use_here;

/// A button that opens the dialog, and the dialog.
#[component]
pub fn ExportTemplate(
    /// The template's name.
    name: Memo<String>,
    /// The template, once it is read.
    #[prop(into)]
    found: Signal<Option<Exported>>,
    /// Why it could not be read.
    #[prop(into)]
    error: Signal<Option<ApiError>>,
) -> impl IntoView {
    let open = use_here().opening("export");
    let title = Signal::derive(move || t!("Export {}", name.get()));
    let close = Callback::new(move |()| open.close());
    view! {
        <button on:click=move |_| open.open()>{t!("Export…")}</button>
        <Dialog open title><ExportForms found error close /></Dialog>
    }
}
