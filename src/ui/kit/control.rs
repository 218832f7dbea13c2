//! The control of one field: the native element that its kind asks for.

use leptos::ev::Event;
use leptos::prelude::*;

use super::typing::Typing;
use crate::forms::{Choice, Control, Note};
use crate::ui::kit::view::{LiveAttribute, LiveText, attribute, flag, text};

/// What every control is wired to.
#[derive(Clone)]
pub struct Wiring {
    /// The form.
    pub state: Typing,
    /// The field's path.
    pub path: String,
    /// The control's id.
    pub id: String,
    /// What is wrong with the field.
    pub error: Memo<Option<String>>,
    /// Whether a line of help stands beside it.
    pub has_help: bool,
    /// What is saved of it, where it differs from that.
    pub was: Memo<Option<String>>,
    /// What stands out about the field.
    pub notes: Memo<Vec<Note>>,
    /// How its form searches what can be entered; nothing where it lists none.
    pub searches: Option<Memo<Option<&'static str>>>,
    /// How ids in it are shown.
    pub spelling: Option<Spelling>,
}

/// How a line that holds ids shows their names.
#[derive(Clone, Copy)]
pub struct Spelling {
    /// A text with names in the place of ids.
    pub shown: Callback<String, String>,
    /// The text that was there before, and what is shown once it was typed over: the text with the
    /// ids of the names that are left.
    pub typed: Callback<(String, String), String>,
}

impl Wiring {
    /// The id of the line that says what is wrong.
    pub fn error_id(&self) -> String {
        format!("{}-error", self.id)
    }

    /// The id of the line that helps.
    pub fn help_id(&self) -> String {
        format!("{}-help", self.id)
    }

    /// The id of the words that say what is saved.
    pub fn was_id(&self) -> String {
        format!("{}-was", self.id)
    }

    /// The id of what stands out.
    pub fn notes_id(&self) -> String {
        format!("{}-notes", self.id)
    }

    fn typed(&self) -> String {
        self.state.text(&self.path)
    }

    fn value(&self) -> LiveText {
        let own = self.clone();
        text(move || match own.spelling {
            Some(Spelling { shown, .. }) => shown.run(own.typed()),
            None => own.typed(),
        })
    }

    fn invalid(&self) -> LiveAttribute {
        let error = self.error;
        attribute(move || error.with(Option::is_some).then_some("true"))
    }

    fn described(&self) -> LiveAttribute {
        let own = self.clone();
        attribute(move || {
            let error = own.error.with(Option::is_some).then(|| own.error_id());
            let was = own.was.with(Option::is_some).then(|| own.was_id());
            let help = own.has_help.then(|| own.help_id());
            let notes = own.notes.with(|notes| !notes.is_empty()).then(|| own.notes_id());
            let ids: Vec<String> = [error, was, notes, help].into_iter().flatten().collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        })
    }

    fn write(&self) -> impl Fn(Event) + 'static {
        let own = self.clone();
        move |event| {
            let text = event_target_value(&event);
            let text = match own.spelling {
                Some(Spelling { typed, .. }) => typed.run((untrack(|| own.typed()), text)),
                None => text,
            };
            own.state.set(&own.path, text);
        }
    }
}

/// The element for a field's control.
pub fn control(kind: Control, wiring: &Wiring) -> AnyView {
    match kind {
        Control::Text(seen) => suggesting(seen, wiring),
        // Text, not `type=password`: browsers offer to store what stands in that one.
        Control::Secret => line("secret", None, wiring),
        // Text, not `type=number`: that one hides what it cannot read, so no error could name it.
        Control::Number { .. } => line("number", Some("decimal"), wiring),
        Control::Choice(choices) => choice(choices, wiring),
        Control::Lines => lines(wiring),
        Control::Toggle => toggle(wiring),
        Control::Fixed => {
            let (id, described) = (wiring.id.clone(), wiring.described());
            view! { <output id=id aria-describedby=described>{wiring.value()}</output> }.into_any()
        }
    }
}

fn suggesting(seen: Vec<String>, wiring: &Wiring) -> AnyView {
    let list = format!("{}-seen", wiring.id);
    let (list_ref, searches, is_seen) = (list.clone(), wiring.searches, !seen.is_empty());
    let searches = move || searches.and_then(|searches| searches.get());
    let list_ref = attribute(move || (is_seen && searches().is_none()).then(|| list_ref.clone()));
    let searches = attribute(searches);
    let options = seen.into_iter().map(|seen| view! { <option value=seen /> });
    view! {
        <input
            type="text" id=wiring.id.clone() autocomplete="off" spellcheck="false" list=list_ref
            placeholder=searches
            aria-invalid=wiring.invalid() aria-describedby=wiring.described()
            prop:value=wiring.value()
            on:input=wiring.write()
        />
        <datalist id=list>{options.collect_view()}</datalist>
    }
    .into_any()
}

fn line(kind: &'static str, keys: Option<&'static str>, wiring: &Wiring) -> AnyView {
    view! {
        <input
            type="text" inputmode=keys class=kind spellcheck="false"
            id=wiring.id.clone() autocomplete="off"
            aria-invalid=wiring.invalid() aria-describedby=wiring.described()
            prop:value=wiring.value()
            on:input=wiring.write()
        />
    }
    .into_any()
}

fn choice(choices: Vec<Choice>, wiring: &Wiring) -> AnyView {
    let options = choices.into_iter().map(|choice| {
        let (own, chosen) = (choice.value.to_string(), wiring.clone());
        let selected = flag(move || chosen.typed() == own);
        view! {
            <option value=choice.value.to_string() selected=selected>
                {choice.label.to_string()}
            </option>
        }
    });
    view! {
        <select
            id=wiring.id.clone()
            aria-invalid=wiring.invalid() aria-describedby=wiring.described()
            prop:value=wiring.value()
            on:change=wiring.write()
        >
            {options.collect_view()}
        </select>
    }
    .into_any()
}

fn lines(wiring: &Wiring) -> AnyView {
    view! {
        <textarea
            id=wiring.id.clone() rows="6" spellcheck="false"
            aria-invalid=wiring.invalid() aria-describedby=wiring.described()
            prop:value=wiring.value()
            on:input=wiring.write()
        ></textarea>
    }
    .into_any()
}

fn toggle(wiring: &Wiring) -> AnyView {
    let own = wiring.clone();
    let checked = flag(move || own.typed() == "true");
    let (state, path) = (wiring.state, wiring.path.clone());
    view! {
        <input
            type="checkbox" id=wiring.id.clone()
            aria-invalid=wiring.invalid() aria-describedby=wiring.described()
            prop:checked=checked
            on:change=move |event| {
                let text = if event_target_checked(&event) { "true" } else { "" };
                state.set(&path, text.to_owned());
            }
        />
    }
    .into_any()
}
