//! A group taken elsewhere.

use leptos::prelude::*;

use super::whatif::Lab;
use crate::forms::apply::Stored;
use crate::lab::Exported;
use crate::ui::kit::Dialog;
use crate::ui::kit::location::{Opening, use_here};
use crate::ui::kit::view::{memo, when};
use crate::ui::link::hold::use_holds;
use crate::ui::link::query::query;
use crate::ui::link::{ExportForms, origin};

/// A button that opens the dialog, and the dialog.
#[component]
pub fn Export(lab: Lab) -> impl IntoView {
    let open = use_here().opening("export");
    let title = Signal::derive(move || {
        let named = |group: &Option<Stored>| group.as_ref().map(|own| own.name().to_owned());
        let name = lab.inputs.known.group.with(named);
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
        let group = lab.inputs.known.whole.get();
        async move {
            match group {
                Some(group) => Ok(Some(origin(&client, group).await?)),
                None => Ok(None),
            }
        }
    });
    // What is saved, unless somebody says otherwise.
    let tried = RwSignal::new(false);
    let edited = memo(move || lab.tried.edited.get());
    let found = Signal::derive(move || {
        let origin = read.get().flatten()?;
        let edited = edited.get().filter(|_| tried.get());
        let origin = edited.map_or_else(|| origin.clone(), |own| origin.clone().under(&own.rules));
        Some(Exported::Group(Box::new(origin)))
    });
    let error = Signal::derive(move || read.error().or(lab.inputs.known.unread.get()));
    let held = lab.inputs.known.group;
    let holds = use_holds();
    let remark = Signal::derive(move || held.with(|own| holds.remark(own.as_ref()?)));
    view! {
        {when(move || edited.with(Option::is_some), move || view! {
            <label class="toggle">
                <input
                    type="checkbox" prop:checked=tried
                    on:change=move |event| tried.set(event_target_checked(&event))
                />
                {t!("With the rules that are tried, as saving them would leave the group")}
            </label>
        })}
        <ExportForms found error remark close=Callback::new(move |()| open.close()) />
    }
}
