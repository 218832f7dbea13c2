//! The state of a form, and what may come of sending it.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::location::current;
use super::typing::{Typing, control_id, form_number};
use super::unsent;
use crate::api::ApiError;
use crate::engine::FieldErrors;
use crate::forms::balancer::typed_over;
use crate::forms::{Draft, Left, Note, Stage, refused_fields};
use crate::route::Location;

/// Work that ends with a result of the API.
pub type Work<T> = Pin<Box<dyn Future<Output = Result<T, ApiError>>>>;

/// What was saved.
pub struct Saved {
    /// It, in words.
    pub words: String,
    /// The page that shows it.
    pub next: Location,
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

/// The state of a form: what was typed, what is wrong with it, and what became of sending it.
#[derive(Clone, Copy)]
pub struct FormState {
    /// What was typed. Nothing but the user changes it, so no refusal loses it.
    pub draft: RwSignal<Draft>,
    /// What is wrong, by field.
    pub errors: RwSignal<FieldErrors>,
    /// Why the API refused, when that is not about a single field.
    pub refusal: RwSignal<Option<String>>,
    /// Whether it is being sent, and what is known of it.
    pub stage: RwSignal<Stage>,
    /// How to find out what became of it when nobody knows.
    pub look: StoredValue<Option<Look>, LocalStorage>,
    /// What it started with, without what was typed there before.
    pub original: StoredValue<Draft>,
    /// What is stored, where every edit is told from it.
    saved: Option<RwSignal<Option<Draft>>>,
    /// What stands out about its fields: told by whoever looks, while it does.
    pub notes: RwSignal<Option<Memo<Vec<Note>>>>,
    check: StoredValue<Option<Check>>,
    number: u32,
    /// Set where it started with what was typed there before, or what an undo brought.
    pub resumed: RwSignal<Option<Resumed>>,
}

/// How a form came to start with more than what is stored.
#[derive(Clone)]
pub struct Resumed {
    /// What it would have started with.
    pub original: Draft,
    /// Where the rest comes from, in a sentence; empty where it was typed there.
    pub origin: String,
}

impl From<FormState> for Typing {
    fn from(form: FormState) -> Self {
        let set = move |path: String, text| form.set(&path, text);
        // Whoever looks may be gone for a moment before somebody else does.
        let notes = move || form.notes.get().and_then(|notes| notes.try_get()).unwrap_or_default();
        let typing = Self::new(form.number, form.draft.into(), form.errors.into(), set)
            .noted(Signal::derive(notes));
        form.saved.map_or(typing, |saved| typing.over(saved.into()))
    }
}

/// Says what is wrong with a draft.
type Check = Arc<dyn Fn(&Draft) -> FieldErrors + Send + Sync>;

impl FormState {
    /// A form that starts with `draft` and is checked when it is sent.
    pub fn new(draft: Draft) -> Self {
        Self {
            original: StoredValue::new(draft.clone()),
            draft: RwSignal::new(draft),
            errors: RwSignal::new(FieldErrors::default()),
            refusal: RwSignal::new(None),
            stage: RwSignal::new(Stage::Editing),
            look: StoredValue::new_local(None),
            saved: None,
            notes: RwSignal::new(None),
            check: StoredValue::new(None),
            number: form_number(),
            resumed: RwSignal::new(None),
        }
    }

    /// The same, going on with what was typed at this place and not sent.
    pub fn resuming(place: String, draft: Draft) -> Self {
        let Left { edits, origin } = unsent::left_at(&place);
        let form = Self::new(draft.clone().edited(&edits));
        form.original.set_value(draft.clone());
        if !edits.is_empty() {
            form.resumed.set(Some(Resumed { original: draft.clone(), origin }));
        }
        unsent::keep_when_left(place, form.draft, draft);
        form
    }

    /// The same for what is stored: each field that is edited says so.
    pub fn editing(place: String, stored: Draft) -> Self {
        let saved = RwSignal::new(Some(stored.clone()));
        Self { saved: Some(saved), ..Self::resuming(place, stored) }
    }

