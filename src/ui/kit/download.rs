//! Bytes to a file of the user's.

use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Uint8Array};
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Blob, HtmlAnchorElement, Url};

use super::task;

/// How long the browser has to read the file, in milliseconds.
const LINGER_MS: u32 = 60_000;

/// Hands the browser a file to save; tells whether it took it.
pub fn download(name: &str, bytes: &[u8]) -> bool {
    offer(name, bytes).is_some()
}

fn offer(name: &str, bytes: &[u8]) -> Option<()> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence(&parts).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    let link: HtmlAnchorElement = document().create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // Some browsers read it only after the click; without this it stays as long as the page.
    task::spawn(async move {
        TimeoutFuture::new(LINGER_MS).await;
        let _ = Url::revoke_object_url(&address);
    });
    Some(())
}
