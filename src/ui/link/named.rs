//! What ids name, on a page that shows them.

use leptos::prelude::*;

use super::picks::listed;
use crate::forms::neighbours::{Kind, Neighbours};
use crate::ui::kit::clipboard::CopyButton;
use crate::ui::kit::view::{live, memo};

/// The names of ids, each with its id to copy; an id alone where no name is known.
#[component]
pub fn Named(
    /// What they are ids of.
    kind: Kind,
    /// The ids.
    ids: Vec<String>,
    /// The project that has them.
    project: String,
) -> impl IntoView {
    let list = listed(kind, memo(move || project.clone()));
    let known = memo(move || Neighbours(list.get().map(|all| (kind, all)).into_iter().collect()));
    let named = move |id: String| {
        let own = id.clone();
        let name = memo(move || known.with(|all| Some(all.offer(kind, &own)?.name.clone())));
        let id = StoredValue::new(id);
        let copied = Callback::new(move |()| id.get_value());
        live(move || match name.get() {
            Some(name) => view! {
                <p>{name} " " <CopyButton label=t!("Copy id") text=copied /></p>
            }
            .into_any(),
            None => view! { <p class="id">{id.get_value()}</p> }.into_any(),
        })
    };
    ids.into_iter().map(named).collect_view()
}
