//! Forms: every field with its label, help and error, and one way to submit them all.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::control::{Spelling, Wiring, control};
use super::form_state::{FormState, Resumed, Submitter, focus};
use super::location::current;
use super::submission::{look_again, submit};
use super::toast::use_toasts;
use super::typing::Typing;
use crate::base::translated;
use crate::engine::FieldErrors;
use crate::forms::{Control, Draft, Field, Listed, NOTHING, Note, Section, Stage};
use crate::route::FOCUS;
use crate::ui::kit::view::{Entry, flag, list, live, memo, text, when};
use crate::wire::parse_number;

/// What a form adds to a field of its own.
#[derive(Default)]
pub struct Beside {
    /// What stands in its control, after the element.
    pub within: Option<AnyView>,
    /// What stands below the control.
    pub below: Option<AnyView>,
    /// How what can be entered is searched; nothing while it is not listed. Values seen elsewhere
    /// say nothing more then.
    pub searches: Option<Memo<Option<&'static str>>>,
    /// What a text of it is called, where it is an id.
    pub called: Option<Callback<String, Option<String>>>,
    /// How ids in it are shown.
    pub spelling: Option<Spelling>,
}

impl Beside {
    /// What stands below the control alone.
    pub fn under(below: impl IntoView + 'static) -> Self {
        Self { below: Some(below.into_any()), ..Self::default() }
    }
}

/// Finds it.
pub type FindBeside = fn(&Field, FormState) -> Option<Beside>;

/// The list of a form's rows, each a section, that can be added and removed.
#[derive(Clone, Copy)]
pub struct Growing {
    /// What a row is, as in `volume`.
    pub noun: &'static str,
    /// Adds a row.
    pub add: fn(&mut Draft),
    /// Removes the row of a number.
    pub remove: fn(&mut Draft, &str),
}

/// A whole form: sections of fields, a summary of what is wrong, submit and cancel.
#[component]
pub fn Form(
    /// Its state.
    state: FormState,
    /// Its fields, which may follow what was typed.
    #[prop(into)]
    sections: Signal<Vec<Section>>,
    /// The words on its button.
    verb: &'static str,
    /// What a refusal means, as in `Not saved`.
    #[prop(default = t!("Not saved"))]
    refused: &'static str,
    /// Where cancelling leads.
    cancel: String,
    /// The words on the link that leads there.
    #[prop(default = t!("Cancel"))]
    cancel_words: &'static str,
    /// Reads the draft and starts the work, or says what is wrong by field.
    submitter: Submitter,
    /// What it adds to single fields.
    #[prop(optional)]
    beside: Option<FindBeside>,
    /// The list of rows among its sections.
    #[prop(optional)]
    growing: Option<Growing>,
    /// How many fields differ from what is stored, which the children list.
    #[prop(optional)]
    changed: Option<Memo<usize>>,
    /// What stands before the fields.
    #[prop(optional)]
    lead: Option<AnyView>,
    /// What stands between the fields and the buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let toasts = use_toasts();
    focus_asked(state);
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if state.stage.with_untracked(Stage::is_editing) {
            submit(state, &submitter, verb, toasts);
        }
    };
    let is_shut = memo(move || state.stage.with(|stage| !stage.is_editing()));
    view! {
        <form class="sections" novalidate=true on:submit=send>
            <Resumed state />
            <ErrorSummary state refused />
            {lead}
            // Keyed, so that a choice that changes other fields keeps its own focus.
            {list(move || sections.get().into_iter().map(move |section| {
                Entry::new(section.title.to_string(), move || match section.listed {
                    Some(Listed::End) => ending(state, growing, section.title.to_string()),
                    _ => section_view(state, section, sections, beside, growing),
                })
            }))}
            {children.map(|children| children())}
            <div class="actions foot">
                <button class="primary" type="submit" disabled=is_shut>
                    {live(move || state.stage.with(|stage| stage.button(verb)))}
                </button>
                <a class="button" href=cancel>{cancel_words}</a>
                {changed.map(to_changes)}
            </div>
        </form>
    }
}

/// The id of what tells everything that saving a form changes.
pub const CHANGES: &str = "form-changes";

/// How many fields are edited, and the way to what saving them changes.
fn to_changes(changed: Memo<usize>) -> AnyView {
    let words = move || match changed.get() {
        1 => t!("1 field changed").to_owned(),
        count => t!("{count} fields changed"),
    };
    let is_any = move || changed.get() > 0;
    view! {
        <span role="status">
            {when(is_any, move || view! {
                <button type="button" class="link to-changes" on:click=|_| focus(CHANGES)>
                    {live(words)}
                </button>
            })}
        </span>
    }
    .into_any()
}

