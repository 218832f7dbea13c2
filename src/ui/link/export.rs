//! A group, a template or a policy taken elsewhere: as Terraform, as commands for curl, as a
//! program for an SDK, as the API's own bodies.

use leptos::prelude::*;

use super::alert;
use super::session::use_session;
use crate::api::ApiError;
use crate::lab::{ExportForm, Exported};
use crate::ui::kit::clipboard::CopyButton;
use crate::ui::kit::download::download;
use crate::ui::kit::focus;
use crate::ui::kit::toast::use_toasts;
use crate::ui::kit::view::{live, memo, text};

/// The id of the button that copies.
const COPY: &str = "export-copy";

/// Whether the focus is where the dialog put it: on the first of the choices.
fn is_at_rest() -> bool {
    let focused = document().active_element();
    focused.is_none_or(|element| element.has_attribute("aria-pressed"))
}

/// The forms of what is exported, to copy and to save; it stands in a dialog.
#[component]
pub fn ExportForms(
    /// What is exported, once it is read.
    #[prop(into)]
    found: Signal<Option<Exported>>,
    /// Why it could not be read.
    #[prop(into)]
    error: Signal<Option<ApiError>>,
    /// What whoever takes it has to know of it.
    #[prop(optional, into)]
    remark: Signal<Option<String>>,
    /// Shuts the dialog.
    close: Callback<()>,
) -> impl IntoView {
    let (session, toasts) = (use_session(), use_toasts());
    let form = RwSignal::new(ExportForm::default());
    let written = memo(move || {
        let zone = session.client().zone().clone();
        let exported = found.get()?;
        let text = exported.text(form.get(), &session.api_address(), &zone);
        Some(match remark.get() {
            Some(remark) => exported.remarked(form.get(), text, &remark),
            None => text,
        })
    });
    let purpose = move || found.with(|found| found.as_ref().map(|own| own.purpose(form.get())));
    let copied = Callback::new(move |()| written.get_untracked().unwrap_or_default());
    let save = move |_| {
        let (Some(text), Some(exported)) = (written.get_untracked(), found.get_untracked()) else {
            return;
        };
        if !download(&exported.file_name(form.get_untracked()), text.as_bytes()) {
            toasts.say(t!("The browser did not take the file."));
        }
    };
    let nothing = Signal::derive(move || written.with(Option::is_none));
    // Copying is what most come for, so that Enter does it, unless the focus was moved meanwhile.
    Effect::new(move |was_there: Option<bool>| {
        let is_there = !nothing.get();
        if is_there && was_there != Some(true) && is_at_rest() {
            focus(COPY);
        }
        is_there
    });
    let is_waiting = move || written.with(Option::is_none) && error.with(Option::is_none);
    view! {
        <Formats form />
        <p class="help">{live(purpose)}</p>
        {live(move || remark.get().map(|remark| view! { <p class="notice">{remark}</p> }))}
        {live(move || error.get().map(|error| alert(error.to_string())))}
        {live(move || is_waiting().then(|| view! {
            <p class="help">{t!("Reading what is exported…")}</p>
        }))}
        {live(move || written.get().map(|text| view! {
            <pre class="export" tabindex="0" aria-label=t!("What is exported")>{text}</pre>
        }))}
        <div class="actions">
            <CopyButton label=t!("Copy") text=copied disabled=nothing attr:id=COPY />
            <button class="small" disabled=nothing on:click=save>{t!("Save to a file")}</button>
            <button class="small" on:click=move |_| close.run(())>{t!("Close")}</button>
        </div>
    }
}

#[component]
fn Formats(form: RwSignal<ExportForm>) -> impl IntoView {
    let choices = ExportForm::ALL.map(|one| {
        view! {
            <button
                aria-pressed=text(move || (form.get() == one).to_string())
                on:click=move |_| form.set(one)
            >
                {one.label()}
            </button>
        }
    });
    view! {
        <div class="segments" role="group" aria-label=t!("Format")>
            {choices.into_iter().collect_view()}
        </div>
    }
}
