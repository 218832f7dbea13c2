//! Before a variant is saved: old to new, with cost and risk beside it, and the calls that do it;
//! then one call after the other, each with its result.

use leptos::prelude::*;

use super::scores::Scores;
use super::state::Lab;
use crate::api::{ApiError, Client};
use crate::forms::apply::{Call, Plan, Sent, Step, plan, saved};
use crate::lab::{Rest, Saving, VariantDraft, what_is_left};
use crate::ui::kit::Dialog;
use crate::ui::kit::task;
use crate::ui::kit::toast::{Toasts, use_toasts};
use crate::ui::kit::view::{flag, live, memo};
use crate::ui::link::session::{Session, use_session};
use crate::whatif::Variant;
use crate::wire::{Group, GroupId, ListQuery, OrderBy, Policy, PolicyId};

/// Shows a plan and carries it out.
#[component]
pub fn Review(lab: Lab, open: RwSignal<bool>) -> impl IntoView {
    let saver = Saver {
        lab,
        session: use_session(),
        toasts: use_toasts(),
        saving: RwSignal::new(Saving::default()),
        open,
    };
    let saving = saver.saving;
    let blocked = memo(move || !matches!(saver.to_send(), Some(Ok(_))));
    let is_open = Signal::derive(move || open.get());
    let close = Callback::new(move |()| {
        open.set(false);
        saving.update(|saving| *saving = std::mem::take(saving).unseen());
    });
    view! {
        <Dialog open=(is_open, close) title="Save the edit?">
            {live(move || saver.contents())}
            <Scores lab />
            <div class="actions">
                <button
                    class="primary" disabled=flag(move || blocked.get())
                    on:click=move |_| saver.start()
                >
                    {live(move || match saving.with(Saving::is_under_way) {
                        true => "Saving…",
                        false => "Save",
                    })}
                </button>
                <button on:click=move |_| close.run(())>"Back"</button>
            </div>
        </Dialog>
    }
}

/// What saving needs.
#[derive(Clone, Copy)]
struct Saver {
    lab: Lab,
    session: Session,
    toasts: Toasts,
    saving: RwSignal<Saving>,
    open: RwSignal<bool>,
}

impl Saver {
    /// The plan from what is saved to the edited variant.
    fn planned(self) -> Option<Result<Plan, String>> {
        let (group, edited) = (self.lab.inputs.group.get()?, self.lab.tried.edited.get()?);
        let saved = self.lab.tried.saved.get()?;
        let made = plan(&group, &saved.policies, &edited, self.size());
        Some(made.map_err(|refusal| refusal.to_string()))
    }

    /// The group's present size, where it is known.
    fn size(self) -> Option<u32> {
        self.lab.inputs.recording.with(|own| own?.sizes.last().map(|last| last.size))
    }

    /// The plan that goes out when it is saved now.
    fn to_send(self) -> Option<Result<Plan, String>> {
        self.saving.with(|saving| match (saving, self.planned()) {
            (Saving::Reviewing, Some(Err(why))) => Some(Err(why)),
            (saving, fresh) => saving.to_send(fresh.and_then(Result::ok)).map(Ok),
        })
    }

    fn contents(self) -> Option<AnyView> {
        self.saving.with(|saving| match saving {
            Saving::Reviewing => self.planned().map(|plan| match plan {
                Ok(plan) => contents(&plan, &plan, &[]).into_any(),
                Err(why) => alert(why),
            }),
            Saving::Sending(plan, sent) => Some(contents(plan, plan, sent).into_any()),
            Saving::Stopped(plan, sent, rest) => {
                let changes = if let Rest::Planned(rest) = rest { rest } else { plan };
                let told = rest.words(plan, sent);
                Some(view! { {contents(changes, plan, sent)} {alert(told)} }.into_any())
            }
        })
    }

