//! What stands on every page: where one is, its heading, and that something is being read.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlMetaElement;

use super::view::live;
use crate::route::Route;

/// What the build has written into the page under this name.
pub fn told_at_build(name: &str) -> Option<String> {
    let meta = document().query_selector(&format!("meta[name={name}]")).ok()??;
    Some(meta.unchecked_into::<HtmlMetaElement>().content())
}

/// Where this page hangs.
#[component]
pub fn Breadcrumb(
    /// The pages above, outermost first.
    above: Vec<(String, Route)>,
) -> impl IntoView {
    view! {
        <nav class="crumb" aria-label=t!("Breadcrumb")>
            {above
                .into_iter()
                .map(|(name, route)| view! { <a href=route.href()>{name}</a> })
                .collect_view()}
        </nav>
    }
}

/// What is worked on. It stands beside every title, and in every dialog that writes.
#[derive(Clone, Debug, PartialEq)]
pub struct Environment {
    /// Whether it is real, and costs money.
    pub is_real: bool,
    /// What it is, in a word or two.
    pub word: &'static str,
    /// Its zone, and what the user calls it.
    pub zone: String,
}

/// The environment, as long as it is known.
#[component]
pub fn EnvironmentBadge() -> impl IntoView {
    let known = use_context::<Memo<Option<Environment>>>();
    live(move || {
        let Environment { is_real, word, zone } = known?.get()?;
        Some(view! {
            <span class="environment" class:real=is_real>
                <b>{word}</b> " " <span>{zone}</span>
            </span>
        })
    })
}

/// A page's heading, which names the document and takes the focus when the page opens, so that
/// a screen reader says where it is.
#[component]
pub fn Head(
    /// The heading.
    #[prop(into)]
    title: Signal<String>,
    /// What stands beside it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let heading = NodeRef::<html::H1>::new();
    Effect::new(move |_| document().set_title(&t!("{} · Headroom", title.get())));
    Effect::new(move |focused: Option<bool>| {
        if focused == Some(true) {
            return true;
        }
        heading.get().is_some_and(|heading| heading.focus().is_ok())
    });
    view! {
        <div class="page-head">
            <h1 tabindex="-1" node_ref=heading>{title}</h1>
            <EnvironmentBadge />
            {children.map(|children| children())}
        </div>
    }
}

/// Something is being read.
#[component]
pub fn Loading(
    /// What, as in `Loading groups…`.
    what: &'static str,
) -> impl IntoView {
    view! { <p class="waiting" role="status">{t!("Loading {what}…")}</p> }
}

/// The same for a whole page, with the shape that the frame in index.html has.
#[component]
pub fn LoadingPage(
    /// What, as in `Loading the group…`.
    what: &'static str,
) -> impl IntoView {
    view! {
        <Loading what />
        <div class="card skeleton" aria-hidden="true"><i></i><i></i><i></i><i></i></div>
    }
}
