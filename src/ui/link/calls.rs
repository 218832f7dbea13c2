//! The calls that create a group, each sent when somebody says so.

use leptos::prelude::*;

use super::call_line::{alert, call_line};
use super::sending::send_surely;
use super::session::{Session, use_session};
use crate::engine::FieldErrors;
use crate::forms::apply::Sent;
use crate::lab::moving::Moving;
use crate::route::Route;
use crate::ui::kit::toast::{Toasts, use_toasts};
use crate::ui::kit::view::{flag, live, memo, text, when};
use crate::ui::kit::{FormState, Typing, form_number, task};
use crate::wire::Generation;

/// What is sent, and how far it has come.
#[derive(Clone, Copy)]
pub struct Sender {
    /// What was begun; it stays as it was shown.
    begun: RwSignal<Option<Moving>>,
    /// What was begun, or what would be.
    shown: Memo<Option<Result<Moving, FieldErrors>>>,
    sending: RwSignal<bool>,
    /// The generation that the new group is of.
    to: Generation,
    /// The fields that say by themselves what is wrong with them.
    asked: &'static [&'static str],
    session: Session,
    toasts: Toasts,
}

impl Sender {
    /// Sends what `plan` says, once it says so.
    pub fn new(
        to: Generation,
        asked: &'static [&'static str],
        begun: RwSignal<Option<Moving>>,
        plan: impl Fn() -> Option<Result<Moving, FieldErrors>> + Send + Sync + 'static,
    ) -> Self {
        let shown = memo(move || match begun.get() {
            Some(begun) => Some(Ok(begun)),
            None => plan(),
        });
        let (session, toasts) = (use_session(), use_toasts());
        Self { begun, shown, sending: RwSignal::new(false), to, asked, session, toasts }
    }

    fn current(self) -> Option<Moving> {
        self.shown.with(|shown| shown.as_ref()?.as_ref().ok().cloned())
    }

    fn errors(self) -> FieldErrors {
        self.shown.with(|shown| match shown {
            Some(Err(errors)) => errors.clone(),
            _ => FieldErrors::default(),
        })
    }

    /// Why nothing can be sent, beside what is wrong in the fields that it asks for.
    fn refusal(self) -> Option<AnyView> {
        if !self.session.asks(self.to) {
            let to = self.to.as_str();
            return Some(alert(t!(
                "This address does not answer {to}, so nothing can be created there. What it \
                 would do is still shown."
            )));
        }
        let errors = self.errors().0.into_iter();
        let said = errors.filter(|error| !self.asked.contains(&error.field.as_ref()));
        let said: Vec<String> = said.map(|error| error.message).collect();
        (!said.is_empty()).then(|| alert(said.join(" ")))
    }

    /// The fields that it asks for.
    pub fn typing(self, form: FormState) -> Typing {
        let errors = Signal::derive(move || self.errors());
        let set = move |path: String, text| form.set(&path, text);
        Typing::new(form_number(), form.draft.into(), errors, set)
    }

    fn send(self) {
        let Some(mut own) = untrack(|| self.current()) else { return };
        let Some(call) = own.next().map(|(_, step)| step.call.clone()) else { return };
        self.sending.set(true);
        self.begun.set(Some(own.clone()));
        let client = self.session.client();
        // The page may be gone by now, and the call goes on all the same.
        task::spawn(async move {
            own.record(send_surely(&client, &call).await);
            self.begun.try_set(Some(own.clone()));
            if self.sending.try_set(false).is_some() {
                self.toasts.say(own.last_words());
            }
            self.session.refresh();
        });
    }

    fn offer_again(self) {
        self.begun.update(|own| {
            if let Some(own) = own {
                own.forget_last();
            }
        });
    }
}

/// The calls, with what is not carried before them and what became of them below.
#[component]
pub fn SendCalls(
    sender: Sender,
    /// What they do and do not do.
    note: &'static str,
    /// More to press beside what sends them.
    children: Children,
) -> impl IntoView {
    let lost = Signal::derive(move || sender.current().map(|own| own.lost).unwrap_or_default());
    let begun = sender.begun;
    view! {
        {live(move || sender.refusal())}
        <Losses sentences=lost label=t!("Of the template") />
        <section class="calls" aria-label=t!("Calls")>
            <h3>{t!("Calls, each sent when you say so")}</h3>
            <ol>{live(move || sender.current().map(|own| lines(&own)))}</ol>
        </section>
        <p class="help">{note}</p>
        {live(move || sender.current().and_then(|own| outcome(&own)))}
        <div class="actions">
            <SendButton sender />
            {when(move || begun.with(Option::is_some) && !sender.sending.get(), move || view! {
                <button on:click=move |_| begun.set(None)>{t!("Plan it anew")}</button>
            })}
            {children()}
        </div>
    }
}

/// Sends the next call; offers the last one again when nobody knows what became of it.
#[component]
fn SendButton(sender: Sender) -> impl IntoView {
    let next = memo(move || {
        let own = sender.current()?;
        let (number, step) = own.next()?;
        Some((number, own.steps.len(), step.title.clone()))
    });
    let sending = sender.sending;
    let is_unknown = move || sender.current().is_some_and(|own| own.is_unknown());
    view! {
        {live(move || is_unknown().then(|| view! {
            <button on:click=move |_| sender.offer_again()>
                {t!("It is not there: offer it again")}
            </button>
        }))}
        {live(move || next.get().map(|(number, count, title)| view! {
            <button
                class="primary"
                disabled=flag(move || sending.get() || !sender.session.asks(sender.to))
                on:click=move |_| sender.send()
            >
                {text(move || match sending.get() {
                    true => t!("Sending…").to_owned(),
                    false => {
                        let number = number + 1;
                        t!("Send call {number} of {count}: {title}")
                    }
                })}
            </button>
        }))}
    }
}

fn lines(own: &Moving) -> Vec<AnyView> {
    let steps = own.steps.iter().enumerate();
    steps
        .map(|(at, step)| {
            call_line(&step.call, &step.title, step.reason, own.sent.get(at)).into_any()
        })
        .collect()
}

/// What became of the last call, and where the new group is.
fn outcome(own: &Moving) -> Option<AnyView> {
    match own.sent.last()? {
        Sent::Refused(why) => Some(alert(t!(
            "Refused. What was created before stays; correct it, or send it again. {why}"
        ))),
        Sent::Unknown(why) => Some(alert(t!(
            "Nobody knows whether this was carried out, and reading back failed too. Look for it \
             before you send it once more. {why}"
        ))),
        Sent::Done(_) => {
            let (generation, id) = own.made()?;
            let route = Route::of_group(generation, id);
            Some(
                view! {
                    <p class="notice" role="status">
                        {t!("The new group is there. ")} <a href=route.href()>{t!("See it")}</a> "."
                    </p>
                }
                .into_any(),
            )
        }
    }
}

/// What is not carried, a sentence each.
#[component]
pub fn Losses(#[prop(into)] sentences: Signal<Vec<String>>, label: &'static str) -> impl IntoView {
    view! {
        {live(move || {
            let all = sentences.get();
            (!all.is_empty()).then(|| view! {
                <h3>{label}</h3>
                <ul class="risks lost" aria-label=label>
                    {all.into_iter().map(|said| view! { <li>{said}</li> }).collect_view()}
                </ul>
            })
        })}
    }
}
