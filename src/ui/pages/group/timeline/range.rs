//! The visible stretch of time as a text: what is typed or pasted is shown, and what is shown can
//! be copied.

use leptos::ev;
use leptos::prelude::*;
use web_sys::HtmlInputElement;

use super::stage::Stage;
use crate::lab::{Calendar, Window};
use crate::ui::kit::clipboard::{pasted_text, put};
use crate::ui::kit::time::{self, Utc};
use crate::ui::kit::toast::{Toasts, use_toasts};
use crate::ui::kit::view::{attribute, live, memo, text};
use crate::ui::link::session::{Session, use_session};

/// The visible stretch of time as a text.
#[derive(Clone, Copy)]
pub struct RangeText {
    stage: Stage,
    session: Session,
    toasts: Toasts,
    utc: RwSignal<bool>,
    words: Memo<String>,
    /// What is wrong with the latest that was put in, and the stretch that was shown then.
    refused: RwSignal<Option<(String, Window)>>,
}

impl RangeText {
    /// The text of what a stage shows.
    pub fn new(stage: Stage) -> Self {
        let (session, utc) = (use_session(), expect_context::<Utc>().0);
        let words = memo(move || {
            let (window, utc) = (stage.window.get(), utc.get());
            let offset_ms_at = move |at_ms| time::offset_ms(at_ms, utc);
            Calendar { now_ms: untrack(|| session.now_ms()), offset_ms_at: &offset_ms_at }
                .text(window)
        });
        Self { stage, session, toasts: use_toasts(), utc, words, refused: RwSignal::new(None) }
    }

    /// Shows the stretch that a text names, or says what is wrong with the text.
    fn take(self, typed: &str) -> bool {
        let wrong = match typed.trim().is_empty() {
            true => {
                self.stage.show_usual();
                None
            }
            false => self.read(typed).map(|window| self.stage.show(window)).err(),
        };
        let is_read = wrong.is_none();
        let shown = self.stage.window.get_untracked();
        self.refused.set(wrong.map(|why| (why, shown)));
        is_read
    }

    fn read(self, typed: &str) -> Result<Window, String> {
        let (now_ms, utc) = untrack(|| (self.session.now_ms(), self.utc.get()));
        let offset_ms_at = move |at_ms| time::offset_ms(at_ms, utc);
        Calendar { now_ms, offset_ms_at: &offset_ms_at }.window(typed)
    }

    /// Copies the stretch.
    pub fn copy(self, event: &ev::ClipboardEvent) {
        let words = untrack(|| self.words.get());
        if put(event, &words) {
            self.toasts.done(t!("Copied: {words}"));
        }
    }

    /// Shows the stretch that is pasted.
    pub fn paste(self, event: &ev::ClipboardEvent) {
        if let Some(pasted) = pasted_text(event) {
            event.prevent_default();
            self.take(&pasted);
        }
    }
}

/// The field.
#[component]
pub fn TypedRange(range: RangeText) -> impl IntoView {
    let RangeText { words, refused, stage, .. } = range;
    // Another stretch that is shown since has put it right.
    let wrong = move || {
        let shown = stage.window.get();
        refused.with(|own| own.as_ref().filter(|(_, at)| *at == shown).map(|(why, _)| why.clone()))
    };
    let change = move |event: ev::Event| {
        if range.take(&event_target_value(&event)) {
            // The same stretch in other words, or in none, changes nothing that would be written
            // anew.
            event_target::<HtmlInputElement>(&event).set_value(&words.get_untracked());
        }
    };
    let letters = move || words.with(|words| words.chars().count().to_string());
    let is_wrong = move || wrong().is_some();
    view! {
        <input
            class="range" type="text" size=text(letters)
            aria-label=t!("Stretch of time") autocomplete="off"
            spellcheck="false" aria-describedby="range-wrong"
            aria-invalid=attribute(move || is_wrong().then_some("true"))
            title=t!("6h, since 1 Jun, 1 Jun 14:00 - 15:00, or a Unix time")
            prop:value=text(move || words.get())
            on:change=change
        />
        <p id="range-wrong" class="range-wrong" role="alert">{live(wrong)}</p>
    }
}
