//! Whether the console opens without a network: `public/offline.js` keeps its files.

use leptos::prelude::*;

use crate::ui::kit::view::live;
use crate::ui::kit::{ask, task};

/// What the script says where the files are kept, and where the user wants none kept.
const READY: &str = "ready";
const OFF: &str = "off";

/// How it stands, and a way to change it.
#[component]
pub fn Offline() -> impl IntoView {
    let state = RwSignal::new(t!("looking…").to_owned());
    let asks = move |question: &'static str| {
        task::spawn(async move {
            let told = ask("offline", question).await;
            state.try_set(
                told.unwrap_or_else(|| t!("not ready, since its script did not come.").into()),
            );
        });
    };
    asks("state");
    let button = move |question: &'static str, words: &'static str| {
        view! { <button class="quiet" on:click=move |_| asks(question)>{words}</button> }
    };
    live(move || {
        let told = state.get();
        let (words, button) = match told.as_str() {
            READY => (
                t!("ready. Sandbox and what-if open without a network.").to_owned(),
                Some(button("remove", t!("Remove what is kept"))),
            ),
            OFF => {
                (t!("off.").to_owned(), Some(button("keep", t!("Keep Headroom for offline use"))))
            }
            _ => (told, None),
        };
        view! { <p class="help" role="status">{t!("Offline: ")} {words} " " {button}</p> }
    })
}
