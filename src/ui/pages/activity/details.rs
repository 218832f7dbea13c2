//! What a write changed, and its call.

use std::sync::Arc;

use leptos::prelude::*;

use super::state::Page;
use crate::forms::Left;
use crate::lab::activity::{Change, Kind, State, Target, Undo, UndoForm, Written};
use crate::route::Route;
use crate::ui::kit::location::{navigate, use_here};
use crate::ui::kit::toast::use_toasts;
use crate::ui::kit::unsent;
use crate::ui::kit::view::live;
use crate::ui::link::CopyCall;
use crate::ui::link::undo::UNDO;
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
    let (linked, undone) = (one.clone(), one.clone());
    view! {
        <div class="write">
            <Table one=one.clone() />
            {notes.into_iter().map(|note| view! { <p class="help">{note}</p> }).collect_view()}
            <pre tabindex="0" aria-label=t!("The call as a line for curl")>{live(curl)}</pre>
            <div class="actions">
                <CopyCall curl=copy sdk=one.sdk() />
                {live(move || page_of(page, &linked).map(|(route, words)| view! {
                    <a class="button small" href=route.href()>{words}</a>
                }))}
                {live(move || undo_of(page, &undone).map(|undo| {
                    let one = undone.clone();
                    view! {
                        <button class="small" on:click=move |_| take_back(&one, &undo)>
                            {undo.verb()}
                        </button>
                    }
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
    let new = if one.state == State::Done { t!("After") } else { t!("Asked for") };
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
        <div class="table-wrap" tabindex="0" role="group" aria-label=t!("What it changed")>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t!("Field")}</th>
                        <th scope="col">{t!("Before")}</th>
                        <th scope="col">{new}</th>
                    </tr>
                </thead>
                <tbody>{changes.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Whether the console is connected to what was written to, and in its zone.
fn is_here(page: Page, one: &Written) -> bool {
    page.session.place() == one.entry.place
        && page.session.client_now().zone().as_str() == one.subject.zone
}

/// Whether a resource was deleted since.
fn is_gone(page: Page, one: &Written, target: &Target) -> bool {
    page.all.with(|all| all.is_gone(&one.entry.place, target))
}

/// How to take a write back, where the console is connected to it and it was not deleted since.
fn undo_of(page: Page, one: &Written) -> Option<Undo> {
    let undo = Undo::of(one).filter(|_| is_here(page, one))?;
    let is_lost = match &undo.form {
        UndoForm::Stored(target) => is_gone(page, one, target),
        // Whose policy it was, it can be again only while that is there.
        UndoForm::NewPolicy(group) => {
            is_gone(page, one, &Target::Group(Generation::V1alpha1, group.clone()))
        }
        UndoForm::NewGroup(_) | UndoForm::NewTemplate(_) => false,
    };
    (!is_lost).then_some(undo)
}

/// Opens the form that takes a write back. No link, since another tab would open the form without
/// the old values.
fn take_back(one: &Written, undo: &Undo) {
    let route = match &undo.form {
        UndoForm::Stored(Target::Group(generation, id)) => {
            Route::of_group_form(*generation, id.clone())
        }
        UndoForm::Stored(Target::Policy(group, id)) => Route::PolicyEdit(group.clone(), id.clone()),
        UndoForm::Stored(Target::Template(Generation::V1alpha1, id)) => {
            Route::TemplateEdit(id.clone())
        }
        UndoForm::Stored(Target::Template(Generation::V1alpha2, id)) => {
            Route::TargetTemplateEdit(id.clone())
        }
        UndoForm::NewGroup(Generation::V1alpha1) => Route::GroupNew,
        UndoForm::NewGroup(Generation::V1alpha2) => Route::TargetGroupNew,
        UndoForm::NewPolicy(group) => Route::PolicyNew(group.clone()),
        UndoForm::NewTemplate(Generation::V1alpha1) => Route::TemplateNew,
        UndoForm::NewTemplate(Generation::V1alpha2) => Route::TargetTemplateNew,
    };
    let left = Left { edits: undo.edits.clone(), origin: undo.words(one) };
    unsent::leave_at(route.path(), left);
    navigate(&route);
}

/// Takes back the write that the address names: what was just written leads here.
pub fn take_back_named(page: Page) {
    let (here, toasts) = (use_here(), use_toasts());
    let named = here.param(UNDO);
    Effect::new(move |_| {
        let name = named.get();
        if name.is_empty() {
            return;
        }
        // The way back from the form is to lead to the list.
        here.set_param(UNDO, "");
        let one = page.all.with_untracked(|all| all.named(&name));
        match one.and_then(|one| Some((untrack(|| undo_of(page, &one))?, one))) {
            Some((undo, one)) => take_back(&one, &undo),
            None => toasts.say(t!(
                "This cannot be taken back from here any more: what is known of it stands in \
                 this list."
            )),
        }
    });
}

/// The page of what was written, where the console is connected to it and it was not deleted since.
fn page_of(page: Page, one: &Written) -> Option<(Route, &'static str)> {
    let target = one.target()?;
    if !is_here(page, one) || is_gone(page, one, &target) {
        return None;
    }
    let route = match target {
        Target::Group(Generation::V1alpha1, id) => Route::Group(id),
        Target::Group(Generation::V1alpha2, id) => Route::TargetGroup(id),
        Target::Policy(group, id) => Route::PolicyEdit(group, id),
        Target::Template(Generation::V1alpha1, id) => Route::Template(id),
        Target::Template(Generation::V1alpha2, id) => Route::TargetTemplate(id),
    };
    let words = match one.subject.kind {
        Kind::Group => t!("Open the group"),
        Kind::Policy => t!("Open the policy"),
        Kind::Template => t!("Open the template"),
        Kind::Instance => t!("Open the Instance"),
        Kind::Other => t!("Open the resource"),
    };
    Some((route, words))
}
