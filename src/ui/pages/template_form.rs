//! The forms for a new and a stored template.

use leptos::prelude::*;

use crate::forms::template as form;
use crate::route::Route;
use crate::ui::kit::location::navigate;
use crate::ui::kit::toast::use_toasts;
use crate::ui::kit::view::{live, memo};
use crate::ui::kit::{Breadcrumb, Form, FormState, Head, Loading, Submit, Submitter};
use crate::ui::link::ErrorNotice;
use crate::ui::link::query::query;
use crate::ui::link::session::use_session;
use crate::wire::{ListQuery, Template, TemplateId, UpdateTemplate};

#[component]
pub fn TemplateNew() -> impl IntoView {
    // Without the list the form still works; only the suggestions are missing.
    let known = query(|client| async move {
        Ok(client.list::<Template>(&ListQuery::default()).await.unwrap_or_default())
    })
    .first();
    view! {
        <Breadcrumb above=vec![("Templates".to_owned(), Route::Templates)] />
        <Head title="New template" />
        {live(move || match known.get() {
            Some(known) => view! { <NewForm known /> }.into_any(),
            None => view! { <Loading what="templates" /> }.into_any(),
        })}
    }
}

#[component]
fn NewForm(known: Vec<Template>) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let state = FormState::new(form::blank(&known, &untrack(|| session.project())));
    let submit: Submitter = Box::new(move |draft| {
        let body = form::create(draft)?;
        let client = session.client();
        let work: Submit = Box::pin(async move {
            let template = client.create::<Template>(&body).await?;
            toasts.say(format!("Template {} is created.", template.name));
            session.refresh();
            navigate(&Route::Template(template.id));
            Ok(())
        });
        Ok(work)
    });
    let sections = Signal::derive(move || state.draft.with(|d| form::sections(d, &known, false)));
    let sections = memo(move || sections.get());
    view! {
        <Form state sections verb="Create template" cancel=Route::Templates.href() submit>
            <VolumeButtons state />
        </Form>
    }
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
    let stored = {
        let id = id.clone();
        query(move |client| {
            let id = id.clone();
            async move { client.get::<Template>(&id).await }
        })
    };
    let first = stored.first();
    let above = vec![
        ("Templates".to_owned(), Route::Templates),
        ("Template".to_owned(), Route::Template(id)),
    ];
    view! {
        <Breadcrumb above />
        <Head title="Edit template" />
        {live(move || match (first.get(), stored.error()) {
            (Some(stored), _) => view! { <EditForm stored /> }.into_any(),
            (None, Some(error)) => view! {
                <ErrorNotice what="The template could not be read." error />
            }.into_any(),
            (None, None) => view! { <Loading what="the template" /> }.into_any(),
        })}
    }
}

#[component]
fn EditForm(stored: Template) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let page = Route::Template(stored.id.clone());
    let cancel = page.href();
    let state = FormState::new(form::draft(&stored));
    let submit: Submitter = Box::new(move |draft| {
        let body = form::changes(draft, &stored)?;
        let (client, id, page) = (session.client(), stored.id.clone(), page.clone());
        let work: Submit = Box::pin(async move {
            if body != UpdateTemplate::default() {
                client.update::<Template>(&id, &body).await?;
                toasts.say("The template is changed. Running Instances keep what they have.");
                session.refresh();
            }
            navigate(&page);
            Ok(())
        });
        Ok(work)
    });
    let sections = memo(move || state.draft.with(|draft| form::sections(draft, &[], true)));
    view! {
        <Form state sections verb="Save template" cancel submit>
            <VolumeButtons state />
        </Form>
    }
}
