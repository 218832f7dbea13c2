//! A group's policies, each as a sentence.

use leptos::prelude::*;

use super::rules::{limits, sentence};
use crate::base::sort_by_key;
use crate::forms::policy::{STARTING_DOWN, STARTING_UP};
use crate::lab::words::{limits_rule, policy_row, policy_rule};
use crate::lab::{Exported, Reasons};
use crate::route::{Location, Route};
use crate::ui::kit::toast::use_toasts;
use crate::ui::kit::view::{Entry, list, live, memo, when};
use crate::ui::kit::{ConfirmDelete, Dialog, Loading, Work};
use crate::ui::link::ExportForms;
use crate::ui::link::query::Query;
use crate::ui::link::session::use_session;
use crate::wire::{Action, Group, GroupId, Policy};

/// The group's policies, the first to be evaluated on top.
#[component]
pub fn Policies(
    group: GroupId,
    row: Memo<Option<Group>>,
    read: Query<Vec<Policy>>,
    /// Why the group changed its size so far.
    reasons: Memo<Reasons>,
) -> impl IntoView {
    let rules = memo(move || read.get());
    let limits_of = memo(move || row.with(|row| row.as_ref().map(limits_rule)));
    let form = |fields| Location::filled(Route::PolicyNew(group.clone()), fields).href();
    let new = form(&[]);
    // What no group does without for long, each with the form that begins it.
    let pair = [
        (Action::ScaleUp, t!("Add one that scales up"), form(&STARTING_UP)),
        (Action::ScaleDown, t!("Add one that scales down"), form(&STARTING_DOWN)),
    ];
    let exporting = RwSignal::new(None::<Policy>);
    let sorted = move || {
        let mut rows = rules.get().unwrap_or_default();
        sort_by_key(&mut rows, |policy| policy.priority);
        rows
    };
    view! {
        <section class="card" aria-label=t!("Policies")>
            <div class="card-head">
                <h2>{t!("Policies")}</h2>
                <a class="button push" href=new>{t!("Add a policy")}</a>
            </div>
            {when(move || read.is_waiting(), || view! { <Loading what=t!("the policies") /> })}
            {when(move || rules.with(|own| own.as_ref().is_some_and(Vec::is_empty)), || view! {
                <p class="waiting">{t!("No policies: the group stays at its minimum.")}</p>
            })}
            {pair.map(|(action, words, href)| {
                let lacks = move |own: &Vec<Policy>| own.iter().all(|own| own.action != action);
                when(move || rules.with(|own| own.as_ref().is_some_and(&lacks)), move || view! {
                    <p class="waiting"><a href=href.clone()>{words}</a></p>
                })
            })}
            <ul class="rules">
                {list(move || sorted().into_iter().map(move |policy| {
                    let key = policy_row(&policy);
                    Entry::new(key, move || view! { <PolicyRow policy exporting reasons /> })
                }))}
                {limits(limits_of, Route::GroupEdit(group).href(), t!("Edit the bounds"))}
            </ul>
            <ExportPolicy exporting />
        </section>
    }
}

/// Takes the policy that was asked for elsewhere.
#[component]
fn ExportPolicy(exporting: RwSignal<Option<Policy>>) -> impl IntoView {
    let title = Signal::derive(move || {
        exporting.with(|policy| {
            let name = policy.as_ref().map(|policy| policy.name.as_str());
            t!("Export {}", name.unwrap_or_default())
        })
    });
    let found = Signal::derive(move || exporting.get().map(Exported::Policy));
    let close = Callback::new(move |()| exporting.set(None));
    view! {
        <Dialog open=exporting title>
            <ExportForms found error=Signal::stored(None) close />
        </Dialog>
    }
}

/// How much of what the group did a policy did.
fn made(name: String, reasons: Memo<Reasons>) -> impl IntoView {
    let made = memo(move || reasons.with(|reasons| reasons.made_by(&name)));
    live(move || {
        let (count, all) = made.get()?;
        Some(t!("made {count} of {all} changes"))
    })
}

#[component]
fn PolicyRow(
    policy: Policy,
    exporting: RwSignal<Option<Policy>>,
    reasons: Memo<Reasons>,
) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let deleting = RwSignal::new(false);
    let edit = Route::PolicyEdit(policy.instance_group_id.clone(), policy.id.clone()).href();
    let (rank, rule) = (policy.priority, policy_rule(&policy));
    let name = policy.name.clone();
    let exported = policy.clone();
    let made = made(name.clone(), reasons);
    let title = t!("Delete policy {name}?");
    let delete = Callback::new(move |()| -> Work<()> {
        let (client, id) = (session.client(), policy.id.clone());
        Box::pin(async move { client.remove::<Policy>(&id).await })
    });
    let done = Callback::new(move |()| {
        toasts.wrote(t!("The policy is deleted."));
        session.refresh();
    });
    view! {
        <li>
            <span class="rank"><span class="sr-only">{t!("Priority")} " "</span>{rank}</span>
            {sentence(&rule)}
            <small>{name.clone()} " " <span class="made">{made}</span></small>
            <div class="actions push">
                <a class="button small quiet" href=edit aria-label=t!("Edit {name}")>
                    {t!("Edit")}
                </a>
                <button
                    class="small quiet"
                    aria-label=t!("Export {name}")
                    on:click=move |_| exporting.set(Some(exported.clone()))
                >{t!("Export…")}</button>
                <button
                    class="small quiet"
                    aria-label=t!("Delete {name}")
                    on:click=move |_| deleting.set(true)
                >{t!("Delete…")}</button>
            </div>
            <ConfirmDelete
                open=deleting
                title=Signal::stored(title)
                consequence=t!("The group no longer reacts to what it watched. Its size stays.")
                delete
                done
            />
        </li>
    }
}
