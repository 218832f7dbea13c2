//! The calls of a move, each sent when somebody says so.

use leptos::prelude::*;

use super::call_line::{alert, call_line};
use super::sending::send_surely;
use super::session::{Session, use_session};
use crate::engine::FieldErrors;
use crate::forms::apply::Sent;
use crate::forms::{Control, Draft, Field};
use crate::lab::moving::{Moving, Origin};
use crate::route::Route;
use crate::ui::kit::download::download;
use crate::ui::kit::toast::{Toasts, use_toasts};
use crate::ui::kit::view::{flag, live, memo, text, when};
use crate::ui::kit::{FieldView, FormState, Typing, form_number, task};
use crate::whatif::VariantRules;
use crate::wire::Generation;

/// The fields that a move may ask for.
const ASKED: [&str; 2] = ["image", "balancer"];

/// What a move needs.
#[derive(Clone, Copy)]
struct Mover {
    origin: StoredValue<Origin>,
    form: FormState,
    /// What was begun; it stays as it was shown.
    begun: RwSignal<Option<Moving>>,
    /// What was begun, or what would be.
    shown: Memo<Option<Result<Moving, FieldErrors>>>,
    sending: RwSignal<bool>,
    /// The generation that the new group is of.
    to: Generation,
    session: Session,
    toasts: Toasts,
}

impl Mover {
    fn new(
        origin: Origin,
        image: String,
        rules: Signal<Option<VariantRules>>,
        begun: RwSignal<Option<Moving>>,
    ) -> Self {
        let to = match &origin {
            Origin::Thresholds { .. } => Generation::V1alpha2,
            Origin::Target { .. } => Generation::V1alpha1,
        };
        let origin = StoredValue::new(origin);
        let form = FormState::new(Draft::default().with("image", image));
        let shown = memo(move || {
            if let Some(begun) = begun.get() {
                return Some(Ok(begun));
            }
            let rules = rules.get()?;
            let [image, balancer] =
                form.draft.with(|draft| ASKED.map(|path| draft.get(path).to_owned()));
            Some(origin.with_value(|origin| Moving::plan(origin, &rules, &image, &balancer)))
        });
        let (session, toasts) = (use_session(), use_toasts());
        let sending = RwSignal::new(false);
        Self { origin, form, begun, shown, sending, to, session, toasts }
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
            let why = "so nothing can be created there. What it would do is still shown.";
            return Some(alert(format!("This address does not answer {to}, {why}")));
        }
        let errors = self.errors().0.into_iter();
        let said = errors.filter(|error| !ASKED.contains(&error.field.as_ref()));
        let said: Vec<String> = said.map(|error| error.message).collect();
        (!said.is_empty()).then(|| alert(said.join(" ")))
    }

    fn typing(self) -> Typing {
        let errors = Signal::derive(move || self.errors());
        let set = move |path: String, text| self.form.set(&path, text);
        Typing::new(form_number(), self.form.draft.into(), errors, set)
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

    fn keep(self) {
        let (name, file) =
            self.origin.with_value(|origin| (origin.stored().name().to_owned(), origin.to_file()));
        if !download(&format!("{name}-group.json"), file.as_bytes()) {
            self.toasts.say("The browser did not take the file.");
        }
    }
}

/// The calls of a move, and what they ask for first.
#[component]
pub fn Calls(
    /// What is moved.
    origin: Origin,
    /// The image to boot, as far as it is known.
    image: String,
    /// The rules of the new group.
    #[prop(into)]
    rules: Signal<Option<VariantRules>>,
    /// What was begun of it, also while the dialog is shut.
    begun: RwSignal<Option<Moving>>,
    /// What shuts the dialog.
    open: RwSignal<bool>,
) -> impl IntoView {
    let asked = fields(&origin);
    let mover = Mover::new(origin, image, rules, begun);
    let typing = mover.typing();
    let asked = asked.into_iter().map(|field| view! { <FieldView field state=typing /> });
    let lost = Signal::derive(move || mover.current().map(|own| own.lost).unwrap_or_default());
    view! {
        {asked.collect_view()}
        {live(move || mover.refusal())}
        <Losses sentences=lost label="Of the template" />
        <section class="calls" aria-label="Calls">
            <h3>"Calls, each sent when you say so"</h3>
            <ol>{live(move || mover.current().map(|own| lines(&own)))}</ol>
        </section>
        <p class="help">
            "Nothing old is changed or deleted. Delete the old group yourself once the new one \
             serves; until then both have Instances, and their cost."
        </p>
        {live(move || mover.current().and_then(|own| outcome(&own)))}
        <div class="actions">
            <SendButton mover />
            {when(move || begun.with(Option::is_some) && !mover.sending.get(), move || view! {
                <button on:click=move |_| begun.set(None)>"Plan it anew"</button>
            })}
            <button on:click=move |_| mover.keep()>"Save the old bodies to a file"</button>
            <button on:click=move |_| open.set(false)>"Close"</button>
        </div>
    }
}

/// Sends the next call; offers the last one again when nobody knows what became of it.
#[component]
fn SendButton(mover: Mover) -> impl IntoView {
    let next = memo(move || {
        let own = mover.current()?;
        let (number, step) = own.next()?;
        Some((number, own.steps.len(), step.title.clone()))
    });
    let sending = mover.sending;
    let is_unknown = move || mover.current().is_some_and(|own| own.is_unknown());
    view! {
        {live(move || is_unknown().then(|| view! {
            <button on:click=move |_| mover.offer_again()>"It is not there: offer it again"</button>
        }))}
        {live(move || next.get().map(|(number, count, title)| view! {
            <button
                class="primary"
                disabled=flag(move || sending.get() || !mover.session.asks(mover.to))
                on:click=move |_| mover.send()
            >
                {text(move || match sending.get() {
                    true => "Sending…".to_owned(),
                    false => format!("Send call {} of {count}: {title}", number + 1),
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

/// What a move asks for before it can be planned.
fn fields(origin: &Origin) -> Vec<Field> {
    let line = || Control::Text(Vec::new());
    let to_target = matches!(origin, Origin::Thresholds { .. });
    let image = origin.needs_image().then(|| match to_target {
        true => Field::new("image", "Image label", line()).help(
            "The marketplace’s name of the image to boot, such as ubuntu_noble. One of your own \
             has none: make a snapshot of its root volume, and a template of that.",
        ),
        false => Field::new("image", "Image", line()).help("The id of the image to boot."),
    });
    let balancer = origin.needs_balancer().then(|| {
        Field::new("balancer", "Load balancer", line())
            .help("Its id. A group of the first generation always has one.")
    });
    image.into_iter().chain(balancer).collect()
}

/// What became of the last call, and where the new group is.
fn outcome(own: &Moving) -> Option<AnyView> {
    match own.sent.last()? {
        Sent::Refused(why) => Some(alert(format!(
            "Refused. What was created before stays; correct it, or send it again. {why}"
        ))),
        Sent::Unknown(why) => Some(alert(format!(
            "Nobody knows whether this was carried out, and reading back failed too. Look for it \
             before you send it once more. {why}"
        ))),
        Sent::Done(_) if own.is_finished() => {
            let id = own.group_id()?;
            let route = match own.steps.iter().any(|step| step.call.is_of_targets()) {
                true => Route::TargetGroup(id),
                false => Route::Group(id),
            };
            Some(
                view! {
                    <p class="notice" role="status">
                        "The new group is there. " <a href=route.href()>"See it"</a> "."
                    </p>
                }
                .into_any(),
            )
        }
        Sent::Done(_) => None,
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
