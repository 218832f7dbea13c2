//! The forms for a new and a stored policy.

use leptos::prelude::*;

use crate::forms::policy as form;
use crate::route::Route;
use crate::ui::kit::location::navigate;
use crate::ui::kit::toast::use_toasts;
use crate::ui::kit::view::{live, memo};
use crate::ui::kit::{Breadcrumb, Form, FormState, Head, Loading, Submit, Submitter};
use crate::ui::link::ErrorNotice;
use crate::ui::link::query::query;
use crate::ui::link::session::use_session;
use crate::wire::{GroupId, Policy, PolicyId, UpdatePolicy};

fn above(group: &GroupId) -> Vec<(String, Route)> {
    vec![("Groups".to_owned(), Route::Groups), ("Group".to_owned(), Route::Group(group.clone()))]
}

#[component]
pub fn PolicyNew(group: GroupId) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let above = above(&group);
    let page = Route::Group(group.clone());
    let cancel = page.href();
    let state = FormState::new(form::blank());
    let sections = memo(move || state.draft.with(form::sections));
    let submit: Submitter = Box::new(move |draft| {
        let body = form::create(draft, &group)?;
        let (client, page) = (session.client(), page.clone());
        let work: Submit = Box::pin(async move {
            let policy = client.create::<Policy>(&body).await?;
            toasts.say(format!("Policy {} is created.", policy.name));
            session.refresh();
            navigate(&page);
            Ok(())
        });
        Ok(work)
    });
    view! {
        <Breadcrumb above />
        <Head title="New policy" />
        <Form state sections verb="Create policy" cancel submit />
    }
}

#[component]
pub fn PolicyEdit(group: GroupId, id: PolicyId) -> impl IntoView {
    let stored = query(move |client| {
        let id = id.clone();
        async move { client.get::<Policy>(&id).await }
    });
    let first = stored.first();
    view! {
        <Breadcrumb above=above(&group) />
        <Head title="Edit policy" />
        {live(move || match (first.get(), stored.error()) {
            (Some(stored), _) => view! { <EditForm stored group=group.clone() /> }.into_any(),
            (None, Some(error)) => view! {
                <ErrorNotice what="The policy could not be read." error />
            }.into_any(),
            (None, None) => view! { <Loading what="the policy" /> }.into_any(),
        })}
    }
}

#[component]
fn EditForm(stored: Policy, group: GroupId) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let page = Route::Group(group);
    let cancel = page.href();
    let state = FormState::new(form::draft(&stored));
    let sections = memo(move || state.draft.with(form::sections));
    let submit: Submitter = Box::new(move |draft| {
        let body = form::changes(draft, &stored)?;
        let (client, id, page) = (session.client(), stored.id.clone(), page.clone());
        let work: Submit = Box::pin(async move {
            if body != UpdatePolicy::default() {
                client.update::<Policy>(&id, &body).await?;
                toasts.say("The policy is changed.");
                session.refresh();
            }
            navigate(&page);
            Ok(())
        });
        Ok(work)
    });
    view! { <Form state sections verb="Save policy" cancel submit /> }
}
