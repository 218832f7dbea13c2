//! What a field shows and writes to.

use leptos::prelude::*;

use crate::engine::FieldErrors;
use crate::forms::{Draft, Field, Note};

thread_local! {
    /// How many forms the page has made: their fields' ids must differ.
    static FORMS: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
}

/// A number that no other form of the page has.
pub fn form_number() -> u32 {
    FORMS.replace(FORMS.get().wrapping_add(1))
}

/// The text of a form's fields, wherever it is kept, and what happens when it is typed over.
#[derive(Clone, Copy)]
pub struct Typing {
    draft: Signal<Draft>,
    errors: Signal<FieldErrors>,
    /// What is saved, where an edit is to be told from it.
    saved: Option<Signal<Option<Draft>>>,
    /// What stands out about its fields, where somebody looks.
    notes: Option<Signal<Vec<Note>>>,
    set: Callback<(String, String)>,
    number: u32,
}

impl Typing {
    /// The fields of a form of this number; `set` takes the path of one and its new text.
    pub fn new(
        number: u32,
        draft: Signal<Draft>,
        errors: Signal<FieldErrors>,
        set: impl Fn(String, String) + Send + Sync + 'static,
    ) -> Self {
        let set = Callback::new(move |(path, text)| set(path, text));
        Self { draft, errors, saved: None, notes: None, set, number }
    }

    /// The same fields, of which each says what is saved where it differs from that.
    pub fn over(self, saved: Signal<Option<Draft>>) -> Self {
        Self { saved: Some(saved), ..self }
    }

    /// The same fields, of which each says what stands out about it.
    pub fn noted(self, notes: Signal<Vec<Note>>) -> Self {
        Self { notes: Some(notes), ..self }
    }

    /// The same fields, with something else happening when one is typed over.
    pub fn setting(self, set: impl Fn(String, String) + Send + Sync + 'static) -> Self {
        Self { set: Callback::new(move |(path, text)| set(path, text)), ..self }
    }

    /// The text of a field.
    pub fn text(self, path: &str) -> String {
        self.draft.with(|draft| draft.get(path).to_owned())
    }

    /// What is saved of a field that differs from it.
    pub fn was(self, field: &Field) -> Option<String> {
        let saved = self.saved?;
        self.draft.with(|draft| saved.with(|saved| field.was(draft, saved.as_ref()?)))
    }

    /// What is saved of a field, as it would be typed.
    pub fn saved_text(self, path: &str) -> Option<String> {
        self.saved?.with(|saved| Some(saved.as_ref()?.get(path).to_owned()))
    }

    /// What stands out about a field.
    pub fn notes(self, path: &str) -> Vec<Note> {
        let own = |all: &Vec<Note>| all.iter().filter(|one| one.path == path).cloned().collect();
        self.notes.map(|notes| notes.with(own)).unwrap_or_default()
    }

    /// Looks at the text of all fields.
    pub fn with<T>(self, look: impl FnOnce(&Draft) -> T) -> T {
        self.draft.with(look)
    }

    /// What is wrong with a field.
    pub fn error(self, path: &str) -> Option<String> {
        self.errors.with(|errors| errors.at(path).map(str::to_owned))
    }

    /// Types over a field.
    pub fn set(self, path: &str, text: String) {
        self.set.run((path.to_owned(), text));
    }

    /// The id of a field's control, unlike that of any other form on the page.
    pub fn control_id(self, path: &str) -> String {
        control_id(self.number, path)
    }
}

/// The id of a field's control in the form of this number.
pub fn control_id(number: u32, path: &str) -> String {
    format!("form{number}-{}", path.replace('.', "-"))
}
