//! Short words about what was just done.

use leptos::prelude::*;

use super::view::live;

/// What was last done; shown until it is dismissed or replaced.
#[derive(Clone, Copy)]
pub struct Toasts(RwSignal<Option<String>>);

impl Toasts {
    /// Makes the place for them.
    pub fn provide() -> Self {
        let toasts = Self(RwSignal::new(None));
        provide_context(toasts);
        toasts
    }

    /// Says something.
    pub fn say(self, text: impl Into<String>) {
        // The page that asked may be gone; the toast belongs to the whole console.
        let _ = self.0.try_set(Some(text.into()));
    }
}

/// The console's toasts.
pub fn use_toasts() -> Toasts {
    expect_context::<Toasts>()
}

/// The corner where toasts appear.
#[component]
pub fn ToastCorner(toasts: Toasts) -> impl IntoView {
    view! {
        <div class="toast" role="status" aria-live="polite">
            {live(move || toasts.0.get().map(|text| view! {
                <p>
                    <span>{text}</span>
                    <button class="quiet" on:click=move |_| toasts.0.set(None)>"Dismiss"</button>
                </p>
            }))}
        </div>
    }
}
