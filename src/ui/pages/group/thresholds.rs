//! One group with thresholds: facts, timeline, what-if, policies, events, Instances.

use std::sync::Arc;

use leptos::prelude::*;

use super::actions::Actions;
use super::asked::{NotKnown, OtherGeneration};
use super::events::{Called, Events};
use super::facts::{Facts, Troubles};
use super::hold::{HoldNotice, Holder};
use super::instances::{Instances, counted, read_instances, read_template};
use super::policies::Policies;
use super::reads::ThresholdReads;
use super::standing::{Basis, Standing, size_of};
use super::whatif::{Lab, ShadowOfGone, reasons};
use super::workbench::Workbench;
use crate::api::ApiError;
use crate::lab::GroupRow;
use crate::lab::instances::Present;
use crate::route::Route;
use crate::ui::kit::view::{later, live, memo, when};
use crate::ui::kit::{Head, LoadingPage};
use crate::ui::link::ErrorNotice;
use crate::ui::link::order::GroupBreadcrumb;
use crate::wire::{Generation, GroupId, Template};

#[component]
pub fn GroupPage(id: GroupId) -> impl IntoView {
    let reads = ThresholdReads::of(&id);
    let ThresholdReads { group, policies, events } = reads;
    let instances = read_instances(Generation::V1alpha1, &id);
    let template_id = memo(move || group.with(|group| Some(group?.instance_template_id.clone())));
    let template = read_template::<Template>(template_id);
    let row = memo(move || group.get());
    let present = memo(move || template.with(|own| Some(Present::from(own?.as_ref()?))));
    let logged = Signal::derive(move || events.with(|events| events.is_some()));
    let known = reads.known(counted(instances));
    let lab = Lab::new(id.clone(), known);
    let (holder, reasons) = (Holder::new(lab, &id), reasons(lab));
    let kept = StoredValue::new(id.clone());
    let basis = memo(move || {
        let row = row.with(|group| group.as_ref().map(|group| Arc::new(GroupRow::from(group))))?;
        let size = size_of(instances)?;
        (!policies.is_waiting()).then(|| Basis { row, size, policies: policies.get() })
    });
    let name = memo(move || {
        row.with(|group| group.as_ref().map_or(t!("Group").to_owned(), |group| group.name.clone()))
    });
    let gone = memo(move || group.error().is_some_and(|error| error.is_not_found()));
    // Of a group that is not there, nothing else is missing, and nothing can be done.
    let beside = move |error: Option<ApiError>| error.filter(|_| !gone.get());
    view! {
        <GroupBreadcrumb group=(Generation::V1alpha1, kept.get_value()) />
        <Head title=name>
            <Actions
                lab holder name generation=Generation::V1alpha1 id=kept.get_value()
                edit=Route::GroupEdit(kept.get_value()) gone
            />
        </Head>
        {when(move || !gone.get(), move || view! { <Standing basis /> })}
        <NotKnown />
        <HoldNotice holder />
        <ShadowOfGone lab gone />
        {live(move || group.error().map(|error| view! {
            <ErrorNotice what=t!("The group could not be read.") error />
        }))}
        <OtherGeneration generation=Generation::V1alpha1 id=kept.get_value() gone />
        {live(move || beside(policies.error()).map(|error| view! {
            <ErrorNotice what=t!("The policies could not be read.") error />
        }))}
        {live(move || beside(events.error()).map(|error| view! {
            <ErrorNotice what=t!("The events could not be read.") error />
        }))}
        {live(move || group.is_waiting().then(|| view! { <LoadingPage what=t!("the group") /> }))}
        {when(move || row.with(Option::is_some), move || view! {
            <Facts lab row instances template logged />
            <Troubles row />
            <Workbench lab />
            {later(move || view! {
                <div class="beneath">
                    <Policies group=kept.get_value() row read=policies reasons />
                    <Events
                        called=Called::Events log=lab.log sizes=lab.dated_sizes() reasons
                        is_read=logged
                    />
                </div>
            })}
            {later(move || view! {
                <Instances
                    generation=Generation::V1alpha1 group=kept.get_value() read=instances present
                />
            })}
        })}
    }
}
