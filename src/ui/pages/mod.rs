//! The pages, one file each.

mod connect;
mod editor;
pub mod group;
mod group_form;
mod groups;
mod policy_form;
mod template;
mod template_form;
mod templates;

use leptos::prelude::*;

use crate::forms::connection::Kept;
use crate::route::Route;
use crate::ui::kit::part::Part;
use crate::ui::kit::task;

/// The part that makes the pages of groups.
type GroupPart = Part<group::MakePage>;

/// Fetches what a page needs beside the console itself, before the console stands.
pub fn fetch_early(route: &Route) {
    if matches!(route, Route::Group(_)) {
        // The page itself asks again, and tells when it fails.
        task::spawn(async { drop(group::fetch().await) });
    }
}

/// Provides the parts that the pages are made of, and fetches them ahead.
pub fn provide_parts() {
    let part = GroupPart::new(|| Box::pin(group::fetch()));
    provide_context(part);
    part.fetch_ahead();
}

/// The page of a route.
pub fn page(route: &Route) -> AnyView {
    match route.clone() {
        Route::Groups => view! { <groups::Groups /> }.into_any(),
        Route::GroupNew => view! { <group_form::GroupNew /> }.into_any(),
        Route::Group(id) => {
            let make = move |make: group::MakePage| make(id.clone());
            expect_context::<GroupPart>().page("Group", make).into_any()
        }
        Route::GroupEdit(id) => view! { <group_form::GroupEdit id /> }.into_any(),
        Route::PolicyNew(group) => view! { <policy_form::PolicyNew group /> }.into_any(),
        Route::PolicyEdit(group, id) => view! { <policy_form::PolicyEdit group id /> }.into_any(),
        Route::Templates => view! { <templates::Templates /> }.into_any(),
        Route::TemplateNew => view! { <template_form::TemplateNew /> }.into_any(),
        Route::Template(id) => view! { <template::TemplatePage id /> }.into_any(),
        Route::TemplateEdit(id) => view! { <template_form::TemplateEdit id /> }.into_any(),
        Route::Connect => view! { <connect::Connect /> }.into_any(),
        Route::Unknown => view! { <Unknown /> }.into_any(),
    }
}

/// What stands in a page's place while the key of its connection is gone.
pub fn unlock(kept: Kept, route: Route) -> AnyView {
    view! { <connect::Unlock kept route /> }.into_any()
}

#[component]
fn Unknown() -> impl IntoView {
    use crate::ui::kit::Head;
    view! {
        <Head title="No such page" />
        <p>
            "The address names no page of the console. " <a href=Route::Groups.href()>
                "See your groups"
            </a> "."
        </p>
    }
}
