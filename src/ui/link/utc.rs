//! Whether times are shown in UTC, which the browser keeps.

use leptos::prelude::*;

use super::storage::BrowserStorage;
use crate::ui::kit::time::Utc;

const KEPT: &str = "headroom.utc";

/// Provides the reader's choice, as it was kept.
pub fn provide_utc() {
    provide_context(Utc(RwSignal::new(BrowserStorage::Local.get(KEPT).is_some())));
}

/// Shows times in UTC, or in the reader's own zone.
pub fn show_in_utc(Utc(utc): Utc, is_utc: bool) {
    utc.set(is_utc);
    if is_utc {
        BrowserStorage::Local.set(KEPT, "1");
    } else {
        BrowserStorage::Local.remove(KEPT);
    }
}

/// The reader's choice.
#[component]
pub fn UtcToggle() -> impl IntoView {
    let utc = expect_context::<Utc>();
    view! {
        <label class="toggle">
            <input
                type="checkbox"
                prop:checked=utc.0
                on:change=move |event| show_in_utc(utc, event_target_checked(&event))
            />
            {t!("Times in UTC")}
        </label>
    }
}
