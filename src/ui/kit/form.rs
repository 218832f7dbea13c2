//! Forms: every field with its label, help and error, and one way to submit them all.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::control::{Wiring, control};
use super::typing::{Typing, control_id, form_number};
use crate::api::ApiError;
use crate::engine::FieldErrors;
use crate::forms::{Control, Draft, Field, Section, refused_fields};
use crate::ui::kit::task;
use crate::ui::kit::view::{Entry, flag, list, live, memo, text};

/// The state of a form: what was typed, what is wrong with it, whether it is being sent.
#[derive(Clone, Copy)]
pub struct FormState {
    /// What was typed. Nothing but the user changes it, so no refusal loses it.
    pub draft: RwSignal<Draft>,
    /// What is wrong, by field.
    pub errors: RwSignal<FieldErrors>,
    /// Why the API refused, when that is not about a single field.
    pub refusal: RwSignal<Option<String>>,
    pending: RwSignal<bool>,
    live: StoredValue<Option<Check>>,
    number: u32,
}

impl From<FormState> for Typing {
    fn from(form: FormState) -> Self {
        let set = move |path: String, text| form.set(&path, text);
        Self::new(form.number, form.draft.into(), form.errors.into(), set)
    }
}

/// Says what is wrong with a draft.
type Check = Arc<dyn Fn(&Draft) -> FieldErrors + Send + Sync>;

impl FormState {
    /// A form that starts with `draft` and is checked when it is sent.
    pub fn new(draft: Draft) -> Self {
        Self {
            draft: RwSignal::new(draft),
            errors: RwSignal::new(FieldErrors::default()),
            refusal: RwSignal::new(None),
            pending: RwSignal::new(false),
            live: StoredValue::new(None),
            number: form_number(),
        }
    }

    /// A form that is never sent: every change is checked at once.
    pub fn live<T>(
        draft: Draft,
        read: impl Fn(&Draft) -> Result<T, FieldErrors> + Send + Sync + 'static,
    ) -> Self {
        let check: Check = Arc::new(move |draft| read(draft).err().unwrap_or_default());
        Self { live: StoredValue::new(Some(check)), ..Self::new(draft) }
    }

    /// Sets a field; its error has been answered.
    pub fn set(self, path: &str, text: String) {
        self.draft.update(|draft| draft.set(path, text));
        if let Some(check) = self.live.get_value() {
            self.errors.set(self.draft.with_untracked(|draft| check(draft)));
        } else if self.errors.with_untracked(|errors| errors.at(path).is_some()) {
            self.errors.update(|errors| errors.0.retain(|error| error.field != path));
        }
    }

    /// Shows errors and puts the focus on the first of their fields.
    pub fn show(self, errors: FieldErrors) {
        let first = errors.0.first().map(|error| self.control_id(&error.field));
        self.errors.set(errors);
        if let Some(id) = first {
            focus(&id);
        }
    }

    /// The id of a field's control, unlike that of any other form on the page.
    fn control_id(self, path: &str) -> String {
        control_id(self.number, path)
    }

    fn show_api_error(self, error: &ApiError) {
        let fields = error.body().map(refused_fields).unwrap_or_default();
        self.refusal.try_set(Some(error.to_string()));
        if fields.is_empty() {
            focus("form-refusal");
        } else {
            self.show(fields);
        }
    }
}

/// The work that a form starts: nothing but a result, since the form says what went wrong.
pub type Submit = Pin<Box<dyn Future<Output = Result<(), ApiError>>>>;

/// Reads a draft and starts the work, or says what is wrong by field.
pub type Submitter = Box<dyn Fn(&Draft) -> Result<Submit, FieldErrors>>;

