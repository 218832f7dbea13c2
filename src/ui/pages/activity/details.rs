//! What a write changed, and its call.

use std::sync::Arc;

use leptos::prelude::*;

use super::state::Page;
use crate::lab::activity::{Change, State, Target, Written};
use crate::route::Route;
use crate::ui::kit::clipboard::CopyButton;
use crate::ui::kit::view::live;
use crate::wire::Generation;

/// All of a write.
#[component]
pub fn Details(page: Page, one: Arc<Written>) -> impl IntoView {
    let curl = {
        let one = one.clone();
        move || one.curl(&page.session.api_address())
    };
    let copied = curl.clone();
    let copy = Callback::new(move |()| untrack(&copied));
    let notes = one.notes();
    let linked = one.clone();
    view! {
        <div class="write">
            <Table one=one.clone() />
            {notes.into_iter().map(|note| view! { <p class="help">{note}</p> }).collect_view()}
            <pre tabindex="0" aria-label="The call as a line for curl">{live(curl)}</pre>
            <div class="actions">
                <CopyButton label="Copy as curl" text=copy />
                {live(move || page_of(page, &linked).map(|(route, words)| view! {
                    <a class="button small" href=route.href()>{words}</a>
                }))}
            </div>
        </div>
    }
}

#[component]
fn Table(one: Arc<Written>) -> impl IntoView {
    let changes = one.changes.asked.clone();
    if changes.is_empty() {
        return ().into_any();
    }
    let new = if one.state == State::Done { "After" } else { "Asked for" };
    let row = |Change { section, field, old, new }: Change| {
        view! {
            <tr>
                <th scope="row">{field} <small>{section}</small></th>
                <td>{old}</td>
                <td class="new">{new}</td>
            </tr>
        }
    };
    view! {
        <div class="table-wrap" tabindex="0" role="group" aria-label="What it changed">
            <table>
                <thead>
                    <tr>
                        <th scope="col">"Field"</th>
                        <th scope="col">"Before"</th>
                        <th scope="col">{new}</th>
                    </tr>
                </thead>
                <tbody>{changes.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// The page of what was written, where the console is connected to it and it was not deleted since.
fn page_of(page: Page, one: &Written) -> Option<(Route, String)> {
    let Written { entry, subject, .. } = one;
    let target = one.target()?;
    let here = (page.session.place(), page.session.client_now().zone().to_string());
    if here != (entry.place.clone(), subject.zone.clone())
        || page.all.with(|all| all.is_gone(&entry.place, &target))
    {
        return None;
    }
    let route = match target {
        Target::Group(Generation::V1alpha1, id) => Route::Group(id),
        Target::Group(Generation::V1alpha2, id) => Route::TargetGroup(id),
        Target::Policy(group, id) => Route::PolicyEdit(group, id),
        Target::Template(Generation::V1alpha1, id) => Route::Template(id),
        Target::Template(Generation::V1alpha2, id) => Route::TargetTemplate(id),
    };
    Some((route, format!("Open the {}", subject.kind.noun())))
}
