//! Before a variant is saved: old to new, with cost and risk beside it, and the calls that do it;
//! then one call after the other, each with its result.

use leptos::prelude::*;

use super::scores::Scores;
use super::state::Lab;
use crate::api::{ApiError, Client};
use crate::forms::apply::{Call, Plan, Sent, Step, plan};
use crate::ui::kit::Dialog;
use crate::ui::kit::task;
use crate::ui::kit::toast::use_toasts;
use crate::ui::kit::view::{flag, live};
use crate::ui::link::session::use_session;
use crate::wire::{Group, Policy, PolicyId};

#[component]
pub fn Review(lab: Lab, open: RwSignal<bool>) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let pending = RwSignal::new(false);
    // What was sent: the plan stays as it was when the first call went out.
    let sending = RwSignal::new(None::<(Plan, Vec<Sent>)>);
    let shown = move || match sending.get() {
        Some((plan, sent)) => Some(Ok((plan, sent))),
        None => planned(lab).map(|plan| plan.map(|plan| (plan, Vec::new()))),
    };
    Effect::new(move |_| {
        if !open.get() {
            sending.set(None);
        }
    });
    let save = move |_| {
        let Some(Ok(plan)) = untrack(|| planned(lab)) else { return };
        if pending.get_untracked() {
            return;
        }
        pending.set(true);
        sending.set(Some((plan.clone(), Vec::new())));
        let (client, trial) = (session.client(), untrack(|| lab.trial()));
        task::spawn(async move {
            let whole = send_all(&client, &plan, sending).await;
            pending.try_set(false);
            // What was saved is saved, whether or not the rest was.
            session.refresh();
            if whole {
                if let Some(trial) = trial {
                    trial.settle();
                }
                toasts.say("The edit is saved. The policies are in force from now on.");
                open.try_set(false);
            }
        });
    };
    let blocked = move || pending.get() || !matches!(shown(), Some(Ok(_)));
    view! {
        <Dialog open title="Save the edit?">
            {live(move || shown().map(|shown| match shown {
                Ok((plan, sent)) => contents(&plan, &sent).into_any(),
                Err(why) => view! { <p class="notice bad" role="alert">{why}</p> }.into_any(),
            }))}
            <Scores lab />
            <div class="actions">
                <button class="primary" disabled=flag(blocked) on:click=save>
                    {live(move || if pending.get() { "Saving…" } else { "Save" })}
                </button>
                <button on:click=move |_| open.set(false)>"Back"</button>
            </div>
        </Dialog>
    }
}

/// The plan from what is saved to the active variant.
fn planned(lab: Lab) -> Option<Result<Plan, String>> {
    let (group, edited) = (lab.group.get()?, lab.edited.get()?);
    let size = lab.recording.with(|own| own?.sizes.last().map(|last| last.size));
    Some(
        lab.policies
            .with(|rows| plan(&group, rows, &edited, size).map_err(|refusal| refusal.to_string())),
    )
}

fn contents(plan: &Plan, sent: &[Sent]) -> impl IntoView + use<> {
    let lines = plan.lines.iter().map(|line| {
        view! {
            <tr>
                <th scope="row">{line.place.clone()}</th>
                <td>{line.field}</td>
                <td>{line.old.clone()}</td>
                <td class="edited">{line.new.clone()}</td>
            </tr>
        }
        .into_any()
    });
    let risks = plan.risks.iter().map(|risk| view! { <li>{risk.clone()}</li> }.into_any());
    let steps = plan.steps.iter().enumerate();
    let steps = steps.map(|(index, step)| step_line(step, sent.get(index)).into_any());
    let failed = sent.iter().any(|result| !matches!(result, Sent::Done(_)));
    let standing = failed.then(|| plan.standing(sent).sentence);
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
            <tbody>{lines.collect::<Vec<_>>()}</tbody>
        </table>
        {(!plan.risks.is_empty()).then(|| view! {
            <ul class="risks" aria-label="Risks">{risks.collect::<Vec<_>>()}</ul>
        }.into_any())}
        <details class="calls" open=failed>
            <summary>{match plan.steps.len() {
                1 => "One call".to_owned(),
                count => format!("{count} calls, one after the other"),
            }}</summary>
            <ol>{steps.collect::<Vec<_>>()}</ol>
        </details>
        {standing.map(|standing| view! {
            <p class="notice bad" role="alert">
                {standing} " What is left of your edit is kept; save again to finish it."
            </p>
        }.into_any())}
    }
}

fn step_line(step: &Step, sent: Option<&Sent>) -> impl IntoView + use<> {
    let zone = use_session().client().zone().clone();
    let request = format!("{} {}", step.call.method(), step.call.path(&zone));
    let state = match sent {
        None => "",
        Some(Sent::Done(_)) => "Done. ",
        Some(Sent::Refused(_)) => "Refused. ",
        Some(Sent::Unknown(_)) => "No answer. ",
    };
    view! {
        <li>
            <b>{state}</b> {step.title.clone()} ". " <small>{step.reason}</small>
            <pre>{request} {step.call.body().map(|body| format!("\n{body}"))}</pre>
        </li>
    }
}

/// Sends the calls in order and stops at the first that fails; whether all went through.
async fn send_all(
    client: &Client,
    plan: &Plan,
    sending: RwSignal<Option<(Plan, Vec<Sent>)>>,
) -> bool {
    let mut sent = Vec::new();
    for step in &plan.steps {
        let result = send(client, &step.call).await;
        let done = matches!(result, Sent::Done(_));
        sent.push(result);
        sending.try_set(Some((plan.clone(), sent.clone())));
        if !done {
            return false;
        }
    }
    true
}

async fn send(client: &Client, call: &Call) -> Sent {
    let result: Result<Option<PolicyId>, ApiError> = match call {
        Call::UpdateGroup(id, body) => client.update::<Group>(id, body).await.map(|_| None),
        Call::CreatePolicy(body) => {
            client.create::<Policy>(body).await.map(|policy| Some(policy.id))
        }
        Call::UpdatePolicy(id, body) => client.update::<Policy>(id, body).await.map(|_| None),
        Call::DeletePolicy(id) => client.delete::<Policy>(id).await.map(|()| None),
    };
    match result {
        Ok(created) => Sent::Done(created),
        Err(error @ ApiError::Refused { .. }) => Sent::Refused(error.to_string()),
        Err(error) => Sent::Unknown(error.to_string()),
    }
}
