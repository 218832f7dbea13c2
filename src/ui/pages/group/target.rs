//! One group with a target: alerts, facts, timeline, what-if, rules, log, Instances.

use std::sync::Arc;

use leptos::prelude::*;

use super::actions::Actions;
use super::alerts::Alerts;
use super::asked::{NotKnown, OtherGeneration};
use super::events::{Called, Events};
use super::hold::{HoldNotice, Holder};
use super::instances::{Instances, read_instances, read_template};
use super::reads::TargetReads;
use super::rules::TargetRules;
use super::standing::{Basis, Standing};
use super::target_facts::Facts;
use super::whatif::{Lab, ShadowOfGone, reasons};
use super::workbench::Workbench;
use crate::api::ApiError;
use crate::lab::GroupRow;
use crate::lab::instances::Present;
use crate::route::Route;
use crate::ui::kit::location::navigate;
use crate::ui::kit::toast::use_toasts;
use crate::ui::kit::view::{later, live, memo, when};
use crate::ui::kit::{Head, LoadingPage, task};
use crate::ui::link::ErrorNotice;
use crate::ui::link::order::GroupBreadcrumb;
use crate::ui::link::query::Query;
use crate::ui::link::session::use_session;
use crate::wire::v1alpha2::{Group, Status, Template};
use crate::wire::{Generation, GroupId};

/// How often a group that is being deleted is looked for, in milliseconds.
const LOOK_MS: u32 = 5_000;

#[component]
pub fn TargetPage(id: GroupId) -> impl IntoView {
    let reads = TargetReads::of(&id);
    let instances = read_instances(Generation::V1alpha2, &id);
    let row = memo(move || reads.group.get());
    let template_id = memo(move || row.with(|group| Some(group.as_ref()?.template_id.clone())));
    let template = read_template::<Template>(template_id);
    let present = memo(move || template.with(|own| Some(Present::from(own?.as_ref()?))));
    let known = reads.known();
    let lab = Lab::new(id.clone(), known);
    let (holder, reasons) = (Holder::new(lab, &id), reasons(lab));
    let basis = memo(move || {
        let row = row.with(|group| group.as_ref().map(GroupRow::from))?;
        Some(Basis { size: row.size, row: Arc::new(row), policies: None })
    });
    let name = memo(move || {
        row.with(|group| group.as_ref().map_or(t!("Group").to_owned(), |group| group.name.clone()))
    });
    let kept = StoredValue::new(id);
    let logged = Signal::derive(move || reads.logs.with(|logs| logs.is_some()));
    follow_deletion(reads.group);
    let gone = memo(move || is_gone(reads));
    view! {
        <GroupBreadcrumb group=(Generation::V1alpha2, kept.get_value()) />
        <Head title=name>
            <Actions
                lab holder name generation=Generation::V1alpha2 id=kept.get_value()
                edit=Route::TargetGroupEdit(kept.get_value()) gone
            />
        </Head>
        {when(move || !gone.get(), move || view! { <Standing basis /> })}
        <NotKnown />
        <HoldNotice holder />
        <ShadowOfGone lab gone />
        {live(move || failures(reads))}
        <OtherGeneration generation=Generation::V1alpha2 id=kept.get_value() gone />
        {live(move || reads.group.is_waiting().then(|| view! {
            <LoadingPage what=t!("the group") />
        }))}
        {when(move || row.with(Option::is_some), move || view! {
            <Alerts row />
            <Facts lab row template logged />
            <Workbench lab />
            {later(move || view! {
                <div class="beneath">
                    <TargetRules group=kept.get_value() row />
                    <Events
                        called=Called::Log log=lab.log sizes=lab.dated_sizes() reasons
                        is_read=logged
                    />
                </div>
            })}
            {later(move || view! {
                <Instances
                    generation=Generation::V1alpha2 group=kept.get_value() read=instances present
                />
            })}
        })}
    }
}

fn is_gone(reads: TargetReads) -> bool {
    reads.group.error().is_some_and(|error| error.is_not_found())
}

fn failures(reads: TargetReads) -> impl IntoView {
    // Of a group that is not there, nothing else is missing.
    let beside = |error: Option<ApiError>| error.filter(|_| !is_gone(reads));
    let failures = [
        (t!("The group could not be read."), reads.group.error()),
        (
            t!("The log could not be read, so the size over time is not known."),
            beside(reads.logs.error()),
        ),
        (t!("The alerts could not be read."), beside(reads.alerts.error())),
    ];
    let failed = failures.into_iter().filter_map(|(what, error)| Some((what, error?)));
    failed.map(|(what, error)| view! { <ErrorNotice what error /> }).collect_view()
}

/// Looks for a group that is being deleted until it is gone, and then leaves its page.
fn follow_deletion(group: Query<Group>) {
    let (session, toasts) = (use_session(), use_toasts());
    let going = memo(move || {
        let is_going = |group: &Group| group.status == Status::Deleting;
        let gone = group.error().is_some_and(|error| error.is_not_found());
        (group.with(|group| group.is_some_and(is_going)), gone)
    });
    Effect::new(move |_| match going.get() {
        (true, true) => {
            toasts.done(t!("The group is deleted. IP addresses, volumes and load balancer stay."));
            navigate(&Route::Groups);
        }
        (true, false) => task::spawn(async move {
            while going.try_get_untracked() == Some((true, false)) {
                task::pause(LOOK_MS).await;
                session.refresh();
            }
        }),
        (false, _) => {}
    });
}