    fn start(self) {
        let Some(Ok(plan)) = untrack(|| self.to_send()) else { return };
        let (inputs, tried) = (self.lab.inputs, self.lab.tried);
        let typed = tried.drafts.with_untracked(|drafts| drafts.edited().cloned());
        let Some((group, typed)) = inputs.group.get_untracked().zip(typed) else { return };
        let (client, size) = (self.session.client(), untrack(|| self.size()));
        let mut saving = Saving::Sending(plan, Vec::new());
        self.saving.set(saving.clone());
        // The page may be gone by now, and its calls go on all the same.
        task::spawn(async move {
            while let Some(call) = saving.next_call().map(|step| step.call.clone()) {
                saving.record(send(&client, &call).await);
                self.saving.try_set(saving.clone());
            }
            let Saving::Sending(plan, results) = saving else { return };
            if results.len() == plan.steps.len() && results.iter().all(is_done) {
                self.change_as_sent(&typed, VariantDraft::settle);
                self.done("The edit is saved. The policies are in force from now on.");
            } else {
                let now = read_anew(&client, &group.id).await;
                self.stop(&typed, (plan, results), now, size);
            }
            // What was saved is saved, whether or not the rest was.
            self.session.refresh();
        });
    }

    fn done(self, words: &str) {
        self.saving.try_set(Saving::Reviewing);
        self.toasts.say(words);
        self.open.try_set(false);
    }

    fn stop(
        self,
        typed: &VariantDraft,
        (plan, results): (Plan, Vec<Sent>),
        now: Result<(Group, Vec<Policy>), ApiError>,
        size: Option<u32>,
    ) {
        let rest = match now {
            Ok((group, policies)) => {
                let (wanted, rest) = what_is_left(&plan, &results, &group, &policies, size);
                let now = saved(&group, &policies);
                self.change_as_sent(typed, |draft, _| draft.take(&wanted, &now));
                rest
            }
            Err(error) => Rest::Unknown(error.to_string()),
        };
        if rest.is_nothing() {
            return self.done("An answer was lost, but the edit is saved: all of it is in force.");
        }
        let told = rest.words(&plan, &results);
        if self.open.try_get_untracked() == Some(true) {
            self.saving.try_set(Saving::Stopped(plan, results, rest));
        } else {
            self.saving.try_set(Saving::Reviewing);
            self.toasts.say(told);
        }
    }

    /// Changes the variant that was sent, unless anything was typed in it since.
    fn change_as_sent(self, sent: &VariantDraft, change: impl FnOnce(&mut VariantDraft, &Variant)) {
        self.lab.tried.change(|drafts, saved| {
            if let Some(draft) = drafts.get_mut(sent.number).filter(|draft| **draft == *sent) {
                change(draft, saved);
            }
        });
    }
}

const fn is_done(result: &Sent) -> bool {
    matches!(result, Sent::Done(_))
}

fn alert(why: String) -> AnyView {
    view! { <p class="notice bad" role="alert">{why}</p> }.into_any()
}

/// What is to be changed, and the calls of a plan with what became of them.
fn contents(changes: &Plan, plan: &Plan, sent: &[Sent]) -> impl IntoView + use<> {
    let lines = changes.lines.iter().map(|line| {
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
    let risks = changes.risks.iter().map(|risk| view! { <li>{risk.clone()}</li> }.into_any());
    let steps = plan.steps.iter().enumerate();
    let steps = steps.map(|(index, step)| step_line(step, sent.get(index)).into_any());
    let failed = sent.iter().any(|result| !matches!(result, Sent::Done(_)));
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
        {(!changes.risks.is_empty()).then(|| view! {
            <ul class="risks" aria-label="Risks">{risks.collect::<Vec<_>>()}</ul>
        }.into_any())}
        <details class="calls" open=failed>
            <summary>{match plan.steps.len() {
                1 => "One call".to_owned(),
                count => format!("{count} calls, one after the other"),
            }}</summary>
            <ol>{steps.collect::<Vec<_>>()}</ol>
        </details>
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

/// The group and its policies as they are now, the oldest policy first.
async fn read_anew(client: &Client, id: &GroupId) -> Result<(Group, Vec<Policy>), ApiError> {
    let query = ListQuery {
        order_by: OrderBy::CreatedAtAsc,
        instance_group_id: Some(id.clone()),
        ..ListQuery::default()
    };
    Ok((client.get::<Group>(id).await?, client.list::<Policy>(&query).await?))
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
