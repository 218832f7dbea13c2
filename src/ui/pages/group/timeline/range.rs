//! The visible stretch of time as a field: what is typed or pasted there is shown.

use leptos::ev;
use leptos::prelude::*;
use web_sys::HtmlInputElement;

use super::stage::Stage;
use crate::lab::Calendar;
use crate::ui::kit::time::{self, Utc};
use crate::ui::kit::view::{attribute, live, memo, text};
use crate::ui::link::session::use_session;

/// The field.
#[component]
pub fn TypedRange(stage: Stage) -> impl IntoView {
    let (session, utc) = (use_session(), expect_context::<Utc>().0);
    let wrong = RwSignal::new(None::<String>);
    let read = move |typed: &str| {
        let (now_ms, utc) = untrack(|| (session.now_ms(), utc.get()));
        let offset_ms_at = move |at_ms| time::offset_ms(at_ms, utc);
        Calendar { now_ms, offset_ms_at: &offset_ms_at }.window(typed)
    };
    let words = memo(move || {
        let (window, utc) = (stage.window.get(), utc.get());
        let offset_ms_at = move |at_ms| time::offset_ms(at_ms, utc);
        Calendar { now_ms: untrack(|| session.now_ms()), offset_ms_at: &offset_ms_at }.text(window)
    });
    let change = move |event: ev::Event| {
        let typed = event_target_value(&event);
        match read(&typed) {
            _ if typed.trim().is_empty() => stage.show_usual(),
            Ok(window) => stage.show(window),
            Err(why) => return wrong.set(Some(why)),
        }
        wrong.set(None);
        // The same stretch in other words, or in none, changes nothing that would be written anew.
        event_target::<HtmlInputElement>(&event).set_value(&words.get_untracked());
    };
    let is_wrong = move || wrong.with(Option::is_some);
    view! {
        <input
            class="range" type="text" aria-label=t!("Stretch of time") autocomplete="off"
            spellcheck="false" aria-describedby="range-wrong"
            aria-invalid=attribute(move || is_wrong().then_some("true"))
            title=t!("6h, since 1 Jun, 1 Jun 14:00 - 15:00, or a Unix time")
            prop:value=text(move || words.get())
            on:change=change
        />
        <p id="range-wrong" class="range-wrong" role="alert">{live(move || wrong.get())}</p>
    }
}