/// A section's panel. Its fields follow what was typed, and so are read anew.
fn section_view(
    state: FormState,
    Section { title, listed, .. }: Section,
    sections: Signal<Vec<Section>>,
    beside: Option<FindBeside>,
    growing: Option<Growing>,
) -> AnyView {
    let (heading, number) = (
        title.to_string(),
        match listed {
            Some(Listed::Row(number)) => Some(number),
            Some(Listed::End) | None => None,
        },
    );
    let fields = move || {
        let all = sections.get().into_iter();
        all.filter(|section| section.title == title)
            .flat_map(|section| section.fields)
            .collect::<Vec<_>>()
    };
    let removing = growing.zip(number).map(|(Growing { noun, remove, .. }, number)| {
        let noun = translated(noun);
        let words = t!("Remove {noun} {number}");
        let pressed = move |_| state.draft.update(|draft| remove(draft, &number));
        view! { <button type="button" class="small remove" on:click=pressed>{words}</button> }
    });
    view! {
        <fieldset class="section">
            <legend>{heading}</legend>
            {removing}
            <div class="fields">
                {list(move || fields().into_iter().map(move |field| {
                    Entry::new(field.key(), move || {
                        let beside = beside.and_then(|find| find(&field, state));
                        view! { <FieldView field state beside=beside.unwrap_or_default() /> }
                    })
                }))}
            </div>
        </fieldset>
    }
    .into_any()
}

/// What stands after the last row of a list.
fn ending(state: FormState, growing: Option<Growing>, list: String) -> AnyView {
    let adding = growing.map(|Growing { noun, add, .. }| {
        let noun = translated(noun);
        let pressed = move |_| state.draft.update(add);
        view! { <button type="button" on:click=pressed>{t!("Add a {noun}")}</button> }
    });
    view! { <div class="actions" role="group" aria-label=list>{adding}</div> }.into_any()
}

/// Goes to the field that the address names; after the heading, which has the focus where it names
/// none.
fn focus_asked(state: FormState) {
    let asked = current().param(FOCUS).to_owned();
    if !asked.is_empty() {
        focus(&state.control_id(&asked));
    }
}

/// Says that a form goes on with what was typed before.
#[component]
fn Resumed(state: FormState) -> impl IntoView {
    let discard = move |_| {
        if let Some(Resumed { original, .. }) = state.resumed.get_untracked() {
            state.draft.set(original);
            state.errors.set(FieldErrors::default());
            state.resumed.set(None);
        }
    };
    live(move || {
        state.resumed.get().map(|Resumed { origin, .. }| {
            let typed = || t!("This is what you typed here before and did not send.").to_owned();
            let words = if origin.is_empty() { typed() } else { origin };
            view! {
                <div class="notice" role="status">
                    <p>{words}</p>
                    <div class="actions">
                        <button type="button" on:click=discard>{t!("Discard it")}</button>
                    </div>
                </div>
            }
        })
    })
}

