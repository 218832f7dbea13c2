//! Texts to the clipboard.

use js_sys::{Function, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Event;

use super::task;
use super::toast::use_toasts;

/// Puts a text on the clipboard; `false` where the browser has none for this page.
pub async fn copy(text: &str) -> bool {
    let clipboard = window().navigator().clipboard();
    if clipboard.is_undefined() {
        return false;
    }
    JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

/// The text that is being pasted.
pub fn pasted_text(event: &Event) -> Option<String> {
    let of = |object: &JsValue, name: &str| Reflect::get(object, &name.into()).ok();
    let data = of(event, "clipboardData")?;
    let get: Function = of(&data, "getData")?.dyn_into().ok()?;
    get.call1(&data, &"text/plain".into()).ok()?.as_string()
}

/// Has the browser copy this in the place of what is marked; `false` where it does not let it.
pub fn put(event: &Event, text: &str) -> bool {
    let of = |object: &JsValue, name: &str| Reflect::get(object, &name.into()).ok();
    let set = || {
        let data = of(event, "clipboardData")?;
        let set: Function = of(&data, "setData")?.dyn_into().ok()?;
        set.call2(&data, &"text/plain".into(), &text.into()).ok()
    };
    let is_set = set().is_some();
    if is_set {
        event.prevent_default();
    }
    is_set
}

/// A button that copies a text, and says whether the browser took it.
#[component]
pub fn CopyButton(
    /// What it says.
    label: &'static str,
    /// What is copied, once it is pressed.
    text: Callback<(), String>,
    /// Whether there is nothing to copy yet.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Whether it stands back behind the text beside it.
    #[prop(optional)]
    quiet: bool,
) -> impl IntoView {
    let toasts = use_toasts();
    let press = move |_| {
        let text = text.run(());
        task::spawn(async move {
            match copy(&text).await {
                true => toasts.done(t!("Copied.")),
                false => toasts
                    .say(t!("The browser did not let it be copied: mark the text and copy it.")),
            }
        });
    };
    view! {
        <button class="small" class:quiet=quiet disabled=disabled on:click=press>{label}</button>
    }
}
