//! The language of the console: what public/boot.js found that the reader speaks, or what the
//! reader chose here. The page speaks it, and has its replay programs speak it.

use leptos::prelude::*;

use super::storage::BrowserStorage;
use super::worker::use_replays;
use crate::base::{Language, language, speak};
use crate::ui::kit::toast::use_toasts;
use crate::ui::kit::{ask, focus, task};
use crate::worker::replay::Speak;

/// Where the reader's choice is kept, as public/boot.js reads it.
const CHOSEN: &str = "headroom.language";
/// The switch's id.
const SWITCH: &str = "language";
/// Said to those who read French, where the catalogue did not come.
const NO_FRENCH: &str = "Le français n’a pas pu être chargé : vérifiez le réseau, puis réessayez.";

/// Speaks as the frame does, before anything is drawn. Where the catalogue does not come it is
/// English.
pub async fn speak_as_the_frame() {
    let tag = document().document_element().and_then(|root| root.get_attribute("lang"));
    if let Some(language) = tag.as_deref().and_then(Language::of_tag)
        && language != Language::default()
    {
        change(language).await;
    }
}

/// Speaks a language from now on; `false` where its catalogue did not come.
async fn change(wanted: Language) -> bool {
    mark(wanted);
    match ask("language", "catalogue").await {
        Some(catalogue) => {
            speak(wanted, catalogue.leak());
            true
        }
        None => {
            mark(language());
            false
        }
    }
}

/// Says in which language the page is; public/language.js goes by it.
fn mark(language: Language) {
    if let Some(root) = document().document_element() {
        // It only fails for names that no attribute may have.
        let _ = root.set_attribute("lang", language.tag());
    }
}

/// How often everything was drawn: once more where the language changes.
#[derive(Clone, Copy)]
pub struct Drawn(pub RwSignal<u32>);

/// The switch to the other language; what was typed stays.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let choose = switch();
    let other = language().other();
    view! {
        <button id=SWITCH class="small quiet" lang=other.tag() on:click=move |_| choose()>
            {other.name()}
        </button>
    }
}

/// Speaks the other language from now on, when called.
pub fn switch() -> impl Fn() + Copy + 'static {
    let (toasts, replays) = (use_toasts(), use_replays());
    let Drawn(drawn) = expect_context::<Drawn>();
    move || {
        let other = language().other();
        BrowserStorage::Local.set(CHOSEN, other.tag());
        task::spawn(async move {
            if !change(other).await {
                return toasts.say(NO_FRENCH);
            }
            // What is drawn again asks again, after this.
            drop(replays.ask(Speak::as_here()));
            drawn.try_update(|count| *count += 1);
            focus(SWITCH);
        });
    }
}