    /// The same for what is to be created, starting with what the address says of its fields.
    pub fn creating(place: String, mut draft: Draft) -> Self {
        for (path, text) in current().fields() {
            draft.set(path, text);
        }
        Self::resuming(place, draft)
    }

    /// A form that is never sent: every change is checked at once.
    pub fn live<T>(
        draft: Draft,
        read: impl Fn(&Draft) -> Result<T, FieldErrors> + Send + Sync + 'static,
    ) -> Self {
        let check: Check = Arc::new(move |draft| read(draft).err().unwrap_or_default());
        Self { check: StoredValue::new(Some(check)), ..Self::new(draft) }
    }

    /// Goes on as an edit of what is stored by now: what was typed stays, what was not follows.
    /// Does nothing once the page of the form is gone.
    pub fn rebase(self, now: Draft) {
        let Some(before) = self.original.try_get_value() else { return };
        unsent::rebase(self.draft, now.clone());
        self.original.try_set_value(now.clone());
        self.saved.map(|saved| saved.try_set(Some(now.clone())));
        self.resumed.try_update(|resumed| {
            if let Some(resumed) = resumed {
                resumed.original.clone_from(&now);
            }
        });
        self.draft.try_update(|draft| *draft = draft.rebased(&before, now));
    }

    /// Sets a field; its error has been answered. What goes with its old text is said at its own.
    pub fn set(self, path: &str, text: String) {
        let mut said = FieldErrors::default();
        self.draft.update(|draft| said = typed_over(draft, path, text));
        if let Some(check) = self.check.get_value() {
            self.errors.set(self.draft.with_untracked(|draft| check(draft)));
            return;
        }
        let is_answered = self.errors.with_untracked(|errors| errors.at(path).is_some());
        if is_answered || !said.0.is_empty() {
            self.errors.update(|errors| {
                errors.0.retain(|error| error.field != path);
                errors.0.append(&mut said.0);
            });
        }
    }

    /// Shows errors and puts the focus on the first of their fields. Does nothing once the page
    /// of the form is gone.
    pub fn show(self, errors: FieldErrors) {
        let first = errors.0.first().map(|error| self.control_id(&error.field));
        if self.errors.try_set(errors).is_none()
            && let Some(id) = first
        {
            focus(&id);
        }
    }

    /// The id of a field's control, unlike that of any other form on the page.
    pub fn control_id(self, path: &str) -> String {
        control_id(self.number, path)
    }

    /// Shows why the API refused, at the fields that it names.
    pub fn show_api_error(self, error: &ApiError) {
        let fields = error.body().map(refused_fields).unwrap_or_default();
        if self.refusal.try_set(Some(error.to_string())).is_some() {
            return;
        }
        if fields.is_empty() {
            focus("form-refusal");
        } else {
            self.show(fields);
        }
    }
}

/// Puts the focus on an element once the page has been brought up to date.
pub fn focus(id: &str) {
    once_drawn(id, |element| {
        // An element that cannot take the focus is no reason to stop.
        let _ = element.focus();
    });
}

/// Scrolls to an element that lies out of sight, once the page has been brought up to date; the
/// focus stays where it is.
pub fn show(id: &str) {
    once_drawn(id, |element| {
        let height = window().inner_height().ok().and_then(|height| height.as_f64());
        let top = element.get_bounding_client_rect().top();
        if !(0.0..height.unwrap_or(f64::MAX)).contains(&top) {
            element.scroll_into_view();
        }
    });
}

/// Scrolls no farther than it takes to see all of an element, once the page has been brought up to
/// date, whatever scrolls around it. Its `scroll-margin` says what stands over the edges.
pub fn keep_in_sight(element: Element) {
    request_animation_frame(move || {
        let nearest = ScrollIntoViewOptions::new();
        nearest.set_block(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&nearest);
    });
}

fn once_drawn(id: &str, then: impl FnOnce(HtmlElement) + 'static) {
    let id = id.to_owned();
    request_animation_frame(move || {
        let element = document().get_element_by_id(&id);
        if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            then(element);
        }
    });
}
