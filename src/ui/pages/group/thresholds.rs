//! One group with thresholds: facts, timeline, what-if, policies, events.

use leptos::prelude::*;

use super::actions::Actions;
use super::events::Events;
use super::facts::{Facts, Troubles};
use super::hold::{HoldNotice, Holder};
use super::policies::Policies;
use super::whatif::{Known, Lab};
use super::workbench::Workbench;
use crate::forms::apply::Stored;
use crate::lab::entries;
use crate::route::Route;
use crate::ui::kit::location::navigate;
use crate::ui::kit::toast::use_toasts;
use crate::ui::kit::view::{live, memo, when};
use crate::ui::kit::{Breadcrumb, Head, Loading, Work};
use crate::ui::link::ErrorNotice;
use crate::ui::link::query::query;
use crate::ui::link::session::use_session;
use crate::wire::{Group, GroupId};

const CONSEQUENCE: &str = "Its policies go with it. Its Instances keep running, and keep being \
    billed, until you terminate them in the Instance product. The load balancer stays as it is.";

#[component]
pub fn GroupPage(id: GroupId) -> impl IntoView {
    let group = {
        let id = id.clone();
        query(move |client| {
            let id = id.clone();
            async move { client.get::<Group>(&id).await }
        })
    };
    let policies = {
        let id = id.clone();
        query(move |client| {
            let id = id.clone();
            async move { client.policies(&id).await }
        })
    };
    let events = {
        let id = id.clone();
        query(move |client| {
            let id = id.clone();
            async move { client.events(&id).await }
        })
    };
    let row = memo(move || group.get());
    let rules = memo(move || policies.get().unwrap_or_default());
    let log = memo(move || events.with(|events| entries(events.map_or(&[], Vec::as_slice))));
    let stored = memo(move || Some(Stored::Thresholds(group.get()?, rules.get())));
    let alerts = memo(|| None);
    let lab = Lab::new(id.clone(), Known { group: stored, log, alerts });
    let holder = Holder::new(lab, &id);
    let (own_id, kept) = (id.clone(), StoredValue::new(id.clone()));
    let (session, toasts) = (use_session(), use_toasts());
    let delete = Callback::new(move |()| -> Work<()> {
        let (client, id) = (session.client(), id.clone());
        Box::pin(async move { client.remove::<Group>(&id).await })
    });
    let done = Callback::new(move |()| {
        toasts.say("The group is deleted. Its Instances keep running.");
        navigate(&Route::Groups);
    });
    let name = memo(move || {
        row.with(|group| group.as_ref().map_or("Group".to_owned(), |group| group.name.clone()))
    });
    view! {
        <Breadcrumb above=vec![("Groups".to_owned(), Route::Groups)] />
        <Head title=name>
            <Actions
                lab holder name consequence=CONSEQUENCE delete done
                edit=Route::GroupEdit(own_id.clone())
            />
        </Head>
        <HoldNotice holder />
        {live(move || group.error().map(|error| view! {
            <ErrorNotice what="The group could not be read." error />
        }))}
        {live(move || policies.error().map(|error| view! {
            <ErrorNotice what="The policies could not be read." error />
        }))}
        {live(move || group.is_waiting().then(|| view! { <Loading what="the group" /> }))}
        {when(move || row.with(Option::is_some), move || view! {
            <Facts id=kept.get_value() row log />
            <Troubles row />
            <Workbench lab />
            <Policies group=kept.get_value() rules />
            <Events title="Events" log sourced=true />
        })}
    }
}
