//! The pages, one file each.

mod activity;
mod connect;
mod editor;
mod elsewhere;
mod file_move;
pub mod group;
mod group_file;
mod group_form;
mod groups;
mod help;
mod holds_over;
mod palette;
mod passing;
mod policy_form;
mod target_group_form;
mod target_template;
mod target_template_form;
mod template;
mod template_form;
mod templates;

use leptos::prelude::*;

use crate::base::translated;
use crate::route::Route;
use crate::ui::kit::location::use_here;
use crate::ui::kit::part::{NotFetched, Part};
use crate::ui::kit::task;
use crate::ui::kit::view::{Live, live, memo};
use crate::ui::link::preview::MakePreview;
use crate::ui::link::session::use_session;
use crate::wire::{Generation, GroupId};
use group::whatif::ViewsPart;

/// The part that makes the page of a group.
type GroupPart = Part<group::Makers>;

/// The part that makes the pages which are neither the groups' nor a group's.
type PagesPart = Part<Makers>;

/// What the part of the pages brings.
#[derive(Clone, Copy)]
struct Makers {
    page: fn(Route) -> AnyView,
    barred: fn() -> AnyView,
    palette: fn(RwSignal<bool>) -> AnyView,
}

/// Fetches the part of the pages. The first visit needs the groups alone, so that everything else
/// comes behind it. A debug build stays whole.
async fn fetch() -> Result<Makers, NotFetched> {
    #[cfg(not(debug_assertions))]
    return part().await;
    #[cfg(debug_assertions)]
    part()
}

#[cfg_attr(not(debug_assertions), wasm_split_helpers::wasm_split(pages, fallible))]
fn part() -> Result<Makers, NotFetched> {
    Ok(Makers {
        page: parted,
        barred: why_barred,
        // It comes to every page, so what is told on every page comes with it.
        palette: |open| {
            elsewhere::keep_in_address();
            passing::let_toasts_pass();
            view! { <palette::Palette open /> <holds_over::HoldsOver /> }.into_any()
        },
    })
}

/// Fetches what a page needs beside the console itself, before the console stands.
pub fn fetch_early(route: &Route) {
    // The page itself asks again, and tells when it fails.
    let route = route.clone();
    task::spawn(async move { fetch_for(&route).await });
}

/// Fetches the part that makes a page; once it is there, it is not fetched again.
async fn fetch_for(route: &Route) {
    match route {
        Route::Groups => {}
        Route::Group(_) | Route::TargetGroup(_) => drop(group::fetch().await),
        _ => drop(fetch().await),
    }
}

/// Provides the parts that the pages are made of, and fetches them ahead: behind what the address
/// asks for, with which they would share the network.
pub fn provide_parts(route: Route) {
    let group = GroupPart::new(|| Box::pin(group::fetch()));
    let pages = PagesPart::new(|| Box::pin(fetch()));
    let what_if = ViewsPart::new(|| Box::pin(group::whatif::fetch()));
    provide_context(group);
    provide_context(pages);
    provide_context(what_if);
    provide_context(MakePreview(|previewed| {
        let make = move |makers: group::Makers| (makers.preview)(previewed.clone());
        expect_context::<GroupPart>().within(t!("the replay"), make).into_any()
    }));
    // The list asks for it once its first rows stand.
    provide_context(groups::WatchPart::new(|| Box::pin(groups::watch::fetch())));
    task::spawn(async move {
        fetch_for(&route).await;
        group.fetch_ahead();
        what_if.fetch_ahead();
        pages.fetch_ahead();
    });
}

/// The page of a route.
pub fn page(route: &Route) -> AnyView {
    match route.clone() {
        Route::Groups => view! { <groups::Groups /> }.into_any(),
        Route::Group(id) => group_page(Generation::V1alpha1, id),
        Route::TargetGroup(id) => group_page(Generation::V1alpha2, id),
        route => {
            let make = move |makers: Makers| (makers.page)(route.clone());
            expect_context::<PagesPart>().page(translated(TITLE), make).into_any()
        }
    }
}

