//! What an import found, as lists.

use leptos::prelude::*;

use crate::worker::replay::Note;

/// What was found, warnings marked.
pub fn notes(notes: &[Note]) -> Option<AnyView> {
    let lines = notes.iter().map(|note| {
        view! { <li class:warning=note.warning>{note.sentence.clone()}</li> }.into_any()
    });
    found(lines.collect())
}

/// A list that scrolls where it is long, so that the keyboard must reach it.
pub fn found(lines: Vec<AnyView>) -> Option<AnyView> {
    (!lines.is_empty()).then(|| {
        view! { <ul class="found" tabindex="0" aria-label=t!("What was found")>{lines}</ul> }
            .into_any()
    })
}
