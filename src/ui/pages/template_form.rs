//! The forms for a new and a stored template.

use std::rc::Rc;

use leptos::prelude::*;

use super::editor::{Editor, change, creation};
use crate::forms::template as form;
use crate::route::Route;
use crate::ui::kit::view::{live, memo};
use crate::ui::kit::{Form, FormState, Saved, Submitter};
use crate::ui::link::query::query;
use crate::ui::link::session::use_session;
use crate::wire::{ListQuery, Template, TemplateId};

#[component]
pub fn TemplateNew() -> impl IntoView {
    // Without the list the form still works; only the suggestions are missing.
    let known = query(|client| async move {
        Ok(client.list::<Template>(&ListQuery::default()).await.unwrap_or_default())
    });
    let above = vec![("Templates".to_owned(), Route::Templates)];
    view! { <Editor above title="New template" what="the templates" read=known form=new_form /> }
}

fn saved(template: &Template, words: &str) -> Saved {
    let words = format!("Template {} {words}", template.name);
    Saved { words, next: Route::Template(template.id.clone()) }
}

fn new_form(known: Vec<Template>) -> AnyView {
    let session = use_session();
    let blank = form::blank(&known, &untrack(|| session.project()));
    let state = FormState::resuming(Route::TemplateNew.path(), blank);
    let ids: Vec<_> = known.iter().map(|template| template.id.clone()).collect();
    let submitter: Submitter = Box::new(move |draft| {
        let body = form::create(draft)?;
        let told = Rc::new(|template: &Template| saved(template, "is created."));
        Ok(creation::<Template>(session, body, ListQuery::default(), &ids, told))
    });
    let sections = memo(move || state.draft.with(|draft| form::sections(draft, &known, false)));
    view! {
        <Form state sections verb="Create template" cancel=Route::Templates.href() submitter>
            <VolumeButtons state />
        </Form>
    }
    .into_any()
}

#[component]
fn VolumeButtons(state: FormState) -> impl IntoView {
    let slots = memo(move || state.draft.with(form::slots));
    view! {
        <div class="actions" role="group" aria-label="Volumes">
            <button type="button" on:click=move |_| state.draft.update(form::add_volume)>
                "Add a volume"
            </button>
            {live(move || slots.get().into_iter().map(|slot| {
                let label = format!("Remove volume {slot}");
                view! {
                    <button
                        type="button"
                        on:click=move |_| {
                            state.draft.update(|draft| form::remove_volume(draft, &slot));
                        }
                    >
                        {label}
                    </button>
                }
            }).collect_view())}
        </div>
    }
}

#[component]
pub fn TemplateEdit(id: TemplateId) -> impl IntoView {
    let above = vec![
        ("Templates".to_owned(), Route::Templates),
        ("Template".to_owned(), Route::Template(id.clone())),
    ];
    let stored = query(move |client| {
        let id = id.clone();
        async move { client.get::<Template>(&id).await }
    });
    view! { <Editor above title="Edit template" what="the template" read=stored form=edit_form /> }
}

fn edit_form(stored: Template) -> AnyView {
    let session = use_session();
    let place = Route::TemplateEdit(stored.id.clone()).path();
    let cancel = Route::Template(stored.id.clone()).href();
    let state = FormState::resuming(place, form::draft(&stored));
    let submitter: Submitter = Box::new(move |draft| {
        let body = form::changes(draft, &stored)?;
        let told = |template: &Template| {
            saved(template, "is changed. Running Instances keep what they have.")
        };
        Ok(change::<Template>(session, &stored, body, Rc::new(told)))
    });
    let sections = memo(move || state.draft.with(|draft| form::sections(draft, &[], true)));
    view! {
        <Form state sections verb="Save template" cancel submitter>
            <VolumeButtons state />
        </Form>
    }
    .into_any()
}
