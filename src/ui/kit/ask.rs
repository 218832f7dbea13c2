//! Questions to the scripts beside the page: `public/boot.js` has what every visit needs, and
//! fetches what only some do.

use js_sys::{Function, Promise, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::task;
use super::view::{Live, live};

/// What a script answers; `None` when it could not be fetched, as without a network.
pub async fn ask(script: &str, question: &str) -> Option<String> {
    call("headroomAsk", script, question).await
}

/// Whether a file is the one that was built.
pub async fn is_as_built(file: &str, digest: &str) -> bool {
    call("headroomCheck", file, digest).await.is_some()
}

/// Until the frame that stands in index.html was seen.
pub async fn frame_shown() {
    if let Ok(shown) = Reflect::get(&window(), &"headroomShown".into()) {
        // It is never rejected, and a page whose script did not come has shown its frame long ago.
        let _ = JsFuture::from(Promise::resolve(&shown)).await;
    }
}

async fn call(function: &str, one: &str, other: &str) -> Option<String> {
    let function: Function = Reflect::get(&window(), &function.into()).ok()?.dyn_into().ok()?;
    let answer = function.call2(&JsValue::NULL, &one.into(), &other.into()).ok()?;
    JsFuture::from(Promise::resolve(&answer)).await.ok()?.as_string()
}

/// Why a file of the console did not come, and what to do: `why` only looks, `mend` also loads a
/// newer build where one stands in this one's place.
pub fn reason(question: &'static str) -> Live {
    let words = RwSignal::new(t!("Looking for the reason…").to_owned());
    task::spawn(async move {
        let found = ask("renew", question).await;
        words.try_set(found.unwrap_or_else(no_network));
    });
    live(move || words.get())
}

fn no_network() -> String {
    t!("The network may be gone: try again once it is back.").to_owned()
}
