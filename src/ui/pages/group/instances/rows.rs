//! The table of Instances.

use leptos::prelude::*;

use super::replacement::Replacement;
use crate::lab::instances::{Instance, Revision};
use crate::ui::kit::clipboard::CopyButton;
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::view::{Entry, list, text};

#[component]
pub fn Rows(all: Memo<Option<Vec<Instance>>>, replacement: Replacement) -> impl IntoView {
    view! {
        <div class="table-wrap" tabindex="0" role="group" aria-label=t!("Rows of Instances")>
            <table class="stacked">
                <thead>
                    <tr>
                        <th scope="col">{t!("Name")}</th>
                        <th scope="col">{t!("State")}</th>
                        <th scope="col">{t!("Type")}</th>
                        <th scope="col">{t!("Instance" => "Created")}</th>
                        <th scope="col">{t!("Template")}</th>
                        <th scope="col"><span class="sr-only">{t!("Actions")}</span></th>
                    </tr>
                </thead>
                <tbody>
                    {list(move || all.get().unwrap_or_default().into_iter().map(move |one| {
                        let key = format!("{one:?}");
                        Entry::new(key, move || row(one, replacement))
                    }))}
                </tbody>
            </table>
        </div>
    }
}

/// An Instance that its own API does not show is on its way, or gone.
fn row(one: Instance, replacement: Replacement) -> AnyView {
    let Some(server) = one.server.clone() else {
        return view! {
            <tr>
                <th scope="row" class="id" title=one.id.to_string()>{one.short_name()}</th>
                <td colspan="5">{t!("Not in the Instance list")}</td>
            </tr>
        }
        .into_any();
    };
    let detail = (!server.state_detail.is_empty())
        .then(|| view! { " " <small>{server.state_detail.clone()}</small> }.into_any());
    let created_ms = server.creation_date.as_millis();
    let revision = match one.revision {
        Revision::Present => t!("as it is now").into_any(),
        Revision::Old => view! { <span class="pill warn">{t!("From before")}</span> }.into_any(),
        Revision::Unknown => t!("not known").into_any(),
    };
    let label = t!("Replace {}", server.name);
    let (short, id) = (one.short_name(), one.id.to_string());
    view! {
        <tr>
            <th scope="row" class="id nowrap" title=server.name>{short}</th>
            <td data-label=t!("State")>{server.state} {detail}</td>
            <td data-label=t!("Type") class="nowrap">{server.commercial_type}</td>
            <td data-label=t!("Instance" => "Created") class="nowrap">
                {text(move || time::text(created_ms, Style::Short))}
            </td>
            <td data-label=t!("Template")>{revision}</td>
            <td class="actions end">
                <CopyButton
                    label=t!("Copy id") quiet=true
                    text=Callback::new(move |()| id.clone())
                />
                <button
                    class="small"
                    aria-label=label
                    on:click=move |_| replacement.asked.set(Some(one.id.clone()))
                >{t!("Replace…")}</button>
            </td>
        </tr>
    }
    .into_any()
}
