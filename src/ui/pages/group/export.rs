//! A group taken elsewhere: as Terraform, as commands for curl, as the API's own bodies.

use leptos::prelude::*;

use super::whatif::Lab;
use crate::lab::{ExportForm, export_name};
use crate::ui::kit::Dialog;
use crate::ui::kit::clipboard::CopyButton;
use crate::ui::kit::download::download;
use crate::ui::kit::location::{Opening, use_here};
use crate::ui::kit::toast::use_toasts;
use crate::ui::kit::view::{live, memo, text};
use crate::ui::link::query::query;
use crate::ui::link::session::use_session;
use crate::ui::link::{alert, origin};

/// A button that opens the dialog, and the dialog.
#[component]
pub fn Export(lab: Lab) -> impl IntoView {
    let open = use_here().opening("export");
    let title = Signal::derive(move || {
        let name = lab.inputs.group.with(|group| group.as_ref().map(|own| own.name().to_owned()));
        format!("Export {}", name.unwrap_or_default())
    });
    view! {
        <button on:click=move |_| open.open()>"Export…"</button>
        <Dialog open title><Forms lab open /></Dialog>
    }
}

#[component]
fn Forms(lab: Lab, open: Opening) -> impl IntoView {
    let (session, toasts) = (use_session(), use_toasts());
    let form = RwSignal::new(ExportForm::default());
    let found = query(move |client| {
        let group = lab.inputs.group.get();
        async move {
            match group {
                Some(group) => Ok(Some(origin(&client, group).await?)),
                None => Ok(None),
            }
        }
    });
    let written = memo(move || {
        let zone = session.client().zone().clone();
        let origin = found.get().flatten()?;
        Some(form.get().text(&origin, &session.api_address(), &zone))
    });
    let copied = Callback::new(move |()| written.get_untracked().unwrap_or_default());
    let save = move |_| {
        let (Some(text), Some(group)) = (written.get_untracked(), lab.inputs.group.get_untracked())
        else {
            return;
        };
        if !download(&export_name(&group, form.get_untracked()), text.as_bytes()) {
            toasts.say("The browser did not take the file.");
        }
    };
    let nothing = Signal::derive(move || written.with(Option::is_none));
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
        <div class="segments" role="group" aria-label="Format">
            {choices.into_iter().collect_view()}
        </div>
        <p class="help">{live(move || form.get().purpose())}</p>
        {live(move || found.error().map(|error| alert(error.to_string())))}
        {live(move || found.is_waiting().then(|| view! {
            <p class="help">"Reading what the group is made of…"</p>
        }))}
        {live(move || written.get().map(|text| view! {
            <pre class="export" tabindex="0" aria-label="What is exported">{text}</pre>
        }))}
        <div class="actions">
            <CopyButton label="Copy" text=copied disabled=nothing />
            <button class="small" disabled=nothing on:click=save>"Save to a file"</button>
            <button class="small" on:click=move |_| open.close()>"Close"</button>
        </div>
    }
}
