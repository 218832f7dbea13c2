//! Before an edit is saved: old to new, with cost and risk beside it; then one call after the
//! other, each with its result.

use leptos::prelude::*;

use super::scores::Scores;
use super::state::Lab;
use crate::api::{ApiError, Client};
use crate::forms::{group, policy};
use crate::ui::components::Dialog;
use crate::ui::live::live;
use crate::ui::session::use_session;
use crate::ui::task;
use crate::ui::toast::use_toasts;
use crate::whatif::Variant;
use crate::wire::{Group, Policy, UpdateGroup, UpdatePolicy};

/// One call of a save.
#[derive(Clone, Debug, PartialEq)]
enum Call {
    Group(Group, UpdateGroup),
    Policy(Policy, UpdatePolicy),
}

/// One line of the difference.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    place: String,
    field: &'static str,
    old: String,
    new: String,
}

#[component]
pub fn Review(lab: Lab, open: RwSignal<bool>) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let pending = RwSignal::new(false);
    let failure = RwSignal::new(None::<String>);
    let save = move |_| {
        if pending.get_untracked() {
            return;
        }
        let Some(calls) = calls(lab) else { return };
        pending.set(true);
        failure.set(None);
        let client = session.client();
        task::spawn(async move {
            let total = calls.len();
            let result = send_all(&client, calls).await;
            pending.try_set(false);
            // What was saved is saved, whether or not the rest was.
            session.refresh();
            match result {
                Ok(()) => {
                    toasts.say("The edit is saved. The policies are in force from now on.");
                    open.try_set(false);
                }
                Err((done, error)) => {
                    failure.try_set(Some(partly(done, total, &error)));
                }
            }
        });
    };
    view! {
        <Dialog open title="Save the edit?">
            <Difference lab />
            <Scores lab />
            {live(move || failure.get().map(|why| view! {
                <p class="notice bad" role="alert">{why}</p>
            }))}
            <div class="actions">
                <button class="primary" disabled=pending on:click=save>
                    {live(move || if pending.get() { "Saving…" } else { "Save" })}
                </button>
                <button on:click=move |_| open.set(false)>"Back"</button>
            </div>
        </Dialog>
    }
}

#[component]
fn Difference(lab: Lab) -> impl IntoView {
    let lines = move || match (lab.saved.get(), lab.edited.get()) {
        (Some(saved), Some(edited)) => difference(&saved, &edited),
        _ => Vec::new(),
    };
    view! {
        <table>
            <caption>"Changes"</caption>
            <thead>
                <tr>
                    <th scope="col">"Where"</th>
                    <th scope="col">"Field"</th>
                    <th scope="col">"Saved"</th>
                    <th scope="col">"Edited"</th>
                </tr>
            </thead>
            <tbody>
                {live(move || lines().into_iter().map(|line| view! {
                    <tr>
                        <th scope="row">{line.place}</th>
                        <td>{line.field}</td>
                        <td>{line.old}</td>
                        <td class="edited">{line.new}</td>
                    </tr>
                }).collect_view())}
            </tbody>
        </table>
    }
}

/// The fields that differ, in the order of the forms.
fn difference(saved: &Variant, edited: &Variant) -> Vec<Line> {
    let mut lines = Vec::new();
    let (old, new) =
        (group::capacity_draft(&saved.capacity), group::capacity_draft(&edited.capacity));
    for field in group::capacity_section().fields {
        lines.extend(line("Group", &field, &old, &new));
    }
    for (before, after) in saved.policies.iter().zip(&edited.policies) {
        let (old, new) = (policy::draft(before), policy::draft(after));
        for field in policy::sections(&new).into_iter().flat_map(|section| section.fields) {
            lines.extend(line(&before.name, &field, &old, &new));
        }
    }
    lines
}

fn line(
    place: &str,
    field: &crate::forms::Field,
    old: &crate::forms::Draft,
    new: &crate::forms::Draft,
) -> Option<Line> {
    let (old, new) = (field.shown(old), field.shown(new));
    (old != new).then(|| Line { place: place.to_owned(), field: field.label, old, new })
}

/// The calls of the save: the bounds first, so that no policy acts on old ones.
fn calls(lab: Lab) -> Option<Vec<Call>> {
    let (group, saved, edited) =
        (lab.group.get_untracked()?, lab.saved.get_untracked()?, lab.edited.get_untracked()?);
    let mut calls = Vec::new();
    if let Some(capacity) = group::capacity_changes(&edited.capacity, &saved.capacity) {
        let body = UpdateGroup { capacity: Some(capacity), ..UpdateGroup::default() };
        calls.push(Call::Group(group, body));
    }
    for (before, after) in saved.policies.iter().zip(&edited.policies) {
        let body = policy::changes(&policy::draft(after), before).ok()?;
        if body != UpdatePolicy::default() {
            calls.push(Call::Policy(before.clone(), body));
        }
    }
    Some(calls)
}

/// Sends the calls in order and stops at the first that fails; tells how many were done.
async fn send_all(client: &Client, calls: Vec<Call>) -> Result<(), (usize, ApiError)> {
    for (done, call) in calls.into_iter().enumerate() {
        let sent = match call {
            Call::Group(group, body) => client.update::<Group>(&group.id, &body).await.map(|_| ()),
            Call::Policy(row, body) => client.update::<Policy>(&row.id, &body).await.map(|_| ()),
        };
        sent.map_err(|error| (done, error))?;
    }
    Ok(())
}

fn partly(done: usize, total: usize, error: &ApiError) -> String {
    match done {
        0 => format!("Nothing was saved. {error} Your edit is kept."),
        _ => format!(
            "{done} of {total} changes were saved, then one failed. {error} What is left of your \
             edit is kept; save again to finish it."
        ),
    }
}
