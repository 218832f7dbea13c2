//! Sending a form, and finding out what became of it when the answer is lost.
//!
//! The page of the form may be gone when the answer comes. What was sent then still counts: it is
//! said in a toast, and nobody is taken to another page.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use leptos::prelude::*;

use super::form::{FormState, focus};
use super::location::navigate;
use super::toast::Toasts;
use super::{task, unsent};
use crate::api::ApiError;
use crate::engine::FieldErrors;
use crate::forms::Draft;
use crate::route::Route;

/// Work that ends with a result of the API.
pub type Work<T> = Pin<Box<dyn Future<Output = Result<T, ApiError>>>>;

/// What was saved.
pub struct Saved {
    /// It, in words.
    pub words: String,
    /// The page that shows it.
    pub next: Route,
}

/// Reads back whether what was sent was carried out; `None` when it was not.
pub type Look = Rc<dyn Fn() -> Work<Option<Saved>>>;

/// One sending of a form.
pub struct Submission {
    /// Sends it.
    pub send: Work<Saved>,
    /// Finds out what became of it; `None` where nothing is written.
    pub look: Option<Look>,
}

/// Reads a draft and prepares the sending, or says what is wrong by field.
pub type Submitter = Box<dyn Fn(&Draft) -> Result<Submission, FieldErrors>>;

/// Where a form stands.
#[derive(Clone, Default, PartialEq, Eq)]
pub enum Stage {
    /// It can be edited and sent.
    #[default]
    Editing,
    /// It was sent.
    Sending,
    /// Its answer was lost, and the API is asked what it did.
    Looking,
    /// Nobody knows what became of it, and why. It is not offered again before somebody looks.
    Unknown(String),
}

impl Stage {
    /// Whether it can be sent.
    pub const fn is_editing(&self) -> bool {
        matches!(self, Self::Editing)
    }

    /// The words on the button.
    pub const fn button(&self, verb: &'static str) -> &'static str {
        match self {
            Self::Editing | Self::Unknown(_) => verb,
            Self::Sending => "Saving…",
            Self::Looking => "Looking…",
        }
    }

    /// Why nobody knows what became of it.
    pub fn unknown(&self) -> Option<String> {
        match self {
            Self::Unknown(why) => Some(why.clone()),
            Self::Editing | Self::Sending | Self::Looking => None,
        }
    }
}

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
            const NOT_DONE: &str = "The answer was lost on its way. Reading back shows that the \
                API has not carried it out so far: send it again.";
            form.stage.try_set(Stage::Editing);
            if form.refusal.try_set(Some(NOT_DONE.to_owned())).is_some() {
                toasts.say(format!("Not saved. {NOT_DONE}"));
            } else {
                focus("form-refusal");
            }
        }
        Err(error) => {
            let why = format!(
                "The answer was lost on its way, and reading back failed too. {error} Look again \
                 before you send it once more: that could do it twice."
            );
            form.look.try_set_value(Some(look));
            if form.stage.try_set(Stage::Unknown(why.clone())).is_some() {
                toasts.say(format!("Saved or not: unknown. {why}"));
            } else {
                focus("form-unknown");
            }
        }
    }
}

fn done(form: FormState, saved: Saved, toasts: Toasts) {
    toasts.say(saved.words);
    if form.stage.try_set(Stage::Editing).is_none() {
        unsent::sent(form.draft);
        navigate(&saved.next);
    }
}

fn failed(form: FormState, error: &ApiError, verb: &str, toasts: Toasts) {
    if form.stage.try_set(Stage::Editing).is_some() {
        toasts.say(format!("“{verb}” failed after you left the form. {error}"));
        return;
    }
    form.show_api_error(error);
}