#[component]
fn ErrorSummary(state: FormState, refused: &'static str) -> impl IntoView {
    let count = move || state.errors.with(|errors| errors.0.len());
    let toasts = use_toasts();
    view! {
        {live(move || state.stage.with(Stage::unknown).map(|why| view! {
            <div class="notice warn" role="alert" id="form-unknown" tabindex="-1">
                <p><b>{t!("Saved or not: unknown. ")}</b> {why}</p>
                <div class="actions">
                    <button type="button" on:click=move |_| look_again(state, toasts)>
                        {t!("Look again")}
                    </button>
                    <button type="button" on:click=move |_| state.stage.set(Stage::Editing)>
                        {t!("Edit again")}
                    </button>
                </div>
            </div>
        }))}
        {live(move || state.refusal.get().map(|why| view! {
            <p class="notice bad" role="alert" id="form-refusal" tabindex="-1">
                <b>{t!("{refused}; nothing you typed is lost. ")}</b> {why}
            </p>
        }))}
        {live(move || (count() > 0).then(|| view! {
            <div class="notice bad" role="alert">
                <b>{match count() {
                    1 => t!("One field needs another look.").to_owned(),
                    n => t!("{n} fields need another look."),
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
    /// What its form adds to it.
    #[prop(optional)]
    beside: Beside,
) -> impl IntoView {
    let has_help = !field.help.is_empty() && !compact;
    let wiring = wired(&field, state, has_help, &beside);
    let Beside { within, below, .. } = beside;
    let Wiring { error, was, .. } = wiring;
    let ranged = slider.then(|| slider_view(&field, &wiring.path, state));
    let (id, help_id, error_id) = (wiring.id.clone(), wiring.help_id(), wiring.error_id());
    // Beside a control in its row no other field moves; a list or a text fills the row.
    let is_row = !matches!(field.control, Control::Lines | Control::Toggle | Control::Fixed);
    let is_short = is_row && !compact && within.is_none();
    // What is ticked or not is never missing.
    let may_be_left = field.optional && !compact && field.control != Control::Toggle;
    let optional = may_be_left.then(|| view! { <small>{t!(" (optional)")}</small> });
    let unit = (!field.unit.is_empty()).then(|| view! { <span class="unit">{field.unit}</span> });
    let help = has_help.then(|| view! { <p class="help" id=help_id>{field.help.to_string()}</p> });
    view! {
        <div
            class="field" class:compact=compact
            class:has-error=flag(move || error.with(Option::is_some))
            class:edited=flag(move || was.with(Option::is_some))
        >
            <label for=id>{field.label} {optional}</label>
            {compact.then(|| was_words(&wiring))}
            {ranged}
            <div class="control">
                {control(field.control, &wiring)} {unit} {within}
                {is_short.then(|| edited(&wiring, field.label))}
            </div>
            {(!compact && !is_short).then(|| edited(&wiring, field.label))}
            {live(move || error.get().map(|error| {
                view! { <p class="error" id=error_id.clone()>{error}</p> }
            }))}
            {notes_list(&wiring)}
            {below}
            {help}
        </div>
    }
}

/// What a field's control is wired to.
fn wired(field: &Field, state: Typing, has_help: bool, beside: &Beside) -> Wiring {
    let Beside { searches, called, spelling, .. } = *beside;
    let path = field.path.to_string();
    let (erring, noted, own) = (path.clone(), path.clone(), field.clone());
    let was = memo(move || {
        let was = state.was(&own)?;
        let name = || called?.run(state.saved_text(&own.path)?);
        Some(name().unwrap_or(was))
    });
    Wiring {
        state,
        id: state.control_id(&path),
        path,
        error: memo(move || state.error(&erring)),
        has_help,
        was,
        notes: memo(move || state.notes(&noted)),
        searches,
        spelling,
    }
}

/// What is saved of a field, in words.
fn was_words(wiring: &Wiring) -> AnyView {
    let (was, id) = (wiring.was, wiring.was_id());
    let words = move |was| view! { <span class="was" id=id.clone()>{t!("was {was}")}</span> };
    view! { {live(move || was.get().map(words.clone()))} }.into_any()
}

/// That a field is edited, what is saved of it, and the way back to that.
fn edited(wiring: &Wiring, label: &'static str) -> AnyView {
    let Wiring { state, was, .. } = *wiring;
    let (id, path, was_id) = (wiring.id.clone(), wiring.path.clone(), wiring.was_id());
    let back = Callback::new(move |()| {
        if let Some(text) = untrack(|| state.saved_text(&path)) {
            state.set(&path, text);
        }
        // The button goes with the edit.
        focus(&id);
    });
    let told = |was: String| match was == NOTHING {
        true => t!("was empty").to_owned(),
        false => t!("was {was}"),
    };
    let words = move |was| {
        let name = t!("Undo the edit of {label}");
        view! {
            <p class="edit">
                <span class="was" id=was_id.clone()><b>{t!("Edited")}</b> ", " {told(was)}</span>
                " "
                <button type="button" class="link" aria-label=name on:click=move |_| back.run(())>
                    {t!("Undo")}
                </button>
            </p>
        }
    };
    view! { {live(move || was.get().map(words.clone()))} }.into_any()
}

/// What stands out about a field.
fn notes_list(wiring: &Wiring) -> AnyView {
    let (notes, id) = (wiring.notes, wiring.notes_id());
    let each = |Note { kind, sentence, .. }: Note| {
        view! { <p class="lint"><b>{kind} "."</b> " " {sentence}</p> }
    };
    view! {
        <div class="notes" role="status" id=id>
            {live(move || notes.get().into_iter().map(each).collect_view())}
        </div>
    }
    .into_any()
}

/// A slider beside the number's own field, which names both; the keyboard reaches either.
fn slider_view(field: &Field, path: &str, state: Typing) -> Option<AnyView> {
    let Control::Number { from, to, step } = field.control else { return None };
    let (read, write, said) = (path.to_owned(), path.to_owned(), path.to_owned());
    let unit = field.unit;
    let spoken = move || match state.text(&said) {
        text if text.is_empty() || unit.is_empty() => text,
        text => format!("{text}\u{a0}{unit}"),
    };
    let [of_text, of_saved, is_over] = [(); 3].map(|()| path.to_owned());
    let place = move |text: &str| {
        let value = parse_number(text)?;
        Some(((value - from) / (to - from)).clamp(0.0, 1.0).to_string())
    };
    // Filled from what is saved, which has a tick; without such, nothing is.
    let now = move || place(&state.text(&of_text)).unwrap_or_default();
    let saved =
        move || state.saved_text(&of_saved).and_then(|text| place(&text)).unwrap_or_default();
    Some(
        view! {
            <input
                type="range"
                class:over=flag(move || state.saved_text(&is_over).is_some())
                style:--now=now style:--saved=saved
                aria-label=t!("{} slider", field.label)
                aria-valuetext=text(spoken)
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
