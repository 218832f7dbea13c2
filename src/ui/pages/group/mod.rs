//! One group: facts, timeline, what-if, policies, events.

mod events;
mod facts;
mod policies;
mod remarks;
mod timeline;
pub mod whatif;

use leptos::prelude::*;

use crate::route::Route;
use crate::ui::kit::location::{navigate, use_here};
use crate::ui::kit::part::NotFetched;
use crate::ui::kit::toast::use_toasts;
use crate::ui::kit::view::{flag, live, memo, text, when};
use crate::ui::kit::{Breadcrumb, ConfirmDelete, Head, Loading, Work};
use crate::ui::link::ErrorNotice;
use crate::ui::link::query::query;
use crate::ui::link::session::use_session;
use crate::wire::{Group, GroupId, ListQuery, OrderBy, Policy};
use events::Events;
use facts::{Facts, Troubles};
use policies::Policies;
use timeline::{Explanation, Timeline};
use whatif::{
    Insight, Lab, Panel, Scores, SweepCard, Sweeping, VariantTable, decided, events_near,
};

const CONSEQUENCE: &str = "Its policies go with it. Its Instances keep running, and keep being \
    billed, until you terminate them in the Instance product. The load balancer stays as it is.";

/// Makes the page of a group.
pub type MakePage = fn(GroupId) -> AnyView;

/// The page with all that only it needs is a part of its own, which this fetches. A debug build
/// stays whole, since dividing it would take longer than compiling it.
pub async fn fetch() -> Result<MakePage, NotFetched> {
    #[cfg(not(debug_assertions))]
    return part().await;
    #[cfg(debug_assertions)]
    part()
}

#[cfg_attr(not(debug_assertions), wasm_split_helpers::wasm_split(group, fallible))]
fn part() -> Result<MakePage, NotFetched> {
    Ok(|id| view! { <GroupPage id /> }.into_any())
}

#[component]
fn GroupPage(id: GroupId) -> impl IntoView {
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
            // Oldest first: the engine breaks ties by age.
            let query = ListQuery {
                order_by: OrderBy::CreatedAtAsc,
                instance_group_id: Some(id.clone()),
                ..ListQuery::default()
            };
            async move { client.list::<Policy>(&query).await }
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
    let log = memo(move || events.get().unwrap_or_default());
    let lab = Lab::new(id.clone(), row, rules, log);
    let (own_id, kept) = (id.clone(), StoredValue::new(id));
    let name = memo(move || {
        row.with(|group| group.as_ref().map_or("Group".to_owned(), |group| group.name.clone()))
    });
    view! {
        <Breadcrumb above=vec![("Groups".to_owned(), Route::Groups)] />
        <Head title=name>
            <Actions id=own_id.clone() name lab />
        </Head>
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
            <Events log />
        })}
    }
}

/// The timeline, and the what-if with its sweep once they are open. Neither knows the other: what
/// the one shows, the other gives.
#[component]
fn Workbench(lab: Lab) -> impl IntoView {
    let here = use_here();
    let sweep = here.param("sweep");
    let sweeping = Sweeping::new(lab);
    let cursor = RwSignal::new(None::<i64>);
    let picture = memo(move || lab.picture());
    let moment = memo(move || {
        let at_ms = cursor.get()?;
        picture.with(|picture| picture.nearest(at_ms))
    });
    let go_to = Callback::new(move |at_ms| cursor.set(Some(at_ms)));
    let metrics = memo(move || lab.inputs.metrics());
    let choose = Callback::new(move |metric| lab.chosen_metric.set(Some(metric)));
    let trouble = Signal::derive(move || lab.trouble());
    let decided = decided(lab, moment);
    let events = Signal::derive(move || events_near(lab, moment));
    let open = move || lab.open.get();
    view! {
        <div class="split" class:open=flag(open)>
            <div class="column">
                <Timeline picture trouble moment go_to metrics choose>
                    {when(open, move || view! {
                        <Scores lab />
                        <VariantTable lab />
                        <Insight lab go_to />
                    })}
                    <Explanation moment decided events take=lab.tried.take() />
                </Timeline>
                {when(move || open() && !sweep.with(String::is_empty), move || view! {
                    <SweepCard sweeping />
                })}
            </div>
            {when(open, move || view! { <Panel lab /> })}
        </div>
        {when(move || !open(), move || view! {
            <p class="invite">
                "What would other thresholds have done? "
                <button on:click=move |_| here.set_param("whatif", "1")>
                    "Open the what-if"
                </button>
            </p>
        })}
    }
}

#[component]
fn Actions(id: GroupId, name: Memo<String>, lab: Lab) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let here = use_here();
    let deleting = RwSignal::new(false);
    let edit = Route::GroupEdit(id.clone()).href();
    let delete = Callback::new(move |()| -> Work<()> {
        let (client, id) = (session.client(), id.clone());
        Box::pin(async move { client.remove::<Group>(&id).await })
    });
    let done = Callback::new(move |()| {
        toasts.say("The group is deleted. Its Instances keep running.");
        navigate(&Route::Groups);
    });
    let toggle = move |_| {
        let flag = if lab.open.get_untracked() { "" } else { "1" };
        here.set_param("whatif", flag);
    };
    view! {
        <button
            class="primary"
            aria-pressed=text(move || lab.open.get().to_string())
            on:click=toggle
        >
            "What if"
        </button>
        <a class="button" href=edit>"Edit"</a>
        <button on:click=move |_| deleting.set(true)>"Delete…"</button>
        <ConfirmDelete
            open=deleting
            title=Signal::derive(move || format!("Delete group {}?", name.get()))
            consequence=CONSEQUENCE
            delete
            done
        />
    }
}
