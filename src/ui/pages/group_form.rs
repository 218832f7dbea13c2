//! The forms for a new and a stored group.

use leptos::prelude::*;

use crate::forms::group as form;
use crate::route::Route;
use crate::ui::kit::location::navigate;
use crate::ui::kit::toast::use_toasts;
use crate::ui::kit::view::live;
use crate::ui::kit::{Breadcrumb, Form, FormState, Head, Loading, Submit, Submitter};
use crate::ui::link::ErrorNotice;
use crate::ui::link::query::query;
use crate::ui::link::session::use_session;
use crate::wire::{Group, GroupId, ListQuery, Template, UpdateGroup};

#[component]
pub fn GroupNew() -> impl IntoView {
    let known = query(|client| async move {
        let templates = client.list::<Template>(&ListQuery::default()).await?;
        let groups = client.list::<Group>(&ListQuery::default()).await?;
        Ok(form::Known { templates, groups })
    });
    let first = known.first();
    view! {
        <Breadcrumb above=vec![("Groups".to_owned(), Route::Groups)] />
        <Head title="New group" />
        {live(move || match (first.get(), known.error()) {
            (Some(known), _) => view! { <NewForm known /> }.into_any(),
            (None, Some(error)) => view! {
                <ErrorNotice what="The templates could not be read." error />
            }.into_any(),
            (None, None) => view! { <Loading what="templates" /> }.into_any(),
        })}
    }
}

#[component]
fn NewForm(known: form::Known) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let state = FormState::new(form::blank(&known, &untrack(|| session.project())));
    let sections = Signal::stored(form::create_sections(&known));
    let submit: Submitter = Box::new(move |draft| {
        let body = form::create(draft, &known)?;
        let client = session.client();
        let work: Submit = Box::pin(async move {
            let group = client.create::<Group>(&body).await?;
            toasts.say(format!("Group {} is created and fills to its minimum.", group.name));
            session.refresh();
            navigate(&Route::Group(group.id));
            Ok(())
        });
        Ok(work)
    });
    view! { <Form state sections verb="Create group" cancel=Route::Groups.href() submit /> }
}

#[component]
pub fn GroupEdit(id: GroupId) -> impl IntoView {
    let stored = {
        let id = id.clone();
        query(move |client| {
            let id = id.clone();
            async move { client.get::<Group>(&id).await }
        })
    };
    let first = stored.first();
    let above = vec![("Groups".to_owned(), Route::Groups), ("Group".to_owned(), Route::Group(id))];
    view! {
        <Breadcrumb above />
        <Head title="Edit group" />
        {live(move || match (first.get(), stored.error()) {
            (Some(stored), _) => view! { <EditForm stored /> }.into_any(),
            (None, Some(error)) => view! {
                <ErrorNotice what="The group could not be read." error />
            }.into_any(),
            (None, None) => view! { <Loading what="the group" /> }.into_any(),
        })}
    }
}

#[component]
fn EditForm(stored: Group) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let page = Route::Group(stored.id.clone());
    let cancel = page.href();
    let state = FormState::new(form::draft(&stored));
    let submit: Submitter = Box::new(move |draft| {
        let body = form::changes(draft, &stored)?;
        let (client, id, page) = (session.client(), stored.id.clone(), page.clone());
        let work: Submit = Box::pin(async move {
            if body != UpdateGroup::default() {
                client.update::<Group>(&id, &body).await?;
                toasts.say("The group is changed.");
                session.refresh();
            }
            navigate(&page);
            Ok(())
        });
        Ok(work)
    });
    view! {
        <Form
            state
            sections=Signal::stored(form::edit_sections())
            verb="Save group"
            cancel
            submit
        />
    }
}
