//! One group with thresholds: facts, timeline, what-if, policies, events.

use leptos::prelude::*;

use super::actions::Actions;
use super::events::Events;
use super::facts::{Facts, Troubles};
use super::hold::{HoldNotice, Holder};
use super::instances::{Instances, InstancesRead, read_instances, read_template};
use super::policies::Policies;
use super::whatif::{Known, Lab, ShadowOfGone};
use super::workbench::Workbench;
use crate::forms::apply::Stored;
use crate::lab::entries;
use crate::lab::instances::Present;
use crate::route::Route;
use crate::ui::kit::view::{live, memo, when};
use crate::ui::kit::{Breadcrumb, Head, Loading};
use crate::ui::link::ErrorNotice;
use crate::ui::link::query::{Query, growing, query};
use crate::wire::{Event, Generation, Group, GroupId, Policy, Template};

/// What the page reads.
#[derive(Clone, Copy)]
struct Reads {
    group: Query<Group>,
    policies: Query<Vec<Policy>>,
    events: Query<Vec<Event>>,
    instances: InstancesRead,
    template: Query<Option<Template>>,
}

impl Reads {
    fn of(id: &GroupId) -> Self {
        let (own, of_policies, of_events) = (id.clone(), id.clone(), id.clone());
        let group = query(move |client| {
            let id = own.clone();
            async move { client.get::<Group>(&id).await }
        });
        let policies = query(move |client| {
            let id = of_policies.clone();
            async move { client.policies(&id).await }
        });
        let events = growing(move |client, known: Vec<Event>| {
            let id = of_events.clone();
            async move { client.events_since(&id, &known).await }
        });
        let instances = read_instances(Generation::V1alpha1, id);
        let template_id =
            memo(move || group.with(|group| Some(group?.instance_template_id.clone())));
        let template = read_template::<Template>(template_id);
        Self { group, policies, events, instances, template }
    }
}

#[component]
pub fn GroupPage(id: GroupId) -> impl IntoView {
    let Reads { group, policies, events, instances, template } = Reads::of(&id);
    let row = memo(move || group.get());
    let present = memo(move || template.with(|own| Some(Present::from(own?.as_ref()?))));
    let rules = memo(move || policies.get().unwrap_or_default());
    let log = memo(move || events.with(|events| entries(events.map_or(&[], Vec::as_slice))));
    let stored = memo(move || Some(Stored::Thresholds(group.get()?, rules.get())));
    let alerts = memo(|| None);
    let lab = Lab::new(id.clone(), Known { group: stored, log, alerts });
    let holder = Holder::new(lab, &id);
    let (own_id, kept) = (id.clone(), StoredValue::new(id.clone()));
    let name = memo(move || {
        row.with(|group| group.as_ref().map_or("Group".to_owned(), |group| group.name.clone()))
    });
    view! {
        <Breadcrumb above=vec![("Groups".to_owned(), Route::Groups)] />
        <Head title=name>
            <Actions
                lab holder name generation=Generation::V1alpha1 id=kept.get_value()
                edit=Route::GroupEdit(own_id.clone())
            />
        </Head>
        <HoldNotice holder />
        <ShadowOfGone lab gone=memo(move || {
            group.error().is_some_and(|error| error.is_not_found())
        }) />
        {live(move || group.error().map(|error| view! {
            <ErrorNotice what="The group could not be read." error />
        }))}
        {live(move || policies.error().map(|error| view! {
            <ErrorNotice what="The policies could not be read." error />
        }))}
        {live(move || events.error().map(|error| view! {
            <ErrorNotice what="The events could not be read." error />
        }))}
        {live(move || group.is_waiting().then(|| view! { <Loading what="the group" /> }))}
        {when(move || row.with(Option::is_some), move || view! {
            <Facts row log instances template />
            <Troubles row />
            <Workbench lab />
            <Policies group=kept.get_value() rules />
            <Instances
                generation=Generation::V1alpha1 group=kept.get_value() read=instances present
            />
            <Events
                title="Events" log=lab.log sourced=true
                is_read=Signal::derive(move || events.with(|events| events.is_some()))
            />
        })}
    }
}
