//! What a change of a template does beside its fields: to the price of an Instance, and to those
//! that run.

use leptos::prelude::*;

use super::picks::price_change;
use super::query::Query;
use crate::forms::fitting::keeping;
use crate::route::Route;
use crate::ui::kit::FormState;
use crate::ui::kit::view::{live, memo, when};

/// A group that uses a template.
#[derive(Clone, Debug, PartialEq)]
pub struct User {
    /// Its name.
    pub name: String,
    /// Its page, where its Instances are replaced.
    pub page: Route,
    /// How many Instances it has, where that is known.
    pub size: Option<u32>,
}

/// What saving a template's form does besides, once anything is typed.
pub fn template_effects(state: FormState, users: Query<Vec<User>>) -> AnyView {
    let price = price_change(state);
    let is_changed = memo(move || {
        let draft = state.draft.read();
        state.original.with_value(|original| *draft != *original)
    });
    view! {
        {live(move || price.get().map(|words| view! { <p role="status">{words}</p> }))}
        {when(move || is_changed.get(), move || view! { <Users users /> })}
    }
    .into_any()
}

#[component]
fn Users(users: Query<Vec<User>>) -> impl IntoView {
    live(move || {
        let users = users.get()?;
        let words = keeping(&users.iter().map(|own| own.size).collect::<Vec<_>>())?;
        let users = users.into_iter().filter(|own| own.size != Some(0));
        let users = users.map(|own| view! { <li><a href=own.page.href()>{own.name}</a></li> });
        Some(view! {
            <p>{words}</p>
            <ul aria-label=t!("Groups that use it")>{users.collect_view()}</ul>
        })
    })
}
