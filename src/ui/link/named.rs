//! What ids name, on a page that shows them.

use leptos::prelude::*;

use super::picks::listed;
use crate::forms::neighbours::{Kind, Neighbours};
use crate::ui::kit::clipboard::CopyButton;
use crate::ui::kit::view::{live, memo};

/// The name of an id that may change, in a line of text, with the id to copy; the id alone where
/// no name is known. A new id of the same project asks nothing.
#[component]
pub fn Name(
    /// What it is an id of.
    kind: Kind,
    /// The project that has it, and the id; nothing while none is known.
    of: Memo<Option<(String, String)>>,
) -> impl IntoView {
    let part =
        |pick: fn((String, String)) -> String| memo(move || of.get().map(pick).unwrap_or_default());
    let (project, id) = (part(|(project, _)| project), part(|(_, id)| id));
    let known = known(kind, project);
    live(move || name(known, kind, id.get()))
}

/// The names of ids, each in its line as [`Name`] has it.
#[component]
pub fn Named(
    /// What they are ids of.
    kind: Kind,
    /// The ids.
    ids: Vec<String>,
    /// The project that has them.
    project: String,
) -> impl IntoView {
    let known = known(kind, memo(move || project.clone()));
    ids.into_iter().map(|id| view! { <p>{name(known, kind, id)}</p> }).collect_view()
}

/// What there is of a kind in a project.
fn known(kind: Kind, project: Memo<String>) -> Memo<Neighbours> {
    let list = listed(kind, project);
    memo(move || Neighbours(list.get().map(|all| (kind, all)).into_iter().collect()))
}

fn name(known: Memo<Neighbours>, kind: Kind, id: String) -> impl IntoView {
    let own = id.clone();
    let name = memo(move || known.with(|all| Some(all.offer(kind, &own)?.name.clone())));
    let id = StoredValue::new(id);
    let copied = Callback::new(move |()| id.get_value());
    live(move || match name.get() {
        Some(name) => {
            view! { {name} " " <CopyButton label=t!("Copy id") text=copied quiet=true /> }
                .into_any()
        }
        None => view! { <span class="id">{id.get_value()}</span> }.into_any(),
    })
}
