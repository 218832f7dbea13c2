//! A group taken elsewhere.

use leptos::prelude::*;

use super::whatif::Lab;
use crate::lab::Exported;
use crate::ui::kit::Dialog;
use crate::ui::kit::location::{Opening, use_here};
use crate::ui::link::hold::hold_remark;
use crate::ui::link::query::query;
use crate::ui::link::{ExportForms, origin};

/// A button that opens the dialog, and the dialog.
#[component]
pub fn Export(lab: Lab) -> impl IntoView {
    let open = use_here().opening("export");
    let title = Signal::derive(move || {
        let name = lab.inputs.group.with(|group| group.as_ref().map(|own| own.name().to_owned()));
        t!("Export {}", name.unwrap_or_default())
    });
    view! {
        <button on:click=move |_| open.open()>{t!("Export…")}</button>
        <Dialog open title><Forms lab open /></Dialog>
    }
}

#[component]
fn Forms(lab: Lab, open: Opening) -> impl IntoView {
    let read = query(move |client| {
        let group = lab.inputs.group.get();
        async move {
            match group {
                Some(group) => Ok(Some(origin(&client, group).await?)),
                None => Ok(None),
            }
        }
    });
    let found = Signal::derive(move || {
        let origin = read.get().flatten()?;
        Some(Exported::Group(Box::new(origin)))
    });
    let error = Signal::derive(move || read.error());
    let remark = Signal::derive(move || lab.inputs.group.with(|own| hold_remark(own.as_ref()?)));
    view! { <ExportForms found error remark close=Callback::new(move |()| open.close()) /> }
}
