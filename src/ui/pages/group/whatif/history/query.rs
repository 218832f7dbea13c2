//! A history from the connected metrics server, by an expression of one's own.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::super::inputs::Inputs;
use crate::api::{ApiError, Client};
use crate::engine::{FieldErrors, Metric};
use crate::forms::Draft;
use crate::forms::apply::Stored;
use crate::forms::metrics::{self, Asked};
use crate::lab::import::{GroupSizes, ImportDraft, refused_at};
use crate::lab::naming::{Subject, is_unconfirmed};
use crate::ui::kit::task;
use crate::ui::kit::view::{flag, live, text};
use crate::ui::kit::{Dialog, FieldView, FormState, Typing};
use crate::ui::link::metric_names::names_at;
use crate::ui::link::port::AskError;
use crate::ui::link::session::use_session;
use crate::ui::link::worker::{Replays, use_replays};
use crate::wire::ProjectId;
use crate::worker::replay::{MOST_ANSWERED, ReadAnswers};

/// Why there is no history.
enum Failure {
    /// Something is wrong with what was typed.
    Fields(FieldErrors),
    /// Something else is, in a sentence.
    Said(String),
}

/// The button and the dialog behind it. What comes is confirmed as a file is.
#[component]
pub fn QueryMetrics(
    inputs: Inputs,
    /// Takes what came.
    read: RwSignal<Option<ImportDraft>>,
    /// What the real group's sizes were.
    own: Memo<Option<GroupSizes>>,
) -> impl IntoView {
    let group = inputs.known.group;
    let (session, replays) = (use_session(), use_replays());
    let (open, pending) = (RwSignal::new(false), RwSignal::new(false));
    let asked_times = StoredValue::new(0_u32);
    let form = FormState::new(Draft::default());
    let show = move |_| {
        prefill(inputs, form, untrack(|| session.now_ms()));
        asked_times.update_value(|times| *times += 1);
        pending.set(false);
        open.set(true);
    };
    let typing = following_metric(inputs, form);
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        form.refusal.set(None);
        let asked = match form.draft.with_untracked(metrics::read) {
            Ok(asked) => asked,
            Err(errors) => return form.show(errors),
        };
        let project = group.with_untracked(|group| group.as_ref().map(|g| g.project_id().clone()));
        let Some(project) = project.filter(|_| !pending.get_untracked()) else { return };
        form.errors.set(FieldErrors::default());
        pending.set(true);
        let mine = asked_times.get_value() + 1;
        asked_times.set_value(mine);
        let client = session.client();
        task::spawn(async move {
            let own = own.try_get_untracked().flatten();
            let result = ask(&client, replays, &project, &asked, own.as_ref()).await;
            // Whoever closed the dialog does not want it any more, nor on opening it again.
            if asked_times.try_get_value() != Some(mine) {
                return;
            }
            pending.try_set(false);
            if open.try_get_untracked() != Some(true) {
                return;
            }
            match result {
                Ok(draft) => {
                    open.set(false);
                    read.set(Some(draft));
                }
                Err(Failure::Fields(errors)) => form.show(errors),
                Err(Failure::Said(why)) => form.refusal.set(Some(why)),
            }
        });
    };
    view! {
        <button class="small" on:click=show>{t!("Query metrics…")}</button>
        <Dialog open title=t!("Query metrics")>
            <Asking open pending form typing send=Callback::new(send) />
        </Dialog>
    }
}

/// The form of a question.
#[component]
fn Asking(
    open: RwSignal<bool>,
    /// Whether its answer is on its way.
    pending: RwSignal<bool>,
    form: FormState,
    typing: Typing,
    send: Callback<SubmitEvent>,
) -> impl IntoView {
    view! {
        <form novalidate=true on:submit=move |event| send.run(event)>
            <p class="help">
                {t!("Asks the metrics server of the connection. Every series of its answer is \
                     read; you say which of them to use.")}
            </p>
            {metrics::section().fields.into_iter().map(|field| {
                view! { <FieldView field state=typing /> }.into_any()
            }).collect::<Vec<_>>()}
            {live(move || form.refusal.get().map(|why| view! {
                <p class="notice bad" role="alert">{why}</p>
            }))}
            <div class="actions">
                <button class="primary" type="submit" disabled=flag(move || pending.get())>
                    {text(move || if pending.get() { t!("Asking…") } else { t!("Query") })}
                </button>
                <button type="button" on:click=move |_| open.set(false)>{t!("Cancel")}</button>
            </div>
        </form>
    }
}

/// Fills in a form that was never open.
fn prefill(inputs: Inputs, form: FormState, now_ms: i64) {
    let blank = form.draft.with_untracked(|draft| draft.get("step").is_empty());
    if let (true, Some(group)) = (blank, inputs.known.group.get_untracked()) {
        form.draft.set(metrics::draft(|metric| usual(inputs, &group, metric), now_ms));
    }
}

/// The group's own expression for a metric; empty where nobody knows what it is called.
fn usual(inputs: Inputs, group: &Stored, metric: Metric) -> String {
    let place = untrack(|| inputs.place());
    // Before the place is known, only what every place calls the same.
    let place = place.or_else(|| (!is_unconfirmed(metric)).then(String::new));
    let named = |place: String| names_at(&place).expression(&place, metric, &Subject::of(group));
    place.and_then(named).unwrap_or_default()
}

/// The form's fields, where an expression that nobody has touched follows the metric.
fn following_metric(inputs: Inputs, form: FormState) -> Typing {
    let set = move |path: String, text| {
        form.set(&path, text);
        let Some(group) = inputs.known.group.get_untracked() else { return };
        let usual = |metric| usual(inputs, &group, metric);
        if let Some(query) = form.draft.with_untracked(|draft| metrics::follow(draft, usual)) {
            form.set("query", query);
        }
    };
    Typing::from(form).setting(set)
}

async fn ask(
    client: &Client,
    replays: Replays,
    project: &ProjectId,
    asked: &Asked,
    own: Option<&GroupSizes>,
) -> Result<ImportDraft, Failure> {
    let Asked { expression, metric, from_ms, until_ms, step_ms } = asked;
    let path = client.metrics_path(project).await.map_err(of_api)?;
    // The first instant is asked for too.
    let answers = client.samples(&path, expression, from_ms - 1, *until_ms, *step_ms).await;
    let answers = answers.map_err(of_api)?;
    if answers.iter().map(Vec::len).sum::<usize>() > MOST_ANSWERED {
        let message = t!("The answer is too long to be read here. Enter a longer step, a shorter \
                          time, or an expression with fewer series.");
        return Err(Failure::Fields(refused_at("step", message)));
    }
    let asked = ReadAnswers { bodies: answers };
    let file = replays.ask(asked).await.map_err(|error| match error {
        AskError::Refused(refusal) => Failure::Fields(refused_at("query", &refusal.to_string())),
        AskError::Stopped => Failure::Said(error.to_string()),
    })?;
    Ok(ImportDraft::of_query(*metric, expression, file, own))
}

fn of_api(error: ApiError) -> Failure {
    let fields = match &error {
        ApiError::Refused { status, body } => metrics::refused(*status, body),
        _ => FieldErrors::default(),
    };
    if fields.0.is_empty() { Failure::Said(error.to_string()) } else { Failure::Fields(fields) }
}
