//! Deleting a template of either generation, with the groups that lose it.

use leptos::prelude::*;

use crate::lab::template_users;
use crate::route::Route;
use crate::ui::kit::view::{live, memo, text, when};
use crate::ui::kit::{ConfirmDelete, Work};

/// The groups that use a template, each by its name; none where that is not known.
pub type Users = Option<Vec<(String, Route)>>;

/// Asks before a template is deleted.
#[component]
pub fn DeleteTemplate(
    open: RwSignal<bool>,
    /// The template's name.
    name: Memo<String>,
    /// What becomes of the groups and Instances.
    consequence: &'static str,
    /// Who uses it.
    #[prop(into)]
    users: Signal<Users>,
    /// Whether that is still being read.
    #[prop(into)]
    waiting: Signal<bool>,
    delete: Callback<(), Work<()>>,
    done: Callback<()>,
) -> impl IntoView {
    let is_unused = move || users.with(|users| users.as_ref().is_some_and(Vec::is_empty));
    let word = memo(move || if is_unused() { String::new() } else { name.get() });
    let words = move || template_users(users.with(|users| Some(users.as_ref()?.len())));
    let list = move || users.get().unwrap_or_default().into_iter().map(user).collect_view();
    view! {
        <ConfirmDelete
            open word delete done consequence
            title=Signal::derive(move || t!("Delete template {}?", name.get()))
            ready=Signal::derive(move || !waiting.get())
        >
            {when(move || !waiting.get(), move || view! {
                <p>{text(words)}</p>
                <ul>{live(list)}</ul>
            })}
        </ConfirmDelete>
    }
}

fn user((name, route): (String, Route)) -> impl IntoView {
    view! { <li><a href=route.href()>{name}</a></li> }
}
