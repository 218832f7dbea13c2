//! One group with a target: alerts, facts, timeline, what-if, Instances, log.

use leptos::prelude::*;

use super::actions::Actions;
use super::alerts::Alerts;
use super::events::Events;
use super::hold::{HoldNotice, Holder};
use super::instances::{Instances, read_instances, read_template};
use super::target_facts::Facts;
use super::whatif::{Known, Lab, ShadowOfGone};
use super::workbench::Workbench;
use crate::forms::apply::Stored;
use crate::lab::instances::Present;
use crate::lab::{Recording, entries};
use crate::route::Route;
use crate::ui::kit::location::navigate;
use crate::ui::kit::toast::use_toasts;
use crate::ui::kit::view::{live, memo, when};
use crate::ui::kit::{Breadcrumb, Head, Loading, task};
use crate::ui::link::ErrorNotice;
use crate::ui::link::query::{Query, growing, query};
use crate::ui::link::session::use_session;
use crate::wire::v1alpha2::{Alert, AlertScope, Group, Log, LogListQuery, Status, Template};
use crate::wire::{Generation, GroupId, Timestamp};

/// How often a group that is being deleted is looked for, in milliseconds.
const LOOK_MS: u32 = 5_000;

/// What the page reads.
#[derive(Clone, Copy)]
struct Reads {
    group: Query<Group>,
    logs: Query<Vec<Log>>,
    alerts: Query<Vec<Alert>>,
}

impl Reads {
    fn of(id: &GroupId) -> Self {
        let session = use_session();
        let (own, of_logs, of_alerts) = (id.clone(), id.clone(), id.clone());
        let group = query(move |client| {
            let id = own.clone();
            async move { client.get::<Group>(&id).await }
        });
        let logs = growing(move |client, known: Vec<Log>| {
            let from_ms = untrack(|| session.now_ms()) - Recording::SPAN_MS;
            let asked = LogListQuery {
                group_id: of_logs.clone(),
                start_time: Some(Timestamp::from_millis(from_ms)),
                ..LogListQuery::default()
            };
            async move { client.logs_since(&asked, &known).await }
        });
        let alerts = query(move |client| {
            let scope = AlertScope::Group(of_alerts.clone());
            async move { client.alerts(scope).await }
        });
        Self { group, logs, alerts }
    }
}

#[component]
pub fn TargetPage(id: GroupId) -> impl IntoView {
    let reads = Reads::of(&id);
    let instances = read_instances(Generation::V1alpha2, &id);
    let row = memo(move || reads.group.get());
    let template_id = memo(move || row.with(|group| Some(group.as_ref()?.template_id.clone())));
    let template = read_template::<Template>(template_id);
    let present = memo(move || template.with(|own| Some(Present::from(own?.as_ref()?))));
    let stored = memo(move || reads.group.get().map(Stored::Target));
    let log = memo(move || reads.logs.with(|logs| entries(logs.map_or(&[], Vec::as_slice))));
    let alerts = memo(move || Some(reads.alerts.get().unwrap_or_default()));
    let lab = Lab::new(id.clone(), Known { group: stored, log, alerts });
    let holder = Holder::new(lab, &id);
    let name = memo(move || {
        row.with(|group| group.as_ref().map_or("Group".to_owned(), |group| group.name.clone()))
    });
    let kept = StoredValue::new(id);
    follow_deletion(reads.group);
    view! {
        <Breadcrumb above=vec![("Groups".to_owned(), Route::Groups)] />
        <Head title=name>
            <Actions
                lab holder name generation=Generation::V1alpha2 id=kept.get_value()
                edit=Route::TargetGroupEdit(kept.get_value())
            />
        </Head>
        <HoldNotice holder />
        <ShadowOfGone lab gone=memo(move || {
            reads.group.error().is_some_and(|error| error.is_not_found())
        }) />
        {live(move || failures(reads))}
        {live(move || reads.group.is_waiting().then(|| view! { <Loading what="the group" /> }))}
        {when(move || row.with(Option::is_some), move || view! {
            <Alerts row />
            <Facts row log template />
            <Workbench lab />
            <Instances
                generation=Generation::V1alpha2 group=kept.get_value() read=instances present
            />
            <Events
                title="Log" log=lab.log
                is_read=Signal::derive(move || reads.logs.with(|logs| logs.is_some()))
            />
        })}
    }
}

fn failures(reads: Reads) -> impl IntoView {
    let failures = [
        ("The group could not be read.", reads.group.error()),
        ("The log could not be read, so the size over time is not known.", reads.logs.error()),
        ("The alerts could not be read.", reads.alerts.error()),
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
            toasts.say("The group is deleted. IP addresses, volumes and load balancer stay.");
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
