//! A file that holds a group, chosen and read.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use crate::lab::moving::Origin;

/// Bodies of a group are far smaller.
const MAX_BYTES: f64 = 4_000_000.0;

/// Asks for a file.
#[component]
pub fn FileButton(
    /// What it says.
    label: &'static str,
    /// How the names of such files end.
    #[prop(default = ".json,application/json")]
    accept: &'static str,
    /// How it looks.
    #[prop(default = "button")]
    class: &'static str,
    /// What becomes of the file.
    chosen: Callback<File>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let choose = move |_| {
        let Some(input) = input.get_untracked() else { return };
        let file = input.files().and_then(|files| files.get(0));
        // The same file can be chosen again after it was mended.
        input.set_value("");
        if let Some(file) = file {
            chosen.run(file);
        }
    };
    view! {
        <label class=class>
            {label}
            <input
                type="file" class="sr-only" accept=accept
                node_ref=input on:change=choose
            />
        </label>
    }
}

/// The group in a file.
///
/// # Errors
/// Why there is none, as a sentence that begins with the file's name.
pub async fn read_origin(file: &File) -> Result<Origin, String> {
    if file.size() > MAX_BYTES {
        return Err(t!("was not read: it has more than {MAX_BYTES} bytes."));
    }
    let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
    let text = text.ok_or(t!("was not read: it may have been moved or changed."))?;
    Origin::from_file(text.as_bytes()).map_err(|why| t!("was not read. {why}"))
}