/// A whole form: sections of fields, a summary of what is wrong, submit and cancel.
#[component]
pub fn Form(
    /// Its state.
    state: FormState,
    /// Its fields, which may follow what was typed.
    #[prop(into)]
    sections: Signal<Vec<Section>>,
    /// The word on its button.
    verb: &'static str,
    /// Where cancelling leads.
    cancel: String,
    /// Reads the draft and starts the work, or says what is wrong by field.
    submit: Submitter,
    /// What stands between the fields and the buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if state.pending.get_untracked() {
            return;
        }
        state.refusal.set(None);
        let work = match state.draft.with_untracked(&submit) {
            Ok(work) => work,
            Err(errors) => return state.show(errors),
        };
        state.errors.set(FieldErrors::default());
        state.pending.set(true);
        task::spawn(async move {
            let result = work.await;
            state.pending.try_set(false);
            if let Err(error) = result {
                state.show_api_error(&error);
            }
        });
    };
    view! {
        <form novalidate=true on:submit=send>
            <ErrorSummary state />
            // Keyed, so that a choice that changes other fields keeps its own focus.
            {list(move || sections.get().into_iter().map(move |section| {
                Entry::new(section.title.to_string(), move || {
                    let title = section.title.to_string();
                    let fields = move || {
                        let all = sections.get().into_iter();
                        all.filter(|s| s.title == section.title).flat_map(|s| s.fields)
                            .collect::<Vec<_>>()
                    };
                    view! {
                        <fieldset>
                            <legend>{title}</legend>
                            {list(move || fields().into_iter().map(move |field| {
                                Entry::new(field.key(), move || view! { <FieldView field state /> })
                            }))}
                        </fieldset>
                    }
                })
            }))}
            {children.map(|children| children())}
            <div class="actions">
                <button class="primary" type="submit" disabled=state.pending>
                    {live(move || if state.pending.get() { "Saving…" } else { verb })}
                </button>
                <a class="button" href=cancel>"Cancel"</a>
            </div>
        </form>
    }
}

#[component]
fn ErrorSummary(state: FormState) -> impl IntoView {
    let count = move || state.errors.with(|errors| errors.0.len());
    view! {
        {live(move || state.refusal.get().map(|why| view! {
            <p class="notice bad" role="alert" id="form-refusal" tabindex="-1">
                <b>"Not saved; nothing you typed is lost. "</b> {why}
            </p>
        }))}
        {live(move || (count() > 0).then(|| view! {
            <div class="notice bad" role="alert">
                <b>{match count() {
                    1 => "One field needs another look.".to_owned(),
                    n => format!("{n} fields need another look."),
                }}</b>
                <ul>{state.errors.get().0.into_iter().map(|error| {
                    let id = state.control_id(&error.field);
                    view! {
                        <li>
                            <button type="button" class="link" on:click=move |_| focus(&id)>
                                {error.message}
                            </button>
                        </li>
                    }
                }).collect_view()}</ul>
            </div>
        }))}
    }
}

/// One field: label, control, unit, help, error.
#[component]
pub fn FieldView(
    /// What the field is.
    field: Field,
    /// The form that it belongs to.
    #[prop(into)]
    state: Typing,
    /// Whether a number also has a slider.
    #[prop(default = false)]
    slider: bool,
    /// Whether it stands in a narrow panel, beside its label and without its help.
    #[prop(default = false)]
    compact: bool,
) -> impl IntoView {
    let path = field.path.to_string();
    let error = {
        let path = path.clone();
        memo(move || state.error(&path))
    };
    let has_help = !field.help.is_empty() && !compact;
    let ranged = slider.then(|| slider_view(&field, &path, state));
    let wiring = Wiring { state, id: state.control_id(&path), path, error, has_help };
    let (id, help_id, error_id) = (wiring.id.clone(), wiring.help_id(), wiring.error_id());
    let optional = (field.optional && !compact).then(|| view! { <small>" (optional)"</small> });
    let unit = (!field.unit.is_empty()).then(|| view! { <span class="unit">{field.unit}</span> });
    let help = has_help.then(|| view! { <p class="help" id=help_id>{field.help.to_string()}</p> });
    view! {
        <div
            class="field" class:compact=compact
            class:has-error=flag(move || error.with(Option::is_some))
        >
            <label for=id>{field.label} {optional}</label>
            {ranged}
            <span class="control">{control(field.control, &wiring)} {unit}</span>
            {live(move || error.get().map(|error| {
                view! { <p class="error" id=error_id.clone()>{error}</p> }
            }))}
            {help}
        </div>
    }
}

/// A slider beside the number's own field, which names both; the keyboard reaches either.
fn slider_view(field: &Field, path: &str, state: Typing) -> Option<AnyView> {
    let Control::Number { from, to, step } = field.control else { return None };
    let (read, write) = (path.to_owned(), path.to_owned());
    Some(
        view! {
            <input
                type="range"
                aria-label=format!("{} slider", field.label)
                min=from.to_string()
                max=to.to_string()
                step=step.to_string()
                prop:value=text(move || state.text(&read))
                on:input=move |event| state.set(&write, event_target_value(&event))
            />
        }
        .into_any(),
    )
}

/// Puts the focus on an element once the page has been brought up to date.
pub fn focus(id: &str) {
    let id = id.to_owned();
    request_animation_frame(move || {
        let element = document().get_element_by_id(&id);
        if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            // An element that cannot take the focus is no reason to stop.
            let _ = element.focus();
        }
    });
}