fn group_page(generation: Generation, id: GroupId) -> AnyView {
    let make = move |makers: group::Makers| (makers.page)(generation, id.clone());
    expect_context::<GroupPart>().page(t!("Group"), make).into_any()
}

/// What stands in a page's place while it cannot be shown.
pub fn barred() -> AnyView {
    let make = |makers: Makers| (makers.barred)();
    expect_context::<PagesPart>().page(translated(TITLE), make).into_any()
}

/// The command palette, once the part is there.
pub fn palette(open: RwSignal<bool>) -> Live {
    let part = expect_context::<PagesPart>();
    live(move || part.brought().map(|makers| (makers.palette)(open)))
}

/// The heading where the part of the pages could not be fetched.
const TITLE: &str = text!("Not loaded");

/// Why a page cannot be shown: its address is of another place, or the key is gone.
fn why_barred() -> AnyView {
    let (here, session) = (use_here(), use_session());
    let route = here.route();
    let is_elsewhere =
        memo(move || session.spot().is_some_and(|own| here.location().is_elsewhere(&own)));
    live(move || match (is_elsewhere.get(), session.locked(), route.get()) {
        (false, Some(kept), route) => view! { <connect::Unlock kept route /> }.into_any(),
        _ => view! { <elsewhere::Elsewhere /> }.into_any(),
    })
    .into_any()
}

/// A page of the part. The groups' and a group's are not, so they are unknown to it.
fn parted(route: Route) -> AnyView {
    match route {
        Route::GroupNew => view! { <group_form::GroupNew /> }.into_any(),
        Route::GroupFromFile => view! { <group_file::GroupFile /> }.into_any(),
        Route::GroupEdit(id) => view! { <group_form::GroupEdit id /> }.into_any(),
        Route::PolicyNew(group) => view! { <policy_form::PolicyNew group /> }.into_any(),
        Route::PolicyEdit(group, id) => view! { <policy_form::PolicyEdit group id /> }.into_any(),
        Route::Templates => view! { <templates::Templates /> }.into_any(),
        Route::TemplateNew => view! { <template_form::TemplateNew /> }.into_any(),
        Route::Template(id) => view! { <template::TemplatePage id /> }.into_any(),
        Route::TemplateEdit(id) => view! { <template_form::TemplateEdit id /> }.into_any(),
        Route::Activity => view! { <activity::Activity /> }.into_any(),
        Route::Connect => view! { <connect::Connect /> }.into_any(),
        Route::Help => view! { <help::Contents /> }.into_any(),
        Route::HelpPage(name) => view! { <help::Page name /> }.into_any(),
        Route::TargetGroupNew => {
            view! { <target_group_form::TargetGroupNew /> <file_move::FileMove /> }.into_any()
        }
        Route::TargetGroupEdit(id) => {
            view! { <target_group_form::TargetGroupEdit id /> }.into_any()
        }
        Route::TargetTemplateNew => {
            view! { <target_template_form::TargetTemplateNew /> }.into_any()
        }
        Route::TargetTemplate(id) => {
            view! { <target_template::TargetTemplatePage id /> }.into_any()
        }
        Route::TargetTemplateEdit(id) => {
            view! { <target_template_form::TargetTemplateEdit id /> }.into_any()
        }
        Route::Groups | Route::Group(_) | Route::TargetGroup(_) | Route::Unknown => {
            view! { <Unknown /> }.into_any()
        }
    }
}

#[component]
fn Unknown() -> impl IntoView {
    use crate::ui::kit::Head;
    view! {
        <Head title=t!("No such page") />
        <p>
            {t!("The address names no page of the console. ")} <a href=Route::Groups.href()>
                {t!("See your groups")}
            </a> "."
        </p>
    }
}
