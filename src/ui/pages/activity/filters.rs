//! Which writes are listed. The address has it, so that a reload shows the same.

use leptos::prelude::*;

use super::state::Page;
use crate::lab::activity::{Kind, State};
use crate::ui::kit::location::use_here;
use crate::ui::kit::view::{live, memo, text};

/// The filters, and how many writes they leave.
#[component]
pub fn Filters(page: Page) -> impl IntoView {
    let here = use_here();
    let places = memo(move || {
        let mut places: Vec<(String, String)> = Vec::new();
        page.all.with(|all| {
            for place in all.list.iter().map(|one| one.place()) {
                if places.iter().all(|(known, _)| *known != place) {
                    places.push((place.clone(), place));
                }
            }
        });
        places
    });
    let outcomes = State::ALL.map(|one| (one.key().to_owned(), one.word().to_owned())).to_vec();
    let kinds = Kind::ALL.map(|one| (one.noun().to_owned(), one.label().to_owned())).to_vec();
    let told = move || match (page.shown.with(Vec::len), page.count()) {
        (shown, all) if shown == all => t!("{all} listed"),
        (shown, all) => t!("{shown} of {all}"),
    };
    view! {
        <div class="activity-filters" role="search" aria-label=t!("Filter the activity")>
            <label class="search">
                <span>{t!("Search by name, value or path")}</span>
                <input
                    type="search"
                    prop:value=here.param("search")
                    on:input=move |event| here.set_param("search", &event_target_value(&event))
                />
            </label>
            <Choice label=t!("Outcome") param="outcome" choices=Signal::stored(outcomes) />
            <Choice label=t!("About") param="kind" choices=Signal::stored(kinds) />
            <Choice label=t!("Environment") param="place" choices=places.into() />
            <span class="help" role="status">{text(told)}</span>
        </div>
    }
}

/// One of several values, or any.
#[component]
fn Choice(
    label: &'static str,
    param: &'static str,
    choices: Signal<Vec<(String, String)>>,
) -> impl IntoView {
    let here = use_here();
    let chosen = here.param(param);
    let option = move |(value, label): (String, String)| {
        let is_chosen = chosen.with(|chosen| *chosen == value);
        view! { <option value=value selected=is_chosen>{label}</option> }
    };
    view! {
        <label class="search">
            <span>{label}</span>
            <select on:change=move |event| here.set_param(param, &event_target_value(&event))>
                <option value="" selected=chosen.with(String::is_empty)>{t!("Any")}</option>
                {live(move || choices.get().into_iter().map(option).collect_view())}
            </select>
        </label>
    }
}
