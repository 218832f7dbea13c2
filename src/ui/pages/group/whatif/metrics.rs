//! A history from the connected metrics server, by an expression of one's own.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::desk::{Desk, use_desk};
use super::recording::FileHistory;
use super::state::Lab;
use crate::api::{ApiError, Client};
use crate::engine::{FieldErrors, Reason};
use crate::forms::Draft;
use crate::forms::metrics::{self, Asked};
use crate::ui::kit::task;
use crate::ui::kit::view::{flag, live, text};
use crate::ui::kit::{Dialog, FieldView, FormState};
use crate::ui::link::port::AskError;
use crate::ui::link::session::use_session;
use crate::wire::ProjectId;
use crate::worker::replay::MOST_ANSWERED;

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
    lab: Lab,
    /// Takes what came.
    read: RwSignal<Option<FileHistory>>,
) -> impl IntoView {
    let (session, desk) = (use_session(), use_desk());
    let (open, pending) = (RwSignal::new(false), RwSignal::new(false));
    let form = FormState::new(Draft::default());
    let show = move |_| {
        prefill(lab, form, untrack(|| session.now_ms()));
        open.set(true);
    };
    follow_metric(lab, form);
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        form.refusal.set(None);
        let asked = match form.draft.with_untracked(metrics::read) {
            Ok(asked) => asked,
            Err(errors) => return form.show(errors),
        };
        let project =
            lab.group.with_untracked(|group| group.as_ref().map(|g| g.project_id.clone()));
        let Some(project) = project.filter(|_| !pending.get_untracked()) else { return };
        form.errors.set(FieldErrors::default());
        pending.set(true);
        let client = session.client();
        task::spawn(async move {
            let result = ask(&client, desk, &project, &asked).await;
            pending.try_set(false);
            // Whoever closed the dialog does not want it any more.
            if open.try_get_untracked() != Some(true) {
                return;
            }
            match result {
                Ok(history) => {
                    open.set(false);
                    read.set(Some(history));
                }
                Err(Failure::Fields(errors)) => form.show(errors),
                Err(Failure::Said(why)) => form.refusal.set(Some(why)),
            }
        });
    };
    view! {
        <button class="small" on:click=show>"Query metrics…"</button>
        <Dialog open title="Query metrics">
            <form novalidate=true on:submit=send>
                <p class="help">
                    "Asks the metrics server of the connection. Every series of its answer is \
                     read; you say which of them to use."
                </p>
                {metrics::section().fields.into_iter().map(|field| {
                    view! { <FieldView field state=form /> }.into_any()
                }).collect::<Vec<_>>()}
                {live(move || form.refusal.get().map(|why| view! {
                    <p class="notice bad" role="alert">{why}</p>
                }))}
                <div class="actions">
                    <button class="primary" type="submit" disabled=flag(move || pending.get())>
                        {text(move || if pending.get() { "Asking…" } else { "Query" })}
                    </button>
                    <button type="button" on:click=move |_| open.set(false)>"Cancel"</button>
                </div>
            </form>
        </Dialog>
    }
}

/// Fills in a form that was never open.
fn prefill(lab: Lab, form: FormState, now_ms: i64) {
    let blank = form.draft.with_untracked(|draft| draft.get("step").is_empty());
    if let (true, Some(group)) = (blank, lab.group.get_untracked()) {
        form.draft.set(metrics::draft(&group.id, now_ms));
    }
}

/// Lets an expression that nobody has touched follow the metric.
fn follow_metric(lab: Lab, form: FormState) {
    Effect::new(move |_| {
        let Some(group) = lab.group.get() else { return };
        if let Some(query) = form.draft.with(|draft| metrics::follow(draft, &group.id)) {
            form.set("query", query);
        }
    });
}

async fn ask(
    client: &Client,
    desk: Desk,
    project: &ProjectId,
    asked: &Asked,
) -> Result<FileHistory, Failure> {
    let Asked { expression, metric, from_ms, until_ms, step_ms } = asked;
    let path = client.metrics_path(project).await.map_err(of_api)?;
    // The first instant is asked for too.
    let answers = client.samples(&path, expression, from_ms - 1, *until_ms, *step_ms).await;
    let answers = answers.map_err(of_api)?;
    if answers.iter().map(Vec::len).sum::<usize>() > MOST_ANSWERED {
        let message = "The answer is too long to be read here. Enter a longer step, a shorter \
            time, or an expression with fewer series.";
        return Err(at("step", message));
    }
    let (report, mut series) = desk.answers(answers).await.map_err(|error| match error {
        AskError::Refused(refusal) => at("query", &refusal.to_string()),
        AskError::Stopped => Failure::Said(error.to_string()),
    })?;
    for (index, one) in series.iter_mut().enumerate() {
        let is_suggested = one.metric == Some(*metric);
        one.holds((index == 0).then_some(*metric));
        if !is_suggested {
            one.factor = 1.0;
        }
        if one.name == "{}" {
            one.name.clone_from(expression);
        }
    }
    let name = format!("{} by query", metric.label());
    Ok(FileHistory { name, report, series, ..FileHistory::default() })
}

fn of_api(error: ApiError) -> Failure {
    let fields = match &error {
        ApiError::Refused { status, body } => metrics::refused(*status, body),
        _ => FieldErrors::default(),
    };
    if fields.0.is_empty() { Failure::Said(error.to_string()) } else { Failure::Fields(fields) }
}

fn at(field: &'static str, message: &str) -> Failure {
    let mut errors = FieldErrors::default();
    errors.add(field, Reason::Constraint, message);
    Failure::Fields(errors)
}
