//! Sending a form, and finding out what became of it when the answer is lost.
//!
//! The page of the form may be gone when the answer comes. What was sent then still counts: it is
//! said in a toast, and nobody is taken to another page.

use leptos::prelude::*;

use super::form_state::{FormState, Look, Saved, Submission, Submitter, focus};
use super::location::{current, go_to};
use super::toast::Toasts;
use super::{task, unsent};
use crate::api::ApiError;
use crate::engine::FieldErrors;
use crate::forms::Stage;

/// Sends a form, or shows what is wrong with it.
pub fn submit(form: FormState, submitter: &Submitter, verb: &'static str, toasts: Toasts) {
    form.refusal.set(None);
    let Submission { send, look } = match form.draft.with_untracked(submitter) {
        Ok(submission) => submission,
        Err(errors) => return form.show(errors),
    };
    form.errors.set(FieldErrors::default());
    form.stage.set(Stage::Sending);
    task::spawn(async move {
        match (send.await, look) {
            (Ok(saved), _) => done(form, saved, toasts),
            (Err(error), Some(look)) if error.outcome_is_unknown() => {
                look_back(form, look, toasts).await;
            }
            (Err(error), _) => failed(form, &error, verb, toasts),
        }
    });
}

/// Looks once more what became of a form.
pub fn look_again(form: FormState, toasts: Toasts) {
    if let Some(look) = form.look.get_value() {
        task::spawn(look_back(form, look, toasts));
    }
}

async fn look_back(form: FormState, look: Look, toasts: Toasts) {
    form.stage.try_set(Stage::Looking);
    match look().await {
        Ok(Some(saved)) => done(form, saved, toasts),
        Ok(None) => {
            let why = t!(
                "The answer was lost on its way. Reading back shows that the API has not carried \
                 it out so far: send it again."
            );
            form.stage.try_set(Stage::Editing);
            if form.refusal.try_set(Some(why.to_owned())).is_some() {
                toasts.say(t!("Not saved. {why}"));
            } else {
                focus("form-refusal");
            }
        }
        Err(error) => {
            let why = t!(
                "The answer was lost on its way, and reading back failed too. {error} Look again \
                 before you send it once more: that could do it twice."
            );
            form.look.try_set_value(Some(look));
            if form.stage.try_set(Stage::Unknown(why.clone())).is_some() {
                toasts.say(t!("Saved or not: unknown. {why}"));
            } else {
                focus("form-unknown");
            }
        }
    }
}

fn done(form: FormState, saved: Saved, toasts: Toasts) {
    toasts.wrote(saved.words);
    if form.stage.try_set(Stage::Editing).is_none() {
        unsent::sent(form.draft);
        // A page that is shown already keeps its parameters, unless they make it the next step.
        if current().route != saved.next.route || saved.next.leads_on() {
            go_to(&saved.next);
        }
    }
}

fn failed(form: FormState, error: &ApiError, verb: &str, toasts: Toasts) {
    if form.stage.try_set(Stage::Editing).is_some() {
        toasts.say(t!("“{verb}” failed after you left the form. {error}"));
        return;
    }
    form.show_api_error(error);
}
